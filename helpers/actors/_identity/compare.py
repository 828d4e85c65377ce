"""Two registers of one text compared: which mentions both find, and which they take for one actor."""

import re
from collections import Counter
from itertools import combinations

import pandas as pd

from helpers.corpus import require

SPAN = ["doc_id", "sent_id", "start", "end", "surface", "actor_id", "label"]
COLUMNS = [
    "doc_id",
    "sent_id",
    "start",
    "outcome",
    "surface",
    "actor_id",
    "label",
    "drafted_surface",
    "drafted_id",
    "drafted_label",
]
PARTNERS = ["same", "article", "bounds"]
_ARTICLE = re.compile(r"(?:the|an?)\s+", re.IGNORECASE)


def compare_registers(drafted: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """Set the mentions by a drafted register beside those by a register that a person wrote.

    Each mention has at most one partner: first the one of the same span, then the one it overlaps most.

    >>> rows = [("a", 1, 0, 4, "Hale", "hale", "Hale"), ("a", 1, 9, 18, "the mayor", "mayor", "Mayor")]
    >>> mine = pd.DataFrame(rows, columns=SPAN)
    >>> draft = mine.iloc[:1].assign(end=9, surface="Hale then")
    >>> compare_registers(draft, mine)[["outcome", "surface", "drafted_surface"]].values.tolist()
    [['bounds', 'Hale', 'Hale then'], ['missed', 'the mayor', '']]

    Parameters
    ----------
    drafted : DataFrame, the mentions by the draft (`actors.mentions`).
    mentions : DataFrame, the mentions by the register that a person wrote.

    Returns
    -------
    DataFrame, one row per mention of either, in the order of the text: `doc_id, sent_id, start, outcome` ("same"
    span, the same but for its "article", other "bounds", "missed" by the draft, "extra" in the draft),
    `surface, actor_id, label` by hand, and `drafted_surface, drafted_id, drafted_label`; what one of them lacks
    is empty.
    """
    require(drafted, SPAN)
    require(mentions, SPAN)
    ours, theirs = (list(table[SPAN].itertuples(index=False)) for table in (drafted, mentions))
    pairs = _paired(ours, theirs)
    free = set(range(len(ours))) - set(pairs.values())
    rows = [_row(hand, ours[pairs[i]] if i in pairs else None) for i, hand in enumerate(theirs)]
    rows += [_row(None, ours[j]) for j in sorted(free)]
    table = pd.DataFrame(rows, columns=COLUMNS).astype(
        {column: "int64" if column in ("sent_id", "start") else "str" for column in COLUMNS}
    )
    return table.sort_values(["doc_id", "start", "outcome", "drafted_id"], kind="stable", ignore_index=True)


def _paired(ours: list, theirs: list) -> dict[int, int]:
    """Number of the hand's mention → number of the draft's: the greatest shared part of their spans first."""
    by_sentence: dict = {}
    for j, draft in enumerate(ours):
        by_sentence.setdefault((draft.doc_id, draft.sent_id), []).append(j)
    found = [
        (
            min(hand.end, ours[j].end) - max(hand.start, ours[j].start),
            max(hand.end, ours[j].end) - min(hand.start, ours[j].start),
            i,
            j,
        )
        for i, hand in enumerate(theirs)
        for j in by_sentence.get((hand.doc_id, hand.sent_id), [])
    ]
    pairs: dict[int, int] = {}
    for shared, _, i, j in sorted(found, key=lambda f: (-f[0] / f[1], f[2], f[3])):
        if shared > 0 and i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def _row(hand, draft) -> tuple:
    first = hand or draft
    outcome = "extra" if hand is None else "missed" if draft is None else _bounds(hand, draft)
    return (
        first.doc_id,
        first.sent_id,
        first.start,
        outcome,
        *((hand.surface, hand.actor_id, hand.label) if hand else ("", "", "")),
        *((draft.surface, draft.actor_id, draft.label) if draft else ("", "", "")),
    )


def _article(surface: str) -> int:
    """How many characters the article at its head takes."""
    match = _ARTICLE.match(surface)
    return match.end() if match else 0


def _bounds(hand, draft) -> str:
    if (hand.start, hand.end) == (draft.start, draft.end):
        return "same"
    bare = {mention.surface[_article(mention.surface) :] for mention in (hand, draft)}
    return "article" if len(bare) == 1 and hand.end == draft.end else "bounds"


def agreement(compared: pd.DataFrame) -> pd.DataFrame:
    """Measure how well the draft agrees with the hand: on the spans, and on which mentions are one actor.

    >>> columns = ["doc_id", "outcome", "actor_id", "drafted_id"]
    >>> rows = [("a", "same", "x", "p"), ("a", "bounds", "x", "p"), ("a", "same", "y", "p"), ("a", "missed", "y", "")]
    >>> agreement(pd.DataFrame(rows, columns=columns))[["measure", "right", "precision", "recall"]].values.tolist()
    [['the same span', 2, 0.6666666666666666, 0.5], \
['the same but for the article', 2, 0.6666666666666666, 0.5], ['a span that overlaps', 3, 1.0, 0.75], \
['pairs that are one actor', 1, 0.3333333333333333, 1.0]]

    Parameters
    ----------
    compared : DataFrame, one row per mention of either (`compare_registers`).

    Returns
    -------
    DataFrame of four rows: `measure, right, drafted, by_hand` (counts), `precision, recall, f1` (0…1, higher
    means better; NaN where there is nothing to divide by). Pairs are two mentions of one document that both
    registers have; they are right when both take them for one actor.
    """
    require(compared, ["doc_id", "outcome", "actor_id", "drafted_id"])
    of = Counter(compared["outcome"])
    found = sum(of[outcome] for outcome in PARTNERS)
    totals = found + of["extra"], found + of["missed"]
    counts = [
        ("the same span", of["same"], *totals),
        ("the same but for the article", of["same"] + of["article"], *totals),
        ("a span that overlaps", found, *totals),
        ("pairs that are one actor", *_pairs(compared)),
    ]
    table = pd.DataFrame(counts, columns=["measure", "right", "drafted", "by_hand"])
    return table.assign(
        precision=table["right"] / table["drafted"].where(table["drafted"] > 0),
        recall=table["right"] / table["by_hand"].where(table["by_hand"] > 0),
        f1=2 * table["right"] / (table["drafted"] + table["by_hand"]).where(lambda n: n > 0),
    )


def _pairs(compared: pd.DataFrame) -> tuple[int, int, int]:
    """Pairs of mentions that are one actor by both, by the draft, by hand; pairs are counted, not listed."""
    both = _both(compared)
    ways = [["drafted_id", "actor_id"], ["drafted_id"], ["actor_id"]]
    sizes = [both.groupby(["doc_id", *way]).size() for way in ways]
    return tuple(int((size * (size - 1) // 2).sum()) for size in sizes)


def _both(compared: pd.DataFrame) -> pd.DataFrame:
    return compared[compared["outcome"].isin(PARTNERS)]


def wrong_merges(compared: pd.DataFrame) -> pd.DataFrame:
    """List what the draft takes for one actor and the hand does not, and the other way round.

    >>> rows = [("a", "same", "x", "X", "p", "P"), ("a", "same", "y", "Y", "p", "P"), ("a", "same", "y", "Y", "q", "Q")]
    >>> columns = ["doc_id", "outcome", "actor_id", "label", "drafted_id", "drafted_label"]
    >>> wrong_merges(pd.DataFrame(rows, columns=columns))[["error", "actor", "parts"]].values.tolist()
    [['merged', 'P', 'X 1; Y 1'], ['split', 'Y', 'P 1; Q 1']]

    Parameters
    ----------
    compared : DataFrame, one row per mention of either (`compare_registers`).

    Returns
    -------
    DataFrame, one row per error: `doc_id, error` ("merged": one actor of the draft is several by hand; "split": one
    by hand is several in the draft), `actor` (its label), `parts` (the labels on the other side, each with its
    mentions), `pairs` (of mentions that are wrong by it); most pairs first.
    """
    require(compared, ["doc_id", "outcome", "actor_id", "label", "drafted_id", "drafted_label"])
    both, rows = _both(compared), []
    sides = {
        "merged": ["drafted_id", "drafted_label", "actor_id", "label"],
        "split": ["actor_id", "label", "drafted_id", "drafted_label"],
    }
    for error, (one, name, other, other_name) in sides.items():
        for (doc_id, _), part in both.groupby(["doc_id", one]):
            sizes = part.groupby(other).agg(label=(other_name, "first"), n=(other, "size"))
            sizes = sizes.sort_values(["n", "label"], ascending=[False, True])
            pairs = sum(a * b for a, b in combinations(sizes["n"], 2))
            parts = "; ".join(f"{label} {n}" for label, n in zip(sizes["label"], sizes["n"]))
            if pairs:
                rows.append((doc_id, error, part[name].iloc[0], parts, int(pairs)))
    table = pd.DataFrame(rows, columns=["doc_id", "error", "actor", "parts", "pairs"])
    return table.sort_values(
        ["error", "pairs", "actor"], ascending=[True, False, True], kind="stable", ignore_index=True
    )
