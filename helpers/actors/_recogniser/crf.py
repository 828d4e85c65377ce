"""A linear-chain CRF in numpy: word vectors, forward and backward sums, the best labels and their certainty.

Lafferty, McCallum & Pereira (2001), "Conditional random fields"; weights: `training/names`.
"""

from collections.abc import Iterator
from functools import cache, lru_cache

import numpy as np

from helpers import DATA
from helpers.actors._recogniser.context import Look, context_features
from helpers.actors._recogniser.words import Lexicon, traits

WEIGHTS = DATA / "names.npz"
REMEMBERED = 100_000  # words
BATCH = 128  # sentences
ROOM = 64_000  # words of a batch, the shorter sentences filled up to the longest: bounds memory
Sums = tuple[np.ndarray, ...]  # factors, scaled forward and backward sums, scales: (length, sentences, …)


def _lines(blob: np.ndarray) -> list[str]:
    return blob.tobytes().decode("utf-8").split("\n")


def lexicon_of(data: dict[str, np.ndarray]) -> Lexicon:
    """Return the word lists kept in a weights file."""
    chances = data["chances"] / -10.0
    forms = dict(zip(_lines(data["forms"]), zip(data["clusters"].tolist(), chances.tolist())))
    kinds = {word: of_word.split() for word, of_word in (line.split("\t") for line in _lines(data["kinds"]))}
    phrases: dict[str, list[tuple[list[str], str]]] = {}
    for phrase, kind in (line.split("\t") for line in _lines(data["phrases"])):
        phrases.setdefault(phrase.split()[0], []).append((phrase.split(), kind))
    for of_first_word in phrases.values():
        of_first_word.sort(key=lambda item: (-len(item[0]), item))
    return Lexicon(forms, kinds, phrases)


class Model:
    """The weights by feature, the lexicon, and the vectors of the words met so far (a memory, no state)."""

    def __init__(self, data: dict[str, np.ndarray]) -> None:
        self.labels = _lines(data["labels"])
        self.steps = np.exp(data["steps"].astype(float))
        weights = data["weights"].astype(float) * float(data["unit"])
        self.weights = dict(zip(_lines(data["features"]), weights))
        self.lexicon = lexicon_of(data)
        self.nothing = np.zeros(len(self.labels))
        self.edges = np.array([self.weights.get(f"{away}#", self.nothing) for away in (-2, -1, 1, 2)])
        self.look: Look = lru_cache(REMEMBERED)(lambda word: traits(word, self.lexicon))
        self.vector = lru_cache(REMEMBERED)(self._vector)

    def total(self, features: list[str], away: str = "") -> np.ndarray:
        """Return the summed weights of some features, one number per label."""
        known = [self.weights[away + f] for f in features if away + f in self.weights]
        return np.sum(known, axis=0) if known else self.nothing

    def _vector(self, word: str) -> np.ndarray:
        """Return a form's scores for the words that see it at -2, -1, 0, 1 and 2 places, (5, labels)."""
        t = self.look(word)
        parts = (t.two_away, "-2"), (t.one_away, "-1"), (t.own, ""), (t.one_away, "1"), (t.two_away, "2")
        return np.array([self.total(features, away) for features, away in parts])

    def scores(self, document: list[list[str]]) -> list[np.ndarray]:
        """Return for each sentence of one document a score per word and label."""
        result = []
        for forms, rows in context_features(document, self.lexicon, self.look):
            n = len(forms)
            out = np.array([self.total(row) for row in rows]).reshape(n, len(self.labels))
            if n:
                seen = np.array([self.vector(form) for form in forms])
                out += seen[:, 2]
                for slot, edge, away in ((0, 0, -2), (1, 1, -1), (3, 2, 1), (4, 3, 2)):
                    out += shifted(seen[:, slot], self.edges[edge], away)
            result.append(out)
        return result


def shifted(rows: np.ndarray, edge: np.ndarray, away: int) -> np.ndarray:
    """Return for each row the row `away` places on, or `edge` where there is none.

    >>> shifted(np.array([[1.], [2.], [3.]]), np.array([9.]), -1).ravel().tolist()
    [9.0, 1.0, 2.0]
    """
    n, width = len(rows), abs(away)
    pad = np.repeat(edge[None], width, axis=0)
    return np.concatenate([pad, rows])[:n] if away < 0 else np.concatenate([rows, pad])[width:]


