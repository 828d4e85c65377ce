"""`report.toml`: title, author, which figures in which order, and the analyst's own words."""

import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from helpers import InputError, short_path, table_path
from helpers._files import printable, read_text, replace
from helpers.report._run import Run

NAME = "report.toml"
KNOWN = {"title": str, "author": str, "columns": int, "figures": list}
OF_A_FIGURE = {"name": str, "text": str}
HEAD = """\
# What the report says and shows. Change it and make the report again; it is never overwritten.
# Figures stand in the order of their blocks: move a block to move its figure, delete it to leave it out.
# Your own words about a figure go between the quotation marks of its `text` and stand above it. They may run
# over many lines between three quotation marks on either side; an empty line begins a new paragraph.

title = {title}
author = {author}
columns = 1  # figures side by side in the page: 1 or 2
"""
FIGURE = """
# {caption}
[[figures]]
name = {name}
text = ""
"""


@dataclass(frozen=True)
class Settings:
    """What `report.toml` says; `figures` are pairs of a name and the words above it."""

    title: str
    author: str
    columns: int
    figures: tuple[tuple[str, str], ...]


def settings_of(run: Run, path: Path | None = None) -> tuple[Settings, Path]:
    """Read the settings of a report, written here if there are none yet; and where they lie."""
    path = path or table_path(run.texts, NAME)
    if not path.exists():
        replace(path, _fresh(run).encode())
    return _read(path, run.figures), path


def _fresh(run: Run) -> str:
    head = HEAD.format(title=_quoted(_title(run)), author=_quoted(""))
    blocks = [
        FIGURE.format(caption=_one_line(entry["caption"]), name=_quoted(name))
        for name, entry in run.figures.items()
    ]
    return "".join([head, *blocks])


def _title(run: Run) -> str:
    titles = [row.title or row.doc_id for row in run.documents.itertuples()]
    if len(titles) == 1:
        return f"A close reading of {titles[0]}"
    return f"A close reading of {len(titles)} texts: {run.texts.resolve().name}"


def _one_line(text: str) -> str:
    """Text without what TOML refuses: line ends and other characters that do not print."""
    printed = "".join(letter if letter.isprintable() else " " for letter in printable(text))
    return " ".join(printed.split())


def _quoted(text: str) -> str:
    return json.dumps(_one_line(text), ensure_ascii=False)  # JSON's string is TOML's too


def _read(path: Path, known: Iterable[str]) -> Settings:
    """Settings as they stand in the file; what is wrong there is said in one sentence."""
    try:
        found = tomllib.loads(read_text(path)[0])
    except tomllib.TOMLDecodeError as error:
        raise InputError(
            f"{short_path(path)}: {_one_line(str(error))}; mend it, or delete the file and it is written anew"
        ) from None
    given: dict[str, Any] = {"title": "", "author": "", "columns": 1, "figures": []} | found
    _check(given, KNOWN, path)
    if given["columns"] not in (1, 2):
        raise InputError(f"{short_path(path)}: columns is {given['columns']}; expected 1 or 2")
    figures = [_figure(figure, path, {*known}) for figure in given["figures"]]
    names = [name for name, _ in figures]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        raise InputError(f"{short_path(path)}: {twice} stands there twice; expected each figure once")
    return Settings(given["title"], given["author"], given["columns"], tuple(figures))


def _figure(figure: Any, path: Path, known: set[str]) -> tuple[str, str]:
    if not isinstance(figure, dict) or "name" not in figure:
        raise InputError(f"{short_path(path)}: a figure without a name; expected [[figures]] and name = …")
    _check(figure, OF_A_FIGURE, path)
    if figure["name"] not in known:
        raise InputError(
            f'{short_path(path)}: there is no figure "{_one_line(figure["name"])}"; '
            f"there are {', '.join(sorted(known))}"
        )
    return figure["name"], figure.get("text", "")


def _check(given: Mapping, known: Mapping[str, type], path: Path) -> None:
    for name, value in given.items():
        kind = known.get(name)
        if kind is None:
            raise InputError(f"{short_path(path)}: nothing is called {name}; there are {', '.join(known)}")
        if not isinstance(value, kind) or isinstance(value, bool):
            wanted = {str: 'text in " "', int: "a number", list: "blocks that begin [[figures]]"}[kind]
            raise InputError(f"{short_path(path)}: {name} is {value!r}; expected {wanted}")
