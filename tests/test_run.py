"""The command line, on a kit of two small notebooks: what is refused, what a failing cell leaves and says."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time

import nbformat
import pytest

from helpers import ROOT, _run, corpus_name

DRAW = """from pathlib import Path
folder = helpers.FIGURES / helpers.corpus_name(TEXTS)
folder.mkdir(parents=True, exist_ok=True)
(folder / "NN-words.png").write_bytes(Path(helpers.ROOT / TEXTS).name.encode())"""


def book(*cells):
    """A notebook with the kit's import and parameters cells and then `cells`."""
    sources = ["import helpers", 'TEXTS = "seeds"', *cells]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources])
    notebook.cells[1].metadata["tags"] = ["parameters"]
    return nbformat.writes(notebook)


@pytest.fixture
def kit(tmp_path):
    """A copy of the kit with two notebooks of its own, in a folder whose name holds a blank and a quote."""
    root = tmp_path / "it's a kit"
    shutil.copytree(ROOT / "helpers", root / "helpers", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "seeds", root / "seeds")
    for name in ("Makefile", "requirements.txt", "pyproject.toml"):
        shutil.copyfile(ROOT / name, root / name)
    (root / "notebooks").mkdir()
    (root / "notebooks/01-first.ipynb").write_text(book(DRAW.replace("NN", "01")), "utf-8")
    (root / "notebooks/02-second.ipynb").write_text(book(DRAW.replace("NN", "02")), "utf-8")
    return root


def surroundings(kit):
    """The environment of a run: this kit's helpers, and its own folder of figures."""
    kept = {name: value for name, value in os.environ.items() if name != "COLUMN_INCH_FIGURES"}
    own = {"PYTHONPATH": str(kit), "JUPYTER_DATA_DIR": str(kit.parent / "jupyter")}
    return {**kept, **own, "PYTHONIOENCODING": "utf-8"}


def helpers(kit, *arguments, cwd=None):
    return subprocess.run(
        [sys.executable, "-m", "helpers", *arguments],
        cwd=cwd or kit,
        env=surroundings(kit),
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
    )


def make(kit, *arguments):
    return subprocess.run(
        ["make", "--no-print-directory", *arguments],
        cwd=kit,
        env=surroundings(kit),
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


def contents(folder):
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("[!.]*")) if p.is_file()
    }


def test_a_line_for_each_notebook_and_the_notebooks_untouched(kit):
    before = contents(kit / "notebooks")
    done = helpers(kit, "figures")
    assert (done.returncode, done.stderr) == (0, "")
    lines = sorted(done.stdout.splitlines())
    assert re.fullmatch(r"01-first +\d+\.\d s  1 figure", lines[0])
    assert re.fullmatch(r"02-second +\d+\.\d s  1 figure", lines[1])
    assert lines[2] == "2 figures in figures/, the notebooks as they ran in executed/"
    assert contents(kit / "notebooks") == before
    assert contents(kit / "figures") == {"01-words.png": b"seeds", "02-words.png": b"seeds"}
    assert sorted(contents(kit / "executed")) == ["01-first.ipynb", "02-second.ipynb"]


def test_own_text_with_blanks_and_quotes_in_its_path(kit, tmp_path):
    folder = tmp_path / 'a "b" $c'
    folder.mkdir()
    (folder / "It's mine.txt").write_text("One small text. It is short.", "utf-8")
    done = helpers(
        kit, "figures", "--texts", "It's mine.txt", cwd=folder
    )  # relative to where the caller stands
    assert (done.returncode, done.stderr) == (0, "")
    own = corpus_name(folder / "It's mine.txt")
    made = contents(kit / "figures")
    assert made == {f"{own}/{n}-words.png": b"It's mine.txt" for n in ("01", "02")}
    assert sorted(contents(kit / "executed")) == [f"{own}/01-first.ipynb", f"{own}/02-second.ipynb"]


