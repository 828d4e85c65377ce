"""Files → documents."""

import hashlib
import re
from collections.abc import Callable, Iterable
from pathlib import Path

import pandas as pd

from helpers import InputError
from helpers._files import NOT_TEXT, decoded, printable
from helpers._fold import normalise_counted
from helpers._tables import FACTS, require
from helpers._words import plural
from helpers.corpus._facts import doc_id_of, facts_of
from helpers.corpus._tokens import TOKEN, language_of, sure_language

OWN = ("sha256", "text", "encoding", "normalised")  # columns of documents that the kit fills
TABLES = {
    "documents.csv",
    "actors.csv",
    "codes.csv",
    "codes.md",
    "codebook.csv",
}  # files that may lie beside the texts
UNPRINTED = 1000  # a text has at most one control character in so many
LEFT_BY_PROGRAMS = (
    ".",
    "~$",
    "Thumbs.db",
    "desktop.ini",
    "__MACOSX",
)  # how names of files begin that nobody sees
OTHER_ENDING, FOLDER = "its name does not end in .txt", "a folder; the texts in it are not read"
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b]")
_PARTS = "a|article|blockquote|body|br|div|h[1-6]|head|html|li|link|meta|ol|p|section|span|table|td|tr|ul"
_PAGE = re.compile(rf"<(?:!doctype|\?xml|(?:{_PARTS}))\b[^<>]*>|\[?\s*{{\s*\"\w+\"\s*:", re.IGNORECASE)
_TAG = re.compile(
    rf"</?({_PARTS}|(?:b|center|em|font|hr|i|img|script|strong|style|su[bp]|u))(?:\s+[a-z-]+\s*=[^<>]*|\s*/?)>",
    re.IGNORECASE,
)
_PART = re.compile(_PARTS, re.IGNORECASE)
MOST_PARTS = 2  # tags that part a page; with more of them a text is a page of HTML
_ENGLISH = re.compile(r"en(?:g|glish)?(?![^\W\d_])", re.IGNORECASE)


def load(path: str | Path, *, progress: Callable[[Iterable], Iterable] = iter) -> pd.DataFrame:
    """Read one text file, or every `*.txt` of a folder, and the facts about them in `documents.csv`.

    The bytes are read as UTF-8, as UTF-16 or Mac OS Roman where that is certain, else as Windows-1252; the
    column `encoding` says which. `documents.csv` lies beside the texts and is optional; what it leaves empty
    stays empty, but for the language (guessed: "en", or "und" for another) and the source (the file's name).
    In a folder, what cannot be read and what is not English is left out: `unread_files` names it.

    >>> from helpers import SEEDS
    >>> load(SEEDS)[["doc_id", "language", "encoding"]].values.tolist()
    [['000_dc9668a5bd49d4a6', 'en', 'utf-8']]

    Returns
    -------
    One row per text, sorted by `doc_id` (the file's name without its ending): `doc_id, title, outlet, author,
    date, language, source, sha256, text, encoding, normalised`; further columns of `documents.csv` follow.
    `sha256` is of the file's bytes; `text` is their characters after `normalise`; `normalised` says what that
    did, and how often (empty: nothing). `attrs["unread"]` lists what was left out, as (file, reason). A file
    that is missing, empty, not text or without a word, a folder that holds nothing else, or a bad
    `documents.csv` raises an InputError. `progress` may wrap the list of files, to show a bar.
    """
    path = Path(path)
    if not path.exists() and not path.is_symlink():
        raise InputError(
            f"{printable(path)}: there is no such file or folder; "
            "give a .txt file or a folder with .txt files"
        )
    files, unread = _files_of(path)
    if not files:
        raise InputError(
            f"{printable(path)}: no .txt file in this folder; save each text as a .txt file there"
        )
    documents, names, bad = _documents(progress(files), single=not path.is_dir())
    beside = files if path.is_dir() else _files_of(path.parent)[0]
    facts, absent = facts_of(files[0].with_name("documents.csv"), beside, OWN)
    documents = _with_facts(documents, facts, names)
    if path.is_dir():
        documents, foreign = _english(documents, names)
        bad = sorted(bad + foreign)
        if documents.empty:
            said = "; ".join(f"{file}: {reason}" for file, reason in bad)
            raise InputError(f"{printable(path)}: no text in this folder can be read: {said}")
        unread = sorted(bad + unread) + absent
    documents.attrs["unread"] = unread if path.is_dir() else []
    return documents


