"""Choices: what an analyst varies, the figure that follows, and its export with what was set."""

import re
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

import pandas as pd

from helpers._fold import straighten
from helpers._tables import ACTOR, CHANCES, KEYS, require
from helpers.explore._views import LARGEST, SMALLEST, together, view_terms, view_tone, view_toward
from helpers.sentiment import instruments
from helpers.terms import stopwords as function_words

if TYPE_CHECKING:
    from helpers.explore._panel import Choices
    from helpers.figures import Figure, Origin

SHOWN = 20  # bars, or actors, that are drawn at first
ALL = "all texts"


def terms_choices(
    tokens: pd.DataFrame, *, origin: "Origin", source: str = "", stopwords: Collection[str] | None = None
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
    tokens : DataFrame, one row per word (`corpus.tokens`).
    origin : `figures.Origin` of the notebook; its number names the files of an export (`07-terms`).
    source : what the caption ends in (`corpus.source_line`).
    stopwords : the words that "left out" leaves out; the kit's list (`terms.stopwords`) when not given.

    Returns
    -------
    A widget. `settings`, `table` (the whole of what stands behind the figure), `alt`, `caption` and
    `fingerprint` say what it shows now, `set` sets its controls from code, `export()` writes the figure with
    its settings, as its button does.

    Raises
    ------
    ValueError
        When a column is missing.

    Notes
    -----
    Frequencies are those of `terms.frequencies`; several texts are counted together, or one of them. Call
    `figures.use_style()` before: without the kit's style an export is not the same bytes twice.
    """
    import ipywidgets as W

    require(tokens, "tokens")
    listed = function_words() if stopwords is None else frozenset(stopwords)
    controls = {
        **_texts(tokens),
        "stop_words": W.Dropdown(options=["left out", "kept"], description="stop words"),
        "also_left_out": W.Text(
            description="also left out", placeholder="words, with blanks between", continuous_update=False
        ),
        "n": W.IntSlider(1, 1, 4, description="words per term"),
        "min_count": W.IntSlider(1, 1, 10, description="occurrences at least"),
        "shown": W.IntSlider(SHOWN, 5, 40, description="terms shown"),
    }
    prepared = {text: together(part) for text, part in _parts(tokens).items()}

    def view(settings: dict) -> "Figure":
        own = frozenset(re.split(r"[\s,;]+", straighten(settings["also_left_out"]).casefold())) - {""}
        drop = (listed if settings["stop_words"] == "left out" else frozenset()) | own
        return view_terms(prepared[settings.get("text", ALL)], drop, settings, source)

    return _panel("terms", controls, view, origin)


def tone_choices(scores: pd.DataFrame, *, origin: "Origin", source: str = "") -> "Choices":
    """Show the tone of each sentence and its moving mean, with controls for instrument and window.

    >>> from helpers import figures
    >>> scores = pd.DataFrame({"sent_id": [1, 2, 3], "polarity": [0.5, 0.0, -0.2]})
    >>> scores = scores.assign(doc_id="a", par_id=1)
    >>> choices = tone_choices(scores, origin=figures.Origin("07-explore", "a-doctest.txt", {}))
    >>> choices.set(window=3).table["moving_mean"].round(6).tolist()
    [0.25, 0.1, -0.1]

    Parameters
    ----------
    scores : DataFrame, one row per sentence (`sentiment.score`).
    origin, source : as for `terms_choices`.

    Returns
    -------
    A widget, as `terms_choices` returns it. `moving_mean` is the mean of the sentence and of equally many
    before and after it, in −1…1, higher means friendlier; at the ends of a text, of those that are there; it
    never reaches into another text. A window of 1 is the tone itself.

    Raises
    ------
    ValueError
        When a column is missing, those of all instruments among them.
    """
    import ipywidgets as W

    present = [(one.label, one.column) for one in instruments() if one.column in scores]
    columns = [column for _, column in present] or [one.column for one in instruments()]
    require(scores, "scores", ["doc_id", "par_id", "sent_id", *columns])
    parts = _parts(scores)
    controls = {
        **_texts(scores),
        "instrument": W.Dropdown(options=present[::-1], description="instrument"),
        "window": W.IntSlider(5, 1, 25, step=2, description="sentences in the mean"),
    }
    return _panel(
        "tone",
        controls,
        lambda settings: view_tone(
            parts[settings.get("text", ALL)], settings["instrument"], settings["window"], source
        ),
        origin,
    )


def toward_choices(toward: pd.DataFrame, *, origin: "Origin", source: str = "") -> "Choices":
    """Show the mean tone toward each actor, with controls for actors, certainty and number of sentences.

    >>> from helpers import figures
    >>> rows = [("d", 1, "a", "A", 0.8, 0.2, 0.0, -0.8), ("d", 2, "a", "A", 0.4, 0.5, 0.1, -0.3)]
    >>> columns = "doc_id sent_id actor_id label p_negative p_neutral p_positive tone".split()
    >>> toward = pd.DataFrame(rows, columns=columns).assign(kind="person", certain=True)
    >>> choices = toward_choices(toward, origin=figures.Origin("07-explore", "a-doctest.txt", {}))
    >>> choices.set(certain_from=0.6).table[["label", "mentions", "tone"]].values.tolist()
    [['A', 1, -0.8]]

    Parameters
    ----------
    toward : DataFrame, one row per mention (`sentiment.toward`).
    origin, source : as for `terms_choices`.

    Returns
    -------
    A widget, as `terms_choices` returns it. Mentions count whose largest probability is at least
    `certain_from` (1/3 lets all in); the sums are those of `sentiment.toward_by_actor`, with at least
    `min_sentences` sentences for a verdict.

    Raises
    ------
    ValueError
        When a column is missing.

    Notes
    -----
    To leave out uncertain mentions moves the mean away from 0; the caption says how many remain.
    """
    import ipywidgets as W

    require(toward, "toward", [*KEYS, *ACTOR, *CHANCES, "tone"])
    named = toward.groupby(["actor_id", "label"], as_index=False).size()
    named = named.sort_values(["size", "actor_id"], ascending=[False, True])
    options = [(f"{label} ({size})", actor) for actor, label, size in named.itertuples(index=False)]
    parts = _parts(toward)
    controls = {
        **_texts(toward),
        "actors": W.SelectMultiple(
            options=options,
            value=[actor for _, actor in options[:SHOWN]],
            rows=8,
            description="actors (mentions)",
        ),
        "certain_from": W.FloatSlider(
            SMALLEST, min=SMALLEST, max=LARGEST, step=0.01, description="probability at least"
        ),
        "min_sentences": W.IntSlider(5, 1, 10, description="sentences for a verdict"),
    }
    return _panel(
        "toward",
        controls,
        lambda settings: view_toward(
            parts[settings.get("text", ALL)],
            settings["actors"],
            settings["certain_from"],
            settings["min_sentences"],
            source,
        ),
        origin,
    )


def _panel(name: str, controls: dict, view: Callable[[dict], "Figure"], origin: "Origin") -> "Choices":
    from helpers.explore._panel import Choices  # loads ipywidgets

    return Choices(name, controls, view, origin)


def _parts(table: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The table of all texts, and where there are several, that of each."""
    names = list(dict.fromkeys(table["doc_id"]))
    each = {name: table[table["doc_id"] == name].reset_index(drop=True) for name in names if len(names) > 1}
    return {**each, ALL: table.reset_index(drop=True)}


def _texts(table: pd.DataFrame) -> dict:
    """A control for which text, where there is a choice."""
    import ipywidgets as W

    names = list(dict.fromkeys(table["doc_id"]))
    return {"text": W.Dropdown(options=[ALL, *names], description="text")} if len(names) > 1 else {}
