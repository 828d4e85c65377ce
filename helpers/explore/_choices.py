"""Choices: what an analyst varies, the figure that follows, and its export with what was set."""

from collections.abc import Collection
from functools import partial
from typing import TYPE_CHECKING, Any

import pandas as pd

from helpers._tables import ACTOR, CHANCES, KEYS, require
from helpers._words import plural, signed
from helpers.explore._views import LARGEST, SMALLEST, parts, together, view_terms, view_tone, view_toward
from helpers.sentiment import toward as measure
from helpers.sentiment._instruments import scored
from helpers.terms import stopwords as function_words

if TYPE_CHECKING:
    from helpers.explore._editor_widget import RegisterEditor
    from helpers.explore._panel import Choices
    from helpers.explore._reader_widget import Reader
    from helpers.figures import Origin

SHOWN = 20  # bars, or actors, that are drawn at first


def terms_choices(
    tokens: pd.DataFrame,
    *,
    origin: "Origin",
    source: str = "",
    stopwords: Collection[str] | None = None,
    reader: "Reader | None" = None,
) -> "Choices":
    """Show the most frequent terms as bars, with controls for stop words, n and the minimum count.

    >>> from helpers import corpus, figures
    >>> texts = pd.DataFrame({"doc_id": ["a"], "text": ["The army left. The army’s tanks stayed in Basra."]})
    >>> tokens = corpus.tokens(corpus.sentences(texts))
    >>> choices = terms_choices(tokens, origin=figures.Origin("07-explore", "a-doctest.txt", {}))
    >>> choices.table["term"].tolist()
    ['army', 'basra', 'left', 'stayed', 'tanks']
    >>> choices.set(n=2, stop_words="kept", min_count=2).table[["term", "frequency"]].values.tolist()
    [['the army', 2]]

    Parameters
    ----------
    origin : `figures.Origin` of the notebook; its number names the files of an export (`07-terms`).
    source : what the caption ends in (`corpus.source_line`).
    stopwords : the words that "left out" leaves out; the kit's list (`terms.stopwords`) when not given.
    reader : the reading view (`explore.reader`) where a click on a row of the figure shows its passages.

    Returns
    -------
    A widget. `settings`, `table` (the whole of what stands behind the figure), `alt`, `caption` and
    `fingerprint` say what it shows now, `set` sets its controls from code, `export()` writes the figure with
    its settings, as its button does.

    Notes
    -----
    Frequencies are those of `terms.frequencies`; several texts are counted together, or one of them. Call
    `figures.use_style()` before: without the kit's style an export is not the same bytes twice.
    """
    from helpers.explore._panel import Choices, Leads, W

    require(tokens, "tokens")
    listed = function_words() if stopwords is None else frozenset(stopwords)
    texts = {text: together(part) for text, part in parts(tokens).items()}
    controls = {
        "stop_words": W.Dropdown(options=["left out", "kept"], description="stop words"),
        "also_left_out": W.Text(
            description="also left out", placeholder="words, with blanks between", continuous_update=False
        ),
        "n": W.IntSlider(1, 1, 4, description="words per term"),
        "min_count": W.IntSlider(1, 1, 10, description="occurrences at least"),
        "shown": W.IntSlider(SHOWN, 5, 40, description="terms shown"),
    }
    view = partial(view_terms, listed=listed, source=source)
    return Choices("terms", texts, controls, view, origin, Leads("y", 0, _to_terms), reader)


def tone_choices(
    scores: pd.DataFrame, *, origin: "Origin", source: str = "", reader: "Reader | None" = None
) -> "Choices":
    """Show the tone of each sentence and its moving mean, with controls for instrument and window.

    >>> from helpers import figures
    >>> scores = pd.DataFrame({"sent_id": [1, 2, 3], "polarity": [0.5, 0.0, -0.2]})
    >>> scores = scores.assign(doc_id="a", par_id=1)
    >>> choices = tone_choices(scores, origin=figures.Origin("07-explore", "a-doctest.txt", {}))
    >>> choices.set(window=3).table["moving_mean"].round(6).tolist()
    [0.25, 0.1, -0.1]

    Options and widget are those of `terms_choices`. `moving_mean` is the mean of the sentence and of equally
    many before and after it, in −1…1, higher means friendlier; at the ends of a text, of those that are
    there; it never reaches into another text. A window of 1 is the tone itself.
    """
    from helpers.explore._panel import Choices, Leads, W

    require(scores, "scores", ["doc_id", "par_id", "sent_id"])
    present = [(one.label, one.column) for one in scored(scores)]
    controls = {
        "instrument": W.Dropdown(options=present[::-1], description="instrument"),
        "window": W.IntSlider(5, 1, 25, step=2, description="sentences in the mean"),
    }
    view = partial(view_tone, source=source)
    return Choices("tone", parts(scores), controls, view, origin, Leads("x", 1, _to_sentences), reader)


