"""Names: the persons, organisations and places that a text names, with no register and no network."""

import re
from collections import defaultdict
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd

from helpers._fold import APOSTROPHES
from helpers._tables import CONTRACTS, KEYS, SPAN, require
from helpers.actors._identity.forms import title_before
from helpers.actors._recogniser.crf import Model, decode, marginals, shipped
from helpers.actors._recogniser.mend import mended
from helpers.actors._recogniser.words import spans

COLUMNS = CONTRACTS["names"]
FOREIGN = MappingProxyType(
    {"PERSON": "PER", "PER": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}
)
HONORIFICS = frozenset("sir lord lady dame".split())  # part of a name where the model learnt
_VERBS = re.compile(  # in training always two words: "isn’t", "we’ve"
    rf"n[{APOSTROPHES}]t$|^(?:i|you|we|they|he|she|it|who|that|there|what)[{APOSTROPHES}](?:ve|re|ll|m|d)$"
    r"|^[a-z]+(?:-[a-z]+)+ly$",
    re.IGNORECASE,
)
TRUST = 0.6  # the weight of the document beside the sentence; chosen on sentences held out of training


def names(sentences: pd.DataFrame, *, recogniser: Any = None) -> pd.DataFrame:
    """Find the names of persons, organisations and places.

    Each document is read as a whole: a word that is plainly a name in one sentence is one in the next. Words
    for peoples ("Iraqi") are not names; a title ("President") or a possessive ending is no part of one.

    >>> texts = pd.DataFrame({"doc_id": ["a"], "sent_id": [1], "start": [0],
    ...                       "text": ["President Nelson Mandela flew to Nairobi."]})
    >>> names(texts)[["start", "end", "surface", "label"]].values.tolist()
    [[10, 24, 'Nelson Mandela', 'PER'], [33, 40, 'Nairobi', 'LOC']]

    `recogniser` is None for the model in `helpers/data/names.npz` (its card states its error), or a spaCy
    pipeline that you installed: any object whose `pipe(texts)` yields documents with `ents`, each with
    `start_char`, `end_char` and `label_`. PERSON is PER; GPE, LOC and FAC are LOC; ORG is ORG; the rest is
    left out.

    Returns one row per name, in the order of the sentences: `doc_id, sent_id, start, end, surface, label`
    (PER, ORG, LOC), `probability`, `title` (what stands before a person's name and is no part of it: "Mrs.").
    The probability is 0…1: the model's own for exactly these words (and the title left
    out, if any) with this label, rounded to 4 places; higher means surer; 1 for a body of
    `data/demonyms.csv`, and the full name's for a surname that the model missed. NaN from a recogniser of
    yours. Not comparable across models.
    """
    require(sentences, "sentences", ["doc_id", "sent_id", "start", "text"])
    if recogniser is None:
        spans_of = mended(sentences, _recognised(sentences, shipped()))
    else:
        spans_of = [_foreign(document) for document in recogniser.pipe(sentences["text"].tolist())]
    rows = [
        (
            *(row.doc_id, row.sent_id, row.start + start, row.start + end, row.text[start:end], label),
            *(probability, title_before(row.text, start) if label == "PER" else ""),
        )
        for row, places in zip(sentences.itertuples(), spans_of)
        for start, end, label, probability in places
    ]
    types = {key: sentences[key].dtype for key in KEYS} | dict.fromkeys(SPAN, "int64")
    types |= {"surface": "str", "label": "str", "probability": "float64", "title": "str"}
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(types)


def _foreign(document: Any) -> list[tuple[int, int, str, float]]:
    """The names in a document of the user's own recogniser."""
    known = [entity for entity in document.ents if entity.label_ in FOREIGN]
    return [(entity.start_char, entity.end_char, FOREIGN[entity.label_], np.nan) for entity in known]


def _recognised(sentences: pd.DataFrame, model: Model) -> list[list[tuple[int, int, str, float]]]:
    where = [spans(text) for text in sentences["text"]]
    words = [[text[a:b] for a, b in places] for text, places in zip(sentences["text"], where)]
    documents = sentences.groupby("doc_id", sort=False).indices.values()  # the rows of each
    scores = [np.empty(0)] * len(words)
    for rows in documents:
        for i, table in zip(rows, model.scores([words[i] for i in rows])):
            scores[i] = table
    first = marginals(scores, model.steps)
    for rows in documents:
        document = document_log_chances([words[i] for i in rows], [first[i] for i in rows], model.labels)
        for i, table in zip(rows, document):
            scores[i] = scores[i] + TRUST * table + _never(words[i], model.labels)
    return [
        [
            (places[_after_title(start, end, label, own, model)][0], places[end - 1][1], label, round(p, 4))
            for start, end, label, p in decoded
            if any(map(str.isalnum, "".join(own[start:end])))
        ]
        for places, own, decoded in zip(where, words, decode(scores, model.labels, model.steps))
    ]


def _never(words: list[str], labels: list[str]) -> np.ndarray:
    """Return scores that keep contracted verbs ("isn’t", "we’ve") and joined adverbs out of any name."""
    verbs = np.array(
        [[bool(_VERBS.search(word)) and word[-2:] != "LY"] for word in words], dtype=float
    ).reshape(len(words), 1)
    return verbs * np.array([0.0 if label == "O" else -100.0 for label in labels])


def _after_title(start: int, end: int, label: str, words: list[str], model: Model) -> int:
    """Return where a person's name begins once a title taken into it ("Prince", "Gen.") is left out."""

    def is_title(word: str) -> bool:
        return word not in HONORIFICS and "ownT" in model.lexicon.kinds.get(word, ())

    while label == "PER" and start < end - 1 and is_title(words[start].lower()):
        start += 1
    return start


def document_log_chances(
    words: list[list[str]], chances: list[np.ndarray], labels: list[str]
) -> list[np.ndarray]:
    """Return what the whole document makes of each capitalised word: the log of its mean chances, per label.

    A kind's two labels (B, I) share one number: a word is drawn toward the kind, not a place in the name.

    >>> chances = [np.array([[.9, .1]]), np.array([[.1, .9]])]
    >>> [row.round(2).tolist() for row in document_log_chances([["Iran"], ["Iran"]], chances, ["O", "B-LOC"])]
    [[[-0.67, -0.67]], [[-0.67, -0.67]]]
    """
    kinds = sorted({label[2:] for label in labels})
    to_kind = np.array([[label[2:] == kind for kind in kinds] for label in labels], dtype=float)
    rows: dict[str, list[np.ndarray]] = defaultdict(list)
    for sentence, table in zip(words, chances):
        for word, row in zip(sentence, (table[:, :, None] * to_kind).sum(axis=1)):
            if word[0].isupper():
                rows[word.lower()].append(row)
    repeated = {word: sum(of_word) / len(of_word) for word, of_word in rows.items() if len(of_word) > 1}
    logs = {word: (np.log(mean + 0.01)[None] * to_kind).sum(axis=1) for word, mean in repeated.items()}
    nothing = np.zeros(len(labels))

    def log_of(word: str) -> np.ndarray:
        return logs.get(word.lower(), nothing) if word[0].isupper() else nothing

    return [np.array([log_of(word) for word in sentence]).reshape(-1, len(labels)) for sentence in words]