def test_a_folder_with_a_bad_file_runs_and_says_once_what_is_left_out(kit, tmp_path):
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "a.txt").write_text("One small text. It is short.", "utf-8")
    (folder / "b.txt").write_bytes(b"")
    (folder / "c.txt").write_text("Правительство решило закрыть дорогу.", "utf-8")
    done = helpers(kit, "figures", "--texts", str(folder))
    lines = done.stderr.splitlines()
    assert (done.returncode, lines[:2]) == (0, ["Read 1 text; left out:", "  b.txt: the file is empty"])
    assert lines[2].startswith("  c.txt: the text is not recognised as English") and len(lines) == 3
    assert sorted(contents(kit / "figures")) == [f"{corpus_name(folder)}/{n}-words.png" for n in ("01", "02")]


def test_a_register_that_cannot_be_read_is_refused_before_anything_starts(kit, tmp_path):
    (tmp_path / "a.txt").write_text("One small text. It is short.", "utf-8")
    (tmp_path / "actors.csv").write_text("alias\nx\n", "utf-8")
    done = helpers(kit, "figures", "--texts", str(tmp_path / "a.txt"))
    assert done.returncode == 2 and "actors.csv, line 1: no column" in done.stderr
    assert not (kit / "figures").exists() and not (kit / "executed").exists()


@pytest.mark.parametrize("damaged", [b"", b'{"01-a": {', b"[]", b"\xff\xfe"])
def test_a_damaged_manifest_is_set_aside(tmp_path, capsys, damaged):
    from helpers.figures import _export

    path = tmp_path / "manifest.json"
    path.write_bytes(damaged)
    _export._enter(path, "01-a", {"alt": "x"})
    _export._enter(path, "02-b", {"alt": "y"})
    assert json.loads(path.read_bytes()) == {"01-a": {"alt": "x"}, "02-b": {"alt": "y"}}
    assert (tmp_path / "manifest.json.damaged").read_bytes() == damaged
    assert capsys.readouterr().out == (
        "manifest.json was damaged: it is kept as manifest.json.damaged, and begun anew\n"
    )


def test_the_seed_by_its_path_is_the_seed(kit):
    assert helpers(kit, "figures", "--texts", "./seeds/").returncode == 0
    assert sorted(contents(kit / "figures")) == ["01-words.png", "02-words.png"]


@pytest.mark.parametrize(
    ("begun", "said"), [(3, "01-x, cell [3]: RuntimeError: no"), (0, "01-x, RuntimeError: no")]
)
def test_an_error_of_any_kind_names_the_cell_that_was_begun(monkeypatch, tmp_path, begun, said):
    async def fail(client):
        raise RuntimeError("no\nanswer")

    monkeypatch.setattr(_run, "_finish", fail)
    monkeypatch.setattr(_run, "_client", lambda *given: given[-1].extend(range(begun)))
    (tmp_path / "01-x.ipynb").write_text(book(), "utf-8")
    (outcome,) = _run.run([tmp_path / "01-x.ipynb"], folder=tmp_path)
    assert outcome.error == said


def test_a_failing_cell_is_one_line_and_spares_what_was_there(kit):
    (kit / "figures").mkdir()
    (kit / "figures/01-words.png").write_bytes(b"older")
    bad = kit / "notebooks/01-first.ipynb"
    bad.write_text(
        book("1 + 1", 'raise ValueError("no such term\\nsecond line")', DRAW.replace("NN", "01")), "utf-8"
    )
    before = contents(kit / "notebooks")
    done = helpers(kit, "figures")
    assert done.returncode == 1
    assert done.stderr == "01-first, cell [4]: ValueError: no such term\n"
    assert contents(kit / "figures") == {
        "01-words.png": b"older",
        "02-words.png": b"seeds",
    }  # the other one ran
    assert contents(kit / "notebooks") == before


def test_a_kernel_that_dies_is_one_line(kit):
    (kit / "notebooks/02-second.ipynb").write_text(book("import os\nos._exit(3)"), "utf-8")
    done = helpers(kit, "figures")
    assert done.returncode == 1
    assert done.stderr == "02-second, cell [3]: its kernel died (is there enough memory?).\n"