def toward_choices(
    toward: "pd.DataFrame | RegisterEditor",
    *,
    origin: "Origin",
    source: str = "",
    reader: "Reader | None" = None,
) -> "Choices":
    """Show the mean tone toward each actor, with controls for actors, certainty and number of sentences.

    >>> from helpers import figures
    >>> rows = [("d", 1, "a", "A", 0.8, 0.2, 0.0, -0.8), ("d", 2, "a", "A", 0.4, 0.5, 0.1, -0.3)]
    >>> columns = "doc_id sent_id actor_id label p_negative p_neutral p_positive tone".split()
    >>> toward = pd.DataFrame(rows, columns=columns).assign(kind="person", certain=True)
    >>> choices = toward_choices(toward, origin=figures.Origin("07-explore", "a-doctest.txt", {}))
    >>> choices.set(certain_from=0.6).table[["label", "mentions", "tone"]].values.tolist()
    [['A', 1, -0.8]]

    Options and widget are those of `terms_choices`. Mentions count whose largest probability is at least
    `certain_from` (1/3 lets all in); the sums are those of `sentiment.toward_by_actor`, with at least
    `min_sentences` sentences for a verdict; p is corrected for all actors that have them, chosen or not. To
    leave out uncertain mentions moves the mean away from 0; the caption says how many remain. In place of the
    table a register editor may be given: the tone toward its mentions is measured, anew after each act; what
    is chosen stays chosen, and an actor that the act has made joins.
    """
    from helpers.explore._panel import Choices, Leads, W

    editor = None if isinstance(toward, pd.DataFrame) else toward
    table = toward if isinstance(toward, pd.DataFrame) else measure(toward.mentions, toward.sentences)
    require(table, "toward", [*KEYS, *ACTOR, *CHANCES, "tone"])
    options = _options(table)
    first = [actor for _, actor in options[:SHOWN]]
    controls = {
        "actors": W.SelectMultiple(options=options, value=first, rows=8, description="actors (mentions)"),
        "certain_from": W.FloatSlider(
            SMALLEST, min=SMALLEST, max=LARGEST, step=0.01, description="probability at least"
        ),
        "min_sentences": W.IntSlider(5, 1, 10, description="sentences for a verdict"),
    }
    view = partial(view_toward, source=source)
    panel = Choices("toward", parts(table), controls, view, origin, Leads("y", 0, _to_actors), reader)

    def follow(change: Any) -> None:
        fresh = measure(change.new, change.owner.sentences)
        panel.renew(parts(fresh), actors=_options(fresh))

    if editor is not None:
        editor.observe(follow, "mentions")
    return panel


def _to_terms(drawn: pd.DataFrame) -> list[tuple[str, dict]]:
    rows = zip(drawn["term"], drawn["frequency"])
    return [(f"{term}: {plural(count, 'occurrence')}", {"search": term}) for term, count in rows]


def _to_sentences(drawn: pd.DataFrame) -> list[tuple[str, dict]]:
    rows = drawn[["doc_id", "sent_id", "moving_mean"]].itertuples(index=False)
    return [(f"sentence {s}: mean {signed(mean)}", {"sentence": (doc, s)}) for doc, s, mean in rows]


def _to_actors(drawn: pd.DataFrame) -> list[tuple[str, dict]]:
    rows = drawn[["label", "tone", "actor_id"]].itertuples(index=False)
    return [(f"{label}: {signed(tone)}", {"actor": actor}) for label, tone, actor in rows]


def _options(toward: pd.DataFrame) -> list[tuple[str, str]]:
    """The actors as they are listed, the most mentioned first, each with its mentions."""
    named = toward.groupby(["actor_id", "label"], as_index=False).size()
    named = named.sort_values(["size", "actor_id"], ascending=[False, True])
    return [(f"{label} ({size})", actor) for actor, label, size in named.itertuples(index=False)]
