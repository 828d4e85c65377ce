"""The register of a new text: drafted once, then the user's."""

import csv
import io
import os
import re
import shutil
from collections import Counter
from itertools import combinations
from pathlib import Path

import pandas as pd

from helpers.actors._identity.forms import given_names, plain, state, state_kinds, titles
from helpers.actors._identity.merge import merge
from helpers.actors._identity.phrases import common_small
from helpers.actors._identity.roles import roles
from helpers.actors._register.read import fold, sentences_of
from helpers.corpus import CONTRACTS, InputError, read_csv, require, tokens

COLUMNS = [*CONTRACTS["register"], "count", "example", "reason"]
IGNORED = "-"
KINDS = {"PER": "person", "ORG": "organisation", "LOC": "place"}
_POSSESSIVE = re.compile(r"(?<=\w)['’][sS]?$")
_RUNS = ("=", "+", "-", "@", "\t", "\r")
LENGTH = 200


def draft_register(
    sentences: pd.DataFrame, path: str | Path, *, names: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Write a register of the actors in a text, or append to it what it does not have yet.

    What stands in the file is the user's and is never changed, not by a byte: rows may be split (another
    `actor_id`), merged (the same `actor_id`) or renamed. An alias that is in the file is not proposed
    again, a new alias of a known actor joins the actor under which the user keeps it. A row that is
    deleted comes back with the next draft; to be rid of it for good, write `-` as its `actor_id`: the
    alias is ignored from then on.

    >>> import tempfile
    >>> text = "Ana Okello spoke. Okello left."
    >>> rows = [("a", 1, 1, 0, 17, text[:17]), ("a", 1, 2, 18, 30, text[18:])]
    >>> table = pd.DataFrame(rows, columns=["doc_id", "par_id", "sent_id", "start", "end", "text"])
    >>> found = [("a", 1, 0, 10, "Ana Okello", "PER"), ("a", 2, 18, 24, "Okello", "PER")]
    >>> found = pd.DataFrame(found, columns=["doc_id", "sent_id", "start", "end", "surface", "label"])
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     draft = draft_register(table, folder + "/actors.csv", names=found)
    ...     again = draft_register(table, folder + "/actors.csv", names=found)
    >>> draft[["actor_id", "alias", "count", "new"]].values.tolist()
    [['ana-okello', 'Ana Okello', 1, True], ['ana-okello', 'Okello', 1, True]]
    >>> draft["reason"].tolist()
    ['', 'last name of “Ana Okello”']
    >>> int(again["new"].sum())
    0

    Parameters
    ----------
    sentences : DataFrame, one row per sentence (`corpus.sentences`).
    path : the register's file; made if it is not there.
    names : DataFrame, one row per name (`actors.names`); recognised in the sentences when not given.

    Returns
    -------
    DataFrame, the register as the file now holds it: `actor_id, label, kind, alias, how, only_in, source,
    count, example, reason`, and `new` (bool): whether this call appended the row.

    Raises
    ------
    InputError
        When the file is no UTF-8 text or lacks a column of the register.

    Notes
    -----
    `only_in` is filled where an alias means two actors, and for roles ("the prime minister"), which mean
    an actor only where the text says so. A cell that a spreadsheet would run gets an apostrophe in front.
    """
    require(sentences, "sentences")
    path = Path(path)
    old, head = _read(path)
    names = _recognised(sentences) if names is None else names
    found = _mentions(sentences, pd.concat([names, _peoples(sentences, names)], ignore_index=True))
    fresh = _rows(_unknown(_one_meaning(_adopted(found, old)), old), sentences, old)
    if len(fresh) or not path.exists():
        _append(path, fresh, head)
    table = pd.concat([old.assign(new=False), fresh.assign(new=True)], ignore_index=True)
    table["count"] = pd.to_numeric(table["count"], errors="coerce").astype("Int64")
    return table.astype({column: "str" for column in COLUMNS if column != "count"} | {"new": "bool"})


def _recognised(sentences: pd.DataFrame) -> pd.DataFrame:
    from helpers.actors._recogniser.names import names  # heavy: the model is read here

    return names(sentences)


def _peoples(sentences: pd.DataFrame, names: pd.DataFrame) -> pd.DataFrame:
    """The words for states and peoples ("Iraqis") that are in no name; recognisers pass them over."""
    taken = {}
    for doc, start, end in zip(names["doc_id"], names["start"], names["end"]):
        taken.setdefault(doc, []).append((start, end))
    rows = [
        (word.doc_id, word.sent_id, word.start, word.end, word.token, "")
        for word in tokens(sentences).itertuples()
        if word.token[0].isupper()
        and state(plain(word.token))
        and not any(word.start < end and start < word.end for start, end in taken.get(word.doc_id, []))
    ]
    return pd.DataFrame(rows, columns=["doc_id", "sent_id", "start", "end", "surface", "label"])


def _only_in(pairs) -> str:
    by_doc = {}
    for doc, sent in sorted(set(pairs)):
        by_doc.setdefault(doc, []).append(str(sent))
    return ";".join(f"{doc}:{' '.join(sents)}" for doc, sents in by_doc.items())


def _mentions(sentences: pd.DataFrame, names: pd.DataFrame) -> list:
    """Every mention as a dict: where, alias, actor_id, label, kind, how, reason."""
    merged = merge(names)
    fullest = {}
    for doc, actor, surface, why in zip(*(merged[c] for c in ["doc_id", "actor_id", "surface", "reason"])):
        if not why or (doc, actor) not in fullest:
            fullest[doc, actor] = surface
    labels = merged["label"] if "label" in merged else [""] * len(merged)
    found = [
        {
            "doc": r.doc_id,
            "sent": r.sent_id,
            "start": r.start,
            "alias": _alias(r.surface),
            "actor": r.actor_id,
            "label": _label(fullest[r.doc_id, r.actor_id]),
            "kind": _kind(r.surface, tag),
            "how": "name",
            "reason": r.reason,
        }
        for r, tag in zip(merged.itertuples(), labels)
    ]
    for r in roles(sentences, merged).itertuples():
        named = fullest.get((r.doc_id, r.actor_id))
        found.append(
            {
                "doc": r.doc_id,
                "sent": r.sent_id,
                "start": r.start,
                "alias": common_small(_alias(r.surface)),
                "actor": r.actor_id,
                "label": _label(named) if named else r.label,
                "kind": r.kind,
                "how": r.how,
                "reason": r.reason,
            }
        )
    return _agreed([m for m in found if m["alias"]])


def _agreed(found: list) -> list:
    """One label and one kind for an actor: the commonest."""
    votes = {}
    for m in found:
        label, kind = votes.setdefault(m["actor"], (Counter(), Counter()))
        label[m["label"]] += 1
        kind[m["kind"]] += bool(m["kind"])
    best = {
        actor: [max(sorted(c), key=lambda x, c=c: (c[x], len(x))) for c in both]
        for actor, both in votes.items()
    }
    return [m | {"label": best[m["actor"]][0], "kind": best[m["actor"]][1] or "organisation"} for m in found]


def _alias(surface: str) -> str:
    return _POSSESSIVE.sub("", " ".join(surface.split()))


def _label(surface: str) -> str:
    name = state(plain(surface))
    return name or _alias(surface)


def _kind(surface: str, label) -> str:
    name = state(plain(surface))
    if name:
        return state_kinds()[name]
    words = tuple(plain(surface).split())
    person = bool(words) and (bool(titles(words)) or words[0] in given_names())
    return KINDS.get(label, "person" if person else "")


def _adopted(found: list, old: pd.DataFrame) -> list:
    """Mentions under the actors of the file where the file knows one of the actor's aliases."""
    known = {}
    for row in old.itertuples():
        known.setdefault(fold(row.alias), []).append(row)
    home = {}
    for m in sorted(found, key=_fullness):
        rows = [r for r in known.get(fold(m["alias"]), []) if _covers(r.only_in, m)]
        if len({r.actor_id for r in rows}) == 1:
            home.setdefault((m["doc"], m["actor"]), rows[0])
    moved = {key: {"actor": row.actor_id, "label": row.label, "kind": row.kind} for key, row in home.items()}
    return [m | moved.get((m["doc"], m["actor"]), {}) for m in found]


