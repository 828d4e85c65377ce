"""The reading view: one text at a time, its mentions and its tone marked, every number with its reasons."""

from typing import TYPE_CHECKING

import pandas as pd

from helpers._tables import CONTRACTS, require

if TYPE_CHECKING:
    from helpers.explore._editor_widget import RegisterEditor
    from helpers.explore._reader_widget import Reader


def reader(
    scores: pd.DataFrame,
    mentions: "pd.DataFrame | RegisterEditor",
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
    `documents` name the texts by their `title`; a text without one is called by its first words. In place of
    `mentions` a register editor may be given: its mentions are shown, anew after each act, and its acts are
    offered where an actor is read.

    Returns a widget that a notebook displays; without a kernel it is shown as static HTML of its first text.
    Its traits can be read and set: `document` (the `doc_id` shown), `selected` (`(doc_id, sent_id)` or `()`),
    `filters` (a dict of `actor` (an actor_id), `kind`, `tone`, `paragraph`, `search` and `only`, which folds
    all but the matches; what is missing or empty does not filter) and `layers` (which of `actors`, `tone` and
    `words` are marked in the text); a value that is not there is a ValueError, or a traitlets.TraitError for
    layers. Numbers are rounded to three places, as in the notebook on sentiment.
    """
    require(scores, "scores", [*CONTRACTS["scores"], "tone", "tone_class"])
    require(mentions if isinstance(mentions, pd.DataFrame) else mentions.mentions, "mentions")
    require(reasons, "reasons")
    if scores.empty:
        raise ValueError("there is no sentence to read: the table of scores is empty")
    from helpers.explore._reader_widget import Reader

    titles = {} if documents is None else dict(zip(documents["doc_id"], documents["title"]))
    return Reader(titles, scores, mentions, reasons)
