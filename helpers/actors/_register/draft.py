"""The register of a new text: drafted once, then the user's."""

import hashlib
import re
from collections import Counter, defaultdict, namedtuple
from functools import cache
from itertools import combinations, count
from pathlib import Path
from typing import Any

import pandas as pd

from helpers import table_path
from helpers._files import csv_line, locked, replace
from helpers._fold import APOSTROPHES, slug
from helpers._tables import CONTRACTS, PLACE, require
from helpers.actors._identity.containment import TOO_PLAIN
from helpers.actors._identity.forms import bare, given_names, plain, state, state_kind, titles
from helpers.actors._identity.merge import fullest_forms, merge
from helpers.actors._identity.peoples import peoples
from helpers.actors._identity.phrases import common_small, common_words
from helpers.actors._identity.roles import roles
from helpers.actors._recogniser.mend import KIND_OF_LABEL
from helpers.actors._recogniser.names import names as recognise
from helpers.actors._register import read
from helpers.actors._register.file import append_rows, apply_edits, utf8_bytes

COLUMNS = [*CONTRACTS["register"], "count", "example", "reason"]
LENGTH = 200  # characters of an example
SHOWN = 30  # characters of a text's name in the label of an actor that is told apart by it
REDRAWN = ["only_in", "source", "count", "example", "reason"]  # what changes in a row whose text was edited
_OF_TEXT = re.compile(r"draft ([0-9a-f]{12})")  # a source that names the text in which the row holds
_POSSESSIVE = re.compile(rf"(?<=\w)[{APOSTROPHES}][sS]?$")


_Known = dict[tuple[str, str | None], list[Any]]

# What a draft knows of one mention: where it stands, whom it means and why.
_Mention = namedtuple("_Mention", "doc_id sent_id start alias actor_id label kind how reason")


def draft_register(
    sentences: pd.DataFrame, path: str | Path, *, names: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Write a register of the actors in a text, or append to it what it does not have yet.

    What stands in the file is the user's and is not changed, not by a byte: rows may be split (another
    `actor_id`), merged (the same `actor_id`) or renamed. An alias that is in the file is not proposed again,
    a new alias of a known actor joins the actor under which the user keeps it. A row that is deleted comes
    back with the next draft; to be rid of it for good, write `-` as its `actor_id`: the alias is ignored from
    then on. A cell that a spreadsheet would run gets an apostrophe in front.

    A name in full means its actor in all texts. `only_in` limits to the text what only the text explains (a
    first or last name alone, an acronym, "the government"), as `doc_id:*`, and to sentences what means two
    actors in it, and roles ("the prime minister"). Who is called nothing else is another actor in each text,
    with the text's name in the label where a register of several needs it. The `source` of such a row is
    "draft" and a fingerprint of its text. Once the text is edited the sentence numbers would point elsewhere:
    then these rows are drawn anew, each for the actor to whom the user gave its alias, and those whose alias
    is gone from the text are taken out.

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
        names = pd.concat([names, peoples(sentences, names)], ignore_index=True)
        prints = _fingerprints(sentences)
        stale = _stale(old, prints)
        known, before = (
            _known(old[~stale]),
            _known(old[stale].assign(only_in=lambda t: t["only_in"].map(_whole))),
        )
        mentions = _adopted(_mentions(sentences, names), known, before)
        mentions = _one_meaning(_told_apart(mentions, old))
        fresh = _rows([m for m in mentions if not _rows_for(m, known)], sentences, known, prints)
        redrawn, gone, fresh = _redrawn(old[stale], fresh)
        kept = data if data.strip() else f"{csv_line(COLUMNS)}\n".encode()
        longer = append_rows(apply_edits(kept, redrawn, without=gone), fresh.to_dict("records"))
        if longer != data:
            replace(path, longer)
    old = _with_cells(old.drop(index=gone), redrawn)
    old = old.reindex(columns=list(dict.fromkeys([*COLUMNS, *old.columns])), fill_value="")
    table = pd.concat([old.assign(new=False), fresh.assign(new=True)], ignore_index=True)
    table["count"] = pd.to_numeric(table["count"], errors="coerce").astype("Int64")
    return table.astype({column: "str" for column in COLUMNS if column != "count"} | {"new": "bool"})


