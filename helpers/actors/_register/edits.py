"""What can be done to the rows of a register: each act says which cells change, or refuses."""

import re
import unicodedata

from helpers.actors import KINDS
from helpers.actors._register.file import IGNORED, safe
from helpers.corpus import InputError

Changes = dict[int, dict[str, str]]


def merge(rows: list[dict], picked: list[int], *, into: str) -> tuple[Changes, str]:
    """Give the picked aliases to an actor that is there.

    >>> rows = [{"at": 1, "actor_id": "a", "label": "Ana", "kind": "person"},
    ...         {"at": 2, "actor_id": "b", "label": "Bo", "kind": "group"}]
    >>> merge(rows, [2], into="a")
    ({2: {'actor_id': 'a', 'label': 'Ana', 'kind': 'person'}}, 'Merged 1 alias into Ana.')
    """
    _picked(rows, picked)
    to = _actor(rows, into)
    moved = [row["at"] for row in rows if row["at"] in picked and row["actor_id"] != into]
    if not moved:
        raise InputError(f"{to['label']} has these already; pick aliases of another actor")
    cells = {"actor_id": into, "label": to["label"], "kind": to["kind"]}
    own = {
        row["at"]: {"label": to["label"]}
        for row in rows
        if row["actor_id"] == into and row["label"] != safe(row["label"])
    }
    return own | {at: cells for at in moved}, f"Merged {_aliases(len(moved))} into {to['label']}."


def split(rows: list[dict], picked: list[int], *, label: str) -> tuple[Changes, str]:
    """Make a new actor of the picked aliases.

    >>> rows = [{"at": at, "actor_id": "a", "label": "Ana", "kind": "person"} for at in (1, 2)]
    >>> split(rows, [2], label="Bo Li")
    ({2: {'actor_id': 'bo-li', 'label': 'Bo Li', 'kind': 'person'}}, 'Split 1 alias off as Bo Li.')
    """
    mine, label = _picked(rows, picked), _label(rows, label)
    owners = {row["actor_id"] for row in mine} - {IGNORED}
    if len(owners) == 1 and all(row["at"] in picked for row in rows if row["actor_id"] in owners):
        raise InputError(f"every alias of {mine[0]['label']} is picked; rename it instead")
    actor = _new_id(rows, label)
    cells = {
        "actor_id": actor,
        "label": label,
        "kind": mine[0]["kind"] if mine[0]["kind"] in KINDS else KINDS[0],
    }
    return {row["at"]: cells for row in mine}, f"Split {_aliases(len(mine))} off as {label}."


def rename(
    rows: list[dict], picked: list[int], *, label: str, id_follows: bool = False
) -> tuple[Changes, str]:
    """Give the actor of the picked aliases another label, and with `id_follows` the id made from it.

    >>> rows = [{"at": at, "actor_id": "a", "label": "Ana", "kind": "person"} for at in (1, 2)]
    >>> rename(rows, [2], label="Ana Okello")[0]
    {1: {'label': 'Ana Okello'}, 2: {'label': 'Ana Okello'}}
    """
    actor = _one_actor(rows, picked)
    old = _actor(rows, actor)["label"]
    label = _label([row for row in rows if row["actor_id"] != actor], label)
    cells = {"label": label}
    if id_follows:
        cells["actor_id"] = _new_id([row for row in rows if row["actor_id"] != actor], label)
    return {row["at"]: cells for row in rows if row["actor_id"] == actor}, f"Renamed {old} to {label}."


def set_kind(rows: list[dict], picked: list[int], *, kind: str) -> tuple[Changes, str]:
    """Say of what kind the actors of the picked aliases are, in all their rows."""
    owners = {row["actor_id"] for row in _picked(rows, picked)} - {IGNORED}
    if kind not in KINDS or not owners:
        raise InputError(f"pick an actor that is not ignored, and one of {', '.join(KINDS)}")
    labels = dict.fromkeys(row["label"] for row in rows if row["actor_id"] in owners)
    return (
        {row["at"]: {"kind": kind} for row in rows if row["actor_id"] in owners},
        f"{', '.join(labels)}: now of the kind {kind}.",
    )


def ignore(rows: list[dict], picked: list[int]) -> tuple[Changes, str]:
    """Say that the picked aliases mean no actor; no draft proposes them again."""
    mine = [row for row in _picked(rows, picked) if row["actor_id"] != IGNORED]
    if not mine:
        raise InputError("these are ignored already")
    return {row["at"]: {"actor_id": IGNORED} for row in mine}, f"Ignored {_aliases(len(mine))}."


def restore(rows: list[dict], picked: list[int]) -> tuple[Changes, str]:
    """Take ignored aliases back: to the actor with their label, or to a new one where there is none."""
    mine = [row for row in _picked(rows, picked) if row["actor_id"] == IGNORED]
    if not mine:
        raise InputError("none of these is ignored")
    changes, there = {}, [row for row in rows if row["actor_id"] != IGNORED]
    for row in mine:
        label = row["label"] or row["alias"]
        home = next((other for other in there if other["label"] == label), None)
        home = home or {
            "actor_id": _new_id(there, label),
            "label": label,
            "kind": row["kind"] if row["kind"] in KINDS else KINDS[0],
        }
        there.append(home)
        changes[row["at"]] = {name: home[name] for name in ("actor_id", "label", "kind")}
    return changes, f"Took back {_aliases(len(mine))}."


ACTS = {
    "merge": merge,
    "split": split,
    "rename": rename,
    "kind": set_kind,
    "ignore": ignore,
    "restore": restore,
}


def slug(label: str) -> str:
    """An id made from a label: lower case, plain letters, hyphens.

    >>> slug("Ali al-Sīstānī’s office")
    'ali-al-sistanis-office'
    """
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "actor"


def _new_id(rows: list[dict], label: str) -> str:
    taken, base, number = {row["actor_id"] for row in rows}, slug(label), 2
    actor = base
    while actor in taken:
        actor, number = f"{base}-{number}", number + 1
    return actor


def _picked(rows: list[dict], picked: list[int]) -> list[dict]:
    mine = [row for row in rows if row["at"] in picked]
    if not mine or len(mine) < len(set(picked)):
        raise InputError("no alias is picked; tick at least one")
    return mine


def _actor(rows: list[dict], actor: str) -> dict:
    found = next((row for row in rows if row["actor_id"] == actor and actor != IGNORED), None)
    if found is None:
        raise InputError("there is no such actor; choose one of the list")
    return found


def _one_actor(rows: list[dict], picked: list[int]) -> str:
    owners = {row["actor_id"] for row in _picked(rows, picked)} - {IGNORED}
    if len(owners) != 1:
        raise InputError(f"the picked aliases belong to {len(owners)} actors; pick those of one")
    return owners.pop()


def _label(others: list[dict], label: str) -> str:
    label = " ".join(label.split())
    if not label:
        raise InputError("the new label is empty; write one")
    if label != safe(label):
        raise InputError(
            f"the label begins with “{label[0]}”, which a spreadsheet would run; begin with a letter"
        )
    if any(row["label"] == label and row["actor_id"] != IGNORED for row in others):
        raise InputError(f"there is an actor {label} already; merge with it instead")
    return label


def _aliases(number: int) -> str:
    return f"{number} alias{'es' * (number != 1)}"
