"""How evenly a term is spread: along a text or over texts."""

import numpy as np
import pandas as pd

from helpers._tables import require

ALL = "(all)"


def dispersion(tokens: pd.DataFrame, *, parts: int | str = 10) -> pd.DataFrame:
    """Measure how evenly each term is spread over the parts of a text, or over texts.

    >>> tokens = pd.DataFrame({"doc_id": "a", "sent_id": 1, "start": range(4), "end": range(1, 5),
    ...                        "token": list("xxyy"), "term": list("xxyy")})
    >>> dispersion(tokens, parts=2).drop(columns="doc_id").values.tolist()
    [['x', 2, 2, 1, 0.5, 1.0, 0.0, 1.0], ['y', 2, 2, 1, 0.5, 1.0, 0.0, 1.0]]

    Parameters
    ----------
    parts : a number, at least 1: each document is cut into so many parts of equal length to within a word;
        the name of a column: each of its values within a document is a part ("sent_id"); or "doc_id": the
        documents are the parts of one whole, whose `doc_id` is then "(all)".

    Returns
    -------
    One row per document and term, in the order of `frequencies`: `frequency`; `parts`, how
    many there are; `range`, how many of them have the term; `dp`, 0 (even) … nearly 1 (all in one part);
    `dp_norm`, the same stretched to reach 1; `juilland_d`, 1 (even) … 0 (all in one part), where higher means
    more even; `kl`, bits, 0 (even) and up. With a single part `dp_norm` and `juilland_d` are NaN. A term of
    frequency 1 is always "uneven": these figures say little below a frequency of about 5.

    Notes
    -----
    With v the term's counts and s the parts' shares of the words: DP = Σ|v/f - s| / 2 (Gries 2008,
    doi:10.1075/ijcl.13.4.02gri); normalised by 1 - min s (Lijffijt & Gries 2012,
    doi:10.1075/ijcl.17.1.08lij); KL = Σ v/f log2(v/f / s) (Gries 2020, doi:10.1007/978-3-030-46216-1_5);
    D = 1 - V / √(n - 1), V the coefficient of variation of the term's rates (Juilland et al. 1970).
    """
    require(tokens, "tokens", ["doc_id", "sent_id", "start", "term"])
    rows = _with_parts(tokens, parts)
    counts = rows.groupby(["doc_id", "term", "part"], sort=False).size().rename("frequency").reset_index()
    sizes = rows.groupby(["doc_id", "part"], sort=False).size().rename("size").reset_index()
    return over_parts(counts, sizes)


def term_positions(tokens: pd.DataFrame, terms: list[str]) -> pd.DataFrame:
    """List where along the text each of these terms occurs.

    >>> tokens = pd.DataFrame({"doc_id": "a", "sent_id": 1, "start": [0, 3, 6], "end": [2, 5, 8],
    ...                        "token": ["No", "to", "no"], "term": ["no", "to", "no"]})
    >>> term_positions(tokens, ["no"])[["label", "place"]].values.tolist()
    [['no', 1], ['no', 3]]

    The tokens are in the order of the text; the terms are case-folded. Returns one row per occurrence, in the
    order of `terms`, then of the text: `label` (the term), `place` (the position of the running word in the
    table, from 1), `doc_id, sent_id`.
    """
    require(tokens, "tokens")
    numbered = tokens.assign(place=range(1, len(tokens) + 1), label=tokens["term"])
    order = {term: number for number, term in enumerate(terms)}
    rows = numbered[numbered["term"].isin(order)]
    rows = rows.sort_values("label", key=lambda label: label.map(order), kind="stable", ignore_index=True)
    return rows[["label", "place", "doc_id", "sent_id"]]


def over_parts(counts: pd.DataFrame, sizes: pd.DataFrame) -> pd.DataFrame:
    """Spread of terms, from their counts in parts (doc_id, term, part, frequency) and the parts' sizes."""
    whole = sizes.groupby("doc_id", sort=False)["size"]
    sizes = sizes.assign(share=sizes["size"] / whole.transform("sum"))
    of_doc = sizes.groupby("doc_id", sort=False)["share"].agg(parts="size", smallest="min")
    of_doc["doc"] = range(len(of_doc))
    counts = counts.merge(sizes, on=["doc_id", "part"], sort=False)
    inside = counts["frequency"] / counts.groupby(["doc_id", "term"])["frequency"].transform("sum")
    rate = counts["frequency"] / counts["size"]
    counts = counts.assign(
        gap=(inside - counts["share"]).abs() - counts["share"],
        kl=inside * np.log2(inside / counts["share"]),
        rate=rate,
        square=rate**2,
    )
    terms = counts.groupby(["doc_id", "term"], sort=False)
    sums = terms[["frequency", "gap", "kl", "rate", "square"]].sum().assign(range=terms.size()).reset_index()
    table = _measures(sums.join(of_doc, on="doc_id"))
    table = table.sort_values(["doc", "frequency", "term"], ascending=[True, False, True], ignore_index=True)
    return table[["doc_id", "term", "frequency", "parts", "range", "dp", "dp_norm", "juilland_d", "kl"]]


def _measures(table: pd.DataFrame) -> pd.DataFrame:
    """The formulas, from sums over the parts that have the term; the others hold their shares alone."""
    n, dp = table["parts"], (table["gap"] + 1) / 2
    variance = np.maximum(table["square"] / n - (table["rate"] / n) ** 2, 0)
    return table.assign(
        dp=dp,
        dp_norm=dp / (1 - table["smallest"]),  # of a single part 0/0, NaN, and so is D
        juilland_d=1 - np.sqrt(variance) / (table["rate"] / n) / np.sqrt(n - 1),
    )


def _with_parts(tokens: pd.DataFrame, parts: int | str) -> pd.DataFrame:
    """Rows of doc_id, term and the part that each word lies in."""
    if isinstance(parts, str):
        require(tokens, "tokens", [parts])
        doc = ALL if parts == "doc_id" else tokens["doc_id"]
        return tokens[["term"]].assign(doc_id=doc, part=tokens[parts])
    if parts < 1:
        raise ValueError(f"a text has at least one part; got parts={parts}")
    place = tokens.sort_values(["sent_id", "start"]).groupby("doc_id").cumcount()
    length = tokens.groupby("doc_id")["doc_id"].transform("size")
    return tokens[["doc_id", "term"]].assign(part=place * parts // length)