def register_for(
    texts: str | Path, sentences: pd.DataFrame, drafts: str | Path | None = None
) -> pd.DataFrame:
    """Read the register of texts; where there is none beside them, draft one, and read that.

    A draft that is there already is read with all its edits, and what is new in the sentences is appended.

    >>> from helpers import SEEDS
    >>> len(register_for(SEEDS, pd.DataFrame())) == len(read.read_register(SEEDS))
    True

    `texts` is the text or folder that is analysed; `drafts` is the folder for the drafted `actors.csv`, where
    it is not to be that of the texts' figures. Returns and raises what `read_register` does; `attrs["path"]`
    is the file that was read, `attrs["drafted"]` whether it is a draft.
    """
    path = table_path(Path(texts).absolute(), "actors.csv")
    drafted = not read.register_beside(texts).exists()
    if drafted:
        path = path if drafts is None else Path(drafts) / "actors.csv"
        draft_register(sentences, path)
    register = read.read_register(path)
    register.attrs.update(path=path, drafted=drafted)
    return register


def _mentions(sentences: pd.DataFrame, names: pd.DataFrame) -> list[_Mention]:
    """Every mention, by name, role or group."""
    merged = merge(names)
    named, held = merged.itertuples(), roles(sentences, merged).itertuples()
    rows = [(r, _alias(r.surface), _kind(r.surface, getattr(r, "label", "")), "name") for r in named]
    rows += [(r, common_small(_alias(r.surface)), r.kind, r.how) for r in held]
    fullest = fullest_forms(merged)
    mentions = []
    for r, alias, kind, how in rows:
        name = fullest.get((r.doc_id, r.actor_id))
        label = (state(plain(name)) or _alias(name)) if name else r.label
        mentions.append(_Mention(r.doc_id, r.sent_id, r.start, alias, r.actor_id, label, kind, how, r.reason))
    return _agreed([m for m in mentions if m.alias])


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


def _fingerprints(sentences: pd.DataFrame) -> dict[str, str]:
    """doc_id -> what tells whether the text and its sentences are those from which a row was drafted."""
    texts = sentences.groupby("doc_id", sort=False)["text"].agg("\0".join)
    return {doc_id: hashlib.sha256(text.encode()).hexdigest()[:12] for doc_id, text in texts.items()}


def _stale(old: pd.DataFrame, prints: dict[str, str]) -> pd.Series:
    """Whether each row of the file was drafted from a text edited since; ignored ones never are."""
    stale = []
    for actor_id, cell, source in zip(old["actor_id"], old["only_in"], old["source"]):
        drafted, documents = _OF_TEXT.fullmatch(source), {doc_id for doc_id, _ in read.sentences_of(cell)}
        now = prints.get(documents.pop()) if len(documents) == 1 else None
        stale.append(bool(drafted and now and drafted[1] != now and actor_id != read.IGNORED))
    return pd.Series(stale, index=old.index, dtype="bool")


def _whole(only_in: str) -> str:
    return read.only_in((doc_id, read.WHOLE) for doc_id, _ in read.sentences_of(only_in))


def _redrawn(
    stale: pd.DataFrame, fresh: pd.DataFrame
) -> tuple[dict[int, dict[str, str]], list[int], pd.DataFrame]:
    """The new cells of stale rows by line, the lines that have no successor, and the rows that are left."""
    lines = {_identity(row): row.Index for row in stale.itertuples()}
    replaced = {lines[_identity(row)]: row for row in fresh.itertuples() if _identity(row) in lines}
    columns = [column for column in REDRAWN if column in stale]
    cells = {
        line: {column: str(getattr(row, column)) for column in columns} for line, row in replaced.items()
    }
    gone = [line for line in stale.index if line not in cells]
    return cells, gone, fresh.drop(index=[row.Index for row in replaced.values()])


def _with_cells(table: pd.DataFrame, cells: dict[int, dict[str, str]]) -> pd.DataFrame:
    """The table with the new cells of some lines, a column at a time."""
    for column in [column for column in REDRAWN if column in table and cells]:
        new = pd.Series({line: of_line[column] for line, of_line in cells.items()}, dtype="str")
        table = table.assign(**{column: new.reindex(table.index).fillna(table[column])})
    return table


def _identity(row: Any) -> tuple[str, str, str]:
    """What a drafted row and its successor share: actor, alias, text."""
    return row.actor_id, read.alias_key(row.alias), _whole(row.only_in)


