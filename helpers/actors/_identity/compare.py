"""Two registers of one text compared: which mentions both find, and which they take for one actor."""

import re
from collections import Counter
from typing import Any

import pandas as pd

from helpers._spans import overlapping
from helpers._tables import CONTRACTS, PLACE, SPAN, require

MENTION = (*PLACE, "surface", "actor_id", "label")
COLUMNS = CONTRACTS["compared"]
TYPES = {column: "int64" if column in ("sent_id", "start") else "str" for column in COLUMNS}
PARTNERS = ("same", "article", "bounds")
_ARTICLE = re.compile(r"\A(?:the|an?)\s+", re.IGNORECASE)


def compare_registers(drafted: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """Set the mentions by a drafted register beside those by a register that a person wrote.

    Each mention has at most one partner: first the one of the same span, then the one it overlaps most.

    >>> rows = [("a", 1, 0, 4, "Hale", "hale", "Hale"), ("a", 1, 9, 18, "the mayor", "mayor", "Mayor")]
    >>> mine = pd.DataFrame(rows, columns=MENTION)
    >>> draft = mine.iloc[:1].assign(end=9, surface="Hale then")
    >>> compare_registers(draft, mine)[["outcome", "surface", "drafted_surface"]].values.tolist()
    [['bounds', 'Hale', 'Hale then'], ['missed', 'the mayor', '']]

    Returns one row per mention of either, in the order of the text: `doc_id, sent_id, start, outcome` ("same"
    span, the same but for its "article", other "bounds", "missed" by the draft, "extra" in the draft),
    `surface, actor_id, label` by hand, and `drafted_surface, drafted_id, drafted_label`; what one of them
    lacks is empty.
    """
    for table in (drafted, mentions):
        require(table, "mentions", MENTION)
    pairs = _paired(drafted, mentions)
    drafts, hands = (list(table[list(MENTION)].itertuples(index=False)) for table in (drafted, mentions))
    free = set(range(len(drafts))) - set(pairs.values())
    rows = [_row(hand, drafts[pairs[n]] if n in pairs else None) for n, hand in enumerate(hands)]
    rows += [_row(None, drafts[n]) for n in sorted(free)]
    table = pd.DataFrame(rows, columns=list(COLUMNS)).astype(TYPES)
    return table.sort_values(["doc_id", "start", "outcome", "drafted_id"], kind="stable", ignore_index=True)


def _paired(drafted: pd.DataFrame, mentions: pd.DataFrame) -> dict[int, int]:
    """Number of the hand's mention -> number of the draft's, the most alike spans first."""
    rows, other_rows = overlapping(mentions, drafted)
    hand, draft = mentions.iloc[rows].reset_index(), drafted.iloc[other_rows].reset_index()
    ends, starts = (pd.concat([hand[side], draft[side]], axis=1) for side in reversed(SPAN))
    shared = (ends.min(axis=1) - starts.max(axis=1)) / (ends.max(axis=1) - starts.min(axis=1))
    candidates = pd.DataFrame({"shared": shared, "hand": rows, "draft": other_rows})
    candidates = candidates[(hand["sent_id"] == draft["sent_id"]) & (shared > 0)]
    candidates = candidates.sort_values(["shared", "hand", "draft"], ascending=[False, True, True])
    pairs: dict[int, int] = {}
    taken = set()
    for one, other in zip(candidates["hand"], candidates["draft"]):
        if one not in pairs and other not in taken:
            pairs[one] = other
            taken.add(other)
    return pairs


def _row(hand: Any, draft: Any) -> tuple:
    """A row of the comparison, of a mention by hand, one by the draft, or both."""
    first = draft if hand is None else hand
    outcome = "extra" if hand is None else "missed" if draft is None else _outcome(hand, draft)
    sides = [("", "", "") if side is None else side[len(PLACE) :] for side in (hand, draft)]
    return (first.doc_id, first.sent_id, first.start, outcome, *sides[0], *sides[1])


def _outcome(hand: Any, draft: Any) -> str:
    if (hand.start, hand.end) == (draft.start, draft.end):
        return "same"
    without_article = {_ARTICLE.sub("", mention.surface, count=1) for mention in (hand, draft)}
    return "article" if len(without_article) == 1 and hand.end == draft.end else "bounds"


def draft_agreement(compared: pd.DataFrame) -> pd.DataFrame:
    """Measure how well the draft agrees with the hand: on the spans, and on which mentions are one actor.

    >>> columns = ["doc_id", "outcome", "actor_id", "drafted_id"]
    >>> rows = [("a", "same", "x", "p"), ("a", "bounds", "x", "p"), ("a", "same", "y", "p")]
    >>> compared = pd.DataFrame([*rows, ("a", "missed", "y", "")], columns=columns)
    >>> for line in draft_agreement(compared)[["measure", "right", "precision", "recall"]].round(2).values:
    ...     print(*line, sep=" | ")
    the same span | 2 | 0.67 | 0.5
    the same but for the article | 2 | 0.67 | 0.5
    a span that overlaps | 3 | 1.0 | 0.75
    pairs that are one actor | 1 | 0.33 | 1.0

    Returns four rows: `measure, right, drafted, by_hand` (counts), `precision, recall, f1` (0…1, higher means
    better; NaN where there is nothing to divide by). Pairs are two mentions of one document that both
    registers have; they are right when both take them for one actor.
    """
    require(compared, "compared", ["doc_id", "outcome", "actor_id", "drafted_id"])
    of, both = Counter(compared["outcome"]), compared[compared["outcome"].isin(PARTNERS)]
    paired = len(both)
    totals = paired + of["extra"], paired + of["missed"]
    counts = [
        ("the same span", of["same"], *totals),
        ("the same but for the article", of["same"] + of["article"], *totals),
        ("a span that overlaps", paired, *totals),
        ("pairs that are one actor", *_pairs(both)),
    ]
    table = pd.DataFrame(counts, columns=["measure", "right", "drafted", "by_hand"])
    return table.assign(
        precision=table["right"] / table["drafted"].where(table["drafted"] > 0),
        recall=table["right"] / table["by_hand"].where(table["by_hand"] > 0),
        f1=2 * table["right"] / (table["drafted"] + table["by_hand"]).where(lambda n: n > 0),
    )


def _pairs(both: pd.DataFrame) -> list[int]:
    """Pairs of mentions that are one actor by both, by the draft, by hand; pairs are counted, not listed."""
    sides = ["drafted_id", "actor_id"], ["drafted_id"], ["actor_id"]
    sizes = [both.groupby(["doc_id", *ids]).size() for ids in sides]
    return [int((size * (size - 1) // 2).sum()) for size in sizes]


def wrong_merges(compared: pd.DataFrame) -> pd.DataFrame:
    """List where the draft merges actors that are several by hand, or splits one into several.

    >>> rows = [("x", "X", "p", "P"), ("y", "Y", "p", "P"), ("y", "Y", "q", "Q")]
    >>> rows = [("a", "same", *row) for row in rows]
    >>> columns = ["doc_id", "outcome", "actor_id", "label", "drafted_id", "drafted_label"]
    >>> wrong_merges(pd.DataFrame(rows, columns=columns))[["error", "actor", "parts"]].values.tolist()
    [['merged', 'P', 'X 1; Y 1'], ['split', 'Y', 'P 1; Q 1']]

    Returns one row per error: `doc_id, error` ("merged": one actor of the draft is several by hand; "split":
    one by hand is several in the draft), `actor` (its label), `parts` (the labels on the other side, each
    with its mentions), `pairs` (of mentions that are wrong by it); most pairs first.
    """
    sides = ["actor_id", "label", "drafted_id", "drafted_label"]
    require(compared, "compared", ["doc_id", "outcome", *sides])
    both, rows = compared[compared["outcome"].isin(PARTNERS)], []
    for error, (other, other_name, one, name) in (("merged", sides), ("split", [*sides[2:], *sides[:2]])):
        for (doc_id, _), part in both.groupby(["doc_id", one]):
            sizes = part.groupby(other).agg(label=(other_name, "first"), n=(other, "size"))
            sizes = sizes.sort_values(["n", "label"], ascending=[False, True])
            pairs = (len(part) ** 2 - (sizes["n"] ** 2).sum()) // 2  # of mentions of different actors
            if pairs:
                parts = "; ".join(f"{label} {n}" for label, n in zip(sizes["label"], sizes["n"]))
                rows.append((doc_id, error, part[name].iloc[0], parts, int(pairs)))
    table = pd.DataFrame(rows, columns=["doc_id", "error", "actor", "parts", "pairs"])
    order = ["error", "pairs", "actor"]
    return table.sort_values(order, ascending=[True, False, True], kind="stable", ignore_index=True)
