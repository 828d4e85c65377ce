"""Tone toward one mention in one sentence: probabilities of negative, neutral and positive, and their
reasons.

A linear model: every word of the sentence, as seen from the mention, adds a fixed amount to the logits. The
weights lie in `toward.npz` (its card: `toward.md`; made by `training/toward.py`).
"""

from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from helpers.corpus import require
from helpers.sentiment._toward_features import GROUPS, ngrams, zones
from helpers.sentiment._toward_words import read

WEIGHTS = Path(__file__).parents[1] / "data" / "toward.npz"
KEYS, SPAN = ["doc_id", "sent_id"], ["start", "end"]
CHANCES = ["p_negative", "p_neutral", "p_positive"]
FOUND = ["mention", "word_start", "word_end", "expression", "effect"]
CONSTANT, AT_MENTION = "(constant)", "(place of the mention)"
BATCH = 2000  # mentions read at a time: bounds memory, changes no value


def toward(mentions: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Say how each mention's sentence is worded toward it, as probabilities of three classes.

    It is the tone of the wording toward this actor in this sentence, not the author's opinion and not bias.
    Names, the mention's own among them, are hidden, so that no actor has a tone by his name.

    >>> sentences = pd.DataFrame({"doc_id": "a", "sent_id": [1], "start": 0,
    ...                           "text": "Hale was praised by Lowe."})
    >>> mentions = pd.DataFrame({"doc_id": "a", "sent_id": [1], "start": 0, "end": 4, "surface": "Hale"})
    >>> result = toward(mentions, sentences)
    >>> bool(result["tone"].iloc[0] > 0)
    True

    Parameters
    ----------
    mentions : DataFrame with `doc_id, sent_id, start, end` (`actors.mentions`); offsets in the document.
    sentences : DataFrame with `doc_id, sent_id, start, text` (`corpus.sentences`).

    Returns
    -------
    DataFrame, the mentions in their order with all their columns, and `p_negative, p_neutral, p_positive`
    (sum 1; calibrated: of the verdicts given with probability p about a share p is right), `tone` =
    p_positive
    − p_negative (−1…1, higher means friendlier; comparable across texts only as far as `toward.md` says)
    and `certain`: the largest probability is at least the threshold in `toward.md`.

    Raises
    ------
    ValueError
        When a column is missing, or a mention has no sentence or lies outside it.
    """
    spans = _spans(mentions, sentences)
    logits = np.concatenate([_logits(words) for _, words in _batches(spans)] or [np.zeros((0, 3))])
    chances = np.exp(logits - logits.max(1, keepdims=True, initial=0))
    chances /= chances.sum(1, keepdims=True)
    result = mentions.reset_index(drop=True)
    result[CHANCES] = chances
    result["tone"] = chances[:, 2] - chances[:, 0]
    result["certain"] = chances.max(1, initial=0) >= weights()["certain_from"]
    return result


def toward_reasons(mentions: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """List the words that made each mention's tone, with their signed effects.

    >>> sentences = pd.DataFrame({"doc_id": "a", "sent_id": [1], "start": 0,
    ...                           "text": "Hale was praised by Lowe."})
    >>> mentions = pd.DataFrame({"doc_id": "a", "sent_id": [1], "start": 0, "end": 4, "surface": "Hale"})
    >>> reasons = toward_reasons(mentions, sentences)
    >>> reasons.loc[reasons["effect"].idxmax(), "expression"]
    'praised'

    Parameters
    ----------
    mentions, sentences : as for `toward`.

    Returns
    -------
    DataFrame, one row per mention and word that has an effect: `doc_id, sent_id, start, end` (of the
    mention),
    `actor_id` if the mentions have it, `word_start, word_end` (in the document), `expression` (as printed),
    `effect`: the word's part in ln(p_positive / p_negative), in logits, higher means friendlier. The
    effects of
    one mention add up to ln(p_positive / p_negative) of `toward`. Two rows are no words: "(constant)", the
    same
    for all mentions, and "(place of the mention)", what its position and company add. An n-gram's effect is
    shared equally by its content words, or by its words if it has none.

    Raises
    ------
    ValueError
        As `toward` does.
    """
    spans = _spans(mentions, sentences)
    rows = pd.concat(
        [_effects(words, batch) for batch, words in _batches(spans)] or [pd.DataFrame(columns=FOUND)]
    )
    kept = [column for column in [*KEYS, *SPAN, "actor_id"] if column in mentions]
    at = rows["mention"].to_numpy(int)
    result = mentions[kept].iloc[at].reset_index(drop=True)
    for column in FOUND[1:]:
        result[column] = rows[column].to_numpy()
    return result


@cache
def weights(path: Path = WEIGHTS) -> dict:
    """The model's numbers, read once: n-gram tables, and what each listed word adds by zone and negation.

    `values` (zones, 2, words + 1, 2) is worked out here, once for all words, so that a word's part never
    depends on the texts that are read with it; its last row is that of a word that is not listed.
    """
    with np.load(path, allow_pickle=False) as file:
        numbers = {name: file[name] for name in file.files}
    listed = numbers["words"].tobytes().decode().split("\n")
    common = np.unpackbits(numbers["common"])[: len(listed)].astype(bool)
    values = np.einsum("dw,zndc->znwc", numbers["vectors"].astype(float), numbers["readouts"], optimize=True)
    numbers["values"] = np.concatenate([values, np.zeros_like(values[:, :, :1])], axis=2)
    numbers["words"] = {word: i for i, word in enumerate(listed)}
    numbers["common"] = frozenset(word for word, is_common in zip(listed, common) if is_common)
    return numbers


def parts(words: dict, numbers: dict) -> list[tuple]:
    """Every feature's addition to the logits: (row, first word, number of words, addition to negative and
    positive).

    A group of n-grams, and the words of a zone, are divided by the root of their number in the sentence,
    so that
    long sentences do not shout.
    """
    found = []
    for group, (row, key, at, size) in ngrams(words).items():
        table = numbers[f"keys_{group}"]
        place = np.minimum(np.searchsorted(table, key.astype(np.uint32)), len(table) - 1)
        hit = table[place] == key.astype(np.uint32)
        value = numbers[f"weights_{group}"][place[hit]] * numbers["scales"][GROUPS.index(group)]
        found.append((row[hit], at[hit], size, value * _share(row, len(words["at"]))[hit, None]))
    spot = np.array([numbers["words"].get(word, -1) for word in words["vocabulary"]], int)[words["code"]]
    for mask, values in zip(zones(words).values(), numbers["values"]):
        for negated, readout in enumerate(values):
            at = np.flatnonzero(mask & (words["negated"] == negated))
            row = words["row"][at]
            found.append((row, at, 1, readout[spot[at]] * _share(row, len(words["at"]))[:, None]))
    return found


def _share(row: np.ndarray, mentions: int) -> np.ndarray:
    return 1 / np.sqrt(np.bincount(row, minlength=mentions))[row] if len(row) else np.zeros(0)


def _logits(words: dict) -> np.ndarray:
    """Logits of negative, neutral (always 0) and positive, by mention."""
    numbers, mentions = weights(), len(words["at"])
    logits = np.zeros((mentions, 3))
    logits[:, [0, 2]] = numbers["constant"]
    for row, _, _, value in parts(words, numbers):
        for column in (0, 1):
            logits[:, 2 * column] += np.bincount(row, value[:, column], mentions)
    return logits


def _spans(mentions: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Mentions with their sentence's text and start, offsets turned to the sentence's characters."""
    require(mentions, [*KEYS, *SPAN])
    require(sentences, [*KEYS, "start", "text"])
    told = sentences[[*KEYS, "start", "text"]].rename(columns={"start": "offset"})
    if told.duplicated(KEYS).any():
        raise ValueError(
            "two sentences have the same doc_id and sent_id; corpus.sentences(documents) numbers them"
        )
    spans = mentions[[*KEYS, *SPAN]].reset_index(drop=True).merge(told, on=KEYS, how="left")
    lost = spans["text"].isna()
    inside = (spans["start"] >= spans["offset"]) & (spans["end"] <= spans["offset"] + spans["text"].str.len())
    if lost.any() or not inside.all():
        doc_id, sent_id, start = spans.loc[lost | ~inside, [*KEYS, "start"]].iloc[0]
        raise ValueError(
            f"the mention at {start} of document {doc_id} {'has no' if lost.any() else 'is not within its'} "
            f"sentence ({sent_id}); give the sentences from which the mentions were made"
        )
    return spans


