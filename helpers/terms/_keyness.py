"""Which terms set a text apart from a reference: effect size, significance and dispersion in one table."""

import re
from collections.abc import Iterable

import numpy as np
import pandas as pd

from helpers._tables import CONTRACTS, require
from helpers.corpus import Z, holm, with_groups
from helpers.terms._dispersion import over_parts
from helpers.terms._evidence import benjamini_hochberg, cells_of_one, cells_of_two, chi2, g2, p_value
from helpers.terms._frequencies import frequencies

UNLISTED = 1e-8  # wordfreq's large list ends at one in a hundred million words
LEVEL = 0.05  # p below it is called small, by convention


def reference_english(terms: Iterable[str], *, top: int = 0) -> pd.Series:
    """Look up how large a share of running English words each term is.

    >>> reference_english(["the", "iraq", "qwxyzz"]).round(8).to_dict()
    {'the': 0.0537, 'iraq': 2.69e-05, 'qwxyzz': 1e-08}
    >>> reference_english(["mid-term"]).tolist()
    [nan]

    Parameters
    ----------
    terms : those wanted, for example the column of a frequencies table.
    top : add so many of the most frequent English words, so that words that a text avoids can show.

    Returns
    -------
    Series of proportions (0…1), indexed by term, each term once. A term that is not listed gets 1e-8, the end
    of the list: it may be rarer. A term that wordfreq takes for several words ("on-time", "al-sadr", "quds
    force") or for all numbers of so many digits ("00") gets NaN: nobody has counted it, and wordfreq's guess,
    for a compound hardly less than its rarest word, would make a negative key of it.

    Notes
    -----
    Source: wordfreq (Speer 2022, doi:10.5281/zenodo.7199437): Wikipedia, subtitles, news, books, web and
    social media up to 2021. It does not hold names of later years, and it is not a corpus of the press.
    """
    import wordfreq

    wanted = dict.fromkeys([*terms, *(wordfreq.top_n_list("en", top) if top else [])])
    shares = [
        max(wordfreq.word_frequency(term, "en"), UNLISTED) if _is_listed_alone(term) else np.nan
        for term in wanted
    ]
    return pd.Series(shares, index=pd.Index(wanted, name="term", dtype="str"), name="proportion", dtype=float)


def key_evidence(key: pd.DataFrame, spread: pd.DataFrame, *, words: int) -> pd.DataFrame:
    """Say in one row what a table of keyness can show at all: how many p are small, and how many by chance.

    >>> target = pd.DataFrame({"term": ["dam", "the"], "frequency": [3, 1], "per_thousand": [750.0, 250.0]})
    >>> key = keyness(target, pd.Series({"dam": 0.00001, "the": 0.05}))
    >>> spread = pd.DataFrame({"term": ["dam", "the"], "range": [1, 1]})
    >>> key_evidence(key, spread, words=4)[["tested", "p_below", "by_chance", "holm_below"]].values.tolist()
    [[2.0, 1.0, 0.1, 1.0]]

    Parameters
    ----------
    spread : the terms' `range`, in how many parts each occurs (`dispersion`).
    words : running words of the text.

    Returns
    -------
    One row: `tested` terms; `by_chance`, how many of these chance alone would bring below 0.05, and how many
    are: `p_below`, after Benjamini and Hochberg's correction `bh_below`, after Holm's `holm_below`; the terms
    that occur `once`, the smallest p that one occurrence can reach here (`once_p`, that of a word at the end
    of wordfreq's list), the p that Holm asks of the first (`holm_asks`), and how many of them pass
    (`once_below`); the `absent` terms, and how many of those pass (`absent_below`); and how many of the
    positive keys that pass stand in a single part (`in_one_part`).
    """
    require(key, "keyness", ["term", "frequency", "key", "p", "p_holm", "p_bh"])
    single = pd.DataFrame({"term": ["qqxzqq"], "frequency": [1], "per_thousand": [1000 / words]})
    passed = key[key["p_holm"] < LEVEL]
    tested, positive = int(key["p"].notna().sum()), passed[passed["key"] == "positive"]
    numbers = {
        "tested": tested,
        "by_chance": LEVEL * tested,
        "p_below": (key["p"] < LEVEL).sum(),
        "bh_below": (key["p_bh"] < LEVEL).sum(),
        "holm_below": len(passed),
        "once": (key["frequency"] == 1).sum(),
        "once_p": keyness(single, reference_english(single["term"]))["p"].iloc[0],
        "holm_asks": LEVEL / tested if tested else float("nan"),
        "once_below": (passed["frequency"] == 1).sum(),
        "absent": (key["frequency"] == 0).sum(),
        "absent_below": (passed["frequency"] == 0).sum(),
        "in_one_part": positive["term"].isin(spread.loc[spread["range"] == 1, "term"]).sum(),
    }
    return pd.DataFrame([numbers])


