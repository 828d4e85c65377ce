"""Does time grow no faster than the input? Four times the input may take at most 4.5 times the time.

    python benchmarks/growth.py [share]     (share of the sizes named, 1 if not given; minutes on one core)

The cases are a text without end marks, a word of 100,000 letters, 3,000 persons in one text, 10,000 rows
in a register: each at the size named and at a quarter of it, through all that the notebooks do. Times are
of the processor, the best of three (or the first, where it takes longer than three seconds), with weights
and word lists read before. A step below 0.1 s at the larger size is not judged.
"""

import gc
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from helpers import actors, corpus, quotes, sentiment, terms
from helpers.explore._reader_page import page, static_html

BOUND, JUDGED, PATIENCE = 4.5, 0.1, 3.0
SYLLABLES = [a + b for a in "bdfgklmnprstv" for b in ("al", "en", "ir", "os", "um")]
HEADER = "actor_id,label,kind,alias,how,only_in,source,evaluation\n"


def person(number):
    """A first and a last name of their own for each number."""
    n = len(SYLLABLES)
    first, second, third = number % n, number // n % n, (number + 7 * (number // n**2)) % n
    return f"{SYLLABLES[first].title()}a {SYLLABLES[second].title()}{SYLLABLES[third]}"


def without_end_marks(n):
    """So many words and not one full stop."""
    words = (
        "the minister of Iraq met the people of Iran in Baghdad and said that the long war was bad for all "
    )
    return " ".join((words * (n // 20 + 1)).split()[:n]), ""


def long_word(n):
    """One word of so many letters among others."""
    return f"The minister of Iraq said {'abcdefghij' * (n // 10)} and left. Nobody in Iran was hurt.", ""


def many_persons(n):
    """So many persons, each named twice."""
    each = (person(number) for number in range(n))
    return " ".join(f"{name} met the press. Mr. {name.split()[1]} lied about the war." for name in each), ""


def persons_without_end_marks(n):
    """So many persons and their offices in one sentence."""
    each = (person(number) for number in range(n))
    parts = (f"{name}, the minister of {name.split()[0]}, lied and he was hurt" for name in each)
    return " and ".join(parts), ""


def quoted_paragraphs(n):
    """So many paragraphs that open with a quotation mark, of which one in two closes it."""
    each = ("“Nobody came,” the minister said. “It rained.”", "“The war is bad, she said, and long.")
    return "\n\n".join(each[i % 2] for i in range(n)), ""


def long_register(n):
    """A register of so many rows, and a text that names a hundred of its actors."""
    rows = "".join(f"p{i},{person(i)},person,{person(i)},name,,,\n" for i in range(n))
    return " ".join(f"{person(i)} met the press and lied." for i in range(100)), HEADER + rows


CASES = {
    "without end marks (words)": (without_end_marks, 20_000),
    "one word (letters)": (long_word, 100_000),
    "persons in one text": (many_persons, 3_000),
    "persons in one sentence": (persons_without_end_marks, 2_000),
    "quoted (paragraphs)": (quoted_paragraphs, 10_000),
    "rows in the register": (long_register, 10_000),
}


def count_terms(sentences, tokens):
    """What notebook 03 measures."""
    frequencies = terms.frequencies(tokens)
    terms.keyness(
        frequencies, terms.reference_english(frequencies["term"]), dispersion=terms.dispersion(tokens)
    )
    terms.collocations(tokens, window=5, ordered=False, stopwords=terms.stopwords())
    terms.diversity(tokens)
    return terms.readability(sentences, tokens)


def show(scores, mentions, sentences):
    """The reader's page, and the same without scripts."""
    tables = scores, mentions, sentiment.reasons(sentences)
    return static_html(page("a", *tables) | {"title": "A text"})


def steps(folder):
    """The name of each step, and what it does with the results of those before it."""
    register = folder / "actors.csv"
    return {
        "load": lambda r: corpus.load(folder / "a.txt"),
        "sentences": lambda r: corpus.sentences(r["load"]),
        "tokens": lambda r: corpus.tokens(r["sentences"]),
        "terms": lambda r: count_terms(r["sentences"], r["tokens"]),
        "names": lambda r: actors.names(r["sentences"]),
        "merge": lambda r: actors.merge(r["names"]),
        "draft": lambda r: actors.draft_register(r["sentences"], register, names=r["names"]),
        "register": lambda r: actors.read_register(register),
        "mentions": lambda r: actors.mentions(r["sentences"], r["register"]),
        "pronouns": lambda r: actors.pronoun_mentions(r["sentences"], r["mentions"], names=r["names"]),
        "quotations": lambda r: quotes.quotations(r["sentences"], r["mentions"]),
        "voices": lambda r: quotes.voices(r["sentences"], r["quotations"]),
        "score": lambda r: sentiment.score(r["sentences"]),
        "toward": lambda r: sentiment.toward(r["mentions"], r["sentences"]),
        "reasons": lambda r: sentiment.toward_reasons(r["mentions"].head(20), r["sentences"]),
        "reader": lambda r: show(r["score"], r["mentions"], r["sentences"]),
    }


def seconds(text, register):
    """The time of each step on one text."""
    spent, results = {}, {}
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "a.txt").write_text(text, encoding="utf-8")
        for step, do in steps(folder).items():
            for again in range(3):
                if step == "draft":
                    (folder / "actors.csv").write_text(register or HEADER, encoding="utf-8")
                begin = time.process_time()
                results[step] = do(results)
                now = time.process_time() - begin
                spent[step] = min(now, spent.get(step, now))
                if again == 0 and now > PATIENCE:
                    break
    return spent


def main(share):
    seconds(*many_persons(20))  # weights and lists are read
    gc.freeze()  # and not searched for rubbish again whenever a case makes many objects
    rows = []
    for case, (make, whole) in CASES.items():
        n = int(whole * share)
        small, large = seconds(*make(n // 4)), seconds(*make(n))
        for step in large:
            ratio = large[step] / max(small[step], 1e-4)
            above = "above" if large[step] >= JUDGED and ratio > BOUND else ""
            rows.append((case, n, step, small[step], large[step], ratio, above))
            times = f"{small[step]:>9.3f}{large[step]:>9.3f}{ratio:>7.1f}"
            print(f"{case:<28}{n:>8} {step:<10}{times}  {above}", flush=True)
    table = pd.DataFrame(rows, columns=["case", "n", "step", "quarter_s", "whole_s", "ratio", "verdict"])
    above = table[table["verdict"] != ""]
    print(f"\n{len(above)} of {len(table)} above {BOUND}")
    return len(above) > 0


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else 1.0))
