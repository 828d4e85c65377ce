"""Column Inch: how a text sounds, what it talks about, who is in it, and how far the answer can be trusted.

The rooms follow the way of the data, read → measure → show, and import one way only:

    corpus      files → documents → sentences → tokens; what a table must hold
    sentiment   tone of sentences, and the words that made it
    terms       what a text talks about: frequencies, n-grams, keyness
    actors      who is in it: the register and its mentions
    handcheck   people's own codes: draw, code, agree, correct
    figures     plot_* (a table in, Axes out), the style, export
    explore     read, choose, mend: the widgets of notebook 07

Every measure takes tables and returns a new table. Importing a room does nothing else.
"""

import os
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SEEDS = ROOT / "seeds"
# The tests set COLUMN_INCH_FIGURES, so that running them never touches the committed figures.
FIGURES = Path(os.environ.get("COLUMN_INCH_FIGURES") or ROOT / "figures")


def corpus_name(texts: str | Path) -> str:
    """Name a corpus as its folder of figures carries it: nothing for the seed, else the file's name made safe.

    It holds letters, digits, `-` and `_` only, so it cannot leave the folder of figures.

    >>> corpus_name("seeds"), corpus_name("/elsewhere/My <article> (2).txt"), corpus_name("../..")
    ('', 'My-article-2', 'texts')

    Parameters
    ----------
    texts : path of a text or a folder; a relative one counts from the kit's root.
    """
    path = ROOT / texts
    if path.resolve() == SEEDS.resolve():
        return ""
    return re.sub(r"[^\w-]+", "-", path.stem).strip("-_") or "texts"
