"""The kit from the command line: `python -m helpers figures`, `report`, `lab`, `read`, `verify`, …"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from helpers import FIGURES, ROOT, SEEDS, InputError, _files, corpus_name, short_path, table_path
from helpers._words import plural

if TYPE_CHECKING:
    import pandas as pd

EXECUTED = ROOT / "executed"
PARTS = ["helpers", "notebooks", "seeds"]  # what the figures are made from
NO_FIGURES = (
    ".manifest.lock",
    ".actors.lock",
    ".actors.undo",
    ".DS_Store",
    "report.html",
    "report.docx",
    "report.toml",
)  # what git ignores in their folder


def figures(texts: str | None = None) -> int:
    """Run the notebooks on a text and leave the figures; 0 when all is well, 1 when a cell failed."""
    given = SEEDS if texts is None else Path(texts).expanduser().absolute()
    name = corpus_name(given)
    _check(given)
    from helpers import _notebooks

    paths, copies = _notebooks.ordered(), EXECUTED / name
    outcomes = _progress(paths, str(given) if name else None)
    for path, outcome in zip(paths, outcomes):
        if outcome.notebook is not None:
            _files.replace(copies / path.name, f"{_notebooks.nbformat.writes(outcome.notebook)}\n".encode())
    made = f"{sum(outcome.figures for outcome in outcomes)} figures in {short_path(FIGURES / name)}"
    print(f"{made}, the notebooks as they ran in {short_path(copies)}")
    return _failed(outcomes)


def notebooks() -> int:
    """For those who write the kit: run the committed notebooks in place on the seed, and normalise them."""
    _check(SEEDS)
    from helpers import _notebooks

    paths = _notebooks.ordered()
    outcomes = _progress(paths, None)
    for path, outcome in zip(paths, outcomes):
        if outcome.error is None:
            _files.replace(path, _notebooks.normalise(_notebooks.nbformat.writes(outcome.notebook)).encode())
    return _failed(outcomes)


def normalise(paths: Sequence[str] = (), *, check: bool = False) -> int:
    """Bring notebooks into their committed form, or with `check` only say which are not in it."""
    from helpers import _notebooks

    changed = 0
    for path in [Path(p) for p in paths] or _notebooks.ordered():
        text = path.read_bytes().decode("utf-8")
        wanted = _notebooks.normalise(text)
        if text != wanted:
            changed += 1
            print(f"{short_path(path)}: {'not in its committed form' if check else 'normalised'}")
            if not check:
                _files.replace(path, wanted.encode())
    return 1 if check and changed else 0


def report(texts: str | None = None) -> int:
    """Write the page and the document of the last run on a text, beside its figures."""
    from helpers import _notebooks
    from helpers.report import write_report

    given = SEEDS if texts is None else Path(texts).expanduser().absolute()
    committed = [] if corpus_name(given) else [_notebooks.NOTEBOOKS]
    page, document, told = write_report(given, notebooks=[EXECUTED / corpus_name(given), *committed])
    print(f"{short_path(page)}, {document.name}; what they say and show is set in {short_path(told)}")
    return 0


def verify() -> int:
    """Make the figures again in a copy of the kit, and say whether they are the committed ones."""
    with tempfile.TemporaryDirectory(prefix="column-inch-") as folder:
        copy = Path(folder)
        for part in PARTS:
            shutil.copytree(ROOT / part, copy / part, ignore=shutil.ignore_patterns("__pycache__"))
        environment = {**os.environ, "PYTHONPATH": folder}
        environment.pop("COLUMN_INCH_FIGURES", None)
        code = subprocess.call([sys.executable, "-m", "helpers", "figures"], cwd=copy, env=environment)
        if code:
            return code
        wrong = _differences(ROOT / "figures", copy / "figures")
    for line in wrong:
        print(line, file=sys.stderr)
    if not wrong:
        print("Every figure is the committed one, to the byte.")
    return 1 if wrong else 0


def lab(rest: Sequence[str] = ()) -> int:
    """Open JupyterLab on the start page, in your own copies of the notebooks, brought up to date before."""
    from helpers import _lab
    from helpers._lab import copies

    _lab.lay_out()
    copies.take_dead_widgets()
    for sentence in copies.renew():
        print(sentence)
    sys.stdout.flush()
    return subprocess.call(_lab.command(rest), cwd=ROOT, env=_lab.surroundings())


def read(folder: str, to: str) -> int:
    """Read what a folder or file holds, and write each article as plain text, with `documents.csv` beside."""
    from tqdm import tqdm

    from helpers import corpus

    given, made = Path(folder).expanduser(), Path(to).expanduser()
    if made.exists() and (not made.is_dir() or any(made.iterdir())):
        raise InputError(f"{to}: there is something already; give a new folder")
    bar = partial(tqdm, desc="reading", unit="file", leave=False, disable=None)
    documents = corpus.load(given, progress=bar)
    for name, text in zip(documents["doc_id"], documents["text"]):
        _files.replace(made / f"{name}.txt", text.encode())
    left = ["sha256", "text", "file", "position", "encoding", "normalised", "duplicate_of"]
    _files.replace(made / "documents.csv", _files.csv_bytes(documents.drop(columns=left)))
    for name in ("actors.csv", "codes.csv", "codebook.csv"):
        if (given / name).is_file():
            _files.replace(made / name, (given / name).read_bytes())
    print(f"{plural(len(documents), 'article')} in {to}")
    _tell(documents)
    again = corpus.load(made).set_index("doc_id")["text"].to_dict()
    other = [name for name, text in zip(documents["doc_id"], documents["text"]) if again.get(name) != text]
    for name in other:
        print(f"{name}.txt: not read back as it was written; look at it", file=sys.stderr)
    return 1 if other else 0


def _progress(paths: list[Path], texts: str | None) -> list:
    """Run with a bar over all cells, and a line for each notebook that is done."""
    from tqdm import tqdm

    from helpers import _notebooks, _run

    code = sum(path.read_text("utf-8").count('"cell_type": "code"') for path in paths)
    width = max((len(path.stem) for path in paths), default=0)
    with tqdm(total=code, unit="cell", leave=False, disable=None) as bar:

        def line(outcome: _run.Outcome) -> None:
            what = "stopped" if outcome.error else plural(outcome.figures, "figure")
            bar.write(f"{outcome.name:<{width}}  {outcome.seconds:5.1f} s  {what}", file=sys.stdout)
            sys.stdout.flush()

        return _run.run(paths, texts, folder=_notebooks.NOTEBOOKS, on_cell=bar.update, on_notebook=line)


def _failed(outcomes: list) -> int:
    for outcome in outcomes:
        if outcome.error:
            print(outcome.error, file=sys.stderr)
    return 1 if any(outcome.error for outcome in outcomes) else 0


def _check(path: Path) -> None:
    """Refuse a text that cannot be read before anything is started, and name what is left out of a folder."""
    from tqdm import tqdm

    from helpers import corpus

    bar = partial(tqdm, desc="reading", unit="text", leave=False, disable=None)
    documents = corpus.load(path, duplicates="once", progress=bar)
    corpus.refuse_other_languages(documents)
    _tell(documents)
    register = table_path(path, "actors.csv")
    if register.exists():  # a draft is made by the first notebook that needs it
        from helpers import actors

        actors.read_register(register)


def _tell(documents: "pd.DataFrame") -> None:
    """Say what was found, what was left out, and which exports say that they hold another number."""
    unread = documents.attrs["unread"]
    print(f"found {documents.attrs['found']}")
    if unread:
        said = "".join(f"\n  {file}: {reason}" for file, reason in unread)
        print(f"Read {plural(len(documents), 'text')}; left out:{said}", file=sys.stderr)
    for file, declared, held in documents.attrs["declared"]:
        print(f"{file}: it says {plural(declared, 'article')}, and holds {held}", file=sys.stderr)


def _differences(committed: Path, made: Path) -> list[str]:
    """One line for each file that is not the same in both folders (subfolders are users' own figures)."""
    old, new = (
        {p.name: p.read_bytes() for p in folder.glob("*") if p.is_file() and p.name not in NO_FIGURES}
        for folder in (committed, made)
    )
    said = {name: "differs from the committed one" for name in old if old[name] != new.get(name)}
    said |= dict.fromkeys(old.keys() - new, "no notebook makes it")
    said |= dict.fromkeys(new.keys() - old, "not committed")
    return [f"figures/{name}: {said[name]}" for name in sorted(said)]


def _arguments(argv: list[str] | None) -> dict:
    """The arguments of one command, and in `run` the function behind it."""
    parser = argparse.ArgumentParser(prog="python -m helpers", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="command")

    def command(run: Callable, about: str) -> argparse.ArgumentParser:
        added = commands.add_parser(run.__name__, help=about)
        added.set_defaults(run=run)
        return added

    sub = command(figures, "make the figures, of the seed or of your own text")
    sub.add_argument("--texts", metavar="PATH", help="a text file, or a folder of them (default: seeds)")
    sub = command(
        report, "make the page and the document to hand in, of the last run on the seed or your own text"
    )
    sub.add_argument("--texts", metavar="PATH", help="the text or folder that was run (default: seeds)")
    sub = command(read, "read texts of any format, and write them as plain text with documents.csv")
    sub.add_argument("folder", metavar="FOLDER", help="a folder, or one file")
    sub.add_argument("--to", metavar="DIR", required=True, help="a new folder for what was read")
    command(lab, "open JupyterLab on your own copies of the notebooks; what follows is handed to it")
    command(verify, "make the figures anew and compare them with the committed ones")
    command(notebooks, "run the committed notebooks in place on the seed")
    sub = command(normalise, "bring notebooks into their committed form")
    sub.add_argument("--check", action="store_true", help="change nothing, only say what would change")
    sub.add_argument("paths", nargs="*", help="notebooks (default: all)")
    given, rest = parser.parse_known_args(argv)
    if rest and given.run is not lab:
        parser.error(f"unknown: {' '.join(rest)}")
    return {**vars(given), "rest": rest} if given.run is lab else vars(given)


def main(argv: list[str] | None = None) -> int:
    """Run one command; its exit code: 0 well, 1 a notebook or check failed, 2 unusable input, 130 stopped."""
    given = _arguments(argv)
    try:
        return given.pop("run")(**given)
    except KeyboardInterrupt:
        print("Stopped. The figures written before are whole.", file=sys.stderr)
        return 130
    except (InputError, OSError) as problem:
        print(problem, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