def _fullness(m: dict) -> tuple:
    """Names before roles, the actor's fullest name first."""
    return (m["how"] != "name", m["reason"] != "", -len(m["alias"]), str(m["doc"]), m["start"])


def _one_meaning(found: list) -> list:
    """An alias means one actor in one sentence: a name's before a role's, else the first."""
    meaning = {}
    for m in sorted(found, key=lambda m: (m["how"] != "name", str(m["doc"]), m["start"])):
        meaning.setdefault((fold(m["alias"]), m["doc"], m["sent"]), m)
    same = [(m, meaning[fold(m["alias"]), m["doc"], m["sent"]]) for m in found]
    return [m | {key: first[key] for key in ("actor", "label", "kind")} for m, first in same]


def _covers(only_in: str, mention: dict) -> bool:
    return not only_in.strip() or (mention["doc"], mention["sent"]) in sentences_of(only_in)


def _unknown(found: list, old: pd.DataFrame) -> list:
    """The mentions whose alias the file does not have, or has only for other sentences."""
    known = {}
    for alias, only_in in zip(old["alias"], old["only_in"]):
        known.setdefault(fold(alias), []).append(only_in)
    return [m for m in found if not any(_covers(limit, m) for limit in known.get(fold(m["alias"]), []))]


def _rows(found: list, sentences: pd.DataFrame, old: pd.DataFrame) -> pd.DataFrame:
    """One row per actor and alias, the actors by how often they are named."""
    texts = {(d, s): text for d, s, text in zip(sentences["doc_id"], sentences["sent_id"], sentences["text"])}
    total, groups = Counter(m["actor"] for m in found), {}
    for m in sorted(found, key=lambda m: (str(m["doc"]), m["start"])):
        groups.setdefault((m["actor"], fold(m["alias"])), []).append(m)
    limited = _limited(groups, {fold(alias) for alias in old["alias"]})
    rows = [_row(group, alias in limited, texts) for (_, alias), group in groups.items()]
    order = {"name": 0, "role": 1, "group": 2}
    rows.sort(key=lambda r: (-total[r[0]], r[0], order[r[4]], -r[7], r[3]))
    return pd.DataFrame(rows, columns=COLUMNS)


