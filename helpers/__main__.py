"""The kit from the command line: `python -m helpers figures`, `lab`, `verify`, `notebooks`, `normalise`."""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from helpers import FIGURES, ROOT, SEEDS, corpus_name

EXECUTED = ROOT / "executed"
WORKING = ROOT / "working"
PARTS = ["helpers", "notebooks", "seeds"]  # what the figures are made from
NO_FIGURES = (".manifest.lock", ".actors.lock", ".DS_Store")  # what git ignores in their folder


def figures(texts=None):
    """Run the notebooks on a text and leave the figures; 0 when all is well, 1 when a cell failed."""
    given = None if texts is None or _is_seed(texts) else str(_path(texts))
    _check(given or "seeds")
    from helpers import _notebooks, _run

    paths, copies = _notebooks.ordered(), EXECUTED / corpus_name(given or "seeds")
    outcomes = _progress(_run, paths, given, _notebooks.NOTEBOOKS)
    copies.mkdir(parents=True, exist_ok=True)
    for path, outcome in zip(paths, outcomes):
        if outcome.notebook is not None:
            _write(copies / path.name, _notebooks.nbformat.writes(outcome.notebook) + "\n")
    print(
        f"{sum(o.figures for o in outcomes)} figures in {_short(FIGURES / corpus_name(given or 'seeds'))}, "
        f"the notebooks as they ran in {_short(copies)}"
    )
    return _failed(outcomes)


def notebooks():
    """For those who write the kit: run the committed notebooks in place on the seed, and normalise them."""
    _check("seeds")
    from helpers import _notebooks, _run

    paths = _notebooks.ordered()
    outcomes = _progress(_run, paths, None, _notebooks.NOTEBOOKS)
    for path, outcome in zip(paths, outcomes):
        if outcome.error is None:
            _write(path, _notebooks.normalise(_notebooks.nbformat.writes(outcome.notebook)))
    return _failed(outcomes)


def normalise(paths=(), *, check=False):
    """Bring notebooks into their committed form, or with `check` only say which are not in it."""
    from helpers import _notebooks

    changed = 0
    for path in [Path(p) for p in paths] or _notebooks.ordered():
        text = path.read_bytes().decode("utf-8")
        wanted = _notebooks.normalise(text)
        if text != wanted:
            changed += 1
            print(f"{_short(path)}: {'not in its committed form' if check else 'normalised'}")
            if not check:
                _write(path, wanted)
    return 1 if check and changed else 0


def verify():
    """Make the figures again in a copy of the kit, and say whether they are the committed ones to the byte."""
    with tempfile.TemporaryDirectory(prefix="column-inch-") as folder:
        copy = Path(folder)
        for part in PARTS:
            shutil.copytree(ROOT / part, copy / part, ignore=shutil.ignore_patterns("__pycache__"))
        surroundings = {**os.environ, "PYTHONPATH": folder}
        surroundings.pop("COLUMN_INCH_FIGURES", None)
        code = subprocess.call([sys.executable, "-m", "helpers", "figures"], cwd=copy, env=surroundings)
        if code:
            return code
        wrong = _differences(ROOT / "figures", copy / "figures")
    for line in wrong:
        print(line, file=sys.stderr)
    if not wrong:
        print("Every figure is the committed one, to the byte.")
    return 1 if wrong else 0


def lab(rest=()):
    """Open JupyterLab on a working copy of the notebooks; a copy that is there already is left as it is."""
    WORKING.mkdir(exist_ok=True)
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        mine = WORKING / path.name
        if not mine.exists():
            shutil.copyfile(path, mine)
        elif mine.read_bytes() != path.read_bytes():
            print(f"{_short(mine)} is kept as you left it; delete it to start again from {_short(path)}")
    command = [
        sys.executable,
        "-m",
        "jupyterlab",
        "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.root_dir={ROOT}",
        f"--LabApp.default_url=/lab/tree/{WORKING.name}",
        *rest,
    ]
    return subprocess.call(command, cwd=ROOT, env={**os.environ, "JUPYTER_PREFER_ENV_PATH": "1"})


