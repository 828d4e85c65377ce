"""Column Inch: how a text sounds, what it talks about, who is in it, and how far the answer can be trusted.

The rooms follow the way of the data, read → measure → show, and import one way only:

    corpus      files → documents → sentences → tokens; what a table must hold
    sentiment   tone of sentences, and the words that made it
    terms       what a text talks about: frequencies, n-grams, keyness
    actors      who is in it: the register and its mentions
    quotes      who says what: quotations, their speakers, the voices of a text
    handcheck   people's own codes: draw, code, agree, correct
    compare     do two groups of articles differ: outlets, months, any column
    figures     plot_* (a table in, Axes out), the style, Figure and its export
    explore     read, choose, mend: the widgets of notebook 07
    report      what is handed in: page and document of the last run

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
WORKING = ROOT / "working"  # the user's own: copies of the notebooks, texts, figures; git ignores it
YOURS = WORKING / "texts"
WRITTEN = WORKING / "texts.txt"

LONGEST = 40  # letters of a text's name in the name of its folder


class InputError(ValueError):
    """What the user gave cannot be read; the message is one sentence that says what and how to mend it."""

    def _render_traceback_(self) -> list[str]:
        """What a notebook shows of it: the sentence, without the lines of code on the way."""
        return [str(self)]


def in_working() -> bool:
    """Whether this runs in `working/`, as the user's own copies of the notebooks do."""
    return Path.cwd().resolve().is_relative_to(WORKING.resolve())


# The tests set COLUMN_INCH_FIGURES, so that running them never touches the committed figures.
FIGURES = Path(os.environ.get("COLUMN_INCH_FIGURES") or (WORKING if in_working() else ROOT) / "figures")


def texts_path(texts: str | Path) -> Path:
    """Return the file or folder that a notebook's TEXTS names; a relative path counts from the kit's root.

    In `working/`, "seeds" stands for your own texts where you gave some: the path that is written in
    `working/texts.txt`, else whatever lies in `working/texts/`. Where there is neither, it is the seed.

    >>> texts_path("seeds") == SEEDS, short_path(texts_path("seeds"))
    (True, 'seeds/')
    """
    given = Path(texts).expanduser()
    path = ROOT / given
    if given.is_absolute() or path.resolve() != SEEDS.resolve() or not in_working():
        return path
    return _written() or (YOURS if YOURS.is_dir() and any(YOURS.glob("[!.]*")) else SEEDS)


def compared_path(texts: str | Path) -> Path:
    """Return what notebook 08 compares: the texts of `texts_path`, or for the seed, which is one, the press.

    >>> short_path(compared_path("seeds"))
    'seeds/press/'
    """
    path = texts_path(texts)
    return SEEDS / "press" if path.resolve() == SEEDS.resolve() else path


def _written() -> Path | None:
    """The path in `working/texts.txt`: its first line that is neither empty nor a remark."""
    lines = WRITTEN.read_text("utf-8-sig", "replace").splitlines() if WRITTEN.exists() else []
    given = next((line for line in map(str.strip, lines) if line and not line.startswith("#")), "").strip(
        "\"'"
    )
    path = ROOT / Path(given).expanduser()
    if given and not path.exists():
        raise InputError(
            f"{short_path(WRITTEN)} names {given}, and there is no such file or folder; mend it there"
        )
    return path if given else None


def table_path(texts: str | Path, name: str) -> Path:
    """Return where a table that you edit lies: the register (`actors.csv`) or the codes of these texts.

    It lies beside the texts if it is there; else in the folder of their figures, in `working/` or in the kit:
    JupyterLab and `make figures` share one. Of the kit's own a copy in `working/` is edited, and read there.
    The table need not exist yet.

    >>> short_path(table_path("seeds", "actors.csv"))
    'seeds/actors.csv'
    """
    path = texts_path(texts).resolve()
    table = beside(path, name)
    copy = own_copy(table)
    if copy != table and copy.exists() and in_working():
        return copy
    drafts = [
        folder / corpus_name(path) / name for folder in (WORKING / "figures", ROOT / "figures", FIGURES)
    ]
    return next((place for place in (table, *drafts) if place.exists()), drafts[-1])


def beside(texts: str | Path, name: str) -> Path:
    """Return where a table lies that stands beside texts: in their folder, or in that of a single file.

    >>> beside(SEEDS, "actors.csv") == beside(SEEDS / "a.txt", "actors.csv") == SEEDS / "actors.csv"
    True
    """
    path = Path(texts).resolve()
    return (path if path.is_dir() else path.parent) / name


def own_copy(file: Path) -> Path:
    """Return the file that is written in place of one in `seeds/`: its copy in `working/`; any other itself.

    >>> short_path(own_copy(SEEDS / "actors.csv"))
    'working/actors.csv'
    """
    file, seeds = file.resolve(), SEEDS.resolve()
    return WORKING / file.relative_to(seeds) if seeds in file.parents else file


def short_path(path: Path) -> str:
    """Return a path as it is shown: from the kit's root where it lies in the kit, a folder with a slash.

    >>> short_path(SEEDS / "actors.csv")
    'seeds/actors.csv'
    """
    path = path.absolute()
    if ROOT not in path.parents:
        return str(path)
    return path.relative_to(ROOT).as_posix() + "/" * path.is_dir()


def corpus_name(texts: str | Path) -> str:
    """Name a corpus as its folder of figures does: "" for the seed, else its name and a mark of its place.

    The name is the file's or folder's, made safe: letters, digits, `-` and `_` only, so it cannot leave the
    folder of figures. The mark (six hexadecimal digits) keeps apart what lies elsewhere under the same name.
    The path is what `texts_path` makes of `texts`.

    >>> corpus_name("seeds"), corpus_name("/else/My <article> (2).txt")[:-6], corpus_name("bbc.2019")[:-6]
    ('', 'My-article-2-', 'bbc-2019-')
    """
    path = texts_path(texts).resolve()
    if path == SEEDS.resolve():
        return ""
    inside = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path  # the kit may move
    mark = hashlib.sha256(os.fsencode(inside.as_posix())).hexdigest()[:6]
    name = unicodedata.normalize("NFC", path.name).removesuffix(".txt")
    safe = re.sub(r"[^\w-]+", "-", name).strip("-_")[:LONGEST].rstrip("-_")
    return f"{safe or 'texts'}-{mark}"
