"""The register: which expressions mean which actor. It is data, read and edited by people."""

import re
from pathlib import Path

import pandas as pd

from helpers.corpus import CONTRACTS, InputError, read_csv

IGNORED = "-"  # the actor_id of aliases that mean no actor
KINDS = ["person", "organisation", "state", "group", "place"]
HOW = ["name", "role", "group"]
EVALUATIONS = ["", "pejorative", "honorific"]
_ONLY_IN = re.compile(r"[^:;\s][^:;]*:\s*\d+(\s+\d+)*")


def read_register(path: str | Path) -> pd.DataFrame:
    """Read a register of actors, `actors.csv`: one line for each expression that means an actor.

    >>> from helpers import SEEDS
    >>> register = read_register(SEEDS)
    >>> register.loc[register["actor_id"] == "quds-force", ["label", "kind", "alias", "how"]].values.tolist()
    [['Quds Force', 'organisation', 'Quds Force', 'name']]

    Parameters
    ----------
    path : the file, or the folder or text beside which `actors.csv` lies.

    Returns
    -------
    DataFrame, one row per alias, in the file's order: `actor_id, label, kind, alias, how, only_in, source`, and
    `evaluation` ("pejorative", "honorific" or empty; empty throughout where the file lacks it).
    A line whose `actor_id` is "-" is left out: its alias means no actor, and no draft proposes it again.
    `only_in` says in which sentences an ambiguous alias means this actor, as "doc_id: 7 13; other: 2"; empty
    means everywhere.

    Raises
    ------
    InputError
        With file, line, what is wrong and what is expected: an unknown kind, an actor with two labels,
        an alias given to two actors in the same sentence, and the like.
    """
    path = _locate(Path(path))
    table = read_csv(path, CONTRACTS["register"])
    table["alias"] = table["alias"].str.replace(
        "^'(?=[-=+@])", "", regex=True
    )  # put there against spreadsheets
    table = table[table["actor_id"] != IGNORED].reset_index(drop=True)
    if "evaluation" not in table:
        table["evaluation"] = ""
    for row in table.itertuples():
        _check_row(row, f"{path.name}, line {row.line}")
    _check_actors(table, path.name)
    _check_aliases(table, path.name)
    return table.drop(columns="line")


def register_for(texts: str | Path, sentences: pd.DataFrame, drafts: str | Path) -> pd.DataFrame:
    """Read the register beside the texts; where there is none, draft one in a folder, and read that.

    A draft that is there already is read with all its edits, and what is new in the sentences is appended.

    >>> from helpers import FIGURES, SEEDS
    >>> len(register_for(SEEDS, pd.DataFrame(), FIGURES)) == len(read_register(SEEDS))
    True

    Parameters
    ----------
    texts : the text or folder that is analysed.
    sentences : DataFrame, one row per sentence of these texts.
    drafts : folder for the drafted `actors.csv`.

    Returns
    -------
    DataFrame, as `read_register` returns it; `attrs["path"]` is the file that was read.
    """
    from filelock import FileLock

    from helpers.actors._register.draft import draft_register

    texts = Path(texts)
    path = (texts if texts.is_dir() else texts.parent) / "actors.csv"
    if not path.exists():
        path = Path(drafts) / "actors.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(path.with_name(".actors.lock")):  # two notebooks may come at once
            draft_register(sentences, path)
    register = read_register(path)
    register.attrs["path"] = path
    return register


def sentences_of(only_in: str) -> set[tuple[str, int]]:
    """The (doc_id, sent_id) pairs that an `only_in` cell names; none if it is empty.

    >>> sorted(sentences_of("seed: 3 7; other: 2"))
    [('other', 2), ('seed', 3), ('seed', 7)]
    """
    parts = [part.split(":") for part in only_in.split(";") if part.strip()]
    return {(doc_id.strip(), int(number)) for doc_id, numbers in parts for number in numbers.split()}


def fold(text: str) -> str:
    """The text as aliases are compared: lower case, straight apostrophes, hyphens and white space as blanks.

    One character stays one character, so that offsets hold.

    >>> fold("Abdul-Mahdi’s")
    "abdul mahdi's"
    """
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return lower.translate(_FOLDED)


_FOLDED = str.maketrans({"’": "'", "‘": "'", **dict.fromkeys("-‐‑\t\n\r\f\v\u00a0\u2009\u202f", " ")})


def _locate(path: Path) -> Path:
    if path.is_dir():
        path = path / "actors.csv"
    elif path.suffix != ".csv":
        path = path.with_name("actors.csv")
    if not path.exists():
        raise InputError(
            f"{path}: there is no register of actors; expected a file actors.csv beside the texts with "
            f"the columns {', '.join(CONTRACTS['register'])}"
        )
    return path


def _check_row(row, where: str) -> None:
    for column in ["actor_id", "label", "alias"]:
        if not getattr(row, column):
            raise InputError(f"{where}: {column} is empty; expected one for every line")
    for column, allowed in [("kind", KINDS), ("how", HOW), ("evaluation", EVALUATIONS)]:
        if getattr(row, column) not in allowed:
            raise InputError(
                f'{where}: {column} "{getattr(row, column)}" is unknown; expected '
                f"{', '.join(word or 'nothing' for word in allowed)}"
            )
    if row.only_in and not all(_ONLY_IN.fullmatch(part.strip()) for part in row.only_in.split(";")):
        raise InputError(
            f'{where}: only_in "{row.only_in}" cannot be read; expected doc_id: 7 13, several texts '
            "parted by ;"
        )


def _check_actors(table: pd.DataFrame, name: str) -> None:
    for column in ["label", "kind"]:
        for _, rows in table.groupby("actor_id", sort=False):
            other = rows[rows[column] != rows[column].iloc[0]]
            if len(other):
                row = other.iloc[0]
                raise InputError(
                    f'{name}, line {row["line"]}: {column} "{row[column]}" of {row["actor_id"]} was '
                    f'"{rows[column].iloc[0]}" in line {rows["line"].iloc[0]}; expected the same'
                )


def _check_aliases(table: pd.DataFrame, name: str) -> None:
    for _, rows in table.groupby(table["alias"].map(fold), sort=False):
        taken: dict = {}
        for row in rows.itertuples():
            places = sentences_of(row.only_in) or {"everywhere"}
            for line, others in taken.items():
                if places & others or {"everywhere"} & (places | others):
                    raise InputError(
                        f'{name}, line {row.line}: the alias "{row.alias}" is given in line {line} too; '
                        "expected one actor for it, or sentences in only_in that tell them apart"
                    )
            taken[row.line] = places