def _known(old: pd.DataFrame) -> _Known:
    """The rows of the file by their alias's key and by text (None: all texts); `only_in` as its places."""
    known: _Known = {}
    for row in old.assign(only_in=old["only_in"].map(read.sentences_of)).itertuples():
        for doc_id in {doc_id for doc_id, _ in row.only_in} or {None}:
            known.setdefault((read.alias_key(row.alias), doc_id), []).append(row)
    return known


def _rows_for(m: _Mention, known: _Known) -> list[Any]:
    """The rows of the file that have the mention's alias for its sentence."""
    alias = read.alias_key(m.alias)
    rows = [*known.get((alias, m.doc_id), ()), *known.get((alias, None), ())]
    return [row for row in rows if read.holds(row.only_in, m.doc_id, m.sent_id)]


def _adopted(found: list[_Mention], known: _Known, before: _Known) -> list[_Mention]:
    """Mentions under the actors of the file: of the alias in the text before it was edited, or of any alias
    that the file knows for the actor, or, if it is named in full, with its id.
    """
    home: dict[tuple[str, str], Any] = {}
    own = {m: _only_here(m) for m in found}
    for m in sorted(found, key=lambda m: (m.how != "name", m.reason != "", -len(m.alias), m.doc_id, m.start)):
        rows = [*_rows_for(m, known), *_rows_for(m, before)]
        if own[m]:  # a short form may be the full name of another in the draft of another text
            rows = [row for row in rows if row.only_in or row.source != "draft"]
        if len({row.actor_id for row in rows}) == 1:
            home.setdefault((m.doc_id, m.actor_id), rows[0])
    same_id = {row.actor_id: row for rows in known.values() for row in rows}
    full = {(m.doc_id, m.actor_id) for m in found if not own[m]}
    moved = []
    for m in found:
        actor, rows = (m.doc_id, m.actor_id), _rows_for(m, before)
        namesake = same_id.get(m.actor_id) if actor in full else None
        was = rows[0] if len({row.actor_id for row in rows}) == 1 else None
        moved.append(_moved(m, was or home.get(actor) or namesake or m))
    return moved


def _only_here(m: _Mention) -> bool:
    """Whether only its text says whom an alias means: a common word, or less than the actor's full name."""
    if m.how != "name":
        return not any(map(str.isupper, m.alias))  # "the police", unlike "the Kenyan police"
    words, full = (bare(tuple(plain(name).split())) for name in (m.alias, m.label))
    if state(plain(m.alias)) is not None:
        return False
    short = len(words) < len(full) and (len(words) < 2 or {*words} <= {*full})
    return short or (m.kind == "person" and len(words) < 2) or {*words} <= _common()


@cache
def _common() -> frozenset[str]:
    """The words of names that many bodies share ("Parliament", "Foreign Ministry")."""
    return TOO_PLAIN | common_words()


def _told_apart(found: list[_Mention], old: pd.DataFrame) -> list[_Mention]:
    """Actors of different texts under different ids, where nothing but the same short form joins them."""
    texts: dict[str, set[str]] = defaultdict(set)
    for m in found:
        texts[m.actor_id].add(m.doc_id)
    rows = list(zip(old["actor_id"], map(read.sentences_of, old["only_in"])))
    at_home = {(actor, doc_id) for actor, places in rows for doc_id, _ in places}
    one = {m.actor_id for m in found if not _only_here(m)} | {actor for actor, places in rows if not places}
    known, labels = {*old["actor_id"]}, {*old["label"]}
    ids = known | texts.keys()
    names: dict[tuple[str, str], tuple[str, str]] = {}
    for m in found:
        actor = (m.actor_id, m.doc_id)
        shared = len(texts[m.actor_id]) > 1 or m.actor_id in known
        if shared and m.actor_id not in one and actor not in at_home and actor not in names:
            text = m.doc_id if len(m.doc_id) <= SHOWN else f"{m.doc_id[: SHOWN - 1]}…"
            numbered = (f"{m.label} ({text}{f' {n}' if n > 1 else ''})" for n in count(1))
            label = next(label for label in numbered if label not in labels)
            names[actor] = slug(f"{m.actor_id} {text}", ids), label
            ids.add(names[actor][0])
            labels.add(label)
    new = [names.get((m.actor_id, m.doc_id), (m.actor_id, m.label)) for m in found]
    return [m._replace(actor_id=actor, label=label) for m, (actor, label) in zip(found, new)]


def _moved(m: _Mention, to: Any) -> _Mention:
    return m._replace(actor_id=to.actor_id, label=to.label, kind=to.kind)


