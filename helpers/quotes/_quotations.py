"""Quotations, direct, mixed and indirect, with their speakers."""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

import pandas as pd

from helpers._tables import require
from helpers.quotes._clauses import NOBODY, QUOTED, Attribution, attributions, beside, unit
from helpers.quotes._marks import Marked, marked

import os
SAME = os.environ.get('SAME')
COLUMNS = ["doc_id","sent_id","start","end","text","form","cue","cue_start","cue_end","speaker","speaker_start","speaker_end","actor_id","reason"]


def quotations(sentences: pd.DataFrame, mentions: pd.DataFrame | None = None) -> pd.DataFrame:
    """x"""
    require(sentences, "sentences")
    rows = []
    for doc_id, part in sentences.groupby("doc_id", sort=False):
        rows += [(doc_id, *row) for row in document(part)]
    return pd.DataFrame(rows, columns=["doc_id", "sent_id", "start", "end", "speaker_start", "speaker_end", "cue_start", "cue_end","reason"])


def document(part):
    starts, ends, pars, texts = (part[c].tolist() for c in ("start", "end", "par_id", "text"))
    ids = part["sent_id"].tolist()
    pieces, at = [], starts[0]
    for n, (s, e, p, t) in enumerate(zip(starts, ends, pars, texts)):
        pieces.append(("\n" if n and pars[n - 1] != p else " ") * (s - at))
        pieces.append(t)
        at = e
    off = starts[0]
    text = "".join(pieces)
    paragraphs = []
    for _, g in groupby(zip(pars, starts, ends), key=itemgetter(0)):
        g = list(g)
        paragraphs.append((g[0][1] - off, g[-1][2] - off))
    quoted = marked(text, paragraphs, [e - off for e in ends])
    res = []
    last = lastpar = None
    q = 0
    n = 0
    prev_end_par = None
    while n < len(starts):
        s, e, first = starts[n] - off, ends[n] - off, n
        inside = []
        while q < len(quoted) and quoted[q].start < e:
            inside.append(quoted[q])
            while n + 1 < len(starts) and ends[n] - off < quoted[q].end:
                n += 1
                e = ends[n] - off
            q += 1
            if q < len(quoted) and text[e - 1] == ":" and n + 1 < len(starts) and quoted[q].start == starts[n + 1] - off:
                n += 1
                e = ends[n] - off
        if not inside and q < len(quoted) and text[e - 1] == ":" and n + 1 < len(starts) and quoted[q].start == starts[n + 1] - off:
            n += 1
            e = ends[n] - off
            while q < len(quoted) and quoted[q].start < e:
                inside.append(quoted[q])
                while n + 1 < len(starts) and ends[n] - off < quoted[q].end:
                    n += 1
                    e = ends[n] - off
                q += 1
        if inside and inside[-1].end >= e - 1 and n + 1 < len(starts) and texts[n + 1][0] in "-—–―" and len(texts[n + 1].split()) < 8:
            n += 1
            e = ends[n] - off
        u = unit(text, s, e, inside)
        found = attributions(u)
        # direct remainders
        for m in inside:
            if any(o.start < m.end and m.start < o.end for o in found):
                continue
            b = beside(u, m.start)
            if b:
                found.append(b)
                continue
            if not found and last is not None and text[s:m.start].strip() == "" and last.reason != "nobody" and pars[first] == lastpar:
                if last.end > last.cue[0] or last.pause != NOBODY:
                    last = last._replace(end=m.end)
                else:
                    last = last._replace(end=m.end, pause=(last.end, m.start))
                res[-1] = (res[-1][0], o_(last, off))
                continue
            free = m.end - m.start > 25 or len(text[m.start:m.end].split()) >= 5
            if free:
                if last is not None and not found and text[s:m.start].strip() == "" and last.end >= s - 3 and text[last.end - 1] in "”\"'’»":
                    found.append(last._replace(start=m.start, end=m.end, reason="goes on"))
                else:
                    near = [o for o in found if o.end <= m.start and o.speaker != NOBODY] or [o for o in found if o.speaker != NOBODY]
                    found.append(Attribution(m.start, m.end, NOBODY, near[-1].speaker if near and SAME else NOBODY, NOBODY, "nobody" if not near else "same"))
        found.sort(key=lambda o: o.start)
        for o in found:
            res.append((ids[first], o_(o, off)))
            lastpar = pars[n]
            if o.reason != "nobody":
                last = o
        n += 1
    return [(i, *r) for i, r in res]


def o_(o, off):
    return (o.start + off, o.end + off, *(v + off if v >= 0 else -1 for v in (*o.speaker, *o.cue)), o.reason)
