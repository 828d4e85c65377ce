"""The register of a new text: drafted once, then the user's."""

import re
from collections import Counter, defaultdict, namedtuple
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path
from typing import Any

import pandas as pd

from helpers._files import csv_line, locked, replace
from helpers._fold import APOSTROPHES
from helpers._spans import overlaps
from helpers._tables import CONTRACTS, PLACE, require
from helpers.actors._identity.forms import given_names, plain, state, state_kind, titles
from helpers.actors._identity.merge import fullest_forms, merge
from helpers.actors._identity.phrases import common_small
from helpers.actors._identity.roles import roles
from helpers.actors._recogniser.names import names as recognise
from helpers.actors._register import read
from helpers.actors._register.file import append_rows, utf8_bytes
from helpers.corpus import tokens

COLUMNS = [*CONTRACTS["register"], "count", "example", "reason"]
KIND_OF_LABEL = {"PER": "person", "ORG": "organisation", "LOC": "place"}
LENGTH = 200  # characters of an example
_POSSESSIVE = re.compile(rf"(?<=\w)[{APOSTROPHES}][sS]?$")


# What a draft knows of one mention: where it stands, whom it means and why.
_Mention = namedtuple("_Mention", "doc_id sent_id start alias actor_id label kind how reason")


def draft_register(
    sentences: pd.DataFrame, path: str | Path, *, names: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Write a register of the actors in a text, or append to it what it does not have yet.

    What stands in the file is the user's and is never changed, not by a byte: rows may be split (another
    `actor_id`), merged (the same `actor_id`) or renamed. An alias that is in the file is not proposed again,
    a new alias of a known actor joins the actor under which the user keeps it. A row that is deleted comes
    back with the next draft; to be rid of it for good, write `-` as its `actor_id`: the alias is ignored from
    then on. `only_in` is filled where an alias means two actors, and for roles ("the prime minister"), which
    mean an actor only where the text says so. A cell that a spreadsheet would run gets an apostrophe in
    front.

    >>> import tempfile
    >>> from helpers.corpus import sentences as split
    >>> table = split(pd.DataFrame({"doc_id": ["a"], "text": ["Ana Okello spoke. Okello left."]}))
    >>> found = [("a", 1, 0, 10, "Ana Okello", "PER"), ("a", 2, 18, 24, "Okello", "PER")]
    >>> found = pd.DataFrame(found, columns=["doc_id", "sent_id", "start", "end", "surface", "label"])
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     draft = draft_register(table, folder + "/actors.csv", names=found)
    ...     again = draft_register(table, folder + "/actors.csv", names=found)
    >>> draft[["actor_id", "alias", "count", "reason"]].values.tolist()
    [['ana-okello', 'Ana Okello', 1, ''], ['ana-okello', 'Okello', 1, 'last name of “Ana Okello”']]
    >>> int(draft["new"].sum()), int(again["new"].sum())
    (2, 0)

    Returns the register as the file now holds it: `actor_id, label, kind, alias, how, only_in, source, count,
    example, reason`, and `new` (bool): whether this call appended the row.

    Raises an InputError when the file is not UTF-8, or not a register (`actors.read_register`); it stays as
    it is.
    """
    require(sentences, "sentences")
    if names is not None:
        require(names, "names", [*PLACE, "surface"])
    path = Path(path)
    with locked(path):  # two notebooks may come at once
        data = utf8_bytes(path)
        old = read.read_rows(path) if data.strip() else pd.DataFrame(columns=COLUMNS, dtype="str")
        names = recognise(sentences) if names is None else names
        names = pd.concat([names, _peoples(sentences, names)], ignore_index=True)
        known = _known(old)
        found = _one_meaning(_adopted(_mentions(sentences, names), known))
        fresh = _rows([m for m in found if not _rows_for(m, known)], sentences, known)
        kept = data if data.strip() else f"{csv_line(COLUMNS)}\n".encode()
        longer = append_rows(kept, fresh.to_dict("records"))
        if longer != data:
            replace(path, longer)
    old = old.reindex(columns=list(dict.fromkeys([*COLUMNS, *old.columns])), fill_value="")
    table = pd.concat([old.assign(new=False), fresh.assign(new=True)], ignore_index=True)
    table["count"] = pd.to_numeric(table["count"], errors="coerce").astype("Int64")
    return table.astype({column: "str" for column in COLUMNS if column != "count"} | {"new": "bool"})


def register_for(texts: str | Path, sentences: pd.DataFrame, drafts: str | Path) -> pd.DataFrame:
    """Read the register beside the texts; where there is none, draft one in a folder, and read that.

    A draft that is there already is read with all its edits, and what is new in the sentences is appended.

    >>> from helpers import FIGURES, SEEDS
    >>> len(register_for(SEEDS, pd.DataFrame(), FIGURES)) == len(read.read_register(SEEDS))
    True

    `texts` is the text or folder that is analysed, `drafts` the folder for the drafted `actors.csv`. Returns
    and raises what `read_register` does; `attrs["path"]` is the file that was read.
    """
    path = read.register_beside(texts)
    if not path.exists():
        path = Path(drafts) / "actors.csv"
        draft_register(sentences, path)
    register = read.read_register(path)
    register.attrs["path"] = path
    return register


def _peoples(sentences: pd.DataFrame, names: pd.DataFrame) -> pd.DataFrame:
    """The words for states and peoples ("Iraqis") that are in no name; recognisers pass them over."""
    words = tokens(sentences)
    words = words[words["token"].str[0].str.isupper() & ~overlaps(words, names)]
    words = words[words["token"].map(lambda token: state(plain(token)) is not None).astype("bool")]
    return words.rename(columns={"token": "surface"})[[*PLACE, "surface"]].assign(label="")


def _mentions(sentences: pd.DataFrame, names: pd.DataFrame) -> list[_Mention]:
    """Every mention, by name, role or group."""
    merged = merge(names)
    named, held = merged.itertuples(), roles(sentences, merged).itertuples()
    rows = [(r, _alias(r.surface), _kind(r.surface, getattr(r, "label", "")), "name") for r in named]
    rows += [(r, common_small(_alias(r.surface)), r.kind, r.how) for r in held]
    fullest = fullest_forms(merged)
    found = []
    for r, alias, kind, how in rows:
        name = fullest.get((r.doc_id, r.actor_id))
        label = (state(plain(name)) or _alias(name)) if name else r.label
        found.append(_Mention(r.doc_id, r.sent_id, r.start, alias, r.actor_id, label, kind, how, r.reason))
    return _agreed([m for m in found if m.alias])


def _agreed(found: list[_Mention]) -> list[_Mention]:
    """One label and one kind for an actor: the commonest."""
    labels: dict[str, Counter] = defaultdict(Counter)
    kinds: dict[str, Counter] = defaultdict(Counter)
    for m in found:
        labels[m.actor_id][m.label] += 1
        kinds[m.actor_id][m.kind or "organisation"] += bool(m.kind)
    label, kind = ({actor: _commonest(votes[actor]) for actor in votes} for votes in (labels, kinds))
    return [m._replace(label=label[m.actor_id], kind=kind[m.actor_id]) for m in found]


def _commonest(votes: Counter) -> str:
    return max(sorted(votes), key=lambda word: (votes[word], len(word)))


def _alias(surface: str) -> str:
    return _POSSESSIVE.sub("", read.one_line(surface))


def _kind(surface: str, label: str) -> str:
    name = state(plain(surface))
    if name:
        return state_kind(name)
    words = tuple(plain(surface).split())
    person = bool(words) and (bool(titles(words)) or words[0] in given_names())
    return KIND_OF_LABEL.get(label, "person" if person else "")


def _known(old: pd.DataFrame) -> dict[str, list[Any]]:
    """The rows of the file by the key of their alias; `only_in` is the sentences that each is limited to."""
    known: dict[str, list[Any]] = {}
    for row in old.assign(only_in=old["only_in"].map(read.sentences_of)).itertuples():
        known.setdefault(read.alias_key(row.alias), []).append(row)
    return known


def _rows_for(m: _Mention, known: dict[str, list[Any]]) -> list[Any]:
    """The rows of the file that have the mention's alias for its sentence."""
    rows = known.get(read.alias_key(m.alias), [])
    return [row for row in rows if not row.only_in or (m.doc_id, m.sent_id) in row.only_in]