def _one_meaning(found: list[_Mention]) -> list[_Mention]:
    """An alias means one actor in one sentence: a name's before a role's, else the first."""
    meaning: dict[tuple[str, str, int], _Mention] = {}
    for m in sorted(found, key=lambda m: (m.how != "name", m.doc_id, m.start)):
        meaning.setdefault((read.alias_key(m.alias), m.doc_id, m.sent_id), m)
    return [_moved(m, meaning[read.alias_key(m.alias), m.doc_id, m.sent_id]) for m in found]


def _rows(
    found: list[_Mention], sentences: pd.DataFrame, known: _Known, prints: dict[str, str]
) -> pd.DataFrame:
    """One row per actor and alias, and text where it is limited, the actors by how often they are named."""
    total = Counter(m.actor_id for m in found)
    groups: dict[tuple[str, str, str], list[_Mention]] = {}
    for m in sorted(found, key=lambda m: (m.doc_id, m.start)):
        groups.setdefault((m.actor_id, read.alias_key(m.alias), m.doc_id), []).append(m)
    limits = _limits(groups, known)
    limited = {key[:2] for key, limit in limits.items() if limit}
    rows: dict[tuple[str, ...], list[_Mention]] = {}
    for key, group in groups.items():
        rows.setdefault(key if key[:2] in limited else key[:2], []).extend(group)
    first = {(group[0].doc_id, group[0].sent_id) for group in rows.values()}
    texts = zip(sentences["doc_id"], sentences["sent_id"], sentences["text"])
    examples = {(d, s): _example(text) for d, s, text in texts if (d, s) in first}
    drafted = [_row(group, limits.get(key, "") or key[2:], examples, prints) for key, group in rows.items()]

    def order(row: dict[str, Any]) -> tuple:
        form = read.REGISTER_FORMS.index(row["how"])
        return -total[row["actor_id"]], row["actor_id"], form, -row["count"], row["alias"], row["only_in"]

    return pd.DataFrame(sorted(drafted, key=order), columns=COLUMNS)


def _limits(groups: dict[tuple[str, str, str], list[_Mention]], known: _Known) -> dict[tuple, str]:
    """Which aliases are limited to sentences and which to a text. Sentences: what means another actor
    elsewhere in the text, or is part of another's role or group ("security forces" in "Iraqi security
    forces"), or is a role.
    """
    actors: dict[tuple[str, str], set[str]] = defaultdict(set)  # in one text; under "" in all
    inside: dict[tuple[str, str], set[str]] = defaultdict(set)
    for (actor, alias, doc_id), group in groups.items():
        actors[alias, doc_id].add(actor)
        actors[alias, ""].add(actor)
        words = alias.split() if group[0].how != "name" else []
        for begin, end in combinations(range(len(words) + 1), 2):
            inside[" ".join(words[begin:end]), doc_id].add(actor)
    limits, written = {}, {alias for alias, _ in known}
    for (actor, alias, doc_id), group in groups.items():
        others = inside[alias, doc_id] if group[0].how == "group" else set()
        if group[0].how == "role" or (alias, doc_id) in known or len(actors[alias, doc_id] | others) > 1:
            limits[actor, alias, doc_id] = "sentences"
        elif alias in written or len(actors[alias, ""]) > 1 or any(map(_only_here, group)):
            limits[actor, alias, doc_id] = "text"
    return limits


def _example(text: str) -> str:
    line = read.one_line(text)
    return line if len(line) <= LENGTH else line[:LENGTH].rsplit(" ", 1)[0] + " …"


def _row(
    group: list[_Mention], limit: object, examples: dict[tuple[str, int], str], prints: dict[str, str]
) -> dict[str, Any]:
    first = group[0]
    places = {(m.doc_id, m.sent_id if limit == "sentences" else read.WHOLE) for m in group}
    counts = Counter(m.alias for m in group)
    alias = min(counts, key=lambda form: (sum(map(str.isupper, form)), -counts[form], form))
    return {
        "actor_id": first.actor_id,
        "label": first.label,
        "kind": first.kind,
        "alias": alias,
        "how": first.how,
        "only_in": read.only_in(places) if limit else "",
        "source": f"draft {prints[first.doc_id]}" if limit else "draft",
        "count": len(group),
        "example": examples.get((first.doc_id, first.sent_id), ""),
        "reason": next(m.reason for m in group if m.alias == alias),
    }
