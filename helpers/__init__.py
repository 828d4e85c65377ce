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

import hashlib
import os
import re
import unicodedata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SEEDS = ROOT / "seeds"
DATA = ROOT / "helpers" / "data"
WORKING = ROOT / "working"
# The tests set COLUMN_INCH_FIGURES, so that running them never touches the committed figures.
FIGURES = Path(os.environ.get("COLUMN_INCH_FIGURES") or ROOT / "figures")

LONGEST = 40  # letters of a text's name in the name of its folder


class InputError(ValueError):
    """What the user gave cannot be read; the message is one sentence that says what and how to mend it."""


def corpus_name(texts: str | Path) -> str:
    """Name a corpus as its folder of figures does: "" for the seed, else its name and a mark of its place.

    The name is the file's or folder's, made safe: letters, digits, `-` and `_` only, so it cannot leave the
    folder of figures. The mark (six hexadecimal digits) keeps apart what lies elsewhere under the same name.
    A relative path counts from the kit's root.

    >>> corpus_name("seeds"), corpus_name("/else/My <article> (2).txt")[:-6], corpus_name("bbc.2019")[:-6]
    ('', 'My-article-2-', 'bbc-2019-')
    """
    path = (ROOT / texts).resolve()
    if path == SEEDS.resolve():
        return ""
    inside = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path  # the kit may move
    mark = hashlib.sha256(os.fsencode(inside.as_posix())).hexdigest()[:6]
    name = unicodedata.normalize("NFC", path.name).removesuffix(".txt")
    safe = re.sub(r"[^\w-]+", "-", name).strip("-_")[:LONGEST].rstrip("-_")
    return f"{safe or 'texts'}-{mark}"
