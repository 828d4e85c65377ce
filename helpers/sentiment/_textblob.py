"""TextBlob's polarity and subjectivity, to the last digit, for whole columns and without importing TextBlob.

What it does with a text stands in `_pattern`, plainly. Here columns go through pyarrow and numpy. Texts are
cut at blanks into chunks; a chunk that is surely an unknown word is known by its bytes, and the distinct rest
is classified once. A chunk means the same wherever it stands, except in emoticons and "(!)": the few texts
where one could hide are scored by `_pattern`.

An **event** is whatever can change the score: a word of the lexicon, a negation, or a "!". Of the unknown
words between two events only the longest matters, for it may clear a negation or reset a modifier that is
still waiting for its word (CLEARS, RESETS). So a text comes down to a list of events (row, word, what the
unknown words after it do), and the rules become comparisons of neighbouring events: the same running total at
both means that nothing of that kind stands between them.
"""

import re
from functools import cache
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from helpers.sentiment import _pattern
from helpers.sentiment._pattern import ADVERB, BRIEF, NEGATIONS

# What a chunk does: unknown words of one letter do nothing, of two clear a negation, of three or more also
# reset a modifier; and what counts is an event.
NOTHING, CLEARS, RESETS, COUNTS = range(4)
BATCH = 8_000  # texts at a time: what a processor's cache holds; more is slower


def polarity_subjectivity(texts: pd.Series) -> pd.DataFrame:
    """Each text's `polarity` and `subjectivity`, to the last digit as TextBlob has them."""
    column = _strings(texts)
    parts = [column[at : at + BATCH] for at in range(0, len(column), BATCH)]
    scores = np.concatenate([np.empty((0, 2)), *(_means(*_score_events(part), len(part)) for part in parts)])
    suspect = pc.match_substring_regex(column, _pattern.tables().suspect)
    for row, text in zip(np.flatnonzero(suspect), column.filter(suspect).to_pylist()):
        scores[row] = _pattern.score(text)
    return pd.DataFrame(scores, columns=["polarity", "subjectivity"])


def assessments(texts: pd.Series) -> pd.DataFrame:
    """What TextBlob finds in each text, in its order; a text's polarity is the sum of the effects.

    An expression goes from the first negation or modifier to the last word, with the "!" that follow at once;
    one further off counts but is not shown.
    """
    rows = [
        (row, one.start, one.end, one.p, one.s)
        for row, text in enumerate(_strings(texts).to_pylist())
        for one in _pattern.assess(text)
    ]
    kinds = {"row": int, "start": int, "end": int, "polarity": float, "subjectivity": float}
    table = pd.DataFrame(rows, columns=list(kinds)).astype(kinds)
    return table.assign(effect=table["polarity"] / table.groupby("row")["row"].transform("size"))


def _strings(texts: pd.Series) -> pa.LargeStringArray:
    """The texts as Arrow strings; half a surrogate pair is no text and becomes a replacement character."""
    try:
        column = pa.array(texts, type=pa.large_string(), from_pandas=True)
    except UnicodeEncodeError:
        column = pa.array([re.sub(r"[\ud800-\udfff]", "\ufffd", text) for text in texts], pa.large_string())
    except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError) as error:
        raise TypeError(f"texts must hold strings only; dtype given: {texts.dtype}") from error
    if column.null_count:
        raise TypeError(f"{column.null_count} of {len(texts)} texts are missing; fill or drop them first")
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column


@cache
def _words() -> SimpleNamespace:
    """Everything that counts, as arrays: the known words, then the negations, "!", and a placeholder."""
    entries = _pattern.entries()
    scores = np.array([*entries.values(), *[(0.0, 0.0, 1.0, 0)] * (len(NEGATIONS) + 2)])
    forms = [*entries, *NEGATIONS, "!", ""]
    index = {form: k for k, form in enumerate(forms)}
    keys = [int.from_bytes(form.encode()[:8], "little") for form in forms]
    return SimpleNamespace(
        index=index,
        slots=np.isin(np.arange(1 << 16), _slots(np.array(keys, dtype=np.uint64))),
        lookup=pa.array(forms[:-2], type=pa.large_string()),
        p=scores[:, 0],
        s=scores[:, 1],
        i=scores[:, 2],
        modifies=scores[:, 3].astype(np.int8),
        known=np.array([form in entries for form in forms]),
        negation=np.array([form in NEGATIONS for form in forms]),
        long=np.array([len(form) > 2 for form in forms]),
        boost=index["!"],
        events=np.array([(k, NOTHING) for k in range(len(forms))]),
    )


def _chunk_events(chunk: str) -> list[tuple[int, int]]:
    """A chunk's events as (word, what the unknown words after it do); a placeholder is first."""
    index = _words().index
    events = [(index[""], NOTHING)]
    for token, _, _ in _pattern.tokens(chunk):
        word = token.lower()
        if word in index:
            events.append((index[word], NOTHING))
        else:
            events[-1] = (events[-1][0], max(events[-1][1], min(len(word) - 1, RESETS)))
    return events


