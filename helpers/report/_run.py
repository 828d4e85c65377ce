"""The last run on some texts: its figures, and what its notebooks said; refused where they do not fit."""

import hashlib
import json
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from helpers import FIGURES, InputError, compared_path, corpus_name, short_path, texts_path
from helpers._files import printable

if TYPE_CHECKING:
    import pandas as pd

SHORT = "figures.in_short("  # how the cell begins that prints the answer
COMPARED = "compared_path("  # what a notebook calls that reads the press in place of the seed
SECTIONS = {"measures": "What are we measuring?", "limits": "Limits", "sources": "Sources"}
MADE = re.compile(r"^([\w-]+): png, .*; fingerprint (\w+)$", re.MULTILINE)
SHOWN = ("csv", "png", "svg")  # the files of a figure that a report takes


@dataclass(frozen=True)
class Chapter:
    """What one notebook said: its question, its answer in short, and its prose in Markdown."""

    name: str
    title: str
    question: str
    short: tuple[str, ...]
    figures: tuple[str, ...]  # in the order in which it shows them
    measures: str
    limits: str
    sources: str


@dataclass(frozen=True)
class Run:
    """The last run on some texts. Made by `last_run`."""

    texts: Path
    folder: Path  # of its figures
    figures: dict[str, dict]  # name → entry of the manifest
    chapters: list[Chapter]
    documents: "pd.DataFrame"
    ledger: "pd.DataFrame"


def last_run(texts: str | Path, *, folder: Path | None = None, notebooks: Iterable[Path] = ()) -> Run:
    """Find what the last run on these texts left, and see that it is of one piece.

    >>> from helpers import ROOT
    >>> run = last_run("seeds", folder=ROOT / "figures", notebooks=[ROOT / "notebooks"])
    >>> run.chapters[0].short[1], run.figures["02-tone"]["caption"][:30]
    ('Found: 1 piece in 1 file: kept 1.', 'Tone of each sentence by TextB')

    `folder` is where the figures are, if not where a run leaves them; `notebooks` are the folders where the
    notebooks may lie as they ran, the likeliest first. What is missing, was edited, or was made from other
    texts than those that are there now raises an InputError that names the command to run.
    """
    from helpers import corpus

    path = texts_path(texts)
    folder = folder or FIGURES / corpus_name(path)
    documents = corpus.load(path, duplicates="once")
    figures = _fresh(_manifest(folder, path), folder, documents, path)
    chapters = _chapters(figures, notebooks, path)
    shown = dict.fromkeys(name for chapter in chapters for name in chapter.figures if name in figures)
    in_order = {name: figures[name] for name in [*shown, *figures]}
    return Run(path, folder, in_order, chapters, documents, corpus.ledger(path))


def command(texts: Path) -> str:
    """What makes the figures of these texts."""
    return "python -m helpers figures" + (f' "--texts={printable(texts)}"' if corpus_name(texts) else "")


def _manifest(folder: Path, texts: Path) -> dict[str, dict]:
    path = folder / "manifest.json"
    try:
        manifest = json.loads(path.read_bytes())
    except FileNotFoundError:
        raise InputError(
            f"there are no figures in {short_path(folder)} yet; run {command(texts)} first"
        ) from None
    except ValueError:
        raise InputError(f"{short_path(path)} is damaged; run {command(texts)} again") from None
    if not manifest:
        raise InputError(f"there are no figures in {short_path(folder)} yet; run {command(texts)} first")
    return manifest


def _fresh(figures: dict[str, dict], folder: Path, documents: "pd.DataFrame", texts: Path) -> dict[str, dict]:
    """The figures of these texts as they are now: what no run makes again is left out, else it is refused."""
    now, ran = dict(zip(documents["doc_id"], documents["sha256"])), {path.stem for path in _answering(texts)}
    stale = [name for name, entry in figures.items() if entry["texts"] != now]
    again = [name for name in stale if figures[name]["notebook"] in ran]
    if again:
        raise InputError(
            f"{again[0]}{' and others' * (len(again) > 1)} in {short_path(folder)}: made from other texts "
            f"than {short_path(texts)} holds now; run {command(texts)} again"
        )
    figures = {name: entry for name, entry in figures.items() if name not in stale}
    for name, entry in figures.items():
        for file in (f"{name}.{kind}" for kind in SHOWN):
            if _digest(folder / file) != entry["files"].get(file):
                raise InputError(
                    f"{short_path(folder / file)} is missing, or not as the notebook left it; "
                    f"run {command(texts)} again"
                )
    return figures


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _answering(texts: Path) -> list[Path]:
    """The notebooks that answer in short on these texts; each run makes their figures, those of 07 a click.

    Of the seed, which is one text, what is compared are others: 08 is not about it.
    """
    from helpers import _notebooks

    answers = [path for path in _notebooks.ordered() if SHORT in path.read_text("utf-8")]
    others = compared_path(texts) != texts
    return [path for path in answers if not (others and COMPARED in path.read_text("utf-8"))]


def _chapters(figures: Mapping, folders: Iterable[Path], texts: Path) -> list[Chapter]:
    """What the notebooks said, from the first folder in which each is the run that made its figures."""
    found, folders = [], [*folders]
    for path in _answering(texts):
        marks = {(n, entry["fingerprint"]) for n, entry in figures.items() if entry["notebook"] == path.stem}
        copies = [folder / path.name for folder in folders if (folder / path.name).is_file()]
        chapters = [_chapter(copy, marks, texts) for copy in copies]
        found.append(next((chapter for chapter in chapters if chapter), None))
        if found[-1] is None:
            raise InputError(f"{path.name}: not as it ran for these figures; run {command(texts)} again")
    return [chapter for chapter in found if chapter]


def _chapter(path: Path, marks: set[tuple[str, str]], texts: Path) -> Chapter | None:
    """What a notebook said that ran; none where it made other figures than those.

    Where the texts lie on this machine is nobody else's business: their folder's name stays.
    """
    cells = json.loads(path.read_bytes())["cells"]
    printed = {"".join(cell["source"]): _printed(cell) for cell in cells if cell["cell_type"] == "code"}
    short = "\n".join(said for source, said in printed.items() if SHORT in source)
    made = MADE.findall("\n".join(printed.values()))
    if not short or not marks <= {*made}:
        return None
    prose = "\n\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    question = re.search(r"^\*\*(.+)\*\*$", prose, re.MULTILINE)
    return Chapter(
        name=path.stem,
        title=prose.splitlines()[0].lstrip("# "),
        question=question[1] if question else "",
        short=tuple(filter(None, short.replace(f"{texts.absolute().parent}{os.sep}", "").splitlines())),
        figures=tuple(name for name, _ in made),
        **{key: _section(prose, heading) for key, heading in SECTIONS.items()},
    )


def _printed(cell: dict) -> str:
    parts = [output["data"].get("text/plain", "") for output in cell["outputs"] if "data" in output]
    return "\n".join("".join(part) for part in parts)


def _section(prose: str, heading: str) -> str:
    """What stands under a heading, up to the next."""
    found = re.search(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", prose, re.MULTILINE | re.DOTALL)
    return found[1].strip() if found else ""
