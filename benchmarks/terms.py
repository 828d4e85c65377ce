"""Speed and memory of terms.count: words and word pairs of 50 MB of press text, one core.

    python benchmarks/terms.py DIR

DIR holds the gold files (jsonl); their sentences, repeated, are the text. In one run, over the same
sentences: scikit-learn's CountVectorizer as it comes; collections.Counter over corpus.tokens, sentence by
sentence; terms.count. Times are of the processor, so other work on the machine hardly counts. Then
the counts are compared, each pair of words, with Counter's over the whole text and with CountVectorizer's,
given our words, over the text without repetition. Before that, the peak memory of terms.count alone for a
tenth, a half and the whole of the text, which is made as it is read (first, because a child inherits its
parent's peak).
"""

import json
import resource
import subprocess
import sys
import time
from collections import Counter
from itertools import cycle, groupby, islice, pairwise
from operator import itemgetter
from pathlib import Path

import pandas as pd

from helpers import corpus, terms

MEGABYTES, PART, FIELDS = 50, 60_000, ("sentence", "text")


def real_sentences(folder):
    """Sentences and lines of the gold files."""
    for path in sorted(Path(folder).glob("*.jsonl")):
        for row in map(json.loads, path.open(encoding="utf-8")):
            text = next((row[field] for field in FIELDS if field in row), " ".join(row.get("tokens", [])))
            yield from filter(None, map(str.strip, text.splitlines()))


def parts(sentences, n):
    """The first n sentences of the endlessly repeated text, as tables."""
    endless = islice(cycle(sentences), n)
    while texts := list(islice(endless, PART)):
        yield pd.DataFrame(
            {
                "doc_id": "a",
                "par_id": 1,
                "sent_id": range(len(texts)),
                "start": 0,
                "end": 0,
                "text": pd.array(texts, dtype="str"),
            }
        )


def words(tables):
    """The terms of each sentence that has any, one sentence after the other."""
    for table in tables:
        tokens = corpus.tokens(table)
        rows = zip(tokens["sent_id"].tolist(), tokens["term"].tolist())
        for _, sentence in groupby(rows, key=itemgetter(0)):
            yield [term for _, term in sentence]


def by_counter(tables):
    counts = Counter()
    for sentence in words(tables):
        counts.update(sentence)
        counts.update(map(" ".join, pairwise(sentence)))
    return counts


def by_vectorizer(documents, **options):
    from sklearn.feature_extraction.text import CountVectorizer

    vectorizer = CountVectorizer(ngram_range=(1, 2), **options)
    sums = vectorizer.fit_transform(documents).sum(axis=0)
    return dict(zip(vectorizer.get_feature_names_out(), sums.tolist()[0]))


def as_dict(table):
    return dict(zip(table["term"], table["frequency"]))


def timed(name, size, function):
    start = time.process_time()
    result = function()
    seconds = time.process_time() - start
    print(f"{name:<44}{seconds:7.1f} s {size / seconds:7.2f} MB/s")
    return result, seconds


def peak(folder, n):
    """Peak memory of the counting in a fresh process, in MB, above that of the sentences themselves."""
    sentences = list(real_sentences(folder))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    table = terms.count(parts(sentences, n), [1, 2])
    print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024, len(table))


def main(folder):
    sentences = list(real_sentences(folder))
    distinct = sum(len(sentence.encode()) for sentence in sentences) / 1e6
    n = int(len(sentences) * MEGABYTES / distinct)
    for share in (10, 2, 1):
        call = [sys.executable, __file__, folder, str(n // share)]
        megabytes, rows = subprocess.run(call, capture_output=True, text=True, check=True).stdout.split()
        print(f"peak memory for {MEGABYTES / share:.0f} MB of text: {megabytes} MB, for {rows} terms")
    text = list(islice(cycle(sentences), n))
    size = sum(len(sentence.encode()) for sentence in text) / 1e6
    print(f"{size:.1f} MB, {n} sentences ({distinct:.1f} MB before repeating)")
    documents = [" ".join(text[i : i + 20]) for i in range(0, n, 20)]
    _, slow = timed("CountVectorizer, its own words", size, lambda: by_vectorizer(documents))
    counter, middle = timed("Counter, our words", size, lambda: by_counter(parts(sentences, n)))
    table, fast = timed("terms.count, our words", size, lambda: terms.count(parts(sentences, n), [1, 2]))
    print(f"terms.count is {slow / fast:.1f} × CountVectorizer, {middle / fast:.1f} × Counter")
    print("same counts as Counter:", as_dict(table) == dict(counter))
    once = as_dict(terms.count(parts(sentences, len(sentences)), [1, 2]))
    ours = by_vectorizer(
        words(parts(sentences, len(sentences))), tokenizer=list, token_pattern=None, lowercase=False
    )
    print("same counts as CountVectorizer, given our words:", once == ours)


if __name__ == "__main__":
    peak(sys.argv[1], int(sys.argv[2])) if len(sys.argv) > 2 else main(sys.argv[1])
