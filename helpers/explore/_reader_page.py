"""One text of the reading view as plain lists and strings: what the browser and the static fallback both draw."""

import numpy as np
import pandas as pd

NUMBERS = {
    "tone": "tone",
    "polarity": "TextBlob polarity",
    "subjectivity": "TextBlob subjectivity",
    "compound": "VADER compound",
}
KINDS = ("person", "organisation", "state", "group", "place")
SIGNS = {"negative": "▼", "neutral": "●", "positive": "▲"}


def page(
    doc_id: str, title: str, scores: pd.DataFrame, mentions: pd.DataFrame, reasons: pd.DataFrame
) -> dict:
    """Put what is known of one text together.

    Offsets are counted from the start of the sentence, in UTF-16 units as browsers count. Spans that do not lie
    within a sentence of the text are left out.

    Returns
    -------
    dict of `doc_id`, `title`, `actors` (lists `actor_id, label, kind, mentions`, the most mentioned first) and
    `sentences`, each a dict of `id, par, text, tone, cls, numbers, mentions` (lists `start, end, actor, how`, the
    actor by its place in `actors`) and `reasons` (lists `start, end, instrument, effect`).
    """
    scores = scores[scores["doc_id"] == doc_id]
    mentions = within(mentions[mentions["doc_id"] == doc_id], scores)
    reasons = within(reasons[reasons["doc_id"] == doc_id], scores)
    actors = _actors(mentions)
    place = {actor[0]: number for number, actor in enumerate(actors)}
    marks, causes = dict(list(mentions.groupby("sent_id"))), dict(list(reasons.groupby("sent_id")))
    sentences = [
        _sentence(row, marks.get(row["sent_id"]), causes.get(row["sent_id"]), place)
        for row in scores.to_dict("records")
    ]
    return {"doc_id": doc_id, "title": title, "actors": actors, "sentences": sentences}


def within(spans: pd.DataFrame, scores: pd.DataFrame) -> pd.DataFrame:
    """The spans that lie in a sentence of the table."""
    bounds = scores[["doc_id", "sent_id", "start", "end"]].rename(columns={"start": "from", "end": "to"})
    found = spans.merge(bounds, on=["doc_id", "sent_id"])
    inside = (
        (found["from"] <= found["start"]) & (found["start"] < found["end"]) & (found["end"] <= found["to"])
    )
    return found[inside].drop(columns=["from", "to"])


def number(value: float, *, sign: str = "+") -> str:
    """A number with its sign, rounded to three places as the notebooks round; `sign=""` where it has none.

    >>> number(-0.24327), number(0.5), number(-0.0001), number(0.5, sign="")
    ('−0.243', '+0.500', '0.000', '0.500')
    """
    rounded = float(np.round(value, 3))  # not Python's round: it differs from the tables at a half
    return f"{rounded:{sign}.3f}".replace("-", "−") if rounded else "0.000"


def _actors(mentions: pd.DataFrame) -> list[list]:
    keys = ["actor_id", "label", "kind"]
    counts = mentions.groupby("actor_id").agg(
        label=("label", "first"), kind=("kind", "first"), n=("start", "size")
    )
    ordered = counts.reset_index().sort_values(["n", "actor_id"], ascending=[False, True])
    return [[*map(str, row[:3]), int(row[3])] for row in ordered[[*keys, "n"]].itertuples(index=False)]


def _sentence(row: dict, mentions: pd.DataFrame | None, reasons: pd.DataFrame | None, place: dict) -> dict:
    text = row["text"]

    def span(found):
        return [_units(text[: offset - row["start"]]) for offset in (found["start"], found["end"])]

    numbers = [
        [name, number(row[column], sign="" if column == "subjectivity" else "+")]
        for column, name in NUMBERS.items()
        if column in row
    ]
    marks = (
        [] if mentions is None else sorted(mentions.to_dict("records"), key=lambda m: (m["start"], -m["end"]))
    )
    causes = [] if reasons is None else reasons.to_dict("records")
    return {
        "id": int(row["sent_id"]),
        "par": int(row["par_id"]),
        "text": text,
        "tone": round(float(row["tone"]), 4),
        "cls": row["tone_class"],
        "numbers": numbers,
        "mentions": [
            [*span(m), place[m["actor_id"]], ", ".join(filter(None, [m["how"], m.get("evaluation")]))]
            for m in marks
        ],
        "reasons": [[*span(r), r["instrument"], number(r["effect"])] for r in causes],
    }


def _units(text: str) -> int:
    """Length of a string as browsers count: a character beyond the first 65,536 counts twice."""
    return len(text) + sum(character > "\uffff" for character in text)
