"""Train the name recogniser: `python -m training.names DIR [OUT]` writes names.npz.

Needs python-crfsuite and the packages of lists.py. Trained on ner_politics, ner_wikigold and ner_uner
alone, their altered copies (copies.py) and invented wire text (wire.py). Deterministic.
"""

import random
import sys
import tempfile
from pathlib import Path

import numpy as np
import pycrfsuite

from helpers.actors._recogniser.context import Look, context_features
from helpers.actors._recogniser.crf import WEIGHTS, Model
from helpers.actors._recogniser.words import Lexicon
from training.names import lists
from training.names.copies import apart, headlines, joined, labelled, read, renamed
from training.names.invent import World, world
from training.names.wire import documents as invented

FORMS = 150_000
SETTINGS = {
    "c1": 0.12,
    "c2": 0.05,
    "feature.minfreq": 1,
    "max_iterations": 80,
    "feature.possible_transitions": True,
}
FILES = {
    "politics": ("ner_politics.jsonl", 25),
    "wikigold": ("ner_wikigold_cc_by.jsonl", 0),
    "uner": ("ner_uner_ewt_cc_by_sa.jsonl", 0),
}


def labelled_sets(folder: Path) -> dict[str, list]:
    """Return the documents of each training set, cut into words as the recogniser cuts them."""
    return {
        name: [
            [labelled(*joined(*sentence, hyphens=name == "uner")) for sentence in document]
            for document in read(folder / file, block)
        ]
        for name, (file, block) in FILES.items()
    }


def enlarged(documents: list, w: World, seed: int = 7, wires: int = 300) -> list:
    """Return the documents, their altered copies and invented wire text."""
    r = random.Random(seed)
    out = documents + renamed(documents, r, w) + apart(documents, r)
    out += [[labelled(*sentence) for sentence in document] for document in invented(r, w, wires)]
    return out + headlines(out, r, 0.1)


def features(document: list[list[str]], lexicon: Lexicon, look: Look) -> list[list[list[str]]]:
    """Return every feature of every word of one document: its own, its context, its four neighbours'."""
    result = []
    for forms, rows in context_features(document, lexicon, look):
        seen, last = [look(form) for form in forms], len(forms) - 1
        for i, row in enumerate(rows):
            row += seen[i].own
            for away in (-2, -1, 1, 2):
                if 0 <= i + away <= last:
                    other = seen[i + away].one_away if abs(away) == 1 else seen[i + away].two_away
                    row += [f"{away}{feature}" for feature in other]
                else:
                    row.append(f"{away}#")
        result.append(rows)
    return result


def fit(documents: list, word_lists: dict[str, np.ndarray], **settings) -> dict[str, np.ndarray]:
    """Return the arrays of a weights file: word lists, features, weights in `unit`s, steps, labels."""
    bare = Model(
        {
            **word_lists,
            "labels": lists.blob(["O"]),
            "steps": np.zeros((1, 1)),
            "unit": 1,
            "features": lists.blob([]),
            "weights": np.zeros((0, 1)),
        }
    )
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    for document in documents:
        rows = features([words for words, _ in document], bare.lexicon, bare.look)
        for row, (_, tags) in zip(rows, document):
            if row:
                trainer.append(pycrfsuite.ItemSequence(row), tags)
    trainer.set_params({**SETTINGS, **settings})
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "names.crf")
        trainer.train(path)
        tagger = pycrfsuite.Tagger()
        tagger.open(path)
        return {**word_lists, **_tables(tagger.info())}


def _tables(info) -> dict[str, np.ndarray]:
    labels = sorted(info.labels)
    known = sorted({feature for feature, _ in info.state_features})
    row, column = {f: i for i, f in enumerate(known)}, {label: i for i, label in enumerate(labels)}
    weights, steps = np.zeros((len(known), len(labels))), np.zeros((len(labels), len(labels)))
    for (feature, label), weight in info.state_features.items():
        weights[row[feature], column[label]] = weight
    for (left, right), weight in info.transitions.items():
        steps[column[left], column[right]] = weight
    unit = float(np.abs(weights).max() / 127)
    small = np.round(weights / unit).astype(np.int8)
    keep = np.flatnonzero(small.any(axis=1))
    return {
        "labels": lists.blob(labels),
        "steps": steps,
        "unit": np.array(unit),
        "weights": small[keep],
        "features": lists.blob([known[i] for i in keep]),
    }


def main(folder: str, out: str = str(WEIGHTS)) -> None:
    """Write the weights file."""
    word_lists = lists.arrays(FORMS)
    kinds = dict(line.split("\t") for line in word_lists["kinds"].tobytes().decode().split("\n"))
    w = world(lists.people(), kinds)
    documents = [document for part in labelled_sets(Path(folder)).values() for document in part]
    np.savez_compressed(out, **fit(enlarged(documents, w), word_lists))
    print(f"{Path(out).stat().st_size / 1e6:.2f} MB in {Path(out).name}")


if __name__ == "__main__":
    main(*sys.argv[1:])
