"""Files → pieces: each file read by its kind, each piece with its place, its facts, and what became of it."""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import count, groupby
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from helpers import InputError
from helpers._files import printable, read_bytes
from helpers.corpus._columns import find_words
from helpers.corpus._duplicates import duplicates, portions
from helpers.corpus._facts import doc_id_of, facts_of
from helpers.corpus._readers import read
from helpers.corpus._readers._piece import TAG, File, Piece, normalised
from helpers.corpus._tokens import TOKEN, sure_language

OWN = ("sha256", "text", "file", "position", "encoding", "normalised", "duplicate_of")  # the kit fills these
TABLES = {
    "documents.csv",
    "actors.csv",
    "codes.csv",
    "codes.md",
    "codebook.csv",
    "report.toml",
    "planted.csv",
}  # files that may lie beside the texts
LARGEST = 100 << 20  # bytes of one file, and characters of all texts: memory stays under 1 GB
LEFT_BY_PROGRAMS = (".", "~$", "Thumbs.db", "desktop.ini", "__MACOSX")  # how names begin that nobody sees
ENGLISH = re.compile(r"en(?:g|glish)?(?![^\W\d_])", re.IGNORECASE)
NO_TEXT = {"reason": "the file holds no text of it"}
_FIELDS = ("title", "outlet", "author", "date", "section", "language")


class Found(NamedTuple):
    """All pieces found; the lines of `documents.csv` about none of them; what files say that they hold."""

    pieces: pd.DataFrame
    absent: list[tuple[str, str]]
    declared: list[tuple[str, int, int]]  # (file, articles declared, articles found), where they differ


def pieces_of(path: Path, progress: Callable[[Iterable], Iterable]) -> Found:
    """Read a file or a folder; an InputError if there is nothing to read, or a bad `documents.csv`."""
    if not path.exists() and not path.is_symlink():
        raise InputError(f"{printable(path)}: there is no such file or folder; give one that holds texts")
    folder = path.is_dir()
    root, files = (path, files_of(path)) if folder else (path.parent, [path])
    if not files:
        raise InputError(f"{printable(path)}: no file in this folder; put the texts there, in any format")
    rows: list[dict] = []
    room = LARGEST
    for file in progress(files):
        new = _rows(file, root, single=not folder, room=room)
        room -= sum(len(row["text"]) for row in new)
        rows += new
    _name(rows)
    others = [] if folder else _inside(root)[0]
    pieces, absent = _with_facts(pd.DataFrame(rows), root / "documents.csv", map(doc_id_of, others))
    return Found(_judged(pieces, folder=folder), absent, _declared(rows))


def files_of(folder: Path) -> list[Path]:
    """The files of a folder and its subfolders that may hold texts, each folder in the order of names.

    A subfolder with a `documents.csv` of its own is another corpus.
    """
    files, folders = _inside(folder)
    return files + [file for inner in folders for file in _below(inner)]


def _below(folder: Path) -> list[Path]:
    """The files of a subfolder; one that cannot be opened stands for itself, to be told."""
    try:
        return [] if (folder / "documents.csv").exists() else files_of(folder)
    except (InputError, OSError):
        return [folder]


def _inside(folder: Path) -> tuple[list[Path], list[Path]]:
    """Files and folders in a folder, without what programs leave there and the kit's own tables."""
    try:
        inside = sorted(folder.iterdir(), key=lambda file: (file.stem, file.suffix))
    except OSError as error:
        raise InputError(f"{printable(folder)}: cannot be read ({error.strerror})") from None
    seen = [file for file in inside if not file.name.startswith(LEFT_BY_PROGRAMS)]
    folders = [file for file in seen if file.is_dir() and not file.is_symlink()]
    return [file for file in seen if file not in folders and file.name not in TABLES], folders


def _rows(path: Path, root: Path, *, single: bool, room: int) -> list[dict]:
    """The pieces of one file; one that cannot be read is a piece, too, with the reason."""
    name = printable(path.relative_to(root).as_posix())
    try:
        file = _file(path, root, follow=single)
        pieces = read(file)
        digest = hashlib.sha256(file.data).hexdigest()
        if sum(len(piece.text) for piece in pieces) > room:
            raise InputError(
                f"{file.name}: more than {LARGEST >> 20} million characters at once; split the folder"
            )
        rows = [_row(piece, name, n, digest, file.encoding) for n, piece in enumerate(pieces, start=1)]
        several = NO_TEXT if len(rows) > 1 else {}
        return [row | several if row["status"] == "empty" else row for row in rows]
    except InputError as error:
        if single:
            raise
        reason = str(error).partition(f"{printable(path.name)}: ")[2] or str(error)
        return [_row(Piece("", reason=reason), name, 0, "", "") | {"status": "unreadable"}]


def _file(path: Path, root: Path, *, follow: bool) -> File:
    if printable(path) != str(path):
        raise InputError(f"{printable(path)}: this name is not in UTF-8; rename the file or its folder")
    linked = path.is_symlink() and path.exists() and not follow
    if linked and not path.resolve().is_relative_to(root.resolve()):
        raise InputError(f"{path.name}: this link leads out of the folder; put the file itself there")
    if path.is_file() and path.stat().st_size > LARGEST:
        raise InputError(f"{path.name}: the file is larger than {LARGEST >> 20} MB; split it")
    return File(path.name, read_bytes(path))


