"""The register: which expressions mean which actor. It is data, read and edited by people."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain
from pathlib import Path

import pandas as pd

from helpers import InputError
from helpers._files import read_csv
from helpers._fold import fold, normalise
from helpers._tables import CONTRACTS, WORDING

IGNORED = "-"  # the actor_id of aliases that mean no actor
KINDS = ("person", "organisation", "state", "group", "place")
REGISTER_FORMS = WORDING[:3]  # how an alias may be worded
_ALLOWED = {"kind": KINDS, "how": REGISTER_FORMS, "evaluation": ("", "pejorative", "honorific")}
WHOLE = -1  # in the place of a sent_id: every sentence of the text
_EVERYWHERE = ("", WHOLE)
# One text of an `only_in` cell: a doc_id, quoted or not, and the numbers of its sentences, or * for all.
_ONE_TEXT = re.compile(
    r'\s*(?:"((?:[^"]|"")*)"\s*|([^:;\s][^:;]*)):\s*(\*|\d{1,18}(?:\s+\d{1,18})*)\s*(?:;\s*|\Z)'
)


def read_register(path: str | Path) -> pd.DataFrame:
    """Read a register of actors, `actors.csv`: one line for each expression that means an actor.

    >>> from helpers import SEEDS
    >>> register = read_register(SEEDS)
    >>> register.loc[register["actor_id"] == "quds-force", ["label", "kind", "alias", "how"]].values.tolist()
    [['Quds Force', 'organisation', 'Quds Force', 'name']]

    `path` is the file, or the folder or text beside which `actors.csv` lies.

    Returns one row per alias, in the file's order: `actor_id, label, kind, alias, how, only_in, source`, and
    `evaluation` ("pejorative", "honorific" or empty; empty throughout where the file lacks it). A line whose
    `actor_id` is "-" is left out: its alias means no actor, and no draft proposes it again. `only_in` names
    the sentences in which an ambiguous alias means this actor, as `doc_id: 7 13; other: *`, where * stands
    for the whole text, a doc_id that holds : or ; in quotation marks (`"one; two": 3`); empty means
    everywhere.

    Raises an InputError with file, line, what is wrong and what is expected: an unknown kind, an actor with
    two labels, an alias given to two actors in the same sentence, and the like.
    """
    file = register_beside(path)
    if not file.exists():
        raise InputError(
            f"{file}: there is no register of actors; expected a file actors.csv beside the texts with "
            f"the columns {', '.join(CONTRACTS['register'])}"
        )
    table = read_rows(file)
    table = table[table["actor_id"] != IGNORED].reset_index(drop=True)
    nothing = pd.Series("", table.index, dtype="str")
    return table if "evaluation" in table else table.assign(evaluation=nothing)


def register_beside(path: str | Path) -> Path:
    """Return where a register lies: in a folder, beside a text, or at the path itself if that is a CSV."""
    path = Path(path)
    if path.is_dir():
        return path / "actors.csv"
    return path if path.suffix == ".csv" else path.with_name("actors.csv")


def read_rows(path: Path) -> pd.DataFrame:
    """Read and check every row of a register's file, ignored aliases too; the row labels are line numbers."""
    table = read_csv(path, CONTRACTS["register"]).drop(columns="", errors="ignore").map(str.strip)
    meant = table[table["actor_id"] != IGNORED]
    checks = (_wrong_only_in(table), _wrong_cells(meant), _wrong_actors(meant), _wrong_aliases(meant))
    for line, wrong in chain(*checks):
        raise InputError(f"{path.name}, line {line}: {wrong}")
    return table


def sentences_of(only_in: str) -> frozenset[tuple[str, int]]:
    """Return the (doc_id, sent_id) pairs that an `only_in` cell names; none if it is empty.

    >>> whole = ("a", WHOLE)
    >>> sorted(sentences_of('s: 3 7; "one; two": 2; a: *')) == [whole, ("one; two", 2), ("s", 3), ("s", 7)]
    True
    """
    cell, place = only_in.strip(), 0
    pairs: set[tuple[str, int]] = set()
    while place < len(cell):
        match = _ONE_TEXT.match(cell, place)
        if not match:
            raise InputError(
                f'only_in "{only_in}" cannot be read; expected doc_id: 7 13 or doc_id: *, several texts '
                'parted by ; and a doc_id that holds : or ; with " around it'
            )
        doc_id = match[2].strip() if match[1] is None else match[1].replace('""', '"')
        pairs.update((doc_id, WHOLE if number == "*" else int(number)) for number in match[3].split())
        place = match.end()
    return frozenset(pairs)


