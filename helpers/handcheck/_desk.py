"""The coding desk: one unit after the other, coded by key press, saved at every press."""

from html import escape
from pathlib import Path

import pandas as pd

from helpers.corpus import InputError, require
from helpers.handcheck._codes import CODER, codes_for, one_line
from helpers.handcheck._draw import UNIT

KEYS = {"negative": "1 or n", "neutral": "2 or u", "positive": "3 or p", "cannot tell": "0 or x"}
GUIDE = {
    "negative": "It blames, accuses, warns or mourns, or tells of harm, violence, failure or loss.",
    "neutral": "It reports and does neither, or both weigh the same.",
    "positive": "It praises, hopes or welcomes, or tells of success, help or relief.",
    "cannot tell": "You do not understand it, or two readings are equally good.",
}
GUIDE_ACTOR = {
    "negative": "It blames or belittles this actor, or tells of its failure or of a wrong that it does.",
    "neutral": "It only names the actor, or speaks neither well nor badly of it, or both weigh the same.",
    "positive": "It praises or trusts this actor, or tells of its success or of a good that it does.",
    "cannot tell": "You do not understand it, or it is unclear who is meant.",
}
RULES = [
    "Code the sentence between its grey neighbours, and only it. They are there to say who “they” is, not to colour it.",
    "Code how it is worded, as a reader of this paper would take it; not whether you agree, and not whether it is true.",
    "Where its parts differ, the main statement counts; what is good for one and bad for another, as the sentence tells it.",
]
RULE_ACTOR = "Code how it speaks of the marked actor. Harm that is done to an actor says nothing against it."


def desk(sample: pd.DataFrame, path: str | Path, *, sentences: pd.DataFrame, coder: str):
    """Open the coding desk on a sample: a key codes what is shown, saves it, and goes on.

    The desk shows no verdict of any instrument, and none is sent to the page. It resumes where this coder stopped; the
    lines of other coders stay as they are.

    >>> from helpers import SEEDS, corpus
    >>> from helpers.handcheck import draw
    >>> sentences = corpus.sentences(corpus.load(SEEDS))
    >>> table = desk(draw(sentences, 5, seed=1), "not-there.csv", sentences=sentences, coder="anna")
    >>> table._repr_mimebundle_()[0]["text/plain"]
    'Coding desk: 0 of 5 coded by anna'

    Parameters
    ----------
    sample : DataFrame, the drawn units (`draw`), shown in its order. Where `actor_id` is not empty, the unit is a
        mention: it is marked in its sentence, and the question names the actor (`label`, or else its id).
    path : the CSV to save to (`codes_path`); made at the first press.
    sentences : DataFrame, one row per sentence of the same texts: the text to show, and its neighbours in grey.
    coder : who codes, as the file will name them: letters, digits, `.`, `_` and `-`.

    Returns
    -------
    A widget. Keys: 1 or n negative, 2 or u neutral, 3 or p positive, 0 or x cannot tell, ← or Backspace one back,
    → one forward. Without a kernel it shows the guide and how many are coded.

    Raises
    ------
    InputError
        When the coder's name or the file cannot be used, or a unit stands in no sentence.
    """
    if not CODER.fullmatch(coder):
        raise InputError(
            f'the coder "{coder}" cannot be named so; expected letters, digits, . _ and -, 40 at most'
        )
    require(sample, UNIT)
    from helpers.handcheck._widget import Desk

    path = Path(path)
    rows, units = _units(sample, sentences)
    codes = _coded(path, rows, sentences, coder)
    kind = GUIDE_ACTOR if any(row["actor_id"] for row in rows) else GUIDE
    return Desk(
        path,
        [{**row, "coder": coder} for row in rows],
        units=units,
        codes=codes,
        coder=coder,
        guide=[[code, KEYS[code], told] for code, told in kind.items()],
        rules=[RULE_ACTOR, *RULES] if kind is GUIDE_ACTOR else RULES,
    )


def _units(sample: pd.DataFrame, sentences: pd.DataFrame) -> tuple[list[dict], list[dict]]:
    """What is saved of each unit, and what the page gets to see of it: nothing that an instrument said."""
    require(sentences, "sentences")
    order = list(zip(sentences["doc_id"], sentences["sent_id"]))
    place = {key: number for number, key in enumerate(order)}
    text, start = sentences["text"].tolist(), sentences["start"].tolist()
    labels = sample["label"] if "label" in sample else sample["actor_id"]
    rows, units = [], []
    for unit, label in zip(sample[UNIT].to_dict("records"), labels):
        at = place.get((unit["doc_id"], unit["sent_id"]))
        if at is None:
            raise InputError(
                f"{unit['doc_id']} has no sentence {unit['sent_id']}; expected the sentences of these units"
            )
        before, after = (
            text[i] if 0 <= i < len(order) and order[i][0] == unit["doc_id"] else "" for i in (at - 1, at + 1)
        )
        left, right = (unit[end] - start[at] for end in ("start", "end")) if unit["actor_id"] else (0, 0)
        rows.append({**unit, "text": one_line(text[at])})
        units.append(
            {
                "before": before,
                "left": text[at][:left],
                "marked": text[at][left:right],
                "right": text[at][right:],
                "after": after,
                "question": _question(unit["actor_id"], label),
            }
        )
    return rows, units


def _question(actor_id: str, label: str) -> str:
    return f"How does this sentence speak of {label}?" if actor_id else "How does this sentence sound?"


def _coded(path: Path, rows: list[dict], sentences: pd.DataFrame, coder: str) -> list[str]:
    """The code that this coder gave to each unit before, "" where there is none or the sentence is another now."""
    if not path.exists():
        return [""] * len(rows)
    codes = codes_for(path, path, sentences=sentences)
    mine = codes[(codes["coder"] == coder) & (codes["state"] == "current")]
    known = dict(zip(mine[UNIT].itertuples(index=False, name=None), mine["code"]))
    return [known.get(tuple(row[column] for column in UNIT), "") for row in rows]


def static_html(codes: list[str], coder: str, guide: list, rules: list[str]) -> str:
    """The desk without a kernel: how far it got, and the guide.

    >>> "1 of 2 coded by &lt;i&gt;" in static_html(["neutral", ""], "<i>", [["neutral", "2", "It reports."]], ["Rule."])
    True
    """
    done = sum(map(bool, codes))
    lines = "".join(
        f"<li><b>{escape(code)}</b> ({escape(keys)}): {escape(told)}</li>" for code, keys, told in guide
    )
    told = "".join(f"<li>{escape(rule)}</li>" for rule in rules)
    return (
        f'<section class="ci-desk-static"><p><b>Coding desk: {done} of {len(codes)} coded by {escape(coder)}.</b> '
        f"Run this cell to code.</p><ul>{lines}</ul><ul>{told}</ul></section>"
    )