def test_a_notebook_that_is_none_is_one_line(kit):
    (kit / "notebooks/02-second.ipynb").write_text("{", "utf-8")
    done = helpers(kit, "figures")
    assert done.returncode == 1
    assert done.stderr.startswith("02-second, ") and done.stderr.count("\n") == 1


def test_a_notebook_without_the_parameter_is_not_run_on_the_wrong_text(kit, tmp_path):
    (kit / "notebooks/02-second.ipynb").write_text(
        book(DRAW.replace("NN", "02")).replace("TEXTS = ", "TEXT = "), "utf-8"
    )
    (tmp_path / "mine.txt").write_text("This is the one small text.", "utf-8")
    done = helpers(kit, "figures", "--texts", str(tmp_path / "mine.txt"))
    assert done.returncode == 1
    assert done.stderr == "02-second, ValueError: no cell tagged `parameters` with a line TEXTS = …\n"
    assert sorted(contents(kit / "figures")) == [f"{corpus_name(tmp_path / 'mine.txt')}/01-words.png"]


PNG = b"\x89PNG\r\n\x1a\nolder"  # no text, whatever its name is


@pytest.mark.parametrize("texts", ["missing.txt", "no such folder/it's.txt", ""])
def test_a_text_that_cannot_be_read_is_refused_before_anything_starts(kit, texts):
    (kit / "figures").mkdir()
    (kit / "figures/01-words.png").write_bytes(PNG)
    (kit / "notebooks/01-first.ipynb").write_text(book("open('started', 'w')"), "utf-8")
    done = helpers(kit, "figures", f"--texts={texts}", cwd=kit / "figures")
    assert (done.returncode, done.stdout) == (2, "")
    assert re.fullmatch(r"[^\n]{15,300}\n", done.stderr) and "Traceback" not in done.stderr
    assert contents(kit / "figures") == {"01-words.png": PNG}
    assert not (kit / "executed").exists() and not (kit / "notebooks/started").exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for one process")
def test_ctrl_c_stops_in_one_line_and_leaves_no_kernel(kit):
    mark = f"waits-{os.getpid()}"
    (kit / "notebooks/01-first.ipynb").write_text(
        book(
            "from pathlib import Path\nimport os, time",
            f"Path('{mark}').write_text(str(os.getpid()))\ntime.sleep(60)",
        ),
        "utf-8",
    )
    process = subprocess.Popen(
        [sys.executable, "-m", "helpers", "figures"],
        cwd=kit,
        env=surroundings(kit),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509  tests in the background inherit a deaf ear
    )
    seen = kit / "notebooks" / mark
    wait_until(lambda: seen.exists() and seen.read_text())
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=30)
    assert (process.returncode, errors) == (130, "Stopped. The figures written before are whole.\n")
    wait_until(lambda: not alive(int(seen.read_text())))


def wait_until(true, seconds=60):
    for _ in range(seconds * 10):
        if true():
            return
        time.sleep(0.1)
    raise AssertionError("it never came to pass")


def alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_notebooks_run_in_place_take_their_committed_form(kit):
    path = kit / "notebooks/01-first.ipynb"
    path.write_text(book("print('a')\nprint('b')\n6 * 7"), "utf-8")
    assert helpers(kit, "normalise", "--check").returncode == 1
    assert helpers(kit, "notebooks").returncode == 0
    assert helpers(kit, "normalise", "--check").returncode == 0
    outputs = nbformat.read(path, as_version=4).cells[2].outputs
    assert [o.get("text") or o["data"]["text/plain"] for o in outputs] == ["a\nb\n", "42"]
    first = path.read_bytes()
    assert helpers(kit, "notebooks").returncode == 0
    assert path.read_bytes() == first