def _adopted(found: list[_Mention], known: dict[str, list[Any]]) -> list[_Mention]:
    """Mentions under the actors of the file where it knows one of the actor's aliases, or else its id."""
    home: dict[tuple[str, str], Any] = {}
    for m in sorted(found, key=lambda m: (m.how != "name", m.reason != "", -len(m.alias), m.doc_id, m.start)):
        rows = _rows_for(m, known)
        if len({row.actor_id for row in rows}) == 1:
            home.setdefault((m.doc_id, m.actor_id), rows[0])
    same_id = {row.actor_id: row for rows in known.values() for row in rows}
    return [_moved(m, home.get((m.doc_id, m.actor_id)) or same_id.get(m.actor_id, m)) for m in found]


def _moved(m: _Mention, to: Any) -> _Mention:
    return m._replace(actor_id=to.actor_id, label=to.label, kind=to.kind)


def _one_meaning(found: list[_Mention]) -> list[_Mention]:
    """An alias means one actor in one sentence: a name's before a role's, else the first."""
    meaning: dict[tuple[str, str, int], _Mention] = {}
    for m in sorted(found, key=lambda m: (m.how != "name", m.doc_id, m.start)):
        meaning.setdefault((read.alias_key(m.alias), m.doc_id, m.sent_id), m)
    return [_moved(m, meaning[read.alias_key(m.alias), m.doc_id, m.sent_id]) for m in found]


