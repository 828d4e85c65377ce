"""Export: a figure with its data, caption, alt text and origin, the same bytes on every run."""

import hashlib
import io
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import escape
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
from matplotlib.figure import Figure as Drawing

from helpers import FIGURES, corpus_name
from helpers._files import csv_bytes, locked, replace
from helpers._tables import require
from helpers._words import plural
from helpers.figures._style import drawing

if TYPE_CHECKING:
    from helpers.figures._figure import Figure

PACKAGES = ("matplotlib", "pandas", "seaborn", "wordcloud")
_NAME = re.compile(r"[\w-]+")


@dataclass(frozen=True)
class Origin:
    """Where the figures of one notebook come from; written beside each.

    >>> Origin("02-sentiment", "seeds", {"a": "e3b0c442"}).folder == FIGURES
    True

    Parameters
    ----------
    notebook : its name, without ending.
    texts : the path that was analysed.
    sha256 : doc_id → sha256 of the text's bytes.
    parameters : name → value of the notebook's other parameters.
    packages : whose versions the figures depend on, beside those that draw.
    """

    notebook: str
    texts: str
    sha256: dict[str, str]
    parameters: dict[str, Any] = field(default_factory=dict)
    packages: tuple[str, ...] = ()

    @classmethod
    def of(
        cls, notebook: str, documents: pd.DataFrame, names: Mapping[str, Any], *, packages: Iterable[str] = ()
    ) -> "Origin":
        """Take the parameters from a notebook's names: every literal whose name is in capitals.

        >>> documents = pd.DataFrame({"doc_id": ["a"], "sha256": ["e3b0c442"]})
        >>> names = {"TEXTS": "seeds", "TOP": 15, "ROOT": Path("x"), "tokens": 3}
        >>> Origin.of("03-terms", documents, names).parameters
        {'TOP': 15}

        Parameters
        ----------
        notebook : its name, without ending.
        documents : DataFrame, one row per text (`corpus.load`).
        names : `globals()` of the notebook; `TEXTS` is the path that was analysed.
        packages : whose versions the figures depend on, beside those that draw (`sentiment.packages()`).

        Raises
        ------
        ValueError
            When a column is missing, or there is no `TEXTS`.
        """
        require(documents, "documents", ["doc_id", "sha256"])
        if "TEXTS" not in names:
            raise ValueError("there is no TEXTS among the names; expected those of a notebook: globals()")
        given = {name: value for name, value in names.items() if name.isupper() and _is_literal(value)}
        sha256 = dict(zip(documents["doc_id"], documents["sha256"]))
        return cls(notebook, given.pop("TEXTS"), sha256, given, tuple(packages))

    @property
    def folder(self) -> Path:
        return FIGURES / corpus_name(self.texts)


def _is_literal(value: object) -> bool:
    if isinstance(value, dict):
        return all(map(_is_literal, [*value, *value.values()]))
    if isinstance(value, list | tuple):
        return all(map(_is_literal, value))
    return value is None or isinstance(value, str | int | float)


def write(figure: "Figure", name: str, origin: Origin, mark: str) -> None:
    """Write a figure's files and its entry in the manifest (`Figure.export`)."""
    _check(name)
    files = {f"{name}.{kind}": data for kind, data in _render(figure).items()}
    files[f"{name}.csv"] = csv_bytes(figure.table)
    entry = {
        "caption": figure.caption,
        "alt": figure.alt,
        "notebook": origin.notebook,
        "parameters": origin.parameters,
        "texts": origin.sha256,
        "files": {file: hashlib.sha256(data).hexdigest() for file, data in files.items()},
        "fingerprint": mark,
        "packages": {package: version(package) for package in (*PACKAGES, *origin.packages)},
    }
    for file, data in files.items():
        replace(origin.folder / file, data)
    _enter(origin.folder / "manifest.json", name, entry)


def save_table(table: pd.DataFrame, name: str, *, origin: Origin) -> str:
    """Write a table that no figure shows as CSV beside the figures.

    >>> origin = Origin("03-terms", "a-doctest.txt", {})
    >>> save_table(pd.DataFrame({"keyword": ["=war"]}), "03-hits", origin=origin)
    '03-hits: csv with 1 row'

    Parameters
    ----------
    table : any table; cells that a spreadsheet would run as a formula get a ' before them.
    name : the file's name without ending, letters, digits and hyphens.
    origin : where it comes from; says which folder it goes to.

    Raises
    ------
    ValueError
        When the name could leave the folder.
    """
    _check(name)
    replace(origin.folder / f"{name}.csv", csv_bytes(table))
    return f"{name}: csv with {plural(len(table), 'row')}"


def _check(name: str) -> None:
    if not _NAME.fullmatch(name):
        raise ValueError(f'"{name}" cannot name a file; expected letters, digits and hyphens, like 02-tone')


def _render(figure: "Figure") -> dict[str, bytes]:
    """The figure's bytes in each format, without dates and versions."""
    words = {"Title": figure.caption, "Creator": None}
    metadata: dict[str, dict[str, Any]] = {
        "png": {"Title": figure.caption, "Description": figure.alt, "Software": None},
        "svg": {"Date": None, "Creator": None},
        "pdf": {**words, "Subject": figure.alt, "Producer": None, "CreationDate": None, "ModDate": None},
    }
    made = {kind: _saved(drawing(figure.ax), kind, entries) for kind, entries in metadata.items()}
    inside = f"<title>{escape(figure.caption)}</title><desc>{escape(figure.alt)}</desc>".encode()
    made["svg"] = re.sub(
        rb"(<svg\b)([^>]*>)", lambda tag: tag[1] + b' role="img"' + tag[2] + inside, made["svg"], count=1
    )
    return made


def _saved(figure: Drawing, kind: str, metadata: dict) -> bytes:
    buffer = io.BytesIO()
    figure.savefig(buffer, format=kind, dpi=300, metadata=metadata)
    return buffer.getvalue()


def _enter(path: Path, name: str, entry: dict) -> None:
    """Put one figure's entry into the manifest; two notebooks may do so at once. A damaged one is set aside."""
    with locked(path):
        try:
            manifest = json.loads(path.read_bytes()) if path.exists() else {}
            whole = isinstance(manifest, dict)
        except ValueError:
            whole = False
        if not whole:
            aside = path.with_name(f"{path.name}.damaged")
            path.replace(aside)
            print(f"{path.name} was damaged: it is kept as {aside.name}, and begun anew")
            manifest = {}
        manifest[name] = entry
        replace(path, (json.dumps(manifest, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode())