def test_a_notebook_that_fails_is_not_run_in_place(kit):
    path = kit / "notebooks/01-first.ipynb"
    path.write_text(book("1 / 0"), "utf-8")
    before = path.read_bytes()
    done = helpers(kit, "notebooks")
    assert (done.returncode, done.stderr) == (1, "01-first, cell [3]: ZeroDivisionError: division by zero\n")
    assert path.read_bytes() == before


def test_verify_sees_one_changed_byte(kit):
    assert helpers(kit, "figures").returncode == 0
    assert helpers(kit, "verify").returncode == 0
    (kit / "figures/02-words.png").write_bytes(b"Seeds")
    (kit / "figures/03-old.png").write_bytes(b"")
    (kit / "figures/.hidden.png").write_bytes(b"")
    (kit / "figures/.manifest.lock").touch()  # what an export leaves
    (kit / "figures/mine").mkdir()  # and what is made of a user's own text
    (kit / "figures/mine/01-words.png").write_bytes(b"")
    done = helpers(kit, "verify")
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "figures/.hidden.png: no notebook makes it",
        "figures/02-words.png: differs from the committed one",
        "figures/03-old.png: no notebook makes it",
    ]


def test_lab_works_on_a_copy_and_never_overwrites_it(kit):
    stand_in = kit / "jupyterlab"  # in the place of JupyterLab: it says how it was called
    stand_in.mkdir()
    (stand_in / "__init__.py").touch()
    (stand_in / "__main__.py").write_text("import sys; print(sys.argv[1:])", "utf-8")
    done = helpers(kit, "lab", "--no-browser")
    assert (
        "--ServerApp.ip=127.0.0.1" in done.stdout
        and "--no-browser" in done.stdout
        and "token" not in done.stdout
    )
    assert f"--ServerApp.root_dir={kit / 'working'}" in done.stdout.replace(
        "\\'", "'"
    )  # nothing of the kit's
    assert [p.read_bytes() for p in sorted((kit / "working").glob("*.ipynb"))] == [
        *contents(kit / "notebooks").values()
    ]
    mine = kit / "working/01-first.ipynb"
    mine.write_text(book("'mine'"), "utf-8")
    done = helpers(kit, "lab")
    assert "Kept as you left them: 01-first (" in done.stdout
    assert "mine" in mine.read_text("utf-8")


def test_an_unknown_command_is_refused(kit):
    done = helpers(kit, "figure")
    assert done.returncode == 2 and "Traceback" not in done.stderr


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not on this machine")
@pytest.mark.parametrize(
    "texts", ["a b.txt", "it's.txt", 'say "so".txt', "a$b$(c).txt", "back\\slash #1 `x`.txt", "-x.txt"]
)
def test_make_hands_the_path_over_as_it_was_typed(kit, texts):
    if os.name == "nt":
        pytest.skip("make is for Linux and macOS")
    (kit / ".venv/bin").mkdir(parents=True)
    stand_in = kit / ".venv/bin/python"  # in the place of Python: it says how it was called
    stand_in.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n', "utf-8")
    stand_in.chmod(0o755)
    (kit / ".venv/ready").touch()  # newer than the pins that it depends on: nothing is installed
    done = make(kit, "figures", f"TEXTS={texts}")
    assert done.stdout.splitlines() == ["-m", "helpers", "figures", f"--texts={texts}"], done.stderr
    plain = make(kit, "figures")
    assert plain.stdout.splitlines() == ["-m", "helpers", "figures"], plain.stderr


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not on this machine")
def test_make_alone_lists_every_target_and_an_old_python_is_refused(kit):
    listed = make(kit).stdout
    targets = re.search(r"^\.PHONY: (.+)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)[1].split()
    assert sorted(re.findall(r"^make (\w+)", listed, re.MULTILINE)) == sorted(targets)
    done = make(kit, "figures", "PYTHON=no-such-python")
    assert done.returncode == 2 and "Column Inch needs Python 3.11 or newer" in done.stderr
    assert not (kit / ".venv").exists()