def _limited(groups: dict, taken: set) -> set:
    """The aliases that mean an actor only in some sentences: they mean another one elsewhere, or are part of
    another's role or group ("security forces" in "Iraqi security forces"), or are a role.
    """
    actors, inside, limited = {}, {}, set(taken)
    for (actor, alias), group in groups.items():
        actors.setdefault(alias, set()).add(actor)
        if group[0]["how"] != "name":
            words = alias.split()
            for at, to in combinations(range(len(words) + 1), 2):
                inside.setdefault(" ".join(words[at:to]), set()).add(actor)
    for (actor, alias), group in groups.items():
        wider = inside.get(alias, set()) - {actor} if group[0]["how"] != "name" else set()
        if len(actors[alias]) > 1 or wider or group[0]["how"] == "role":
            limited.add(alias)
    return limited


def _row(group: list, limited: bool, texts: dict) -> tuple:
    first = group[0]
    counts = Counter(m["alias"] for m in group)
    alias = min(counts, key=lambda form: (sum(map(str.isupper, form)), -counts[form], form))
    limit = _only_in((m["doc"], m["sent"]) for m in group) if limited else ""
    example = " ".join(texts.get((first["doc"], first["sent"]), "").split())
    example = example if len(example) <= LENGTH else example[:LENGTH].rsplit(" ", 1)[0] + " …"
    reason = next(m["reason"] for m in group if m["alias"] == alias)
    return (
        first["actor"],
        first["label"],
        first["kind"],
        alias,
        first["how"],
        limit,
        "draft",
        len(group),
        example,
        reason,
    )


def _read(path: Path) -> tuple[pd.DataFrame, list]:
    """The register of the file and the columns it has."""
    if not path.exists() or not path.read_bytes().strip():
        return pd.DataFrame(columns=COLUMNS), COLUMNS
    try:
        path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        raise InputError(f"{path.name}: no UTF-8 text; save it from the spreadsheet as “CSV UTF-8”") from None
    table = read_csv(path, CONTRACTS["register"]).drop(columns="line")
    head = list(table.columns)
    return table.map(_live).reindex(columns=list(dict.fromkeys([*COLUMNS, *head])), fill_value=""), head


def _append(path: Path, rows: pd.DataFrame, head: list) -> None:
    """Put the rows behind what the file holds, as one replacement that is whole or not at all."""
    before = path.read_bytes() if path.exists() else b""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n" if b"\r\n" in before else "\n")
    if not before.strip():
        before = b""
        writer.writerow(head)
    elif not before.endswith((b"\n", b"\r")):
        before += b"\r\n" if b"\r\n" in before else b"\n"
    writer.writerows([_safe(row.get(column, "")) for column in head] for row in rows.to_dict("records"))
    part = path.with_name(path.name + ".part")
    with part.open("wb") as file:
        file.write(before + text.getvalue().encode("utf-8"))
        file.flush()
        os.fsync(file.fileno())
    if path.exists():
        shutil.copymode(path, part)
    os.replace(part, path)


def _safe(cell) -> str:
    """A cell that a spreadsheet will not run; a lone hyphen is only a hyphen."""
    text = str(cell)
    return f"'{text}" if text.startswith(_RUNS) and text != IGNORED else text


def _live(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_RUNS) else cell