def holds(places: frozenset[tuple[str, int]], doc_id: str, sent_id: int) -> bool:
    """Whether an alias that is limited to these places, or to none, has its meaning in this sentence."""
    return not places or (doc_id, sent_id) in places or (doc_id, WHOLE) in places


def only_in(pairs: Iterable[tuple[str, int]]) -> str:
    """Write (doc_id, sent_id) pairs as an `only_in` cell, which `sentences_of` reads.

    >>> only_in([("seed", 7), ("seed", 3), ("one; two", 2), ("a", WHOLE)])
    'a:*;"one; two":2;seed:3 7'
    """
    by_document: dict[str, list[str]] = {}
    for doc_id, sent_id in sorted(set(pairs)):
        numbers = by_document.setdefault(doc_id, [])
        if numbers[:1] != ["*"]:
            numbers.append("*" if sent_id == WHOLE else str(sent_id))
    return ";".join(f"{_quoted(doc_id)}:{' '.join(numbers)}" for doc_id, numbers in by_document.items())


def _quoted(doc_id: str) -> str:
    plain = doc_id and doc_id == doc_id.strip() and not re.search('[:;"]', doc_id)
    return doc_id if plain else '"' + doc_id.replace('"', '""') + '"'


def one_line(alias: str) -> str:
    """The alias as it is looked for: normalised, its words parted by single blanks."""
    return " ".join(normalise(alias).split())


@lru_cache(100_000)
def alias_key(alias: str) -> str:
    """What aliases share that find the same mentions, but for their capitals.

    >>> alias_key("Abdul-Mahdi’s \\n office")
    "abdul mahdi's office"
    """
    return fold(one_line(alias))


Wrongs = Iterator[tuple[int, str]]  # lines, and what is wrong in each


def _wrong_only_in(table: pd.DataFrame) -> Wrongs:
    for line, cell in table["only_in"].items():
        try:
            sentences_of(cell)
        except InputError as error:
            yield line, str(error)


def _wrong_cells(table: pd.DataFrame) -> Wrongs:
    for column in ["actor_id", "label", "alias"]:
        for line in table.index[table[column] == ""]:
            yield line, f"{column} is empty; expected one for every line"
    for column in [column for column in _ALLOWED if column in table]:
        for line, value in table.loc[~table[column].isin(_ALLOWED[column]), column].items():
            expected = ", ".join(word or "nothing" for word in _ALLOWED[column])
            yield line, f'{column} "{value}" is unknown; expected {expected}'


def _wrong_actors(table: pd.DataFrame) -> Wrongs:
    """An actor has one label and one kind."""
    for column in ["label", "kind"]:
        first: dict[str, tuple[str, int]] = {}
        for line, actor_id, value in zip(table.index, table["actor_id"], table[column]):
            before, place = first.setdefault(actor_id, (value, line))
            if value != before:
                was = f'was "{before}" in line {place}; expected the same'
                yield line, f'{column} "{value}" of {actor_id} {was}'


def _wrong_aliases(table: pd.DataFrame) -> Wrongs:
    """An alias means one actor in one sentence."""
    taken: dict[str, dict[tuple[str, int | None], int]] = {}  # None: some sentence of the text
    for line, alias, cell in zip(table.index, table["alias"], table["only_in"]):
        places = sentences_of(cell) or {_EVERYWHERE}
        key = alias_key(alias)
        if not key:
            yield line, "the alias has no character that prints; expected one"
        lines = taken.setdefault(key, {})
        clashes = lines.keys() if _EVERYWHERE in places else lines.keys() & _clashing(places)
        if clashes:
            before = min(lines[place] for place in clashes)
            expected = "expected one actor for it, or sentences in only_in that tell them apart"
            yield line, f'the alias "{alias}" is given in line {before} too; {expected}'
        lines.update(dict.fromkeys([*places, *((doc_id, None) for doc_id, _ in places)], line))


def _clashing(places: Iterable[tuple[str, int]]) -> set[tuple[str, int | None]]:
    """The places that an alias with these may not have in another row."""
    whole = {(doc_id, None if sent_id == WHOLE else WHOLE) for doc_id, sent_id in places}
    return {*places, *whole, _EVERYWHERE}