def _batches(spans: pd.DataFrame):
    """Pairs of a batch of mentions and its words, a bounded number of mentions at a time."""
    for begin in range(0, len(spans), BATCH):
        batch = spans.iloc[begin : begin + BATCH]
        code, texts = pd.factorize(batch["text"])
        offset = batch["offset"].to_numpy(int)
        edges = (batch[column].to_numpy(int) - offset for column in SPAN)
        yield batch, read(list(texts), code, *edges, weights()["common"])


def _effects(words: dict, batch: pd.DataFrame) -> pd.DataFrame:
    """Effects on ln(p_positive / p_negative), by word; what stands on no word goes to the mention's place."""
    numbers, mentions = weights(), len(batch)
    own, content = words["own"] | (words["start"] == words["end"]), words["listed"]["content"]
    effect, elsewhere = np.zeros(len(own)), np.zeros(mentions)
    for row, at, size, value in parts(words, numbers):
        leaning = value[:, 1] - value[:, 0]
        inside = at + np.arange(size)[:, None]
        bears = content[inside] | ~own[inside] & ~content[inside].any(0)
        share = np.broadcast_to(leaning / np.maximum(bears.sum(0), 1), bears.shape)
        effect += np.bincount(inside[bears], share[bears], len(effect))
        elsewhere += np.bincount(row, leaning * ~bears.any(0), mentions)
    return _rows(words, batch, effect, elsewhere, float(numbers["constant"] @ [-1, 1]))


def _rows(words: dict, batch: pd.DataFrame, effect, elsewhere, constant: float) -> pd.DataFrame:
    """The reasons' rows, by mention and then by place, the two rows that are no words first."""
    shown = np.flatnonzero(effect)
    row, first = words["row"][shown], batch.index[0]
    start, end = words["start"][shown], words["end"][shown]
    expression = [text[a:b] for text, a, b in zip(batch["text"].to_numpy()[row], start, end)]
    offset = batch["offset"].to_numpy(int)
    begin, finish = batch["start"].to_numpy(), batch["end"].to_numpy()
    every = np.arange(len(batch))
    table = pd.concat(
        [
            pd.DataFrame(dict(zip(FOUND, (every, begin, begin, CONSTANT, constant)))),
            pd.DataFrame(dict(zip(FOUND, (every, begin, finish, AT_MENTION, elsewhere)))),
            pd.DataFrame(
                dict(zip(FOUND, (row, start + offset[row], end + offset[row], expression, effect[shown])))
            ),
        ]
    )
    return table.sort_values("mention", kind="stable").assign(mention=lambda t: t["mention"] + first)
