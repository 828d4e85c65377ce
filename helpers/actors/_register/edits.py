"""What can be done to the rows of a register: an act returns cells to change and a sentence, or refuses."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from helpers import InputError
from helpers._fold import slug
from helpers._tables import ACTOR
from helpers._words import plural
from helpers.actors._register.read import IGNORED, KINDS

Rows = list[dict[str, Any]]
Edits = dict[int, dict[str, str]]  # line → column → value


def merge(rows: Rows, picked: list[int], *, into: str) -> tuple[Edits, str]:
    """Give the picked aliases to another actor.

    >>> rows = [{"line": 2, "actor_id": "a", "label": "Ana", "kind": "person"},
    ...         {"line": 3, "actor_id": "b", "label": "Bo", "kind": "group"}]
    >>> merge(rows, [3], into="a")
    ({3: {'actor_id': 'a', 'label': 'Ana', 'kind': 'person'}}, 'Merged 1 alias into Ana.')
    """
    ours = _picked(rows, picked)
    actor = next((row for row in rows if row["actor_id"] == into != IGNORED), None)
    if actor is None:
        raise InputError("there is no such actor; choose one of the list")
    moved = [row["line"] for row in ours if row["actor_id"] != into]
    if not moved:
        raise InputError(f"{actor['label']} has these already; pick aliases of another actor")
    return dict.fromkeys(moved, _cells(actor)), f"Merged {_aliases(len(moved))} into {actor['label']}."


def split(rows: Rows, picked: list[int], *, label: str) -> tuple[Edits, str]:
    """Make a new actor of the picked aliases.

    >>> rows = [{"line": line, "actor_id": "a", "label": "Ana", "kind": "person"} for line in (2, 3)]
    >>> split(rows, [3], label="Bo Li")
    ({3: {'actor_id': 'bo-li', 'label': 'Bo Li', 'kind': 'person'}}, 'Split 1 alias off as Bo Li.')
    """
    ours, label = _picked(rows, picked), _new_label(rows, label)
    owners = {row["actor_id"] for row in ours} - {IGNORED}
    lines = {row["line"] for row in ours}
    if len(owners) == 1 and all(row["line"] in lines for row in rows if row["actor_id"] in owners):
        raise InputError(f"every alias of {ours[0]['label']} is picked; rename it instead")
    cells = _cells(_new_actor(_ids(rows), label, ours[0]["kind"]))
    return {row["line"]: cells for row in ours}, f"Split {_aliases(len(ours))} off as {label}."


def rename(rows: Rows, picked: list[int], *, label: str) -> tuple[Edits, str]:
    """Give the actor of the picked aliases another label.

    >>> rows = [{"line": line, "actor_id": "a", "label": "Ana", "kind": "person"} for line in (2, 3)]
    >>> rename(rows, [3], label="Ana Okello")[0]
    {2: {'label': 'Ana Okello'}, 3: {'label': 'Ana Okello'}}
    """
    ours, others = _one_actor(rows, picked)
    label = _new_label(others, label)
    return {row["line"]: {"label": label} for row in ours}, f"Renamed {ours[0]['label']} to {label}."


def id_from_label(rows: Rows, picked: list[int]) -> tuple[Edits, str]:
    """Give the actor of the picked aliases the id that its label makes.

    >>> id_from_label([{"line": 2, "actor_id": "a", "label": "Ana Okello", "kind": "person"}], [2])
    ({2: {'actor_id': 'ana-okello'}}, 'Ana Okello has the id ana-okello.')
    """
    ours, others = _one_actor(rows, picked)
    label = ours[0]["label"]
    actor_id = _new_actor(_ids(others), label, "")["actor_id"]
    return {row["line"]: {"actor_id": actor_id} for row in ours}, f"{label} has the id {actor_id}."


def kind(rows: Rows, picked: list[int], *, kind: str) -> tuple[Edits, str]:
    """Set the kind of the actors of the picked aliases, in all their rows."""
    owners = {row["actor_id"] for row in _picked(rows, picked)} - {IGNORED}
    if kind not in KINDS or not owners:
        raise InputError(f"pick an actor that is not ignored, and one of {', '.join(KINDS)}")
    ours = [row for row in rows if row["actor_id"] in owners]
    labels = dict.fromkeys(row["label"] for row in ours)
    return {row["line"]: {"kind": kind} for row in ours}, f"{', '.join(labels)}: now of the kind {kind}."


def ignore(rows: Rows, picked: list[int]) -> tuple[Edits, str]:
    """Let the picked aliases mean no actor; no draft proposes them again."""
    ours = [row for row in _picked(rows, picked) if row["actor_id"] != IGNORED]
    if not ours:
        raise InputError("these are ignored already")
    return {row["line"]: {"actor_id": IGNORED} for row in ours}, f"Ignored {_aliases(len(ours))}."


def restore(rows: Rows, picked: list[int]) -> tuple[Edits, str]:
    """Take ignored aliases back: to the actor with their label, or to a new one where there is none."""
    ours = [row for row in _picked(rows, picked) if row["actor_id"] == IGNORED]
    if not ours:
        raise InputError("none of these is ignored")
    actors = {row["label"]: row for row in reversed(rows) if row["actor_id"] != IGNORED}
    taken = _ids(rows)
    edits: Edits = {}
    for row in ours:
        label = row["label"] or row["alias"]
        if label not in actors:
            actors[label] = _new_actor(taken, label, row["kind"])
            taken.add(actors[label]["actor_id"])
        edits[row["line"]] = _cells(actors[label])
    return edits, f"Took back {_aliases(len(ours))}."


_ACTS = (merge, split, rename, id_from_label, kind, ignore, restore)
ACTS: Mapping[str, Callable[..., tuple[Edits, str]]] = MappingProxyType({act.__name__: act for act in _ACTS})


def _cells(actor: Mapping[str, Any]) -> dict[str, str]:
    return {column: actor[column] for column in ACTOR}


def _ids(rows: Rows) -> set[str]:
    return {row["actor_id"] for row in rows}


def _new_actor(taken: set[str], label: str, kind: str) -> dict[str, str]:
    return {"actor_id": slug(label, taken), "label": label, "kind": kind if kind in KINDS else KINDS[0]}


def _picked(rows: Rows, picked: list[int]) -> Rows:
    lines = {*picked}
    ours = [row for row in rows if row["line"] in lines]
    if not ours or len(ours) < len(lines):
        raise InputError("no alias is picked; tick at least one")
    return ours


def _one_actor(rows: Rows, picked: list[int]) -> tuple[Rows, Rows]:
    """All rows of the one actor of the picked aliases, and all other rows."""
    owners = {row["actor_id"] for row in _picked(rows, picked)} - {IGNORED}
    if len(owners) != 1:
        raise InputError(f"the picked aliases belong to {plural(len(owners), 'actor')}; pick those of one")
    ours = [row for row in rows if row["actor_id"] in owners]
    return ours, [row for row in rows if row["actor_id"] not in owners]


def _new_label(others: Rows, label: str) -> str:
    label = " ".join(label.split())
    if not label:
        raise InputError("the new label is empty; write one")
    if any(row["label"] == label and row["actor_id"] != IGNORED for row in others):
        raise InputError(f"there is an actor {label} already; merge with it instead")
    return label


def _aliases(number: int) -> str:
    return plural(number, "alias", "aliases")
