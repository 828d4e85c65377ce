"""Export: a figure with its data, caption, alt text and origin, the same bytes on every run."""

import hashlib
import io
import json
import os
import re
from dataclasses import dataclass, field
from html import escape
from importlib.metadata import version
from pathlib import Path

import pandas as pd

from helpers import FIGURES, corpus_name
from helpers.figures._fingerprint import fingerprint

PACKAGES = ["matplotlib", "pandas", "seaborn", "textblob", "vaderSentiment", "wordcloud"]
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
    """

    notebook: str
    texts: str
    sha256: dict[str, str]
    parameters: dict = field(default_factory=dict)

    @property
    def folder(self) -> Path:
        return FIGURES / corpus_name(self.texts)


def export(ax, name: str, *, table: pd.DataFrame, caption: str, alt: str, origin: Origin) -> str:
    """Write a figure as PNG (300 dpi), SVG and PDF, its data as CSV, and its entry in `manifest.json`.

    Each file replaces the older one as a whole, so a run that dies leaves the older figure.

    >>> from helpers.figures import plot_ranks
    >>> table = pd.DataFrame({"term": ["people"], "frequency": [8], "per_thousand": [16.5]})
    >>> line = export(plot_ranks(table), "03-terms", table=table, caption="One term; n = 8.", alt="A bar: people 8.",
    ...               origin=Origin("03-terms", "a-doctest.txt", {}))
    >>> line.split(";")[0]
    '03-terms: png, svg, pdf and csv with 1 rows'

    Parameters
    ----------
    ax : any Axes of the figure.
    name : the files' name without ending, letters, digits and hyphens: "02-tone".
    table : what was drawn; cells that a spreadsheet would run as a formula get a ' before them.
    caption : the sentence under the figure, with source and n.
    alt : what the figure shows, with its numbers, for those who do not see it. It goes into PNG, SVG and manifest.
    origin : where it comes from; says which folder it goes to.

    Returns
    -------
    One line for the notebook: the name, rows of data, and the figure's fingerprint.

    Raises
    ------
    ValueError
        When the name could leave the folder, or caption or alt text is empty.
    """
    if not _NAME.fullmatch(name):
        raise ValueError(f'"{name}" cannot name a figure; expected letters, digits and hyphens, like 02-tone')
    if not caption.strip() or not alt.strip():
        raise ValueError(f"{name}: caption and alt text are empty; expected a sentence each")
    mark = fingerprint(ax)
    files = {f"{name}.{kind}": data for kind, data in _render(ax.figure, caption, alt).items()}
    files[f"{name}.csv"] = _csv(table).encode()
    entry = {
        "caption": caption,
        "alt": alt,
        "notebook": origin.notebook,
        "parameters": origin.parameters,
        "texts": origin.sha256,
        "files": {file: hashlib.sha256(data).hexdigest() for file, data in files.items()},
        "fingerprint": mark,
        "packages": {package: version(package) for package in PACKAGES},
    }
    origin.folder.mkdir(parents=True, exist_ok=True)
    for file, data in files.items():
        _replace(origin.folder / file, data)
    _enter(origin.folder / "manifest.json", name, entry)
    return f"{name}: png, svg, pdf and csv with {len(table)} rows; fingerprint {mark}"


def save_table(table: pd.DataFrame, name: str, *, origin: Origin) -> str:
    """Write a table that no figure shows as CSV beside the figures, as safely as theirs.

    >>> save_table(pd.DataFrame({"keyword": ["=war"]}), "03-hits", origin=Origin("03-terms", "a-doctest.txt", {}))
    '03-hits: csv with 1 rows'

    Parameters
    ----------
    table : any table; cells that a spreadsheet would run as a formula get a ' before them.
    name : the file's name without ending, letters, digits and hyphens.
    origin : where it comes from; says which folder it goes to.
    """
    if not _NAME.fullmatch(name):
        raise ValueError(
            f'"{name}" cannot name a table; expected letters, digits and hyphens, like 03-concordance'
        )
    origin.folder.mkdir(parents=True, exist_ok=True)
    _replace(origin.folder / f"{name}.csv", _csv(table).encode())
    return f"{name}: csv with {len(table)} rows"


def _render(figure, caption: str, alt: str) -> dict[str, bytes]:
    """The figure's bytes in each format, without dates and versions."""
    wanted = {
        "png": {"Software": None, "Title": caption, "Description": alt},
        "svg": {"Date": None, "Creator": None},
        "pdf": {
            "CreationDate": None,
            "ModDate": None,
            "Creator": None,
            "Producer": None,
            "Title": caption,
            "Subject": alt,
        },
    }
    made = {}
    for kind, metadata in wanted.items():
        buffer = io.BytesIO()
        figure.savefig(buffer, format=kind, dpi=300, metadata=metadata)
        made[kind] = buffer.getvalue()
    told = f"<title>{escape(caption)}</title><desc>{escape(alt)}</desc>"
    made["svg"] = re.sub(
        r"(<svg\b)([^>]*>)", lambda m: f'{m[1]} role="img"{m[2]}{told}', made["svg"].decode(), count=1
    ).encode()
    return made


def _csv(table: pd.DataFrame) -> str:
    """The table as CSV: floats to six places, nothing that a spreadsheet would run."""
    safe = table.copy()
    for column in safe.columns[[not pd.api.types.is_numeric_dtype(kind) for kind in safe.dtypes]]:
        safe[column] = [
            f"'{cell}" if str(cell)[:1] in tuple("=+-@\t\r") else cell for cell in safe[column].astype(str)
        ]
    return safe.round(6).to_csv(index=False, lineterminator="\n")


def _replace(path: Path, data: bytes) -> None:
    """Put a file in place of the older one in one step."""
    part = path.with_name(f".{path.name}.{os.getpid()}")
    part.write_bytes(data)
    os.replace(part, path)


def _enter(path: Path, name: str, entry: dict) -> None:
    """Put one figure's entry into the manifest; two notebooks may do so at once."""
    from filelock import FileLock

    with FileLock(path.with_name(".manifest.lock")):
        manifest = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        manifest[name] = entry
        _replace(path, (json.dumps(manifest, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode())