def unread_files(path: str | Path) -> pd.DataFrame:
    """List the files of a folder that `load` leaves out, with the reason, so that nothing is lost silently.

    Hidden files and those of the system are not named; a single file in place of a folder leaves nothing out.

    >>> from helpers import SEEDS
    >>> unread_files(SEEDS)
    Empty DataFrame
    Columns: [file, reason]
    Index: []

    Returns one row per file: `file, reason`; lines of `documents.csv` about texts that are not there follow.
    """
    return pd.DataFrame(load(path).attrs["unread"], columns=["file", "reason"], dtype="str")


def source_line(documents: pd.DataFrame) -> str:
    """Name the source of the texts in a few words, for captions.

    >>> from helpers import SEEDS
    >>> source_line(load(SEEDS))
    '000_dc9668a5bd49d4a6.txt, sha256 06db1e95…'

    Of one text: its title (else its file), outlet and date as far as they are known, and the first characters
    of its sha256; of several: their number, outlets, first and last date, and the titles of the first three
    (the manifest beside each figure has every sha256); of none: "".
    """
    require(documents, "documents")
    if documents.empty:
        return ""
    titles = [row.title or f"{row.doc_id}.txt" for row in documents.itertuples()]
    if len(documents) == 1:
        outlet, date, sha256 = documents[["outlet", "date", "sha256"]].iloc[0]
        return ", ".join(filter(None, [titles[0], outlet, date, f"sha256 {sha256[:8]}…"]))
    outlets, dates = (documents[fact][documents[fact] != ""] for fact in ("outlet", "date"))
    several = plural(outlets.nunique(), "outlet") if outlets.nunique() > 1 else "".join(outlets.head(1))
    span = " to ".join(sorted({dates.min(), dates.max()})) if len(dates) else ""
    facts = [
        f"{words}{f' ({known} of {len(documents)})' if known < len(documents) else ''}"
        for words, known in [(several and f" of {several}", len(outlets)), (span and f", {span}", len(dates))]
        if words
    ]
    first = ", ".join(f"“{title}”" for title in titles[:3])
    more = f" and {len(titles) - 3} more" if len(titles) > 3 else ""
    return f"{len(documents)} texts{''.join(facts)}: {first}{more}"


def refuse_other_languages(table: pd.DataFrame) -> None:
    """Raise if a document is in a language that the measures do not know; they know English.

    >>> refuse_other_languages(pd.DataFrame({"doc_id": ["a"], "language": ["de"]}))
    Traceback (most recent call last):
    helpers.InputError: a: the text is in another language than English ("de"), the only one that \
the measures know, so nothing is scored; if it is English, write "en" as its language in documents.csv

    The table holds documents or sentences; without a column `language` it is guessed from the text.
    """
    if "language" not in table:
        texts = table.groupby("doc_id", sort=False)["text"].agg(" ".join)
        table = pd.DataFrame({"doc_id": texts.index, "language": [language_of(text) for text in texts]})
    for doc_id, language in zip(table["doc_id"], table["language"]):
        if not _ENGLISH.match(language):
            raise InputError(f"{doc_id}: {_not_english(language, 'so nothing is scored')}")


def _not_english(language: str, follows: str) -> str:
    other = f'in another language than English ("{language}")'
    return (
        f"the text is {'not recognised as English' if language == 'und' else other}, the only one that the "
        f'measures know, {follows}; if it is English, write "en" as its language in documents.csv'
    )


