"""The one rule by which nbval looks away from something, and that it looks away from nothing else."""

import subprocess
import sys

import nbformat
import pytest

from helpers import ROOT

CODE = """class Shown:
    _repr_html_ = lambda self: '<img alt="A bar: people 8." src="data:image/png;base64,iVBO/w+8=">'
    __repr__ = lambda self: "fingerprint 0a1b2c3d"
Shown()"""
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
    for name, (html, mark) in kept.items():
        data = {"text/html": html, "text/plain": f"fingerprint {mark}"}
        output = nbformat.v4.new_output("execute_result", data, execution_count=1)
        cell = nbformat.v4.new_code_cell(CODE, execution_count=1, outputs=[output])
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
    return {name: f"{name}::ipynb::Cell 0 PASSED" in done.stdout for name in kept}


def test_pixels_are_not_compared_and_all_else_is(verdicts):
    assert verdicts == {"same": True, "pixels": True, "number": False, "drawing": False}
