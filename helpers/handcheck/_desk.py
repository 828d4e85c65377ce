"""The coding desk: one unit after the other, coded by key press, saved at every press."""

from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import pandas as pd

from helpers import InputError
from helpers._tables import KEYS, UNIT, require
from helpers.handcheck._codes import check_coder, codes_for, current, one_line

if TYPE_CHECKING:
    from helpers.handcheck._widget import Desk

PRESSES = MappingProxyType(
    {"negative": "1 or n", "neutral": "2 or u", "positive": "3 or p", "cannot tell": "0 or x"}
)
GUIDE = (
    ("negative", "It blames, accuses, warns or mourns, or tells of harm, violence, failure or loss."),
    ("neutral", "It reports and does neither, or does both equally."),
    ("positive", "It praises, hopes or welcomes, or tells of success, help or relief."),
    ("cannot tell", "You do not understand it, or two readings are equally plausible."),
)
GUIDE_ACTOR = (
    ("negative", "It blames or belittles this actor, or tells of its failure or of a wrong it does."),
    ("neutral", "It only names the actor, speaks neither well nor badly of it, or does both equally."),
    ("positive", "It praises or trusts this actor, or tells of its success or of a good thing it does."),
    ("cannot tell", "You do not understand it, or it is unclear who is meant."),
)
RULES = (
    "Code only the sentence between its grey neighbours. They show who “they” are, not how to code it.",
    "Code its wording, as a reader of this paper would take it, not whether you agree or whether it is true.",
    "Where its parts differ, the main statement counts.",
    "What is good for one and bad for another is coded as the sentence tells it.",
)
RULE_ACTOR = "Code how it speaks of the marked actor. Harm done to an actor says nothing against that actor."


def desk(sample: pd.DataFrame, path: str | Path, *, sentences: pd.DataFrame, coder: str) -> "Desk":
    """Open the coding desk on a sample: a key codes what is shown, saves it, and goes on.

    The desk shows no verdict of any instrument, and none is sent to the page. It resumes where this coder
    stopped; the lines of other coders stay as they are.

    >>> from helpers import SEEDS, corpus
    >>> from helpers.handcheck import draw
    >>> sentences = corpus.sentences(corpus.load(SEEDS))
    >>> widget = desk(draw(sentences, 5, seed=1), "not-there.csv", sentences=sentences, coder="anna")
    >>> widget._repr_mimebundle_()[0]["text/plain"]
    'Coding desk: 0 of 5 coded by anna'

    Parameters
    ----------
    sample : the drawn units, shown in their order. A mention is marked in its sentence, and the question
        names the actor (`label`, or else its id).
    path : the CSV to save to (`codes_path`); made at the first press.
    sentences : those of the same texts: the text to show, and its neighbours in grey.
    coder : who codes, as the file will name them: at most 40 letters, digits, `.`, `_` and `-`.

    Returns
    -------
    A widget. Keys: 1 or n negative, 2 or u neutral, 3 or p positive, 0 or x cannot tell, ← or Backspace one
    back, → one forward. Without a kernel it shows the guide and how many are coded.
    """
    check_coder(coder)
    passages = _passages(sample, sentences)
    saved = passages.assign(coder=coder, text=passages["text"].map(one_line))[["coder", *UNIT, "text"]]
    of_actors = passages["actor_id"].any()
    from helpers.handcheck._widget import Desk

    return Desk(
        Path(path),
        saved.to_dict("records"),
        units=[_shown(passage) for passage in passages.to_dict("records")],
        codes=_codes_so_far(Path(path), passages, sentences, coder),
        coder=coder,
        guide=[[code, PRESSES[code], meaning] for code, meaning in (GUIDE_ACTOR if of_actors else GUIDE)],
        rules=[*([RULE_ACTOR] if of_actors else []), *RULES],
    )


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


def _shown(passage: dict) -> dict[str, str]:
    """What the page gets of a unit: nothing that an instrument said."""
    text, start, end, question = passage["text"], 0, 0, "How does this sentence sound?"
    if passage["actor_id"]:
        start, end = (int(passage[column] - passage["first"]) for column in ("start", "end"))
        question = f"How does this sentence speak of {passage['label']}?"
    parts = {"left": text[:start], "marked": text[start:end], "right": text[end:]}
    return {"before": passage["before"], **parts, "after": passage["after"], "question": question}


def _codes_so_far(path: Path, units: pd.DataFrame, sentences: pd.DataFrame, coder: str) -> list[str]:
    """This coder's code of each unit, "" where there is none or the sentence has changed since."""
    if not path.exists():
        return [""] * len(units)
    codes = current(codes_for(path, path, sentences=sentences))
    codes = codes[codes["coder"] == coder]
    return units[[*UNIT]].merge(codes[[*UNIT, "code"]], on=[*UNIT], how="left")["code"].fillna("").tolist()