_WIDE_BLANKS = "“”‘’" + "".join(c for c in map(chr, range(128, 0x3001)) if c.isspace())
_BLANKS = b" \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f'\""  # and quotes, which TextBlob always sets apart
_WIDE = {n: [int.from_bytes(c.encode()) for c in _WIDE_BLANKS if len(c.encode()) == n] for n in (2, 3)}
_IS_BLANK = bytes(byte in _BLANKS for byte in range(256))
_LOWER = bytes(range(256)).lower()
_IS_MARK = bytes(byte > 127 or not chr(byte).isalnum() for byte in range(256))
_FIRST = np.array([(1 << 8 * k) - 1 for k in range(9)], dtype=np.uint64)  # keeps the first k of eight bytes


def _slots(keys: np.ndarray) -> np.ndarray:
    """Eight bytes hashed to one of 65,536 places (Knuth 1973, The Art of Computer Programming 3, 6.4)."""
    return (keys * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(48)


def _bytes(column: pa.LargeStringArray) -> tuple[np.ndarray, np.ndarray]:
    """All texts end to end, a line end after each, wide blanks and the n of "n't" blanked; and the ends."""
    closed = pc.binary_join_element_wise(column, *pa.array(["", "\n"], pa.large_string()))
    ends = np.frombuffer(closed.buffers()[1], dtype=np.int64)[1 : len(column) + 1]
    data = np.frombuffer(closed.buffers()[2], dtype=np.uint8)[: ends[-1]].copy()
    high = np.flatnonzero(data > 0xC1)  # where a wide character starts
    coded = data[high[:, None] + [0, 1, 2]] @ [1 << 16, 1 << 8, 1]
    for codes, shift in ((_WIDE[3], 0), (_WIDE[2], 8)):  # curly quotes and rare blanks, three bytes or two
        data[high[np.isin(coded >> shift, codes)][:, None] + np.arange(3 - shift // 8)] = ord(" ")
    quote = np.flatnonzero(data == ord("'"))
    n_t = (data[quote - 1] == ord("n")) & (data[quote + 1] == ord("t"))
    data[quote[n_t] - 1] = ord(" ")  # "isn't" is "is", "n", "'", "t"; and lone letters do nothing
    return data, ends


def _chunks(data: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Where the chunks start and end, in turns, and which of them could be more than a plain unknown word."""
    raw = data.tobytes()
    blank = np.frombuffer(b"\1" + raw.translate(_IS_BLANK), dtype=bool)
    edges = np.flatnonzero(blank[1:] != blank[:-1])
    starts, ends = edges[::2], edges[1::2]
    mark = np.frombuffer(raw.translate(_IS_MARK), dtype=bool)
    tail = mark[ends - 1]
    length = ends - starts - tail  # one mark at the end ("good,") makes no word less plain
    eight = np.ndarray(len(data), "<u8", raw.translate(_LOWER) + bytes(8), strides=(1,))[starts]
    maybe = _words().slots[_slots(eight & _FIRST[np.minimum(length, 8)])]
    maybe |= mark[starts] | mark[starts + length - 1] | (tail & (length < 3))
    maybe[np.searchsorted(starts, np.flatnonzero((data > 127) | (data == ord("!"))), side="right") - 1] = True
    return edges, maybe


def _mask(flags: pa.BooleanArray) -> np.ndarray:
    return flags.to_numpy(zero_copy_only=False)


def _classify(distinct: pa.LargeStringArray) -> tuple[np.ndarray, ...]:
    """What each distinct chunk does; for those that count, their first event and how many; and all events."""
    words, marks = _words(), _pattern.tables().marks
    left = pc.ascii_ltrim(distinct, characters=marks)
    core = pc.ascii_rtrim(left, characters=marks + ".")
    lower = pc.utf8_lower(core)
    word = pc.index_in(lower, words.lookup).fill_null(-1).to_numpy().astype(np.int64)
    length = pc.utf8_length(core).to_numpy()
    short = length < 3
    dotted = _mask(pc.ends_with(pc.ascii_rtrim(left, characters=marks), "."))
    capital = (word >= 0) & _mask(pc.not_equal(core, lower))  # "Odd." may keep its dot, and is then unknown
    unsure = dotted & (capital | short | _mask(pc.match_substring(distinct, "...")))
    odd = unsure | short & ~_mask(pc.string_is_ascii(distinct)) | _mask(pc.match_substring(distinct, "!"))
    does = np.where(word >= 0, COUNTS, np.clip(length - 1, NOTHING, RESETS)).astype(np.uint8)
    many = np.ones(len(does), dtype=np.int64)
    events: list[tuple[int, int]] = []
    for k, chunk in zip(np.flatnonzero(odd), distinct.filter(pa.array(odd)).to_pylist()):
        made = _chunk_events(chunk)
        does[k] = COUNTS if len(made) > 1 else made[0][1]
        word[k], many[k] = len(words.events) + len(events), len(made)
        events += made
    return does, word, many, np.concatenate([words.events, np.array(events, dtype=np.int64).reshape(-1, 2)])


def _score_events(column: pa.LargeStringArray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The events of these texts, in order: the row, the word, and what the unknown words after it do."""
    data, text_ends = _bytes(column)
    edges, maybe = _chunks(data)
    starts = edges[::2]
    level = np.clip(edges[1::2] - starts - 1, NOTHING, RESETS).astype(np.uint8)
    maybe = np.flatnonzero(maybe)
    bounds = np.append(edges, len(data))  # so every second piece is a chunk
    pieces = pa.LargeStringArray.from_buffers(len(edges), pa.py_buffer(bounds), pa.py_buffer(data))
    encoded = pieces.take(pa.array(2 * maybe)).dictionary_encode()
    codes = encoded.indices.to_numpy()
    does, first, many, events = _classify(encoded.dictionary)
    level[maybe] = does[codes]
    counts = does[codes] == COUNTS
    at, codes = maybe[counts], codes[counts]
    level[at] = NOTHING
    after = np.maximum.reduceat(level, at) if len(at) else level[:0]
    first, many = first[codes], many[codes]
    last = np.cumsum(many) - 1
    event = np.arange(many.sum()) + np.repeat(first - (last + 1 - many), many)
    word, does_after = events[event].T
    does_after[last] = np.maximum(does_after[last], after)
    row = np.searchsorted(text_ends, starts[at], side="right")
    return np.repeat(row, many), word, does_after


def _running_total(what: np.ndarray) -> np.ndarray:
    """How often something is true before each event."""
    return np.cumsum(what) - what


def _link_events(
    row: np.ndarray, word: np.ndarray, after: np.ndarray, known: np.ndarray, slot: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """For each known word: whether it joins the one before, is negated from before, and from behind.

    `known` are the events that are words of the lexicon; `slot` is for each event the last of them so far.
    """
    words, negation = _words(), _words().negation[word]
    resets, clears = _running_total(after == RESETS), _running_total(after >= CLEARS)
    ends_brief = _running_total(negation & words.long[word])
    modifies = words.modifies[word[known]]
    absorbed = negation & (slot >= 0) & (modifies[slot] == ADVERB) & (resets == resets[known][slot])
    absorbed &= row == row[known][slot]
    from_behind = np.bincount(slot[absorbed], minlength=len(known)) > 0  # "really not" negates the "really"
    waiting = np.maximum.accumulate(np.where(negation & ~absorbed, np.arange(len(row)), -1))[known]
    negated = (waiting > np.append(-1, known[:-1])) & (row[waiting] == row[known])
    negated &= clears[waiting] == clears[known]
    before = np.append(0, modifies[:-1])
    joins = (np.diff(row[known], prepend=-1) == 0) & (np.diff(resets[known], prepend=-1) == 0)
    joins &= (before == ADVERB) | (before == BRIEF) & (np.diff(ends_brief[known], prepend=-1) == 0)
    return joins, negated, from_behind


def _means(row: np.ndarray, word: np.ndarray, after: np.ndarray, n: int) -> np.ndarray:
    """Mean polarity and subjectivity of each of `n` rows; `_pattern.assess` says it a word at a time."""
    words = _words()
    known, slot = np.flatnonzero(words.known[word]), np.cumsum(words.known[word]) - 1
    if not len(known):
        return np.zeros((n, 2))
    joins, negated, from_behind = _link_events(row, word, after, known, slot)
    p, s, i = words.p[word[known]], words.s[word[known]], words.i[word[known]]
    factor = np.append(1.0, np.where(negated, 1.0 / i, i)[:-1])
    p, s = (np.where(joins, np.clip(score * factor, -1, 1), score) for score in (p, s))
    boost = (word == words.boost) & (slot >= 0) & (row == row[known][slot])
    boosts = np.bincount(slot[boost], minlength=len(known))
    while (rising := (boosts > 0) & (p != 0) & (abs(p) < 1)).any():
        p[rising] = np.clip(p[rising] * 1.25, -1, 1)
        boosts -= 1
    first = np.flatnonzero(~joins)
    last = np.append(first[1:], len(known)) - 1
    p = np.where(np.logical_or.reduceat(negated | from_behind, first), p[last] * -0.5, p[last])
    row = row[known][last]
    total = [np.bincount(row, weights=score, minlength=n) for score in (p, s[last])]
    return np.stack(total, axis=1) / np.maximum(np.bincount(row, minlength=n), 1)[:, None]