def _batches(scores: list[np.ndarray], steps: np.ndarray) -> Iterator[tuple[np.ndarray, Sums]]:
    """Sentences of about one length: their numbers, and what `_sums` makes of them."""
    order = np.argsort([-len(rows) for rows in scores], kind="stable")
    begin = 0
    while begin < len(order):
        longest = max(len(scores[order[begin]]), 1)
        batch = order[begin : begin + min(BATCH, max(ROOM // longest, 1))]
        yield batch, _sums([scores[i] for i in batch], steps)
        begin += len(batch)


def _sums(scores: list[np.ndarray], steps: np.ndarray) -> Sums:
    lengths = np.array([len(rows) for rows in scores])
    factors = np.ones((lengths.max(), len(scores), len(steps)))
    for j, rows in enumerate(scores):
        if len(rows):
            factors[: len(rows), j] = np.exp(rows - rows.max(axis=1, keepdims=True))
    forward, backward = np.empty_like(factors), np.ones_like(factors)
    scale = np.ones(factors.shape[:2])
    for t in range(len(factors)):
        now = factors[t] if t == 0 else (forward[t - 1][:, :, None] * steps).sum(axis=1) * factors[t]
        scale[t] = now.sum(axis=1)
        forward[t] = now / scale[t][:, None]
    for t in range(len(factors) - 2, -1, -1):
        back = (steps * (factors[t + 1] * backward[t + 1])[:, None, :]).sum(axis=2) / scale[t + 1][:, None]
        backward[t] = np.where((t + 1 < lengths)[:, None], back, 1.0)
    return factors, forward, backward, scale


def _best(factors: np.ndarray, lengths: np.ndarray, steps: np.ndarray) -> np.ndarray:
    """Viterbi: the labels of the most probable path, (length, sentences)."""
    count, best = len(factors), [factors[0]]
    came = np.zeros(factors.shape, dtype=np.int64)
    for t in range(1, count):
        ways = best[-1][:, :, None] * steps
        came[t] = ways.argmax(axis=1)
        now = ways.max(axis=1) * factors[t]
        best.append(now / now.max(axis=1, keepdims=True))
    path, rows = np.zeros((count, len(lengths)), dtype=np.int64), np.arange(len(lengths))
    for t in range(count - 1, -1, -1):
        on = came[t + 1][rows, path[t + 1]] if t + 1 < count else path[t]
        path[t] = np.where(lengths == t + 1, best[t].argmax(axis=1), on)
    return path


def _spans(path: list[str]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for i, label in enumerate(path):
        if label[0] == "I" and i > 0 and path[i - 1][2:] == label[2:]:
            spans[-1] = spans[-1][0], i + 1
        elif label != "O":
            spans.append((i, i + 1))
    return spans


def _certainty(
    span: tuple[int, int], path: np.ndarray, sums: list[np.ndarray], steps: np.ndarray, inside: int
) -> float:
    """Return the probability that exactly these words are one name of this kind."""
    (start, end), (factors, forward, backward, scale) = span, sums
    p = forward[start, path[start]]
    for t in range(start + 1, end):
        p *= steps[path[t - 1], path[t]] * factors[t, path[t]] / scale[t]
    if end == len(path):
        return p * backward[end - 1, path[end - 1]]
    on = steps[path[end - 1]] * factors[end] * backward[end] / scale[end]
    return p * (on.sum() - on[inside])


def decode(
    scores: list[np.ndarray], labels: list[str], steps: np.ndarray
) -> list[list[tuple[int, int, str, float]]]:
    """Return the names of each sentence: first word, word after the last, kind, probability."""
    result: list[list] = [[] for _ in scores]
    for batch, sums in _batches(scores, steps):
        lengths = np.array([len(scores[i]) for i in batch])
        path = _best(sums[0], lengths, steps) if lengths.any() else np.empty((0, len(batch)))
        for j, (i, n) in enumerate(zip(batch, lengths)):
            own, tables = path[:n, j], [table[:n, j] for table in sums]
            for start, end in _spans([labels[k] for k in own]):
                kind = labels[own[start]][2:]
                p = _certainty((start, end), own, tables, steps, labels.index("I-" + kind))
                result[i].append((start, end, kind, min(1.0, float(p))))
    return result


def marginals(scores: list[np.ndarray], steps: np.ndarray) -> list[np.ndarray]:
    """Return for each sentence the probability of each label of each word, (words, labels)."""
    result = [np.empty(0)] * len(scores)
    for batch, (_, forward, backward, _) in _batches(scores, steps):
        for j, i in enumerate(batch):
            both = forward[: len(scores[i]), j] * backward[: len(scores[i]), j]
            result[i] = both / np.maximum(both.sum(axis=1, keepdims=True), 1e-300)
    return result


@cache
def shipped() -> Model:
    """Return the model in `helpers/data/names.npz`, read once."""
    with np.load(WEIGHTS) as data:
        return Model({key: data[key] for key in data.files})
