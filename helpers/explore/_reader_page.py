"""One text of the reading view as plain lists and strings, from which browser and static fallback draw."""

import pandas as pd

from helpers._tables import ACTOR, KEYS, PLACE
from helpers._words import signed
from helpers.sentiment import instruments

KINDS = ("person", "organisation", "state", "group", "place")
SIGNS = {"negative": "▼", "neutral": "●", "positive": "▲"}


def page(
    doc_id: str, title: str, scores: pd.DataFrame, mentions: pd.DataFrame, reasons: pd.DataFrame
) -> dict:
    """Put what is known of one text together.

    Offsets are counted from the start of the sentence, in UTF-16 units as browsers count. Spans that do not
    lie within a sentence of the text are left out.

    Returns
    -------
    dict of `doc_id`, `title`, `actors` (lists `actor_id, label, kind, mentions`, the most mentioned first),
    `instruments` (lists `name, label` of those that the reasons come from) and `sentences`, each a dict of
    `id, par, text, tone, shown` (the tone as it is printed), `cls, numbers, mentions` (lists `start, end,
    actor, how`, the actor by its place in `actors`) and `reasons` (lists `start, end, instrument, effect`).
    """
    scores = scores[scores["doc_id"] == doc_id]
    mentions = within(mentions[mentions["doc_id"] == doc_id], scores)
    reasons = within(reasons[reasons["doc_id"] == doc_id], scores)
    actors = _actors(mentions)
    place = {actor[0]: number for number, actor in enumerate(actors)}
    columns, used = _number_columns(scores), _instruments(reasons)
    marks, causes = _by_sentence(mentions), _by_sentence(reasons)
    sentences = [
        _sentence(row, columns, marks.get(row["sent_id"], []), causes.get(row["sent_id"], []), place)
        for row in scores.to_dict("records")
    ]
    return {"doc_id": doc_id, "title": title, "actors": actors, "instruments": used, "sentences": sentences}


def within(spans: pd.DataFrame, scores: pd.DataFrame) -> pd.DataFrame:
    """The spans that lie in a sentence of the table."""
    bounds = scores[[*PLACE]].rename(columns={"start": "from", "end": "to"})
    both = spans.merge(bounds, on=[*KEYS])
    inside = (both["from"] <= both["start"]) & (both["start"] < both["end"]) & (both["end"] <= both["to"])
    return both[inside].drop(columns=["from", "to"])


def _number_columns(scores: pd.DataFrame) -> list[tuple[str, str, bool]]:
    """The columns of numbers that the table holds: what they are called, and whether they carry a sign."""
    return [
        (column, one.label if column == one.label else f"{one.label} {column}", column == one.column)
        for one in instruments()
        for column in (one.column, *one.extra_columns)
        if column in scores and pd.api.types.is_numeric_dtype(scores[column])
    ]


def _instruments(reasons: pd.DataFrame) -> list[list[str]]:
    """Name and label of each instrument of the reasons, in the order of the instruments."""
    labels = {one.name: one.label for one in instruments()}
    names = list(dict.fromkeys(reasons["instrument"]))
    return [[name, labels.get(name, name)] for name in dict.fromkeys([*labels, *names]) if name in names]


def _actors(mentions: pd.DataFrame) -> list[list]:
    counts = mentions.groupby("actor_id").agg(
        label=("label", "first"), kind=("kind", "first"), n=("start", "size")
    )
    ordered = counts.reset_index().sort_values(["n", "actor_id"], ascending=[False, True])
    return [[*map(str, row[:3]), int(row[3])] for row in ordered[[*ACTOR, "n"]].itertuples(index=False)]


def _by_sentence(spans: pd.DataFrame) -> dict[int, list[dict]]:
    return {sent_id: rows.to_dict("records") for sent_id, rows in spans.groupby("sent_id")}


def _sentence(row: dict, columns: list, mentions: list[dict], reasons: list[dict], place: dict) -> dict:
    text = row["text"]

    def span(part: dict) -> list[int]:
        return [_units(text[: offset - row["start"]]) for offset in (part["start"], part["end"])]

    return {
        "id": int(row["sent_id"]),
        "par": int(row["par_id"]),
        "text": text,
        "tone": round(float(row["tone"]), 4),
        "shown": signed(row["tone"], 3),
        "cls": row["tone_class"],
        "numbers": [[label, signed(row[column], 3, plus=plus)] for column, label, plus in columns],
        "mentions": [
            [*span(m), place[m["actor_id"]], ", ".join(filter(None, [m["how"], m.get("evaluation")]))]
            for m in sorted(mentions, key=lambda m: (m["start"], -m["end"]))
        ],
        "reasons": [[*span(r), r["instrument"], signed(r["effect"], 3)] for r in reasons],
    }


def _units(text: str) -> int:
    """Length of a string as browsers count: a character beyond the first 65,536 counts twice."""
    return len(text) + sum(character > "\uffff" for character in text)