def _is_listed_alone(term: str) -> bool:
    """Whether wordfreq takes a term for one word; its "00" stands for all the numbers of two digits."""
    import wordfreq

    is_number_of_any_kind = re.search("00", term) and not re.search("[1-9]", term)
    return len(wordfreq.tokenize(term.replace("_", " "), "en")) == 1 and not is_number_of_any_kind


def keyness(
    target: pd.DataFrame, reference: pd.DataFrame | pd.Series, *, dispersion: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Compare how often terms come in a target and in a reference.

    >>> def table(**counts):
    ...     counts = pd.Series(counts)
    ...     return pd.DataFrame({"term": counts.index, "frequency": counts.values,
    ...                          "per_thousand": 1000 * counts.values / counts.sum()})
    >>> found = keyness(table(dam=4, the=4, sea=0), table(dam=1, the=6, sea=1)).set_index("term")
    >>> found.loc["dam", ["per_thousand", "reference_per_thousand", "log_ratio", "odds_ratio"]].tolist()
    [500.0, 125.0, 2.0, 7.0]
    >>> found.loc[["dam", "the", "sea"], "key"].tolist()
    ['positive', 'negative', 'negative']

    Parameters
    ----------
    target : frequencies; several documents are added up. Leave stop words in, or
        leave the same ones out on both sides: a term that is not in the table counts as 0.
    reference : frequencies of another corpus, or proportions known beforehand, between 0 and 1 for each
        term of the target (`reference_english`); NaN: not known. Neither side is without words.
    dispersion : the target's dispersion (`dispersion`), one row per term; without it, DP over the documents
        of the target, if it has several.

    Returns
    -------
    One row per term of either side, by -g2, then term:
    `frequency, per_thousand, reference_frequency, reference_per_thousand` (against known proportions there
    are no reference counts: NaN); `key`, positive (relatively more in the target), negative (less), none, or
    "no reference value" for a term whose proportion is not known: it stands last, is not tested and is not
    counted in the corrections of p.
    *Significance*: `g2`, Dunning's log-likelihood ratio of the four cells, and `g2_two_cell`, Rayson and
    Garside's of two, both with the minus sign for a negative key; `chi2`, `chi2_yates`; `p` of `g2`;
    `p_holm`, `p_bh`, corrected for the number of terms in this table. Higher means surer that the rates
    differ, not that they differ more, and not comparable across texts of different lengths.
    *Effect*: `log_ratio` with its 95 % interval `log_ratio_low, log_ratio_high` (1: twice as often, -1:
    half; a count of 0 is taken as 0.5), `pct_diff` (per cent; 0: the same), `odds_ratio` (1: the same);
    the last two are infinite where the reference has none. `floored`: the reference lacks the term, so that
    its log ratio is that of the least share taken for it (a count of 0.5, or 1e-8), not an effect measured.
    *Dispersion*: DP in the target, 0 (even) … 1 (all in one part).

    Notes
    -----
    Against known proportions g2 and chi2 are the one-sample forms (the same formulas, the reference growing
    without end). Dunning 1993, aclanthology.org/J93-1003; Rayson & Garside 2000, doi:10.3115/1117729.1117730;
    Yates 1934, doi:10.2307/2983604; Hardie 2014 (log ratio, and 0.5 for 0), cass.lancs.ac.uk/log-ratio; its
    interval after Katz et al. 1978, doi:10.2307/2530610; Gabrielatos & Marchi 2011 (%DIFF); Holm 1979,
    jstor.org/stable/4615733; Benjamini & Hochberg 1995, doi:10.1111/j.2517-6161.1995.tb02031.x.
    """
    counts = _counts(target)
    if isinstance(reference, pd.Series):
        table, *cells = _against_proportions(*counts, reference)
    else:
        table, *cells = _against_counts(*counts, *_counts(reference))
    table = _tests(table, *cells)
    table["dispersion"] = table["term"].map(_dp(target, dispersion))
    return table.sort_values(["g2", "term"], ascending=[False, True], ignore_index=True)


def keyness_by(
    tokens: pd.DataFrame, documents: pd.DataFrame, *, by: str, min_documents: int = 4
) -> pd.DataFrame:
    """Compare the words of each group of documents with those of all the other groups together.

    >>> documents = pd.DataFrame({"doc_id": list("ab"), "outlet": ["X", "Y"]})
    >>> tokens = pd.DataFrame({"doc_id": list("aaab"), "sent_id": 1, "start": range(4), "end": range(1, 5)})
    >>> tokens = tokens.assign(token=list("ddts"), term=list("ddts"))
    >>> table = keyness_by(tokens, documents, by="outlet", min_documents=1)
    >>> table[["side", "term", "key", "documents"]].values.tolist()[:2]
    [['X', 'd', 'positive', 1], ['X', 't', 'positive', 1]]

    Parameters
    ----------
    min_documents : so many documents, of whatever group, must have a term: one that a single story brings
        sets that story apart and no outlet.

    Returns
    -------
    One row per group and term: `side`, the group, then the columns of `keyness`, p corrected for all of them;
    `dispersion` is DP over the group's documents, `documents` in how many of these the term occurs and
    `other_documents` in how many of the others. Empty where there is a single group.

    The test takes words for independent, as keyness does; they come in articles, so read it with `documents`:
    a word of many articles is the group's, one of few is a story's.
    """
    groups = with_groups(documents, by, documents).set_index("doc_id")[by]
    counts = frequencies(tokens)
    held = counts.groupby("term")["doc_id"].nunique()
    counts = counts[counts["term"].isin(held.index[held >= min_documents])]
    side = counts["doc_id"].map(groups)
    sides = sorted(side.dropna().unique(), key=str)
    parts = []
    for name in sides if len(sides) > 1 else []:
        mine = counts[side == name]
        part = keyness(mine, counts[side != name])
        part.insert(0, "side", name)
        part["documents"] = part["term"].map(mine.groupby("term").size()).fillna(0).astype("int64")
        part["other_documents"] = part["term"].map(held).fillna(0).astype("int64") - part["documents"]
        parts.append(part)
    if not parts:
        more = ["reference_frequency", "documents", "other_documents"]
        return pd.DataFrame(columns=["side", *CONTRACTS["keyness"], *more])
    table = pd.concat(parts, ignore_index=True)
    if len(sides) == 2:  # each the other's mirror: the same tests
        return table
    return table.assign(p_holm=holm(table["p"].to_numpy()), p_bh=benjamini_hochberg(table["p"].to_numpy()))


def _counts(frequencies: pd.DataFrame) -> tuple[pd.Series, int]:
    """Counts of the terms over all documents, and the number of running words."""
    require(frequencies, "frequencies", ["term", "frequency", "per_thousand"])
    if not (frequencies["frequency"] > 0).any():
        raise ValueError("keyness compares two texts, and one of them has no words")
    return frequencies.groupby("term")["frequency"].sum(), _sizes(frequencies).sum()


def _sizes(frequencies: pd.DataFrame) -> pd.Series:
    """Running words of each document, from a count and its rate."""
    counted = frequencies[frequencies["frequency"] > 0]
    counted = counted.drop_duplicates("doc_id").set_index("doc_id") if "doc_id" in counted else counted[:1]
    return (1000 * counted["frequency"] / counted["per_thousand"]).round().astype(int)


def _against_counts(a: pd.Series, n_a: int, b: pd.Series, n_b: int) -> tuple:
    """The two-sample comparison: effects, and the cells of Dunning's and of Rayson and Garside's test."""
    terms = a.index.union(b.index)
    a, b = (side.reindex(terms, fill_value=0).to_numpy() for side in (a, b))
    variance = 1 / np.maximum(a, 0.5) - 1 / n_a + 1 / np.maximum(b, 0.5) - 1 / n_b
    table = _effects(terms, a, n_a, b / n_b, np.maximum(b, 0.5) / n_b, variance)
    table.insert(3, "reference_frequency", b)
    table["floored"] = b == 0
    observed, expected = cells_of_two(a, n_a, b, n_b)
    return table, (observed, expected), (observed[:2], expected[:2])


def _against_proportions(a: pd.Series, n_a: int, proportions: pd.Series) -> tuple:
    """The one-sample comparison with shares that are known beforehand."""
    terms = a.index.union(proportions.index)
    a, share = a.reindex(terms, fill_value=0).to_numpy(), proportions.reindex(terms).to_numpy(dtype=float)
    wrong = ~((share > 0) & (share < 1) | terms.isin(proportions.index[proportions.isna()]))
    if wrong.any():
        bad = terms[wrong][0]
        raise ValueError(f'the reference has no proportion between 0 and 1 for "{bad}"')
    table = _effects(terms, a, n_a, share, share, 1 / np.maximum(a, 0.5) - 1 / n_a)
    table.insert(3, "reference_frequency", np.nan)
    table["floored"] = share <= UNLISTED
    observed, expected = cells_of_one(a, n_a, share)
    return table, (observed, expected), (observed[:1], expected[:1])


def _effects(
    terms: pd.Index, a: np.ndarray, n_a: int, share: np.ndarray, share_not_0: np.ndarray, variance: np.ndarray
) -> pd.DataFrame:
    """How much more often: ratios and differences of rates; variance of the ratio's natural log given."""
    rate = a / n_a
    log_ratio = np.log2(np.maximum(a, 0.5) / n_a / share_not_0)
    margin = Z * np.sqrt(np.maximum(variance, 0)) / np.log(2)
    kinds = ["positive", "negative", "no reference value"]
    key = np.select([rate > share, rate < share, np.isnan(share)], kinds, "none")
    with np.errstate(divide="ignore", invalid="ignore"):
        pct_diff = 100 * (rate - share) / share
        odds_ratio = (rate / (1 - rate)) / (share / (1 - share))
    return pd.DataFrame(
        {
            "term": terms,
            "frequency": a,
            "per_thousand": 1000 * rate,
            "reference_per_thousand": 1000 * share,
            "key": key,
            "log_ratio": log_ratio,
            "log_ratio_low": log_ratio - margin,
            "log_ratio_high": log_ratio + margin,
            "pct_diff": pct_diff,
            "odds_ratio": odds_ratio,
        }
    )


def _tests(table: pd.DataFrame, four: tuple, two: tuple) -> pd.DataFrame:
    """Add the tests of significance to the effects."""
    sign = table["key"].map({"positive": 1, "negative": -1, "none": 0})  # and NaN where nothing is known
    surprise = g2(*four)
    p = p_value(surprise)
    return table.assign(
        g2=sign * surprise,
        g2_two_cell=sign * g2(*two),
        chi2=chi2(*four),
        chi2_yates=chi2(*four, yates=True),
        p=p,
        p_holm=holm(p),
        p_bh=benjamini_hochberg(p),
    )


def _dp(target: pd.DataFrame, dispersion: pd.DataFrame | None) -> pd.Series:
    """DP of each term: as measured already, or over the documents of the target."""
    if dispersion is None:
        if "doc_id" not in target or target["doc_id"].nunique() < 2:
            return pd.Series(dtype=float)
        sizes = _sizes(target).rename_axis("part").rename("size").reset_index()
        counts = target.rename(columns={"doc_id": "part"})[["part", "term", "frequency"]]
        dispersion = over_parts(counts.assign(doc_id=""), sizes.assign(doc_id=""))
    require(dispersion, "dispersion", ["term", "dp"])
    if dispersion["term"].duplicated().any():
        raise ValueError("the dispersion has a term twice: measure one document, or use parts='doc_id'")
    return dispersion.set_index("term")["dp"]
