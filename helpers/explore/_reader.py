"""The reading view: one text at a time, its mentions and its tone marked, every number with its reasons."""

from typing import TYPE_CHECKING

import pandas as pd

from helpers._tables import ACTOR, CONTRACTS, KEYS, PLACE, SPAN, require
from helpers._words import signed
from helpers.sentiment import instruments

if TYPE_CHECKING:
    from helpers.explore._reader_widget import Reader


def reader(
    scores: pd.DataFrame,
    mentions: pd.DataFrame,
    reasons: pd.DataFrame,
    *,
    documents: pd.DataFrame | None = None,
) -> "Reader":
    """Show the texts to read: actors and tone marked, filters, a search, two charts that lead to passages.

    >>> from helpers import corpus, sentiment
    >>> sentences = corpus.sentences(pd.DataFrame({"doc_id": ["a"], "text": ["Hale lied. It rains."]}))
    >>> mention = ("a", 1, 0, 4, "Hale", "hale", "Hale", "person", "name")
    >>> mentions = pd.DataFrame([mention], columns=CONTRACTS["mentions"])
    >>> view = reader(sentiment.score(sentences), mentions, sentiment.reasons(sentences))
    >>> view, view.document, view.selected
    (Reader: 1 text, 2 sentences, 1 mention, 'a', ())
    >>> view.selected = ("a", 2)

    `scores` need `tone` and `tone_class`; the numbers of the other instruments are shown if it has them.
    `documents` name the texts by their `title`; a text without one is called by its `doc_id`.

    Returns a widget that a notebook displays; without a kernel it is shown as static HTML of its first text.
    Its traits can be read and set: `document` (the `doc_id` shown), `selected` (`(doc_id, sent_id)`, or `()`)
    and `filters` (a dict of `actor` (an actor_id), `kind`, `tone`, `paragraph` and `search`; what is missing
    or empty does not filter); a value that is not there is a ValueError. Numbers are rounded to three places,
    as in the notebook on sentiment.
    """
    require(scores, "scores", [*CONTRACTS["scores"], "tone", "tone_class"])
    require(mentions, "mentions")
    require(reasons, "reasons")
    if scores.empty:
        raise ValueError("there is no sentence to read: the table of scores is empty")
    from helpers.explore._reader_widget import Reader

    titles = {} if documents is None else dict(zip(documents["doc_id"], documents["title"]))
    return Reader(titles, scores, mentions, reasons)


def page(doc_id: str, scores: pd.DataFrame, mentions: pd.DataFrame, reasons: pd.DataFrame) -> dict:
    """What is known of one text, as plain lists and strings, from which browser and static fallback draw.

    Offsets are counted from the start of the sentence, in UTF-16 units as browsers count. Spans that do not
    lie within a sentence of the text are left out. Returns a dict of `doc_id`, `actors` (lists
    `actor_id, label, kind, mentions`, the most mentioned first), `instruments` (lists `name, label` of those
    that the reasons come from) and `sentences`, each a dict of `id, par, text, tone, shown` (the tone as it is
    printed), `cls, numbers, mentions` (lists `start, end, actor, how`, the actor by its place in `actors`) and
    `reasons` (lists `start, end, instrument, effect`).
    """
    scores = scores[scores["doc_id"] == doc_id]
    mentions = within(mentions[mentions["doc_id"] == doc_id], scores)
    reasons = within(reasons[reasons["doc_id"] == doc_id], scores)
    actors = _actors(mentions)
    place = {actor[0]: number for number, actor in enumerate(actors)}
    marks, causes = (
        _by_sentence(mentions.assign(actor=mentions["actor_id"].map(place))),
        _by_sentence(reasons),
    )
    columns, used = _number_columns(scores), _instruments(reasons)
    sentences = [_sentence(row, columns, marks, causes) for row in scores.to_dict("records")]
    return {"doc_id": doc_id, "actors": actors, "instruments": used, "sentences": sentences}


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
    by_actor = mentions.groupby("actor_id", as_index=False)
    counts = by_actor.agg(label=("label", "first"), kind=("kind", "first"), n=("start", "size"))
    ordered = counts.sort_values(["n", "actor_id"], ascending=[False, True])
    return [[*map(str, row[:3]), int(row[3])] for row in ordered[[*ACTOR, "n"]].itertuples(index=False)]


def _by_sentence(spans: pd.DataFrame) -> dict[int, list[dict]]:
    return {sent_id: rows.to_dict("records") for sent_id, rows in spans.groupby("sent_id")}


def _sentence(row: dict, columns: list, mentions: dict, reasons: dict) -> dict:
    def span(part: dict) -> list[int]:
        before = [row["text"][: part[edge] - row["start"]] for edge in SPAN]
        return [len(text.encode("utf-16-le", "surrogatepass")) // 2 for text in before]

    marked = sorted(mentions.get(row["sent_id"], []), key=lambda mention: (mention["start"], -mention["end"]))
    return {
        "id": int(row["sent_id"]),
        "par": int(row["par_id"]),
        "text": row["text"],
        "tone": round(float(row["tone"]), 4),
        "shown": signed(row["tone"], 3),
        "cls": row["tone_class"],
        "numbers": [[label, signed(row[column], 3, plus=plus)] for column, label, plus in columns],
        "mentions": [
            [*span(m), m["actor"], ", ".join(filter(None, [m["how"], m.get("evaluation")]))] for m in marked
        ],
        "reasons": [
            [*span(r), r["instrument"], signed(r["effect"], 3)] for r in reasons.get(row["sent_id"], [])
        ],
    }
