"""The one rule by which nbval looks away from something, and that it looks away from nothing else."""

import re
import subprocess
import sys

import nbformat
import pytest
from test_notebooks import FORBIDDEN, checks_of

from helpers import ROOT

CODE = """class Shown:
    _repr_html_ = lambda self: '<img alt="A bar: people 8." src="data:image/png;base64,iVBO/w+8=">'
    __repr__ = lambda self: "fingerprint 0a1b2c3d"
Shown()"""
SWITCHES = ("NBVAL_IGNORE_OUTPUT", "NBVAL_SKIP", "PYTEST_VALIDATE_IGNORE_OUTPUT")
HTML = '<img alt="A bar: people 8." src="data:image/png;base64,iVBO/w+8=">'


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory):
    """Name of each notebook → whether nbval, with the kit's settings, passes it."""
    folder = tmp_path_factory.mktemp("nbval")
    kept = {
        "same": (HTML, "0a1b2c3d"),
        "pixels": (HTML.replace("iVBO", "iVBOR"), "0a1b2c3d"),
        "number": (HTML.replace("8.", "9."), "0a1b2c3d"),
        "drawing": (HTML, "0a1b2c3e"),
    }
    kept |= {switch: kept["number"] for switch in SWITCHES}
    for name, (html, mark) in kept.items():
        data = {"text/html": html, "text/plain": f"fingerprint {mark}"}
        output = nbformat.v4.new_output("execute_result", data, execution_count=1)
        source = f"# {name}\n{CODE}"
        cell = nbformat.v4.new_code_cell(source, execution_count=1, outputs=[output])
        nbformat.write(nbformat.v4.new_notebook(cells=[cell]), folder / f"{name}.ipynb")
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-v",
            "-p",
            "no:cacheprovider",
            "-p",
            "no:xdist",
            "-o",
            "addopts=",
            f"--rootdir={folder}",
            "--nbval",
            "--nbval-current-env",
            f"--nbval-sanitize-with={ROOT / 'tests' / 'nbval.cfg'}",
            str(folder),
        ],
        cwd=folder,
        check=False,
        capture_output=True,
        text=True,
    )
    return {name: bool(re.search(f"{name}::ipynb::Cell 0 (PASSED|SKIPPED)", done.stdout)) for name in kept}


def test_pixels_are_not_compared_and_all_else_is(verdicts):
    compared = {name: passed for name, passed in verdicts.items() if name not in SWITCHES}
    assert compared == {"same": True, "pixels": True, "number": False, "drawing": False}


@pytest.mark.parametrize("switch", SWITCHES)
def test_a_comment_that_switches_checking_off_works_and_so_is_forbidden(verdicts, switch):
    assert verdicts[switch]
    pattern = FORBIDDEN["a comment that switches checking off"]
    assert all(re.search(pattern, f"x = 1\n  #{word}") for word in (switch, switch.lower(), switch.title()))


def test_an_assert_that_vanishes_or_asserts_nothing_is_seen():
    source = "assert len(a) == b.c\nassert all(x for x in d)\ncorpus.check_offsets(e, f)\ncheck = g(h)"
    assert checks_of(source) == ["a b", "d", "corpus e f"]
    assert checks_of(source.replace("len(a) == b.c", "True")) == ["", "d", "corpus e f"]
