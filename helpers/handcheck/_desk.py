"""The coding desk: one unit after the other, coded by key press, saved at every press."""

from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from helpers import InputError
from helpers._tables import KEYS, UNIT, require
from helpers.handcheck._agreement import agreement_so_far
from helpers.handcheck._codebook import CLASSES, codebook_for
from helpers.handcheck._codes import ADJUDICATED, NOTES, check_coder, current, one_line, with_states

if TYPE_CHECKING:
    from helpers.handcheck._widget import Desk

OF_ACTORS = {
    "negative": "It blames or belittles this actor, or tells of its failure or of a wrong it does.",
    "neutral": "It only names the actor, speaks neither well nor badly of it, or does both equally.",
    "positive": "It praises or trusts this actor, or tells of its success or of a good thing it does.",
    "cannot tell": "You do not understand it, or it is unclear who is meant.",
}
RULES = (
    "Code only the sentence between its grey neighbours. They show who “they” are, not how to code it.",
    "Where its parts differ, the main statement counts.",
)
RULES_OF_TONE = (
    "Code its wording, as a reader of this paper would take it, not whether you agree or whether it is true.",
    "What is good for one and bad for another is coded as the sentence tells it.",
)
RULE_ACTOR = "Code how it speaks of the marked actor. Harm done to an actor says nothing against that actor."
RULE_SETTLE = (
    "Decide by the guide before you see what the coders said; you see it then, and may change your code."
)


def desk(
    sample: pd.DataFrame,
    path: str | Path,
    *,
    sentences: pd.DataFrame,
    coder: str,
    codebook: pd.DataFrame | None = None,
) -> "Desk":
    """Open the coding desk on a sample: a key codes what is shown, saves it, and goes on.

    The desk shows no verdict of any instrument, and none is sent to the page. It resumes where this coder
    stopped; the lines of other coders stay as they are.

    >>> from helpers import SEEDS, corpus
    >>> from helpers.handcheck import draw
    >>> sentences = corpus.sentences(corpus.load(SEEDS))
    >>> widget = desk(draw(sentences, 5, seed=1), "not-there.csv", sentences=sentences, coder="anna")
    >>> widget._repr_mimebundle_()[0]["text/plain"]
    'Coding desk: 0 of 5 coded by anna'

    On `disagreements` it opens for the coder "adjudicated", and for no other: each unit is decided by the
    guide first, and what the coders said is shown once that is saved.

    Parameters
    ----------
    sample : the drawn units, shown in their order. A mention is marked in its sentence, and the question
        names the actor (`label`, or else its id).
    path : the CSV to save to (`codes_path`); made at the first press.
    sentences : those of the same texts: the text to show, and its neighbours in grey.
    coder : who codes, as the file will name them: at most 40 letters, digits, `.`, `_` and `-`.
    codebook : the scheme (`codebook_for`); by default that beside the file, or the three classes of tone.

    Returns
    -------
    A widget. Keys: those of the scheme (1 or n negative, 2 or u neutral, 3 or p positive, 0 or x cannot
    tell), ? unsure, Enter a comment, Delete takes the code back, ← or Backspace one back, → one forward. The
    codes so far are listed. When all is coded it says how far others who coded the same agree. Without a
    kernel it shows the guide and how many are coded.
    """
    check_coder(coder)
    _check_settling(sample, coder)
    path = Path(path)
    codebook = codebook_for(path) if codebook is None else codebook
    passages = _passages(sample, sentences)
    saved = passages.assign(coder=coder, text=passages["text"].map(one_line))[["coder", *UNIT, "text"]]
    from helpers.handcheck._widget import Desk

    return Desk(
        path,
        saved.to_dict("records"),
        codebook,
        said=[*sample["disagreement"]] if coder == ADJUDICATED else [],
        agreement=lambda: agreement_so_far(_codes(path, codebook, sentences), passages, coder),
        units=[_shown(passage, codebook["question"].iloc[0]) for passage in passages.to_dict("records")],
        codes=_codes_so_far(_codes(path, codebook, sentences), passages, coder),
        coder=coder,
        settles=coder == ADJUDICATED,
        **_guide(codebook, bool(passages["actor_id"].any()), coder == ADJUDICATED),
    )


def _check_settling(sample: pd.DataFrame, coder: str) -> None:
    """Only what coders disagree on is settled, and only by the coder who is called so."""
    if ("disagreement" in sample) != (coder == ADJUDICATED):
        raise InputError(
            f'the coder is "{coder}"; expected "{ADJUDICATED}" for a table of disagreements, and for it alone'
        )


def _guide(codebook: pd.DataFrame, of_actors: bool, settles: bool) -> dict[str, list]:
    """What the desk shows beside the sentence: code, keys and meaning of each class, and the rules."""
    of_tone = tuple(codebook["code"][:-1]) == CLASSES
    meanings = codebook["meaning"]
    if of_tone and of_actors:
        meanings = codebook["code"].map(OF_ACTORS)
    rules = [RULE_SETTLE] * settles + [RULE_ACTOR] * (of_tone and of_actors)
    rules += [*RULES, *(RULES_OF_TONE if of_tone else ())]
    rows = zip(codebook["code"], codebook["keys"].str.casefold().str.split(), meanings)
    return {"guide": [[*row] for row in rows], "rules": rules}


def _passages(sample: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """The units with `label`, their sentence's `text` and start (`first`), and its neighbours."""
    require(sample, "sample", UNIT)
    require(sentences, "sentences")
    text, doc_id = sentences["text"], sentences["doc_id"]
    around = sentences[[*KEYS, "text"]].assign(
        first=sentences["start"],
        before=text.shift().where(doc_id == doc_id.shift(), ""),
        after=text.shift(-1).where(doc_id == doc_id.shift(-1), ""),
    )
    units = sample[[*UNIT]].assign(label=sample["label" if "label" in sample else "actor_id"])
    passages = units.merge(around, on=[*KEYS], how="left")
    for unit in passages[passages["text"].isna()].itertuples():
        raise InputError(
            f"{unit.doc_id} has no sentence {unit.sent_id}; expected the sentences of these units"
        )
    return passages


def _shown(passage: dict, question: str) -> dict[str, str]:
    """What the page gets of a unit: nothing that an instrument said."""
    text, start, end, asked = passage["text"], 0, 0, "How does this sentence sound?"
    if passage["actor_id"]:
        start, end = (int(passage[column] - passage["first"]) for column in ("start", "end"))
        asked = f"How does this sentence speak of {passage['label']}?"
    parts = {"left": text[:start], "marked": text[start:end], "right": text[end:]}
    return {"before": passage["before"], **parts, "after": passage["after"], "question": question or asked}


def _codes(path: Path, codebook: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """What the file holds for these texts now."""
    return current(with_states([path] if path.exists() else [], codebook, sentences))


def _codes_so_far(codes: pd.DataFrame, units: pd.DataFrame, coder: str) -> list[list]:
    """This coder's code, doubt and comment of each unit; empty where there is none that fits."""
    mine = codes.loc[codes["coder"] == coder, [*UNIT, "code", *NOTES]].astype(
        {"code": "str", "unsure": "object"}
    )
    both = units[[*UNIT]].merge(mine, on=[*UNIT], how="left")
    return both[["code", *NOTES]].fillna({"code": "", "unsure": False, "comment": ""}).values.tolist()
