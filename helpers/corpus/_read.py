"""Files → documents, and the ledger of all that was found in them."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pandas as pd

from helpers import InputError
from helpers._files import printable
from helpers._tables import CONTRACTS, FACTS, one_of, require
from helpers._words import found_in_words, plural
from helpers.corpus._found import ENGLISH, not_english, pieces_of
from helpers.corpus._tokens import language_of

COLUMNS = (
    "doc_id",
    *FACTS,
    "sha256",
    "text",
    "section",
    "file",
    "position",
    "encoding",
    "normalised",
    "duplicate_of",
)
_NO_COLUMNS = (
    "status",
    "reason",
    "words",
    "stated_words",
    "declared",
    "given",
)  # of documents: of the ledger


def load(
    path: str | Path, *, duplicates: str = "each", progress: Callable[[Iterable], Iterable] = iter
) -> pd.DataFrame:
    """Read the articles of a file, or of all files of a folder and its subfolders, and the facts about them.

    What a file is, its bytes decide and not its name: exports of press databases, saved pages, office files,
    tables and plain text are read. A subfolder with a `documents.csv` of its own is another corpus. Facts are
    as the file states them; `documents.csv`, beside the texts, overrides what it does not leave empty. What
    neither states stays empty, but for the language (guessed: "en", or "und" for another) and the source (the
    file's name). In a folder, what cannot be read and what is not English is left out: `ledger` lists it.

    >>> from helpers import SEEDS
    >>> load(SEEDS)[["doc_id", "language", "encoding"]].values.tolist()
    [['000_dc9668a5bd49d4a6', 'en', 'utf-8']]

    Parameters
    ----------
    duplicates : "each" gives all articles; "once" leaves out those whose words stand in another one
        (`duplicate_of` names it).
    progress : may wrap the list of files, to show a bar.

    Returns
    -------
    One row per article, in the order of the files: `doc_id, title, outlet, author, date, language, source,
    sha256, text, section, file, position, encoding, normalised, duplicate_of`; further columns of
    `documents.csv` follow. `doc_id` is the file's name without its ending, with a number behind it where the
    file holds several articles. `sha256` is of the file's bytes; `text` holds the characters after
    `normalise`; `normalised` says what that did, and how often (empty: nothing). `attrs["unread"]` lists what
    was left out, as (file, reason), and `attrs["declared"]` exports that say that they hold another number of
    articles, as (file, number declared, number found); `attrs["found"]` is the ledger in one line. A file
    that is missing, broken or without an article,
    a folder that holds nothing else, or a bad `documents.csv` raises an InputError.
    """
    one_of("duplicates", duplicates, ["each", "once"])
    path = Path(path)
    found = pieces_of(path, progress)
    pieces = found.pieces
    kept = pieces[pieces["status"].isin(["kept"] if duplicates == "once" else ["kept", "duplicate"])]
    unread = _set_aside(pieces)
    if kept.empty:
        said = "; ".join(f"{file}: {reason}" for file, reason in unread)
        where = f"{printable(path)}: no text in this folder can be read: " if path.is_dir() else ""
        raise InputError(where + said)
    further = [column for column in kept if column not in {*COLUMNS, *_NO_COLUMNS}]
    documents = kept[[*COLUMNS, *further]].reset_index(drop=True)
    documents = documents.astype(dict.fromkeys(documents.columns.drop("position"), "str"))
    documents.attrs["unread"] = unread + found.absent if path.is_dir() else []
    documents.attrs["declared"] = found.declared
    documents.attrs["found"] = ledger_line(pieces)
    return documents


def ledger(path: str | Path, *, progress: Callable[[Iterable], Iterable] = iter) -> pd.DataFrame:
    """List every piece found in any file, and what became of it: nothing is lost, and the numbers add up.

    >>> from helpers import SEEDS
    >>> ledger(SEEDS)[["file", "position", "status", "words"]].values.tolist()
    [['000_dc9668a5bd49d4a6.txt', 1, 'kept', 486]]

    Returns one row per piece: `file, position` in it (from 1; 0 for a file that cannot be read), `doc_id`,
    `title`, `status` (kept, duplicate, no article, empty, other language, unreadable), `reason`, `words`,
    `stated_words` (as the file states its length; missing where it does not), `duplicate_of`. Its rows are
    those of `load` (kept, duplicate) and what that leaves out. `attrs["declared"]` is that of `load`.
    """
    found = pieces_of(Path(path), progress)
    rows = found.pieces[list(CONTRACTS["ledger"])].astype({"stated_words": "Int64"})
    rows = rows.astype(dict.fromkeys(rows.columns.drop(["position", "words", "stated_words"]), "str"))
    rows.attrs["declared"] = found.declared
    return rows


def ledger_line(ledger: pd.DataFrame) -> str:
    """Say in one line how many pieces were found, and what became of them.

    >>> from helpers import SEEDS
    >>> ledger_line(ledger(SEEDS))
    '1 piece in 1 file: kept 1'
    """
    require(ledger, "ledger", ["file", "status"])
    return found_in_words(ledger["file"], ledger["status"])


def unread_files(path: str | Path) -> pd.DataFrame:
    """List what `load` leaves out of a folder, with the reason, so that nothing is lost silently.

    Hidden files and those of the system are not named; a single file in place of a folder leaves nothing out.

    >>> from helpers import SEEDS
    >>> unread_files(SEEDS)
    Empty DataFrame
    Columns: [file, reason]
    Index: []

    Returns one row per file and reason: `file, reason`; lines of `documents.csv` about texts that are not
    there follow. `ledger` lists the same piece by piece.
    """
    return pd.DataFrame(load(path).attrs["unread"], columns=["file", "reason"], dtype="str")


def _set_aside(pieces: pd.DataFrame) -> list[tuple[str, str]]:
    """What is neither kept nor a duplicate, as (file, reason), with its number where a file holds several."""
    aside = pieces[~pieces["status"].isin(["kept", "duplicate"])]
    held = pieces["file"].value_counts()
    number = aside.groupby(["file", "reason"], sort=False).size()
    return sorted(
        (file, reason if held[file] == 1 else f"{n} of {plural(held[file], 'piece')}: {reason}")
        for (file, reason), n in number.items()
    )


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
        if not ENGLISH.match(language):
            raise InputError(f"{doc_id}: {not_english(language, 'so nothing is scored')}")