def _rows(found: list[_Mention], sentences: pd.DataFrame, taken: Iterable[str]) -> pd.DataFrame:
    """One row per actor and alias, the actors by how often they are named."""
    texts = {(d, s): text for d, s, text in zip(sentences["doc_id"], sentences["sent_id"], sentences["text"])}
    total = Counter(m.actor_id for m in found)
    groups: dict[tuple[str, str], list[_Mention]] = {}
    for m in sorted(found, key=lambda m: (m.doc_id, m.start)):
        groups.setdefault((m.actor_id, read.alias_key(m.alias)), []).append(m)
    limited = _limited(groups, taken)
    rows = [_row(group, alias in limited, texts) for (_, alias), group in groups.items()]

    def order(row: dict[str, Any]) -> tuple:
        form = read.REGISTER_FORMS.index(row["how"])
        return -total[row["actor_id"]], row["actor_id"], form, -row["count"], row["alias"]

    return pd.DataFrame(sorted(rows, key=order), columns=COLUMNS)


def _limited(groups: dict[tuple[str, str], list[_Mention]], taken: Iterable[str]) -> set[str]:
    """The aliases that mean an actor only in some sentences: they mean another one elsewhere, or are part of
    another's role or group ("security forces" in "Iraqi security forces"), or are a role.
    """
    actors: dict[str, set[str]] = defaultdict(set)
    inside: dict[str, set[str]] = defaultdict(set)
    for (actor, alias), group in groups.items():
        actors[alias].add(actor)
        words = alias.split() if group[0].how != "name" else []
        for begin, end in combinations(range(len(words) + 1), 2):
            inside[" ".join(words[begin:end])].add(actor)
    limited = set(taken)
    for (_, alias), group in groups.items():
        others = inside[alias] if group[0].how == "group" else set()
        if group[0].how == "role" or len(actors[alias] | others) > 1:
            limited.add(alias)
    return limited


def _row(group: list[_Mention], limited: bool, texts: dict[tuple[str, int], str]) -> dict[str, Any]:
    first = group[0]
    counts = Counter(m.alias for m in group)
    alias = min(counts, key=lambda form: (sum(map(str.isupper, form)), -counts[form], form))
    example = read.one_line(texts.get((first.doc_id, first.sent_id), ""))
    return {
        "actor_id": first.actor_id,
        "label": first.label,
        "kind": first.kind,
        "alias": alias,
        "how": first.how,
        "only_in": read.only_in((m.doc_id, m.sent_id) for m in group) if limited else "",
        "source": "draft",
        "count": len(group),
        "example": example if len(example) <= LENGTH else example[:LENGTH].rsplit(" ", 1)[0] + " …",
        "reason": next(m.reason for m in group if m.alias == alias),
    }
