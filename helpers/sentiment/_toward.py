"""Tone toward one mention in one sentence, with its reasons; and toward each actor, with how sure that is.

A linear model: every word of the sentence, as seen from the mention, adds a fixed amount to the logits. The
weights lie in `toward.npz`; its card, `toward.md`, says how `training/toward.py` made them.
"""

from collections.abc import Iterator
from functools import cache
from math import erfc
from typing import Any

import numpy as np
import pandas as pd

from helpers import DATA
from helpers._spans import context
from helpers._tables import ACTOR, CHANCES, KEYS, PLACE, SPAN, require
from helpers._words import signed
from helpers.corpus import Z, holm
from helpers.sentiment._toward_features import GROUPS, ngrams, zones
from helpers.sentiment._toward_words import Words, annotate

WEIGHTS = DATA / "toward.npz"
REASON = ("mention", "word_start", "word_end", "expression", "effect")
CONSTANT, AT_MENTION = "(constant)", "(place of the mention)"
BATCH = 2000  # mentions read at a time: bounds memory, changes no value
REACH = 1000  # characters read on either side of a mention: more than sentences have, unless end marks lack


def toward(mentions: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Measure how each mention's sentence is worded toward it, as probabilities of three classes.

    It is the tone of the wording toward this actor in this sentence, not the author's opinion and not bias.
    Names, the mention's own among them, are hidden, so that no actor has a tone by name alone.

    >>> sentences = pd.DataFrame({"doc_id": "a", "sent_id": [1], "start": 0, "text": "Hale was praised."})
    >>> mentions = pd.DataFrame({"doc_id": "a", "sent_id": [1], "start": 0, "end": 4, "surface": "Hale"})
    >>> toward(mentions, sentences)["tone"].gt(0).tolist()
    [True]

    Returns the mentions in their order with all their columns, and `p_negative, p_neutral, p_positive` (sum
    1; calibrated: of the verdicts given with probability p about a share p is right), `tone` = p_positive −
    p_negative (−1…1, higher means friendlier; comparable across texts only as far as `toward.md` says) and
    `certain`: the largest probability is at least the threshold in `toward.md`. Of a sentence without end, as
    in a transcript, 1000 characters on either side of the mention are read. A mention that has no sentence or
    lies outside it is a ValueError.
    """
    spans = _in_sentences(mentions, sentences)
    logits = np.concatenate([np.zeros((0, 3)), *(_logits(words) for _, words in _batches(spans))])
    chances = np.exp(logits - logits.max(1, keepdims=True, initial=0))
    chances /= chances.sum(1, keepdims=True)
    result = mentions.reset_index(drop=True)
    result[[*CHANCES]] = chances
    result["tone"] = chances[:, 2] - chances[:, 0]
    result["certain"] = chances.max(1, initial=0) >= weights()["certain_from"]
    return result


def toward_reasons(mentions: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """List the words that made each mention's tone, with their signed effects.

    >>> sentences = pd.DataFrame({"doc_id": "a", "sent_id": [1], "start": 0, "text": "Hale was praised."})
    >>> mentions = pd.DataFrame({"doc_id": "a", "sent_id": [1], "start": 0, "end": 4, "surface": "Hale"})
    >>> reasons = toward_reasons(mentions, sentences)
    >>> reasons.loc[reasons["effect"].idxmax(), "expression"]
    'praised'

    Returns one row per mention and word that has an effect: `doc_id, sent_id, start, end` (of the mention),
    `actor_id` if the mentions have it, `word_start, word_end` (in the document), `expression` (as printed),
    `effect`: the word's part in ln(p_positive / p_negative), in logits, higher means friendlier. The effects
    of one mention add up to ln(p_positive / p_negative) of `toward`. Two rows are not words: "(constant)",
    the same for all mentions, and "(place of the mention)", what its position and company add. An n-gram's
    effect is shared equally by its content words, or by its words if it has none.
    """
    spans = _in_sentences(mentions, sentences)
    parts = [_effects(words, batch) for batch, words in _batches(spans)]
    rows = pd.concat(parts or [pd.DataFrame(columns=[*REASON])])
    kept = [column for column in (*PLACE, "actor_id") if column in mentions]
    result = mentions[kept].iloc[rows["mention"].to_numpy(int)].reset_index(drop=True)
    for column in REASON[1:]:
        result[column] = rows[column].to_numpy()
    return result


def toward_by_actor(toward: pd.DataFrame, *, min_sentences: int = 5) -> pd.DataFrame:
    """Average the tone toward each actor over the sentences that mention it, with an interval.

    >>> rows = [(1, 0.8, 0.2, 0.0, True), (1, 0.6, 0.4, 0.0, True), (2, 0.3, 0.7, 0.0, False)]
    >>> chances = pd.DataFrame(rows, columns=["sent_id", *CHANCES, "certain"])
    >>> chances = chances.assign(doc_id="d", actor_id="a")
    >>> table = toward_by_actor(chances.assign(label="A", kind="person", tone=-chances["p_negative"]))
    >>> table[["mentions", "sentences", "tone", "verdict"]].round(6).values.tolist()
    [[3, 2, -0.5, 'none']]

    Returns one row per actor over all documents, the most negative first, then by `actor_id`: `actor_id,
    label, kind, mentions, sentences`, `certain` (mentions), `tone` (the mean over the sentences; several
    mentions in one are averaged first), `low` and `high` (its 95 % interval, within −1…1, for this actor
    alone), and for actors in at least `min_sentences`: `p`, that of a tone so far from 0 by chance, `p_holm`,
    corrected for the number of these actors, and `needed`, the sentences from which on the interval would
    hold 0 no more if tone and spread stayed as they are. `verdict` is "negative" or "positive" where p_holm
    is below 0.05, else "none".

    The interval is tone ± 1.96 √(v / m) over m sentences. By the law of total variance v is the variance of
    the sentences' tones plus the mean variance of a class (−1, 0, 1) drawn by its three probabilities. So it
    covers both the chance of the sentences and the doubt of the instrument, as far as its probabilities are
    calibrated. p is two-sided, of tone / √(v / m), normal. Among many actors some interval is clear of 0 by
    chance; Holm's correction keeps the chance of even one false verdict at 5 % (S. Holm 1979,
    jstor.org/stable/4615733).
    """
    require(toward, "toward", [*KEYS, *ACTOR, *CHANCES, "tone", "certain"])
    doubt = toward["p_negative"] + toward["p_positive"] - toward["tone"] ** 2
    by_sentence = toward.assign(doubt=doubt).groupby([*ACTOR, *KEYS], as_index=False)
    sentences = by_sentence.agg(
        mentions=("tone", "size"), certain=("certain", "sum"), tone=("tone", "mean"), doubt=("doubt", "mean")
    )
    table = sentences.groupby([*ACTOR], as_index=False).agg(
        mentions=("mentions", "sum"),
        sentences=("tone", "size"),
        certain=("certain", "sum"),
        spread=("tone", "var"),
        doubt=("doubt", "mean"),
        tone=("tone", "mean"),
    )
    error = Z * np.sqrt((table["spread"].fillna(0) + table["doubt"]) / table["sentences"])
    table["low"] = (table["tone"] - error).clip(lower=-1)
    table["high"] = (table["tone"] + error).clip(upper=1)
    far = (Z * table["tone"].abs() / error).fillna(0)  # in standard errors; 0 / 0 is no distance
    table = table.join(_tested(table["tone"], far, table["sentences"], min_sentences))
    table = table.astype({"mentions": "int64", "certain": "int64"})
    return table.sort_values(["tone", "actor_id"], ignore_index=True).drop(columns=["spread", "doubt"])


def _tested(tone: pd.Series, far: pd.Series, sentences: pd.Series, min_sentences: int) -> pd.DataFrame:
    """`p`, `p_holm`, `needed` and `verdict` of means that lie so many standard errors from 0."""
    far = far.where(sentences >= min_sentences)
    p = far.map(lambda errors: erfc(errors / np.sqrt(2)), na_action="ignore").astype("float64")
    tested = p.notna()
    corrected = p.copy()
    corrected[tested] = holm(p[tested].to_numpy())
    needed = np.ceil(sentences * (Z / far.where(far > 0)) ** 2).clip(lower=1)
    sides = [(corrected < 0.05) & (tone < 0), (corrected < 0.05) & (tone > 0)]
    verdict = pd.Series(np.select(sides, ["negative", "positive"], "none"), tone.index, dtype="str")
    return pd.DataFrame({"p": p, "p_holm": corrected, "needed": needed.astype("Int64"), "verdict": verdict})


def toward_contrasts(toward: pd.DataFrame) -> pd.DataFrame:
    """List the mentions in sentences that name several actors, first where their tones differ most.

    >>> table = pd.DataFrame({"doc_id": "a", "sent_id": [1, 2, 2, 3, 3], "actor_id": list("hhlhl"),
    ...                       "tone": [0.9, -0.2, 0.1, -0.6, 0.6]})
    >>> toward_contrasts(table)[["sent_id", "actor_id", "tone", "spread"]].round(1).values.tolist()
    [[3, 'h', -0.6, 1.2], [3, 'l', 0.6, 1.2], [2, 'h', -0.2, 0.3], [2, 'l', 0.1, 0.3]]

    Returns the rows of the table with one more column: `spread`, the highest tone in the sentence less the
    lowest (0…2).
    """
    require(toward, "toward", [*KEYS, "actor_id", "tone"])
    by_sentence = toward.groupby([*KEYS])
    tones = by_sentence["tone"]
    table = toward.assign(spread=tones.transform("max") - tones.transform("min"))
    table = table[by_sentence["actor_id"].transform("nunique") > 1]
    ascending = [False, True, True, True]
    return table.sort_values(["spread", *KEYS, "tone"], ascending=ascending, kind="stable", ignore_index=True)


def strongest_words(reasons: pd.DataFrame, *, n: int = 3) -> pd.DataFrame:
    """Name the n words that did most for the tone toward each mention, strongest first, with their effects.

    >>> reasons = pd.DataFrame({"doc_id": "a", "sent_id": 1, "start": 0, "end": 4, "word_start": [9, 20],
    ...                         "expression": ["praised", "(constant)"], "effect": [0.81, -0.2]})
    >>> strongest_words(reasons)["words"].tolist()
    ['praised +0.8']

    Takes `toward_reasons`; returns one row per mention that has any: `doc_id, sent_id, start, end, words`.
    """
    require(reasons, "toward_reasons", [*PLACE, "expression", "effect"])
    words = reasons[~reasons["expression"].str.startswith("(")]
    words = words.assign(size=words["effect"].abs()).sort_values("size", ascending=False, kind="stable")
    top = words.groupby([*PLACE], sort=False).head(n)
    with_effect = [f"{word} {signed(effect, 1)}" for word, effect in zip(top["expression"], top["effect"])]
    return top.assign(words=with_effect).groupby([*PLACE], as_index=False)["words"].agg(", ".join)


@cache
def weights() -> dict[str, Any]:
    """The model's numbers, read once: n-gram tables, and what each listed word adds by zone and negation.

    `values` (zones, 2, words + 1, 2) is computed for all words at once: so a word's part never depends on the
    texts read with it. Its last row is that of a word not listed.
    """
    with np.load(WEIGHTS, allow_pickle=False) as file:
        numbers: dict[str, Any] = {name: file[name] for name in file.files}
    listed = numbers["words"].tobytes().decode().split("\n")
    common = np.unpackbits(numbers["common"])[: len(listed)].astype(bool)
    values = np.einsum("dw,zndc->znwc", numbers["vectors"].astype(float), numbers["readouts"], optimize=True)
    numbers["values"] = np.concatenate([values, np.zeros_like(values[:, :, :1])], axis=2)
    numbers["words"] = {word: i for i, word in enumerate(listed)}
    numbers["common"] = frozenset(word for word, is_common in zip(listed, common) if is_common)
    return numbers


def _parts(words: Words) -> Iterator[tuple[np.ndarray, np.ndarray, int, np.ndarray]]:
    """What every feature adds to the logits: mention, first word, number of words; negative and positive.

    A group of n-grams, and the words of a zone, are divided by the root of their number in the sentence, so
    that long sentences do not dominate.
    """
    numbers, mentions = weights(), len(words.place)
    for group, (row, key, first, size) in ngrams(words).items():
        table, wanted = numbers[f"keys_{group}"], key.astype(np.uint32)
        spot = np.minimum(np.searchsorted(table, wanted), len(table) - 1)
        hit = table[spot] == wanted
        value = numbers[f"weights_{group}"][spot[hit]] * numbers["scales"][GROUPS.index(group)]
        yield row[hit], first[hit], size, value * _share(row, mentions)[hit, None]
    spot = np.array([numbers["words"].get(word, -1) for word in words.vocabulary], int)[words.code]
    for mask, values in zip(zones(words).values(), numbers["values"]):
        for negated, readout in enumerate(values):
            word = np.flatnonzero(mask & (words.negated == negated))
            row = words.row[word]
            yield row, word, 1, readout[spot[word]] * _share(row, mentions)[:, None]


def _share(row: np.ndarray, mentions: int) -> np.ndarray:
    return 1 / np.sqrt(np.bincount(row, minlength=mentions)[row])


def _logits(words: Words) -> np.ndarray:
    """Logits of negative, neutral (always 0) and positive, by mention."""
    logits = np.zeros((len(words.place), 3))
    logits[:, [0, 2]] = weights()["constant"]
    for row, _, _, value in _parts(words):
        for column in (0, 1):
            logits[:, 2 * column] += np.bincount(row, value[:, column], len(logits))
    return logits


def _in_sentences(mentions: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Mentions with what is read of their sentence (`text`), and where that begins in the document
    (`offset`): all of it, or `REACH` on either side.
    """
    require(mentions, "mentions", PLACE)
    require(sentences, "sentences", [*KEYS, "start", "text"])
    if sentences.duplicated([*KEYS]).any():
        advice = "corpus.sentences(documents) numbers them"
        raise ValueError(f"two sentences have the same doc_id and sent_id; {advice}")
    texts = sentences["text"].tolist()
    rows = sentences[[*KEYS, "start"]].rename(columns={"start": "offset"})
    rows = rows.assign(row=range(len(texts)), length=[*map(len, texts)])
    spans = mentions[[*PLACE]].reset_index(drop=True).merge(rows, on=[*KEYS], how="left")
    lost = spans["row"].isna()
    inside = (spans["start"] >= spans["offset"]) & (spans["end"] <= spans["offset"] + spans["length"])
    if lost.any() or not inside.all():
        doc_id, sent_id, start = spans.loc[lost | ~inside, [*KEYS, "start"]].iloc[0]
        raise ValueError(
            f"the mention at {start} of document {doc_id} {'has no' if lost.any() else 'is not within its'} "
            f"sentence ({sent_id}); give the sentences from which the mentions were made"
        )
    places = [spans[column].astype("int64") for column in ("row", "offset", *SPAN)]
    read = [_near(texts[row], start - at, end - at) for row, at, start, end in zip(*places)]
    parts = pd.DataFrame(read, columns=["text", "cut"], dtype="object")
    return spans.assign(text=parts["text"], offset=places[1] + parts["cut"].astype("int64"))


