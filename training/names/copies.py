"""Reading the labelled sets, and altered copies of them: other names, capitals, hyphens set apart."""

import random
from pathlib import Path

from helpers.actors._recogniser.words import spans
from training import rows
from training.names.invent import World, city, country, person

Sentence = tuple[list[str], list[str]]
Text = tuple[str, list[tuple[int, int, str]]]
MARKS = {"``": '"', "''": '"', "-LRB-": "(", "-RRB-": ")"}
LITTLE = frozenset(["a", "an", "the", "of", "in", "on", "at", "to", "for", "and", "by", "with", "from", "as"])


def read(path: Path, block: int = 0) -> list[list[Sentence]]:
    """Return the documents of a labelled file; `block` cuts a document into pieces of so many lines."""
    documents: dict = {}
    for i, row in enumerate(rows(path)):
        key = (row["doc"], i // block if block else 0)
        documents.setdefault(key, []).append((row["tokens"], row["tags"]))
    return list(documents.values())


def _tight(i: int, tokens: list[str], tags: list[str]) -> bool:
    """Say whether the hyphen at i stood inside a word before a tokeniser set it apart."""
    if not 0 < i < len(tokens) - 1 or tokens[i] not in "-–":
        return False
    left, right = tokens[i - 1], tokens[i + 1]
    inside = tags[i][0] == tags[i + 1][0] == "I"
    outside = tags[i - 1] == tags[i] == tags[i + 1] == "O" and right.islower()
    outside = outside and len(right) > 1 and len(left) < 9
    return left[-1].isalnum() and right[0].isalnum() and (inside or outside)


def joined(tokens: list[str], tags: list[str], hyphens: bool = False) -> Text:
    """Return a sentence as text, tokens joined by spaces, and its names: start, end, kind."""
    text, names = "", []
    for i, (token, tag) in enumerate(zip(tokens, tags)):
        tight = hyphens and (_tight(i, tokens, tags) or _tight(i - 1, tokens, tags))
        start = len(text) + (i > 0 and not tight)
        text = text + " " * (start - len(text)) + MARKS.get(token, token)
        follows = names and i and tags[i - 1][2:] == tag[2:] and tag[0] == "I"
        if follows:
            names[-1] = (names[-1][0], len(text), tag[2:])
        elif tag != "O":
            names.append((start, len(text), tag[2:]))
    return text, names


def labelled(text: str, names: list[tuple[int, int, str]]) -> Sentence:
    """Return the words of a text as the recogniser cuts them, with a label each."""
    places, tags = spans(text), []
    for start, end in places:
        inside = next(((a, label) for a, b, label in names if a < end and b > start), None)
        tags.append("O" if inside is None else ("B-" if start <= inside[0] else "I-") + inside[1])
    return [text[a:b] for a, b in places], tags


def _runs(tags: list[str]) -> list[tuple[int, int]]:
    starts = [i for i in range(len(tags)) if i == 0 or tags[i][0] != "I"]
    return list(zip(starts, [*starts[1:], len(tags)]))


def _other(words: list[str], kind: str, names: dict, r: random.Random, w: World) -> str | None:
    """Return the name that stands for this one in this document, or None to leave it."""
    if words[0].isupper() and (kind == "LOC" or " ".join(words).isupper()):
        return None
    key = kind, words[-1]
    if kind == "PER":
        names.setdefault(key, None)
        names[key] = names[key] or person(r, w)
        return names[key][0 if len(words) > 1 else 1]
    if kind == "LOC" and len(words) == 1 and len(words[0]) > 3 and r.random() < 0.6:
        if key not in names:
            names[key] = country(r, w) if words[0].casefold() in w.countries else city(r, w)
        return names[key]
    return None


def renamed(documents: list[list[Sentence]], r: random.Random, w: World) -> list[list[Sentence]]:
    """Return the documents with other persons and one-word places, the same one for the same name."""
    result = []
    for document in documents:
        names: dict = {}
        copies = []
        for tokens, tags in document:
            words, labels = [], []
            for start, end in _runs(tags):
                kind = tags[start][2:]
                new = _other(tokens[start:end], kind, names, r, w) if kind else None
                put = [new[a:b] for a, b in spans(new)] if new else tokens[start:end]
                words += put
                labels += (["B-" + kind] + ["I-" + kind] * (len(put) - 1)) if kind else tags[start:end]
            copies.append((words, labels))
        result.append(copies)
    return result


def headlines(documents: list[list[Sentence]], r: random.Random, share: float) -> list[list[Sentence]]:
    """Return some of the shorter sentences again, in capitals or with each longer word capitalised."""
    result = []
    for document in documents:
        chosen = [s for s in document if 4 <= len(s[0]) <= 25 and r.random() < share]
        copies = []
        for tokens, tags in chosen:
            if r.random() < 0.6:
                copies.append(([t.upper() for t in tokens], tags))
            else:
                large = [t if t in LITTLE or not t.islower() else t.capitalize() for t in tokens]
                copies.append((large, tags))
        result += [copies] if copies else []
    return result


def apart(documents: list[list[Sentence]], r: random.Random) -> list[list[Sentence]]:
    """Return half of the sentences with a hyphened name again, its hyphens set apart as some corpora do."""
    result = []
    for document in documents:
        copies = []
        for tokens, tags in document:
            if any("-" in t[1:-1] and tag != "O" for t, tag in zip(tokens, tags)) and r.random() < 0.5:
                pieces = [
                    (p, tag if n == 0 or tag == "O" else "I" + tag[1:])
                    for t, tag in zip(tokens, tags)
                    for n, p in enumerate(t.replace("-", " - ").split() if "-" in t[1:-1] else [t])
                ]
                copies.append(([p for p, _ in pieces], [tag for _, tag in pieces]))
        result += [copies] if copies else []
    return result
