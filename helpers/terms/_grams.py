"""The counting itself: whole columns of small integers in place of words, through pyarrow and numpy."""

from collections.abc import Collection, Sequence

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc


def factorize(column: Sequence | pd.Series | np.ndarray) -> tuple[np.ndarray, pa.Array]:
    """Number the distinct values of a column in the order they come: (numbers, values as a pyarrow array)."""
    values = pa.array(column)
    if isinstance(values, pa.ChunkedArray):
        values = values.combine_chunks()
    if pa.types.is_null(values.type):
        values = values.cast(pa.large_string())
    if not pa.types.is_dictionary(values.type):
        values = values.dictionary_encode()
    return values.indices.to_numpy(zero_copy_only=False).astype(np.int64), values.dictionary


def sort_tokens(tokens: pd.DataFrame) -> pd.DataFrame:
    """Sort tokens as they stand in the text; documents keep the order in which they first come."""
    doc = factorize(tokens["doc_id"])[0]
    keys = [tokens["start"].to_numpy(), tokens["sent_id"].to_numpy(), doc]
    return tokens if _is_sorted(keys[::-1]) else tokens.iloc[np.lexsort(keys)]


def windows(sentence: np.ndarray, n: int) -> np.ndarray:
    """Find where n-grams begin that lie within a sentence, from the sentence of each word, in order."""
    last = max(len(sentence) - n + 1, 0)
    return np.flatnonzero(sentence[:last] == sentence[n - 1 :][:last])


def unique_rows(columns: list[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Number the distinct rows of integer columns: (number of each row, first row with each number)."""
    ids, size = columns[0], 1 + int(columns[0].max(initial=0))
    for column in columns[1:]:
        radix = 1 + int(column.max(initial=0))
        if size * radix >= 2**62:
            ids, size = factorize(ids)[0], len(ids)
        ids, size = ids * radix + column, size * radix
    ids = factorize(ids)[0] if size > len(ids) else _without_gaps(ids, size)
    first = np.empty(ids.max(initial=-1) + 1, dtype=np.int64)
    first[ids[::-1]] = np.arange(len(ids) - 1, -1, -1)
    return ids, first


def _without_gaps(ids: np.ndarray, size: int) -> np.ndarray:
    """Renumber numbers below a small size, so that each is in use."""
    used = np.zeros(size, dtype=bool)
    used[ids] = True
    return (np.cumsum(used) - 1)[ids]


def count_tokens(tokens: pd.DataFrame, n: int, drop: Collection[str], of: str) -> tuple[pa.Table, np.ndarray]:
    """Count the n-grams of each document: (table of doc as a number, term, frequency; running n-grams)."""
    tokens = tokens if n == 1 else sort_tokens(tokens)
    doc, (codes, vocabulary) = factorize(tokens["doc_id"])[0], factorize(tokens[of])
    sentence = unique_rows([doc, tokens["sent_id"].to_numpy()])[0] if n > 1 else doc
    return count_codes(doc, sentence, codes, vocabulary, n, drop)


def count_codes(
    doc: np.ndarray,
    sentence: np.ndarray,
    codes: np.ndarray,
    vocabulary: pa.Array,
    n: int,
    drop: Collection[str],
) -> tuple[pa.Table, np.ndarray]:
    """The same, from numbers: the document, the sentence and the term of each word, in order."""
    at = windows(sentence, n)
    running = np.bincount(doc[at], minlength=doc.max(initial=-1) + 1)
    if drop:
        kept = ~pc.is_in(vocabulary, pa.array(sorted(drop), vocabulary.type)).to_numpy(zero_copy_only=False)
        at = at[kept[codes[at]] & kept[codes[at + n - 1]]]
    ids, first = unique_rows([doc[at]] + [codes[at + k] for k in range(n)])
    words = [vocabulary.take(pa.array(codes[at[first] + k])) for k in range(n)]
    term = words[0] if n == 1 else pc.binary_join_element_wise(*words, pa.scalar(" ", vocabulary.type))
    frequency = np.bincount(ids, minlength=len(first))
    counted = pa.table({"doc": doc[at[first]], "term": term, "frequency": frequency})
    if (
        n > 1 and pc.any(pc.match_substring(vocabulary, " ")).as_py()
    ):  # "a b" + "c" and "a" + "b c" are one term
        counted = add_up([counted, counted[:0]])
    return counted, running


def add_up(tables: list[pa.Table]) -> pa.Table:
    """Add up tables of doc, term, frequency that share terms."""
    if len(tables) == 1:
        return tables[0]
    groups = pa.concat_tables(tables).group_by(["doc", "term"], use_threads=False)
    summed = groups.aggregate([("frequency", "sum")])
    return summed.rename_columns(["doc", "term", "frequency"])


def ranked(counted: pa.Table) -> pa.Table:
    """Sort by document, -frequency and term; add the rank in the document, one for equal frequencies."""
    order = [("doc", "ascending"), ("frequency", "descending"), ("term", "ascending")]
    counted = counted.take(pc.sort_indices(counted, order))
    doc, frequency = counted["doc"].to_numpy(), counted["frequency"].to_numpy()
    at = np.arange(len(doc))
    new_doc = np.diff(doc, prepend=-1) != 0
    new_rank = new_doc | (np.diff(frequency, prepend=-1) != 0)
    begin, tie = (np.maximum.accumulate(np.where(new, at, 0)) for new in (new_doc, new_rank))
    return counted.append_column("rank", pa.array(tie - begin + 1))


def _is_sorted(keys: list[np.ndarray]) -> bool:
    """Say whether rows are in order by the first key, then the second, and so on."""
    rising, level = np.array(True), np.array(True)
    for key in keys:
        step = np.diff(key)
        rising, level = rising & ~(level & (step < 0)), level & (step == 0)
    return bool(np.all(rising))