def _near(text: str, start: int, end: int) -> tuple[str, int]:
    """What is read of the sentence of a mention, and how much of it is cut off in front."""
    before, after = context(text, start, end, REACH)
    return before + text[start:end] + after, start - len(before)


def _batches(spans: pd.DataFrame) -> Iterator[tuple[pd.DataFrame, Words]]:
    """Batches of mentions, each with its words."""
    for begin in range(0, len(spans), BATCH):
        batch = spans.iloc[begin : begin + BATCH]
        code, texts = pd.factorize(batch["text"])
        start, end = (batch[column].to_numpy(int) - batch["offset"].to_numpy(int) for column in SPAN)
        yield batch, annotate(list(texts), code, start, end, weights()["common"])


def _effects(words: Words, batch: pd.DataFrame) -> pd.DataFrame:
    """Effects on ln(p_positive / p_negative), by word; what stands on no word goes to the mention's place."""
    mentions = len(batch)
    own, content = words.own | (words.start == words.end), words.listed["content"]
    effect, elsewhere = np.zeros(len(own)), np.zeros(mentions)
    for row, first, size, value in _parts(words):
        leaning = value[:, 1] - value[:, 0]
        inside = first + np.arange(size)[:, None]
        bears = content[inside] | ~own[inside] & ~content[inside].any(0)
        share = np.broadcast_to(leaning / np.maximum(bears.sum(0), 1), bears.shape)
        effect += np.bincount(inside[bears], share[bears], len(effect))
        elsewhere += np.bincount(row, leaning * ~bears.any(0), mentions)
    return _rows(words, batch, effect, elsewhere)


def _rows(words: Words, batch: pd.DataFrame, effect: np.ndarray, elsewhere: np.ndarray) -> pd.DataFrame:
    """The reasons' rows, by mention and then by place, the two rows that are not words first."""
    constant = float(weights()["constant"] @ [-1, 1])
    shown = np.flatnonzero(effect)
    row, start, end = words.row[shown], words.start[shown], words.end[shown]
    expression = [text[a:b] for text, a, b in zip(batch["text"].to_numpy()[row], start, end)]
    offset, every = batch["offset"].to_numpy(int)[row], np.arange(len(batch))
    mention_start, mention_end = batch["start"].to_numpy(), batch["end"].to_numpy()
    columns: list[tuple] = [
        (every, mention_start, mention_start, CONSTANT, constant),
        (every, mention_start, mention_end, AT_MENTION, elsewhere),
        (row, start + offset, end + offset, expression, effect[shown]),
    ]
    table = pd.concat([pd.DataFrame(dict(zip(REASON, part))) for part in columns])
    table = table.sort_values("mention", kind="stable")
    return table.assign(mention=table["mention"] + batch.index[0])