def _row(piece: Piece, file: str, position: int, digest: str, encoding: str) -> dict:
    text, changes = normalised(piece.text)
    tags = len(TAG.findall(text))
    if tags:
        changes = changes | {"tags of HTML left in": tags}
    stated = {field: getattr(piece, field) for field in _FIELDS}
    facts = {
        field: " ".join(normalised(value)[0].split()) if value else "" for field, value in stated.items()
    }
    empty = not piece.reason and not TOKEN.search(text)
    no_word = "the text holds no word, so there is no sentence to measure"
    return {
        "file": file,
        "position": position,
        "doc_id": "",
        **facts,
        "sha256": digest,
        "text": text,
        "encoding": piece.encoding or encoding,
        "normalised": ", ".join(f"{name} {number}" for name, number in changes.items()),
        "status": "no article" if piece.reason else "empty" if empty else "kept",
        "reason": piece.reason or (no_word if empty else ""),
        "stated_words": piece.stated_words,
        "declared": piece.declared,
    }


def _name(rows: list[dict]) -> None:
    """Give each article its doc_id: its file's name, and where there are several a number behind it."""
    taken: set[str] = set()
    for name, group in groupby(rows, key=lambda row: row["file"]):
        articles = [row for row in group if row["status"] == "kept"]
        for base in _bases(Path(name)):
            width, several = len(str(len(articles))), len(articles) > 1
            ids = [f"{base}-{n:0{width}}" if several else base for n in range(1, len(articles) + 1)]
            if not taken & set(map(str.casefold, ids)):
                break
        taken |= set(map(str.casefold, ids))
        for row, doc_id in zip(articles, ids, strict=True):
            row["doc_id"] = doc_id


def _bases(file: Path) -> Iterator[str]:
    """What a file's articles may be called: its name; if that is taken with its folder, ending, a number."""
    stem, ending = doc_id_of(file), file.suffix[1:]
    inside = "-".join([*file.parent.parts, stem])
    yield from (stem, inside, f"{stem}-{ending}", f"{inside}-{ending}")
    yield from (f"{inside}-{ending}-{n}" for n in count(2))


def _declared(rows: list[dict]) -> list[tuple[str, int, int]]:
    found = []
    for name, pieces in groupby(rows, key=lambda row: row["file"]):
        group = list(pieces)
        declared = max((row["declared"] or 0 for row in group), default=0)
        if declared and declared != len(group):
            found.append((name, declared, len(group)))
    return found


def _with_facts(
    pieces: pd.DataFrame, path: Path, others: Iterable[str]
) -> tuple[pd.DataFrame, list[tuple[str, str]]]:
    """Pieces with what `documents.csv` says of them; what it leaves empty is as the file states it."""
    unnamed = pieces.loc[pieces["doc_id"] == "", "file"]
    names = [*filter(None, pieces["doc_id"]), *(doc_id_of(Path(name)) for name in unnamed), *others]
    facts, absent = facts_of(path, names, OWN)
    given = facts.set_index("doc_id").reindex(pieces["doc_id"]).fillna("").reset_index(drop=True)
    pieces = pieces.assign(source=[Path(name).name for name in pieces["file"]], given=given["language"])
    for column in given.columns.drop("language"):
        known = pieces.get(column, "")
        pieces[column] = given[column].where(given[column] != "", known)
    return pieces, absent


def _judged(pieces: pd.DataFrame, *, folder: bool) -> pd.DataFrame:
    """Pieces with language, words and duplicates; in a folder what is not English is set aside."""
    pieces = pieces.assign(words=_words(pieces["text"].tolist()), duplicate_of="")
    kept = pieces["status"] == "kept"
    pieces.loc[kept, "language"] = _languages(pieces[kept])
    if folder:
        foreign = kept & ~pieces["language"].str.match(ENGLISH)
        said = [not_english(language, "so it is left out") for language in pieces.loc[foreign, "language"]]
        pieces.loc[foreign, ["status", "reason"]] = np.array(
            [["other language", why] for why in said], object
        ).reshape(-1, 2)
    kept = pieces["status"] == "kept"
    ids = pieces.loc[kept, "doc_id"].tolist()
    first = pd.Series(
        [ids[n] for n in duplicates(pieces.loc[kept, "text"].tolist())], pieces.index[kept], dtype="str"
    )
    double = first.index[first != pieces.loc[kept, "doc_id"]]
    pieces.loc[double, "duplicate_of"] = first[double]
    pieces.loc[double, "status"] = "duplicate"
    pieces.loc[double, "reason"] = "its words stand in " + first[double]
    return pieces


def _words(texts: list[str]) -> np.ndarray:
    """The number of words of each text."""
    counted = (np.bincount(find_words(texts[a:b])[0], minlength=b - a) for a, b in portions(texts))
    return np.concatenate([*counted, np.empty(0, np.int64)])


def _languages(pieces: pd.DataFrame) -> list[str]:
    """The language of each: as `documents.csv` or the file says, else by the text, in doubt as most."""
    known = []
    for given, stated, text in zip(pieces["given"], pieces["language"], pieces["text"], strict=True):
        english = bool(ENGLISH.match(stated))
        known.append(
            given or (stated if not english else "") or sure_language(text) or ("en" if english else "")
        )
    sure = [bool(ENGLISH.match(language)) for language in known if language]
    in_doubt = "und" if sum(sure) < len(sure) / 2 else "en"
    return [language or in_doubt for language in known]


def not_english(language: str, follows: str) -> str:
    """Say that a text is in another language, and what follows."""
    other = f'in another language than English ("{language}")'
    return (
        f"the text is {'not recognised as English' if language == 'und' else other}, the only one that the "
        f'measures know, {follows}; if it is English, write "en" as its language in documents.csv'
    )
