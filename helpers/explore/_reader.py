"""The reading view: one text at a time, its mentions and its tone marked, every number with its reasons."""

from typing import TYPE_CHECKING

import pandas as pd

from helpers._tables import CONTRACTS, require

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

    >>> rows = [(1, 0, 10, "Hale lied.", -0.25, "negative"), (2, 11, 20, "It rains.", 0.0, "neutral")]
    >>> table = pd.DataFrame(rows, columns=["sent_id", "start", "end", "text", "tone", "tone_class"])
    >>> table = table.assign(doc_id="a", par_id=1)
    >>> mentions = pd.DataFrame([("a", 1, 0, 4, "Hale", "hale", "Hale", "person", "name")],
    ...                         columns=CONTRACTS["mentions"])
    >>> reasons = pd.DataFrame([("a", 1, 5, 9, "lied", "tone", -0.25)], columns=CONTRACTS["reasons"])
    >>> view = reader(table, mentions, reasons)
    >>> view, view.document, view.selected
    (Reader: 1 text, 2 sentences, 1 mention, 'a', ())
    >>> view.selected = ("a", 2)

    Parameters
    ----------
    scores : DataFrame, one row per sentence, with its text, `tone` and `tone_class` (`sentiment.score`); the
        numbers of the other instruments are shown if it has them.
    mentions : DataFrame, one row per mention (`actors.mentions`).
    reasons : DataFrame, one row per scored expression (`sentiment.reasons`).
    documents : DataFrame with `doc_id, title`, for the titles of the texts; a text without a title is called
        by its `doc_id`.

    Returns
    -------
    A widget that a notebook displays; without a kernel it is shown as static HTML of its first text. Its
    traits can be read and set: `document` (the `doc_id` shown), `selected` (`(doc_id, sent_id)`, or `()`) and
    `filters` (a dict of `actor` (an actor_id), `kind`, `tone`, `paragraph` and `search`; what is missing or
    empty does not filter). Numbers are rounded to three places, as in the notebook on sentiment.

    Raises
    ------
    ValueError
        When a table lacks a column, or there is no sentence; when a trait is set to what is not there.
    """
    require(scores, "scores", [*CONTRACTS["scores"], "tone", "tone_class"])
    require(mentions, "mentions")
    require(reasons, "reasons")
    if scores.empty:
        raise ValueError("there is no sentence to read: the table of scores is empty")
    from helpers.explore._reader_widget import Reader

    titles = {} if documents is None else dict(zip(documents["doc_id"], documents["title"]))
    return Reader(scores, mentions, reasons, titles)
