"""Column Inch: how a text sounds, what it talks about, who is in it, and how far the answer can be trusted.

The rooms follow the way of the data, read → measure → show, and import one way only:

    corpus      files → documents → sentences → tokens; what a table must hold
    sentiment   tone of sentences, and the words that made it
    terms       what a text talks about: frequencies, n-grams, keyness
    actors      who is in it: the register and its mentions
    handcheck   people's own codes: draw, code, agree, correct
    figures     plot_* (a table in, Axes out), the style, Figure and its export
    explore     read, choose, mend: the widgets of notebook 07

At the bottom lie the homes of what every room needs: `_files` (writing, locking, CSV), `_fold` (letters,
apostrophes, hyphens, blanks), `_spans` (half-open spans), `_tables` (contracts), `_words` (numbers in words).

Every measure takes tables and returns a new table. Importing a room does nothing else.
"""

import os
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SEEDS = ROOT / "seeds"
DATA = ROOT / "helpers" / "data"
WORKING = ROOT / "working"
# The tests set COLUMN_INCH_FIGURES, so that running them never touches the committed figures.
FIGURES = Path(os.environ.get("COLUMN_INCH_FIGURES") or ROOT / "figures")


class InputError(ValueError):
    """What the user gave cannot be read; the message is one sentence that says what and how to mend it."""


def corpus_name(texts: str | Path) -> str:
    """Name a corpus as its folder of figures carries it: "" for the seed, else the file's name made safe.

    It holds letters, digits, `-` and `_` only, so it cannot leave the folder of figures. A relative path
    counts from the kit's root.

    >>> corpus_name("seeds"), corpus_name("/elsewhere/My <article> (2).txt"), corpus_name("../..")
    ('', 'My-article-2', 'texts')
    """
    path = ROOT / texts
    if path.resolve() == SEEDS.resolve():
        return ""
    return re.sub(r"[^\w-]+", "-", path.stem).strip("-_") or "texts"
