"""The folder of figures holds what the notebooks make and nothing else; README and cards name all of it."""

import hashlib
import json
import re
import subprocess

import nbformat
import pytest

from helpers import ROOT

FIGURES = ROOT / "figures"
MANIFEST = json.loads((FIGURES / "manifest.json").read_text("utf-8"))
PATHS = sorted((ROOT / "notebooks").glob("*.ipynb"))
ON_A_CLICK = r"(?:on a click|at the press of a button)[^;|]*"
each_notebook = pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)


def sources(path, kind):
    return [cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == kind]


def figures_of(path):
    return {name for name, entry in MANIFEST.items() if entry["notebook"] == path.stem}


def tables_of(path):
    """Tables without a figure that the notebook saves: what its code names and a CSV there is called."""
    named = re.findall(rf'"({path.name[:2]}-[\w-]+)"', "\n".join(sources(path, "code")))
    return {name for name in named if (FIGURES / f"{name}.csv").exists()} - figures_of(path)


def drawn_on_a_click(path):
    kinds = re.findall(r"\bexplore\.(\w+)_choices\(", "\n".join(sources(path, "code")))
    return {f"{path.name[:2]}-{kind}" for kind in kinds}


def named_in(text, path):
    return set(re.findall(rf"`({path.name[:2]}-[a-z0-9-]+)`", text))


def test_every_figure_is_of_a_notebook_whose_number_it_bears():
    stems = {path.stem for path in PATHS}
    stray = [
        name
        for name, entry in MANIFEST.items()
        if entry["notebook"] not in stems or name[:3] != entry["notebook"][:3]
    ]
    assert stray == []


def test_the_manifest_names_the_committed_bytes():
    files = {file: digest for entry in MANIFEST.values() for file, digest in entry["files"].items()}
    assert {file: hashlib.sha256((FIGURES / file).read_bytes()).hexdigest() for file in files} == files


def test_git_tracks_nothing_in_the_folder_but_what_the_notebooks_make():
    """Hidden files and those in folders are seen too."""
    done = subprocess.run(["git", "ls-files", "-z", "figures"], cwd=ROOT, check=False, capture_output=True)
    tracked = {name.removeprefix("figures/") for name in done.stdout.decode("utf-8").split("\0") if name}
    if not tracked:
        pytest.skip("this is no checkout of git")
    made = {file for entry in MANIFEST.values() for file in entry["files"]}
    made |= {f"{name}.csv" for path in PATHS for name in tables_of(path)} | {"manifest.json"}
    assert sorted(tracked ^ made) == []


@each_notebook
@pytest.mark.parametrize("place", ["README", "card"])
def test_every_figure_that_is_made_is_named_and_no_other(path, place):
    if place == "README":
        rows = (ROOT / "README.md").read_text("utf-8").splitlines()
        (row,) = [line for line in rows if line.startswith("|") and f"(notebooks/{path.name})" in line]
        text = row.strip("| ").rsplit("|", 1)[1]
    else:
        text = " ".join(re.findall(r"\*\*Produces:?\*\*(.*)", sources(path, "markdown")[0]))
    on_a_click = named_in(" ".join(re.findall(ON_A_CLICK, text)), path)
    assert on_a_click == drawn_on_a_click(path)
    at_once = named_in(text, path) - on_a_click
    assert figures_of(path) <= at_once <= figures_of(path) | tables_of(path)
