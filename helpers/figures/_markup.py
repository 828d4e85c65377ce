"""Texts set for reading in a notebook: static HTML, every character of a text escaped."""

from html import escape
from typing import Any

import pandas as pd

from helpers._tables import require
from helpers._words import plural
from helpers.figures._colours import INK, MARKS
from helpers.figures._export import Shown


def mark_mentions(sentences: pd.DataFrame, mentions: pd.DataFrame) -> Shown:
    """Mark the mentions in the text, each with its actor in a tooltip; the colour says how it is worded.

    A mention inside another is a mark in a mark; mentions outside these sentences are left out.

    >>> rows = [("a", 1, 1, 0, 13, "Hale & I met.")]
    >>> sentences = pd.DataFrame(rows, columns=["doc_id", "par_id", "sent_id", "start", "end", "text"])
    >>> columns = ["doc_id", "sent_id", "start", "end", "label", "how"]
    >>> mentions = pd.DataFrame([("a", 1, 0, 4, "<b>", "name")], columns=columns)
    >>> marked = mark_mentions(sentences, mentions)
    >>> marked, marked.html.splitlines()[-1].partition("title=")[2]
    (1 sentence, 1 mention marked, '"&lt;b&gt; (name)">Hale</mark> &amp; I met.</p>')
    """
    require(sentences, "sentences")
    require(mentions, "mentions", ["doc_id", "sent_id", "start", "end", "label", "how"])
    inside = {key: list(rows.itertuples()) for key, rows in mentions.groupby(["doc_id", "sent_id"])}
    lines, shown = [" ".join(f"{_open(how, how)}{how}</mark>" for how in MARKS)], 0
    for _, paragraph in sentences.groupby(["doc_id", "par_id"], sort=False):
        marked = [(row, inside.get((row.doc_id, row.sent_id), [])) for row in paragraph.itertuples()]
        shown += sum(len(marks) for _, marks in marked)
        lines.append(" ".join(f"<sub>{row.sent_id}</sub> {_sentence(row, marks)}" for row, marks in marked))
    text = f"{plural(len(sentences), 'sentence')}, {plural(shown, 'mention')} marked"
    return Shown("\n".join(f"<p>{line}</p>" for line in lines), text)


def _open(how: str, title: str) -> str:
    background = MARKS.get(how, MARKS["name"])
    return f'<mark style="color:{INK};background:{background}" title="{escape(title)}">'


def _sentence(row: Any, marks: list) -> str:
    """One sentence: marks open and close where the mentions do, the longer around the shorter."""
    cuts: dict[int, list[str]] = {}
    for mark in sorted(marks, key=lambda m: (m.start, -m.end)):
        cuts.setdefault(mark.start - row.start, []).append(_open(mark.how, f"{mark.label} ({mark.how})"))
        cuts.setdefault(mark.end - row.start, []).insert(0, "</mark>")
    places = sorted({0, len(row.text), *cuts})
    pieces = [escape(row.text[a:b]) for a, b in zip(places, [*places[1:], len(row.text)])]
    return "".join("".join(cuts.get(place, [])) + piece for place, piece in zip(places, pieces))
