"""A small sentence encoder, in numpy: it reads a sentence once, and with it every mention in it.

MiniLM (W. Wang et al. 2020, arXiv:2002.10957), 6 layers of a transformer (A. Vaswani et al. 2017,
arXiv:1706.03762; J. Devlin et al. 2019, arXiv:1810.04805), fine-tuned by `training/encoder.py`. A sentence is
the mean of its word pieces as the last layer has them, a mention the mean of its own. The weights lie in
`encoder.npz`, 8 bits each; the card, `encoder.md`, says what they were made from and how well they do.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

import numpy as np

from helpers import DATA

WEIGHTS = DATA / "encoder.npz"
LONGEST = 254  # word pieces read at once; a longer sentence is read in stretches
BATCH = 320  # word pieces, with what fills up, of the sentences read together: changes no value that is shown
HEADS = 12
CHOSEN = ("temperature", "certain_from", "bounds", "overturned", "spread")
_WORD = re.compile(r"[^\W_]+|[^\w\s]|_")
_GELU = np.float32(0.7978845608028654), np.float32(0.044715)  # √(2/π), and D. Hendrycks, K. Gimpel 2016

Span = tuple[int, int]


class Stretch(NamedTuple):
    """A sentence, or so much of it as is read at once."""

    text: int  # position among the texts
    ids: list[int]
    spans: list[Span]  # of the pieces, in characters of the text


def read(texts: Sequence[str], mentions: Sequence[Sequence[Span]]) -> tuple[np.ndarray, list[np.ndarray]]:
    """Read each text once: its tone, and toward each mention in it the logits of the three classes.

    >>> tone, logits = read(["Hale was praised.", "Rain fell."], [[(0, 4)], []])
    >>> tone.shape, [part.shape for part in logits]
    ((2,), [(1, 3), (0, 3)])

    Parameters
    ----------
    mentions : for each text the half-open spans of its mentions, in characters.

    Returns
    -------
    The tones (estimates of a mean rating on −4…4, divided by 4), and for each text an array of one row a
    mention: logits of negative, neutral and positive. Both hold to about six digits, whatever is read beside
    and by whatever library of linear algebra; whoever shows them rounds them to three.
    """
    model, stretches = weights(), [stretch for n, text in enumerate(texts) for stretch in _stretches(n, text)]
    tone, length = np.zeros(len(texts)), np.zeros(len(texts))
    logits = [np.zeros((len(spans), 3)) for spans in mentions]
    for batch in _batches(stretches):
        states = _states([one.ids for one in batch])
        for one, state in zip(batch, states):
            whole = state.mean(0)
            tone[one.text] += len(state) * float(model["tone"] @ whole + model["tone_bias"])
            length[one.text] += len(state)
            for m, span in enumerate(mentions[one.text]):
                own = [n for n, (start, end) in enumerate(one.spans, 1) if start < span[1] and end > span[0]]
                if own and not logits[one.text][m].any():  # in the first stretch that holds a piece of it
                    seen = np.concatenate([whole, state[own].mean(0)])
                    logits[one.text][m] = model["toward"] @ seen + model["toward_bias"]
    return tone / np.maximum(length, 1), logits


def _stretches(number: int, text: str) -> list[Stretch]:
    ids, spans = [], []
    for word in _WORD.finditer(text):
        start = word.start()
        for piece, begin, end in _pieces(word[0]):
            ids.append(piece)
            spans.append((start + begin, start + end))
    cuts = range(0, max(len(ids), 1), LONGEST)
    return [Stretch(number, ids[at : at + LONGEST], spans[at : at + LONGEST]) for at in cuts]


@lru_cache(maxsize=100_000)
def _pieces(word: str) -> tuple[tuple[int, int, int], ...]:
    """The longest known piece from the left, again and again: its number, and its place in the word."""
    known = weights()["numbers"]
    plain = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) != "Mn")
    found, at = [], 0
    while at < len(plain):
        ends = range(len(plain), at, -1)
        end = next((end for end in ends if ("##" if at else "") + plain[at:end] in known), 0)
        if not end or len(plain) > 100:
            return ((known["[UNK]"], 0, len(word)),)
        found.append((known[("##" if at else "") + plain[at:end]], at, end))
        at = end
    return tuple((piece, *((a, b) if len(plain) == len(word) else (0, len(word)))) for piece, a, b in found)


def _batches(stretches: list[Stretch]) -> list[list[Stretch]]:
    """Stretches of about one length together, so that little is filled up."""
    batches: list[list[Stretch]] = []
    for one in sorted(stretches, key=lambda one: len(one.ids)):
        if not batches or (len(batches[-1]) + 1) * (len(one.ids) + 2) > BATCH:
            batches.append([])
        batches[-1].append(one)
    return batches


def _states(rows: list[list[int]]) -> list[np.ndarray]:
    """The last layer's states: for each row an array of one row a piece, its two end marks with it."""
    model, lengths = weights(), [len(row) + 2 for row in rows]
    ids = np.zeros((len(rows), max(lengths)), int)
    for n, row in enumerate(rows):
        ids[n, : lengths[n]] = [model["numbers"]["[CLS]"], *row, model["numbers"]["[SEP]"]]
    filled = np.arange(ids.shape[1]) >= np.array(lengths)[:, None]
    x = _normal(model["word"][ids] + model["place"][: ids.shape[1]], *model["norm"])
    x = x.reshape(-1, x.shape[-1])
    hidden = np.where(filled, np.float32(-1e9), np.float32(0))[:, None, None, :]
    for layer in model["layers"]:
        x = _layer(layer, x, hidden)
    return [state[:length] for state, length in zip(x.reshape(*ids.shape, -1), lengths)]


