"""One text of the reading view: as plain lists, from which the browser draws, and as HTML without scripts."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from html import escape
from itertools import accumulate, groupby, pairwise

import pandas as pd

from helpers._tables import ACTOR, KEYS, PLACE, SPAN
from helpers._words import signed
from helpers.sentiment import instruments
from helpers.sentiment import reasons as reasons_of

INK = "color:#222222;"
STYLES = {
    "person": "background:#e9dcf5;border-bottom:2px solid #6d3fa0",
    "organisation": "background:#d3ecea;border-bottom:4px double #00695c",
    "state": "background:#f3e6b8;border-bottom:2px solid #7a5c00;border-top:2px solid #7a5c00",
    "group": "background:#fadfe9;border-bottom:2px dashed #a0235f",
    "place": "background:#e1efcf;border-bottom:2px dotted #44690d",
}
SIGNS = {"negative": "▼", "neutral": "●", "positive": "▲"}
TONES = {"negative": "#a63c00", "neutral": "#666666", "positive": "#1b6393"}


def page(doc_id: str, scores: pd.DataFrame, mentions: pd.DataFrame, reasons: pd.DataFrame) -> dict:
    """What is known of one text, as plain lists and strings.

    Offsets are counted from the start of the sentence, in UTF-16 units as browsers count. Spans that do not
    lie within a sentence of the text are left out. Returns a dict of `doc_id`, `actors` (lists
    `actor_id, label, kind, mentions`, the most mentioned first), `instruments` (lists `name, label` of those
    that the reasons come from) and `sentences`, each a dict of `id, par, text, tone, shown` (the tone as it
    is printed), `cls, numbers, reasons` (lists `start, end, instrument, effect`) and `mentions` (lists
    `start, end, actor, how`, the actor by its place in `actors`; and `line`, if the mentions have it).
    """
    scores = scores[scores["doc_id"] == doc_id]
    reasons = within(reasons[reasons["doc_id"] == doc_id], scores)
    causes = _by_sentence(reasons.assign(shown=_printed(reasons["effect"])), ("instrument", "shown"), scores)
    rows = zip(scores.to_dict("records"), _numbers_of(scores))
    bare = {
        "doc_id": doc_id,
        "instruments": _instruments(reasons),
        "sentences": [_listed(row, numbers, causes) for row, numbers in rows],
    }
    return marked(bare, scores, mentions)


def marked(page: dict, scores: pd.DataFrame, mentions: pd.DataFrame) -> dict:
    """The page of a text with these mentions in place of those it has."""
    scores = scores[scores["doc_id"] == page["doc_id"]]
    mentions = within(mentions[mentions["doc_id"] == page["doc_id"]], scores)
    actors = _actors(mentions)
    place = {actor[0]: number for number, actor in enumerate(actors)}
    wordings = [mentions[column] for column in ("how", "evaluation") if column in mentions]
    notes = [", ".join(filter(None, words)) for words in zip(*wordings)]
    mentions = mentions.assign(actor=mentions["actor_id"].map(place), note=notes)
    mentions = mentions.sort_values([*SPAN], ascending=[True, False], kind="stable")
    told = ("actor", "note", "line") if "line" in mentions else ("actor", "note")
    marks = _by_sentence(mentions, told, scores)
    sentences = [sentence | {"mentions": marks.get(sentence["id"], [])} for sentence in page["sentences"]]
    return page | {"actors": actors, "sentences": sentences}


def left_out(scores: pd.DataFrame) -> list[list]:
    """What leaving out each word of one sentence does to the encoder's score: `start, end, effect`."""
    found = reasons_of(scores, ["encoder"])
    found = found.assign(shown=_printed(found["effect"]))[found["effect"] != 0]
    return _by_sentence(found, ["shown"], scores).get(scores["sent_id"].iloc[0], [])


def within(spans: pd.DataFrame, scores: pd.DataFrame) -> pd.DataFrame:
    """The spans that lie in a sentence of the table."""
    bounds = scores[[*PLACE]].rename(columns={"start": "from", "end": "to"})
    both = spans.merge(bounds, on=[*KEYS])
    inside = (both["from"] <= both["start"]) & (both["start"] < both["end"]) & (both["end"] <= both["to"])
    return both[inside].drop(columns=["from", "to"])


def _printed(values: pd.Series, *, plus: bool = True) -> list[str]:
    """Numbers as they are shown; each value is written once, for many words have the same effect."""
    rounded = values.round(3)
    return rounded.map({value: signed(value, 3, plus=plus) for value in rounded.unique()}).tolist()


def _numbers_of(scores: pd.DataFrame) -> list[list[list[str]]]:
    """For each sentence the numbers that the table holds, each with what it is called."""
    columns = [
        (one.label if column == one.label else f"{one.label} {column}", scores[column], column == one.column)
        for one in instruments()
        for column in (one.column, *one.extra_columns)
        if column in scores and pd.api.types.is_numeric_dtype(scores[column])
    ]
    shown = [[[label, value] for value in _printed(values, plus=plus)] for label, values, plus in columns]
    return [[*numbers] for numbers in zip(*shown)] if shown else [[]] * len(scores)


def _instruments(reasons: pd.DataFrame) -> list[list[str]]:
    """Name and label of each instrument of the reasons, in the order of the instruments."""
    labels, names = {one.name: one.label for one in instruments()}, reasons["instrument"].unique()
    return [[name, labels.get(name, name)] for name in dict.fromkeys([*labels, *names]) if name in names]


def _actors(mentions: pd.DataFrame) -> list[list]:
    counts, first = Counter(mentions["actor_id"]), mentions.drop_duplicates("actor_id")
    actors = [[*map(str, row), counts[row[0]]] for row in first[[*ACTOR]].itertuples(index=False)]
    return sorted(actors, key=lambda actor: (-actor[3], actor[0]))