def _progress(_run, paths, texts, folder):
    """Run with a bar over all cells, and a line for each notebook that is done."""
    from tqdm import tqdm

    code = sum(path.read_text("utf-8").count('"cell_type": "code"') for path in paths)
    width = max((len(path.stem) for path in paths), default=0)
    with tqdm(total=code, unit="cell", leave=False, disable=None) as bar:

        def line(outcome):
            what = "stopped" if outcome.error else f"{outcome.figures} figure{'s' * (outcome.figures != 1)}"
            bar.write(f"{outcome.name:<{width}}  {outcome.seconds:5.1f} s  {what}", file=sys.stdout)
            sys.stdout.flush()

        return _run.run(paths, texts, folder=folder, on_cell=bar.update, on_notebook=line)


def _failed(outcomes):
    for outcome in outcomes:
        if outcome.error:
            print(outcome.error, file=sys.stderr)
    return 1 if any(outcome.error for outcome in outcomes) else 0


def _check(texts):
    """Refuse a text that cannot be read before anything is started."""
    from helpers import actors, corpus

    path = ROOT / texts
    documents = corpus.load(path)
    corpus.refuse_other_languages(documents)
    actors.register_for(path, corpus.sentences(documents), FIGURES / corpus_name(texts))


def _differences(committed, made):
    """One line for each file that is not the same in both folders (their subfolders are users' own figures)."""
    a, b = (
        {p.name: p.read_bytes() for p in folder.glob("*") if p.is_file() and p.name not in NO_FIGURES}
        for folder in (committed, made)
    )
    return [
        f"figures/{name}: "
        + (
            "no notebook makes it"
            if name not in b
            else "not committed"
            if name not in a
            else "differs from the committed one"
        )
        for name in sorted(a | b)
        if a.get(name) != b.get(name)
    ]


def _path(texts):
    return Path(texts).expanduser().absolute()


def _is_seed(texts):
    return _path(texts).resolve() == SEEDS.resolve()


def _short(path):
    path = Path(path).absolute()
    return (
        f"{path.relative_to(ROOT).as_posix()}{'/' if path.is_dir() else ''}"
        if ROOT in path.parents
        else str(path)
    )


def _write(path, text):
    """Write a file whole or not at all."""
    part = path.with_name(path.name + ".part")
    part.write_bytes(text.encode("utf-8"))
    os.replace(part, path)


def _arguments(argv):
    parser = argparse.ArgumentParser(prog="python -m helpers", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")
    command = commands.add_parser("figures", help="make the figures, of the seed or of your own text")
    command.add_argument("--texts", metavar="PATH", help="a text file, or a folder of them (default: seeds)")
    commands.add_parser(
        "lab", help="open JupyterLab on a working copy of the notebooks; what follows is handed to it"
    )
    commands.add_parser("verify", help="make the figures anew and compare them with the committed ones")
    commands.add_parser("notebooks", help="run the committed notebooks in place on the seed")
    command = commands.add_parser("normalise", help="bring notebooks into their committed form")
    command.add_argument("--check", action="store_true", help="change nothing, only say what would change")
    command.add_argument("paths", nargs="*", help="notebooks (default: all)")
    given, rest = parser.parse_known_args(argv)
    if rest and given.command != "lab":
        parser.error(f"unknown: {' '.join(rest)}")
    return {**vars(given), "rest": rest} if given.command == "lab" else vars(given)


def main(argv=None):
    """Run one command; its exit code: 0 well, 1 a notebook or a check failed, 2 unusable input, 130 stopped."""
    given = _arguments(argv)
    try:
        return globals()[given.pop("command")](**given)
    except KeyboardInterrupt:
        print("Stopped. The figures written before are whole.", file=sys.stderr)
        return 130
    except (ValueError, OSError) as problem:
        if not (isinstance(problem, OSError) or type(problem).__name__ == "InputError"):
            raise
        print(problem, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