def _layer(layer: dict[str, np.ndarray], x: np.ndarray, hidden: np.ndarray) -> np.ndarray:
    """Attention, then two layers of neurons, each added to what came in."""
    rows, pieces, size = len(hidden), hidden.shape[-1], x.shape[-1] // HEADS
    parts = (x @ layer["qkv"] + layer["qkv_bias"]).reshape(rows, pieces, 3, HEADS, size)
    query, key, value = parts.transpose(2, 0, 3, 1, 4)
    look = query @ key.transpose(0, 1, 3, 2)
    look *= np.float32(size**-0.5)
    look += hidden
    look -= look.max(-1, keepdims=True)
    np.exp(look, out=look)
    look /= look.sum(-1, keepdims=True)
    seen = (look @ value).transpose(0, 2, 1, 3).reshape(x.shape)
    x = _normal(x + seen @ layer["out"] + layer["out_bias"], *layer["norms"][:2])
    return _normal(
        x + _gelu(x @ layer["up"] + layer["up_bias"]) @ layer["down"] + layer["down_bias"],
        *layer["norms"][2:],
    )


def _normal(x: np.ndarray, scale: np.ndarray, shift: np.ndarray) -> np.ndarray:
    """Rows of mean 0 and variance 1, scaled and shifted."""
    x -= x.mean(-1, keepdims=True)
    x /= np.sqrt(np.square(x).mean(-1, keepdims=True) + np.float32(1e-12))
    x *= scale
    x += shift
    return x


def _gelu(x: np.ndarray) -> np.ndarray:
    """x · Φ(x), with the hyperbolic tangent in place of Φ."""
    t = np.square(x)
    t *= _GELU[1]
    t += 1
    t *= x
    t *= _GELU[0]
    np.tanh(t, out=t)
    t += 1
    t *= x
    t *= np.float32(0.5)
    return t


@cache
def numbers() -> dict[str, np.ndarray]:
    """What was chosen on the dev rows; the weights are not read for it."""
    with np.load(WEIGHTS, allow_pickle=False) as file:
        return {name: file[name] for name in CHOSEN}


@cache
def weights() -> dict[str, Any]:
    """The model's numbers, read once: rows of 8 bits times their scales, as matrices to multiply by."""
    with np.load(WEIGHTS, allow_pickle=False) as file:
        model: dict[str, Any] = {name: file[name] for name in file.files}
    pieces = model.pop("pieces").tobytes().decode().split("\n")
    model["numbers"] = {piece: n for n, piece in enumerate(pieces)}
    for name in ("word", "qkv", "out", "up", "down"):
        model[name] = model[name] * model.pop(f"{name}_scale")[..., None]
    parts = ("qkv", "out", "up", "down")
    model["layers"] = [
        {part: np.ascontiguousarray(model[part][n].T) for part in parts}
        | {f"{part}_bias": model[f"{part}_bias"][n] for part in parts}
        | {"norms": model["norms"][n]}
        for n in range(len(model["norms"]))
    ]
    model["place"] = model["place"].astype(np.float32)
    return model