def _units(text: str) -> Sequence[int]:
    """Where each character of a sentence begins, and the last ends, as browsers count."""
    if text.isascii() or max(text) <= "\uffff":
        return range(len(text) + 1)
    return [0, *accumulate(1 + (character > "\uffff") for character in text)]


def _by_sentence(spans: pd.DataFrame, columns: Sequence[str], scores: pd.DataFrame) -> dict[int, list[list]]:
    """sent_id -> its spans as lists: start and end, counted from the sentence's start, and the columns."""
    texts = zip(scores["sent_id"], scores["start"], map(_units, scores["text"]))
    units = {sent_id: (start, edges) for sent_id, start, edges in texts}
    found: dict[int, list[list]] = defaultdict(list)
    for sent_id, start, end, *values in zip(*(spans[name].tolist() for name in ("sent_id", *SPAN, *columns))):
        offset, edges = units[sent_id]
        found[sent_id].append([edges[start - offset], edges[end - offset], *values])
    return found


def _listed(row: dict, numbers: list, reasons: dict) -> dict:
    return {
        "id": int(row["sent_id"]),
        "par": int(row["par_id"]),
        "text": row["text"],
        "tone": round(float(row["tone"]), 4),
        "shown": signed(row["tone"], 3),
        "cls": row["tone_class"],
        "numbers": numbers,
        "reasons": reasons.get(row["sent_id"], []),
    }


def static_html(page: dict, others: int = 0) -> str:
    """What an export, a code host or a notebook not yet run shows: one text as HTML with all text escaped.

    `page` is what `page` makes, with a `title`; `others` is how many further texts the reader holds.
    """
    parts = [f"<p><b>{escape(page['title'])}</b></p>", _key(page)]
    if others:
        parts.append(f"<p>One of {others + 1} texts; run the notebook to choose another.</p>")
    for _, rows in groupby(page["sentences"], key=lambda sentence: sentence["par"]):
        paragraph = list(rows)
        parts.append("<p>" + " ".join(_sentence(s, page["actors"]) for s in paragraph) + "</p>")
        parts.append(_details(paragraph, page["instruments"]))
    return "\n".join(['<div style="max-width:46em;line-height:1.6">', *parts, "</div>"])


def _key(page: dict) -> str:
    present = {kind for _, _, kind, _ in page["actors"]}
    kinds = [f"{_open(kind, kind)}{escape(kind)}</mark>" for kind in STYLES if kind in present]
    tones = [f"{_tone(name, SIGNS[name])} {name}" for name in TONES]
    return f"<p>Actors: {' '.join(kinds) or 'none'}. Tone of a sentence: {', '.join(tones)}.</p>"


def _open(kind: str, title: str) -> str:
    return f'<mark style="{INK}{STYLES.get(kind, STYLES["group"])}" title="{escape(title)}">'


def _tone(name: str, content: str, title: str = "") -> str:
    style = f"color:#ffffff;background:{TONES.get(name, TONES['neutral'])};padding:0 3px"
    attribute = f' title="{escape(title)}"' if title else ""
    return f'<small style="{style}"{attribute}>{content}</small>'


def _sentence(sentence: dict, actors: list[list]) -> str:
    """One sentence: cut wherever a mention begins or ends, so that marks nest however the mentions lie."""
    tone, text = sentence["cls"], sentence["text"].encode("utf-16-le")
    cuts = sorted({0, len(text) // 2, *(edge for mention in sentence["mentions"] for edge in mention[:2])})
    mark = _tone(tone, f"{SIGNS.get(tone, '')} {sentence['id']}", f"tone {sentence['shown']}, {tone}")
    parts, ahead, inside = [f"{mark} "], sentence["mentions"][::-1], []
    for a, b in pairwise(cuts):
        while ahead and ahead[-1][0] <= a:
            inside.append(ahead.pop())
        inside = [mention for mention in inside if mention[1] >= b]
        for _, _, actor, how, *_ in inside:
            _, label, kind, _ = actors[actor]
            parts.append(_open(kind, f"{label} ({kind}, {how})"))
        parts.append(_part(text, a, b) + "</mark>" * len(inside))
    return "".join(parts)


def _part(text: bytes, start: int, end: int) -> str:
    """Part of a sentence in UTF-16; its offsets count as browsers do."""
    return escape(text[2 * start : 2 * end].decode("utf-16-le"))


def _details(paragraph: list[dict], instruments: list[list[str]]) -> str:
    first, last = paragraph[0]["id"], paragraph[-1]["id"]
    which = f"sentence {first}" if first == last else f"sentences {first}–{last}"
    lines = "".join(f"<li>{_numbers(sentence, instruments)}</li>" for sentence in paragraph)
    summary = f"<summary>Numbers and reasons, {which}</summary>"
    return f'<details style="margin:0 0 1em">{summary}<ul>{lines}</ul></details>'


def _numbers(sentence: dict, instruments: list[list[str]]) -> str:
    """The numbers of a sentence, then what made them, instrument by instrument."""
    numbers = "; ".join(f"{escape(name)} {value}" for name, value in sentence["numbers"])
    parts = [f"<b>{sentence['id']}</b> {escape(sentence['cls'])}. {numbers}."]
    text = sentence["text"].encode("utf-16-le")
    for instrument, label in instruments:
        mine = [reason for reason in sentence["reasons"] if reason[2] == instrument]
        words = ", ".join(f"{_part(text, start, end)} {effect}" for start, end, _, effect in mine)
        parts.append(f"<br><i>{escape(label)}</i>: {words}" if words else "")
    return "".join(parts)
