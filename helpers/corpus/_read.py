"""Files → documents → sentences."""

import datetime
import hashlib
from pathlib import Path

import pandas as pd

from helpers import InputError
from helpers._files import NOT_TEXT, read_csv, read_text
from helpers._fold import normalise_counted
from helpers._tables import FACTS, require
from helpers._words import plural
from helpers.corpus._segment import boundaries
from helpers.corpus._tokens import TOKEN, language_of

OWN = ("sha256", "text", "encoding", "normalised")  # columns of documents that the kit fills
TABLES = {"documents.csv", "actors.csv", "codes.csv", "codes.md"}  # files that may lie beside the texts
UNPRINTED = 1000  # a text has at most one control character in so many


def load(path: str | Path) -> pd.DataFrame:
    """Read one text file, or every `*.txt` of a folder, and the facts about them in `documents.csv`.

    The bytes are read as UTF-8, as UTF-16 when they begin with its mark, else as Windows-1252; the column
    `encoding` says which. `documents.csv` lies beside the texts and is optional; what it leaves empty stays
    empty, but for the language (guessed: "en", or "und" for another) and the source (the file's name).

    >>> from helpers import SEEDS
    >>> load(SEEDS)[["doc_id", "language", "encoding"]].values.tolist()
    [['000_dc9668a5bd49d4a6', 'en', 'utf-8']]

    Returns
    -------
    One row per text, sorted by `doc_id` (the file's name without its ending): `doc_id, title, outlet, author,
    date, language, source, sha256, text, encoding, normalised`; further columns of `documents.csv` follow.
    `sha256` is of the file's bytes; `text` is their characters after `normalise`; `normalised` says what that
    did, and how often (empty: nothing). A file that is missing, empty, not text or without a word, or a bad
    `documents.csv` raises an InputError.
    """
    path = Path(path)
    if not path.exists():
        raise InputError(
            f"{path}: there is no such file or folder; give a .txt file or a folder with .txt files"
        )
    files = sorted(path.glob("*.txt"), key=lambda file: file.stem) if path.is_dir() else [path]
    if not files:
        raise InputError(f"{path}: no .txt file in this folder; save each text as a .txt file there")
    documents = pd.DataFrame([_document(file) for file in files])
    facts = _facts(files[0].with_name("documents.csv"), set(documents["doc_id"]), path.is_dir())
    documents = documents.merge(facts, on="doc_id", how="left").fillna({c: "" for c in facts.columns})
    languages = zip(documents["language"], documents["text"])
    documents["language"] = [given or language_of(text) for given, text in languages]
    documents["source"] = [given or file.name for given, file in zip(documents["source"], files)]
    first = ["doc_id", *FACTS, *OWN]
    return documents[[*first, *(column for column in documents if column not in first)]].astype("str")


def unread_files(path: str | Path) -> list[str]:
    """Name the files of a folder that `load` does not read, so that nothing is left out silently.

    Hidden files are the system's and are not named; a single file in place of a folder leaves nothing out.

    >>> from helpers import SEEDS
    >>> unread_files(SEEDS)
    []
    """
    names = sorted(file.name for file in Path(path).iterdir()) if Path(path).is_dir() else []
    return [name for name in names if not name.endswith(".txt") and name[0] != "." and name not in TABLES]


def sentences(documents: pd.DataFrame) -> pd.DataFrame:
    """Split each document into its sentences, by the rules of `helpers/corpus/_segment.py`.

    >>> documents = pd.DataFrame({"doc_id": ["a"], "text": ["Mr. Hale left. Nobody saw him.\\n\\nThe end."]})
    >>> sentences(documents)[["par_id", "sent_id", "start", "end", "text"]].values.tolist()
    [[1, 1, 0, 14, 'Mr. Hale left.'], [1, 2, 15, 30, 'Nobody saw him.'], [2, 3, 32, 40, 'The end.']]

    Returns one row per sentence: `doc_id, par_id, sent_id, start, end, text`, and `language` where documents
    have it. `par_id` and `sent_id` count from 1 in a document; `text` is exactly what is between the offsets.
    """
    require(documents, "documents", ["doc_id", "text"])
    rows = [
        (doc_id, par_id, sent_id, start, end, text[start:end])
        for doc_id, text in zip(documents["doc_id"], documents["text"])
        for sent_id, (par_id, start, end) in enumerate(boundaries(text), start=1)
    ]
    numbers = ["par_id", "sent_id", "start", "end"]
    table = pd.DataFrame(rows, columns=["doc_id", *numbers, "text"])
    table = table.astype({"doc_id": "str", "text": "str"} | dict.fromkeys(numbers, "int64"))
    if "language" in documents:
        table["language"] = table["doc_id"].map(documents.set_index("doc_id")["language"])
    return table


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
    other = table[~table["language"].str.lower().str.match("en($|[-_])")]
    if len(other):
        doc_id, language = other.iloc[0][["doc_id", "language"]]
        other_language = f'in another language than English ("{language}")'
        what = "not recognised as English" if language == "und" else other_language
        raise InputError(
            f"{doc_id}: the text is {what}, the only one that the measures know, so nothing is scored; "
            'if it is English, write "en" as its language in documents.csv'
        )


def _document(file: Path) -> dict:
    typed, encoding = read_text(file)
    if sum(ord(c) < 32 and not c.isspace() for c in typed) > len(typed) / UNPRINTED:
        raise InputError(NOT_TEXT.format(file.name))
    text, changes = normalise_counted(typed)
    if not TOKEN.search(text):
        raise InputError(f"{file.name}: the text holds no word, so there is no sentence to measure")
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    done = ", ".join(f"{name} {number}" for name, number in changes.items())
    return {"doc_id": file.stem, "sha256": digest, "text": text, "encoding": encoding, "normalised": done}


def _facts(path: Path, doc_ids: set[str], whole_folder: bool) -> pd.DataFrame:
    """`documents.csv`, checked; empty where there is none."""
    if not path.exists():
        return pd.DataFrame(columns=["doc_id", *FACTS], dtype="str")
    table, place = read_csv(path, ["doc_id", *FACTS]), f"{path.name}, line"
    taken = [column for column in table if column in OWN]
    if taken:
        raise InputError(f"{place} 1: the kit has a column {taken[0]} of its own; give yours another name")
    for line, doc_id, date in zip(table.index, table["doc_id"], table["date"]):
        if whole_folder and doc_id not in doc_ids:
            expected = "the name of a .txt file in the same folder, without .txt"
            raise InputError(f'{place} {line}: no text is called "{doc_id}"; expected {expected}')
        if date and not _is_date(date):
            raise InputError(f'{place} {line}: "{date}" is not a date; expected YYYY-MM-DD or nothing')
    for line, doc_id in table["doc_id"][table["doc_id"].duplicated()].items():
        raise InputError(f'{place} {line}: "{doc_id}" appears twice; expected one line for each text')
    return table[table["doc_id"].isin(doc_ids)]


def _is_date(date: str) -> bool:
    try:
        datetime.date.fromisoformat(date)
    except ValueError:
        return False
    return True