def _files_of(path: Path) -> tuple[list[Path], list[tuple[str, str]]]:
    """The files that may be texts, in the order of their names; and what else lies there, with the reason."""
    if not path.is_dir():
        return [path], []
    try:
        inside = sorted(path.iterdir(), key=lambda file: file.stem)
    except OSError as error:
        raise InputError(f"{printable(path)}: cannot be read ({error.strerror})") from None
    seen = [file for file in inside if not file.name.startswith(LEFT_BY_PROGRAMS)]
    texts = [file for file in seen if file.suffix.lower() == ".txt"]
    others = sorted(file for file in seen if file.suffix.lower() != ".txt" and file.name not in TABLES)
    return texts, [(printable(file.name), FOLDER if file.is_dir() else OTHER_ENDING) for file in others]


def _documents(
    files: Iterable[Path], *, single: bool
) -> tuple[pd.DataFrame, dict[str, str], list[tuple[str, str]]]:
    """The texts that can be read, the names of their files, and the others with the reason."""
    rows: dict[str, dict] = {}
    names: dict[str, str] = {}
    bad = []
    for file in files:
        name = printable(file.name)
        try:
            document = _document(file)
            if document["doc_id"] in rows:
                raise InputError(
                    f"{name}: {names[document['doc_id']]} has the same name; give it another one"
                )
        except InputError as error:
            if single:
                raise
            bad.append((name, str(error).partition(f"{name}: ")[2] or str(error)))
        else:
            rows[document["doc_id"]], names[document["doc_id"]] = document, name
    return pd.DataFrame(list(rows.values()), columns=["doc_id", *OWN]), names, bad


def _document(file: Path) -> dict:
    if printable(file) != str(file):
        raise InputError(f"{printable(file)}: this name is not in UTF-8; rename the file or its folder")
    data, typed, encoding = decoded(file)
    typed = typed.removeprefix("\ufeff")
    if len(_CONTROL.findall(typed)) > len(typed) / UNPRINTED:
        raise InputError(NOT_TEXT.format(file.name))
    text, changes = normalise_counted(typed)
    tags = _TAG.findall(text)
    if _PAGE.match(text.lstrip()) or sum(bool(_PART.fullmatch(tag)) for tag in tags) > MOST_PARTS:
        raise InputError(
            f"{file.name}: this is a page of HTML, XML or JSON and not plain text; copy what it shows into a "
            "plain text file (UTF-8)"
        )
    if tags:
        changes["tags of HTML left in"] = len(tags)
    if not TOKEN.search(text):
        raise InputError(f"{file.name}: the text holds no word, so there is no sentence to measure")
    digest = hashlib.sha256(data).hexdigest()
    done = ", ".join(f"{name} {number}" for name, number in changes.items())
    own = {"sha256": digest, "text": text, "encoding": encoding, "normalised": done}
    return {"doc_id": doc_id_of(file), **own}


def _with_facts(documents: pd.DataFrame, facts: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    """Documents with what is known of them; where a text's language is in doubt, the others decide."""
    documents = documents.merge(facts, on="doc_id", how="left").fillna({c: "" for c in facts.columns})
    known = [given or sure_language(text) for given, text in zip(documents["language"], documents["text"])]
    sure = [bool(_ENGLISH.match(language)) for language in known if language]
    in_doubt = "und" if sum(sure) < len(sure) / 2 else "en"
    documents["language"] = [language or in_doubt for language in known]
    documents["source"] = [given or names[d] for given, d in zip(documents["source"], documents["doc_id"])]
    first = ["doc_id", *FACTS, *OWN]
    return documents[[*first, *(column for column in documents if column not in first)]].astype("str")


def _english(documents: pd.DataFrame, names: dict[str, str]) -> tuple[pd.DataFrame, list[tuple[str, str]]]:
    """The documents in English, and the others as (file, reason)."""
    english = [bool(_ENGLISH.match(language)) for language in documents["language"]]
    others = zip(documents["doc_id"], documents["language"], english)
    foreign = [(names[d], _not_english(lang, "so it is left out")) for d, lang, known in others if not known]
    return documents[english].reset_index(drop=True), foreign
