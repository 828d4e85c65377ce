"""`make lab`: a JupyterLab that asks for its token and serves this machine alone; what is in `working/`."""

import json
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import nbformat
import pytest
from browsing import free_port

import helpers
from helpers import ROOT, SEEDS, InputError, actors, corpus_name, table_path, texts_path
from helpers._lab import copies
from helpers._notebooks import KERNEL, WIDGET

OUT_OF_DATE = copies.SAID["old"]


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    """Address and log of a JupyterLab that `python -m helpers lab` started in a copy of the kit."""
    kit, port = tmp_path_factory.mktemp("lab") / "kit", free_port()
    for part in ("helpers", "notebooks", "seeds"):
        shutil.copytree(ROOT / part, kit / part, ignore=shutil.ignore_patterns("__pycache__"))
    own = {
        name: str(kit / "home" / name)
        for name in ("HOME", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR")
    }
    with open(kit / "log", "wb") as log:
        server = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "helpers",
                "lab",
                "--no-browser",
                "--allow-root",
                f"--ServerApp.port={port}",
            ],
            cwd=kit,
            env={**os.environ, **own, "PYTHONPATH": str(kit)},
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    until = time.monotonic() + 60
    while (
        "?token=" not in (kit / "log").read_text("utf-8")
        and time.monotonic() < until
        and server.poll() is None
    ):
        time.sleep(0.2)
    log = (kit / "log").read_text("utf-8")
    yield re.search(r"http://127\.0\.0\.1:\d+", log)[0], log
    os.killpg(server.pid, 15)
    server.wait(timeout=20)


def status(address):
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return answer.status
    except urllib.error.HTTPError as refused:
        return refused.code


@pytest.mark.skipif(sys.platform == "win32", reason="process groups are ended otherwise on Windows")
def test_without_the_token_nothing_is_handed_out(opened):
    base, log = opened
    token = re.search(r"\?token=([0-9a-f]{40,})", log)[1]
    assert status(f"{base}/api/contents") == 403
    assert status(f"{base}/api/contents?token={token}") == 200
    assert {re.sub(r":\d+$", "", host) for host in re.findall(r"http://([^/\s]+)/lab", log)} <= {
        "127.0.0.1",
        "localhost",
    }


def ask(opened, method, path, body=None):
    """What the server answers to a page that has the token."""
    base, log = opened
    token = re.search(r"\?token=([0-9a-f]{40,})", log)[1]
    asked = urllib.request.Request(
        f"{base}/api/{path}",
        method=method,
        data=None if body is None else json.dumps(body).encode(),
        headers={"Authorization": f"token {token}"},
    )
    with urllib.request.urlopen(asked, timeout=60) as answer:
        return json.loads(answer.read() or b"null")


def book(*outputs, source="1"):
    cell = nbformat.v4.new_code_cell(source, id="c", outputs=list(outputs))
    return nbformat.v4.new_notebook(cells=[cell], metadata={"kernelspec": KERNEL})


def widget(number, **beside):
    data = {WIDGET: {"model_id": f"m{number}", "version_major": 2, "version_minor": 0}, **beside}
    return nbformat.v4.new_output("execute_result", data, execution_count=1)


def kinds(notebook):
    return [sorted(output["data"]) for output in notebook["cells"][0]["outputs"]]


@pytest.mark.skipif(sys.platform == "win32", reason="process groups are ended otherwise on Windows")
def test_a_widget_is_never_saved_and_lives_as_long_as_its_kernel(opened):
    page = widget(1, **{"text/html": "<p>Rain.</p>", "text/plain": "rain"})
    live = [sorted([WIDGET, "text/html", "text/plain"])]

    def save(name):
        ask(opened, "PUT", f"contents/{name}", {"type": "notebook", "content": book(page)})

    def there(name):
        return kinds(ask(opened, "GET", f"contents/{name}")["content"])

    save("alone.ipynb")  # no kernel
    assert there("alone.ipynb") == [["text/html", "text/plain"]]
    asked = {"path": "mine.ipynb", "name": "", "type": "notebook", "kernel": {"name": "python3"}}
    kernel = ask(opened, "POST", "sessions", asked)["kernel"]["id"]
    save("mine.ipynb")
    assert there("mine.ipynb") == live
    assert (save("mine.ipynb"), there("mine.ipynb")) == (None, live)  # saved and opened again and again
    ask(opened, "POST", f"kernels/{kernel}/restart", {})
    assert there("mine.ipynb") == [["text/html", "text/plain"]]  # the widget went with the kernel's process
    save("mine.ipynb")
    assert there("mine.ipynb") == [["text/html", "text/plain"]]  # nor does saving revive it
    ask(opened, "DELETE", f"kernels/{kernel}")


def lab_in(kit, **more):
    """What `python -m helpers lab` prints in a kit in which JupyterLab is a stand-in."""
    kept = {name: value for name, value in os.environ.items() if name != "COLUMN_INCH_FIGURES"}
    own = {
        "PYTHONPATH": str(kit),
        "PYTHONIOENCODING": "utf-8",
        "JUPYTER_DATA_DIR": str(kit.parent / "jupyter"),
    }
    done = subprocess.run(
        [sys.executable, "-m", "helpers", "lab"],
        cwd=kit,
        env={**kept, **own},
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()


@pytest.fixture
def kit(tmp_path):
    """A kit with three small notebooks, and a stand-in for JupyterLab that does nothing."""
    root = tmp_path / "kit"
    shutil.copytree(ROOT / "helpers", root / "helpers", ignore=shutil.ignore_patterns("__pycache__"))
    (root / "jupyterlab").mkdir()
    for name in ("__init__.py", "__main__.py"):
        (root / "jupyterlab" / name).touch()
    (root / "notebooks").mkdir()
    for name in ("01-one", "02-two", "03-three"):
        write(root / f"notebooks/{name}.ipynb", book(source=f"'{name}, as it came'"))
    return root


def write(path, notebook):
    path.write_text(nbformat.writes(notebook), "utf-8")


def printed(word):
    return nbformat.v4.new_output("stream", text=word)


def source(path):
    return nbformat.read(path, as_version=4).cells[0].source


def test_after_an_upgrade_copies_are_replaced_or_kept_and_named(kit):
    mine, theirs = kit / "working", kit / "notebooks"
    assert lab_in(kit) == []
    assert [p.read_bytes() for p in sorted(mine.glob("*.ipynb"))] == [
        p.read_bytes() for p in sorted(theirs.glob("*.ipynb"))
    ]
    write(mine / "02-two.ipynb", book(printed("run"), source="'02-two, as it came'"))
    write(mine / "03-three.ipynb", book(source="'03-three, as I like it'"))
    run = (mine / "02-two.ipynb").read_bytes()
    assert lab_in(kit) == ["Kept as you left them: 03-three (delete one to start it again)."]
    assert (mine / "02-two.ipynb").read_bytes() == run
    for name in ("01-one", "02-two", "03-three"):
        write(theirs / f"{name}.ipynb", book(source=f"'{name}, better'"))
    assert lab_in(kit) == [
        "Brought up to date: 01-one.",
        "Brought up to date: 02-two; as you had run them, they lie in working/older/.",
        OUT_OF_DATE.format("03-three"),
    ]
    assert [source(mine / f"{name}.ipynb") for name in ("01-one", "02-two", "03-three")] == [
        "'01-one, better'",
        "'02-two, better'",
        "'03-three, as I like it'",
    ]
    assert (mine / "older/02-two.ipynb").read_bytes() == run
    assert [line.split(",")[0] for line in lab_in(kit)] == ["Out of date"]  # it is said again
    (mine / "03-three.ipynb").unlink()
    assert lab_in(kit) == [] and source(mine / "03-three.ipynb") == "'03-three, better'"


def test_a_notebook_that_the_kit_no_longer_has(kit):
    lab_in(kit)
    write(kit / "working/03-three.ipynb", book(source="'mine'"))
    for name in ("02-two", "03-three"):
        (kit / f"notebooks/{name}.ipynb").unlink()
    assert lab_in(kit) == [
        "No longer in the kit: 02-two; your copies lie in working/older/.",
        "No longer in the kit, kept because you changed them: 03-three.",
    ]
    assert lab_in(kit) == [] and source(kit / "working/03-three.ipynb") == "'mine'"


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"01-one.ipynb": 3}', b"\xff"])
def test_without_a_record_nothing_of_the_users_is_lost(kit, damage):
    lab_in(kit)
    write(kit / "working/01-one.ipynb", book(source="'mine'"))
    (kit / "working/02-two.ipynb").write_bytes(damage)
    (kit / "working/.copied.json").write_bytes(damage)
    assert lab_in(kit) == [
        "Could not be read, and copied anew: 02-two; the old ones lie in working/older/.",
        OUT_OF_DATE.format("01-one"),
    ]
    assert (kit / "working/older/02-two.ipynb").read_bytes() == damage
    assert source(kit / "working/01-one.ipynb") == "'mine'"


def test_dead_widgets_are_taken_out_at_the_start(kit):
    lab_in(kit)
    shown = [widget(1, **{"text/html": "<p>Rain.</p>"}), widget(2, **{"text/plain": "a slider"}), widget(3)]
    write(kit / "working/mine.ipynb", book(*shown))
    (kit / "working/other.ipynb").write_text(f"not a notebook: {WIDGET}", "utf-8")
    lab_in(kit)
    left = nbformat.read(kit / "working/mine.ipynb", as_version=4)
    assert kinds(left) == [["text/html"], ["text/plain"], [WIDGET]]  # the last has nothing else to show


@pytest.mark.parametrize(
    "held, theirs, was, what",
    [
        (None, "a", "a", "made"),
        (None, None, "a", "same"),
        ("a", "a", "", "same"),
        ("a", "b", "a", "new"),
        ("a run", "a", "a", "same"),
        ("a run", "a", "", "same"),
        ("a run", "b", "a", "run"),
        ("a", "a run", "a", "new"),  # the kit's outputs alone are new
        ("mine", "a", "a", "yours"),
        ("mine", "b", "a", "old"),
        ("mine", "b", "", "old"),
        ("a", None, "a", "gone"),
        ("a run", None, "a", "gone"),
        ("mine", None, "a", "left"),
    ],
)
def test_the_fate_of_a_copy(held, theirs, was, what):
    def made(word):
        text, _, run = (word or "").partition(" ")
        return nbformat.writes(book(*[printed("x")] * bool(run), source=text)).encode() if word else None

    known = copies.checksums(made(was)) if was else copies.Checksums("", "")
    assert copies.fate(made(held), made(theirs), known) == what


def git(folder, *arguments):
    own = ["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false"]
    done = subprocess.run(
        ["git", *own, *arguments], cwd=folder, check=False, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


AFTERNOON = """
import pandas as pd
from pathlib import Path
from helpers import actors, corpus, explore, figures, handcheck, table_path, texts_path
from helpers.handcheck._codes import save_code
TEXTS = "seeds"
texts = texts_path(TEXTS)
documents = corpus.load(texts)
sentences = corpus.sentences(documents)
register = actors.register_for(texts, sentences)
explore.register_editor(register, sentences).act("merge", [3], into="qasem-soleimani")
origin = figures.Origin.of("04-actor-mentions", documents, globals())
counts = actors.actor_counts(actors.mentions(sentences, actors.register_for(texts, sentences)))
table = pd.DataFrame({"term": ["people"], "frequency": [8], "per_thousand": [16.5]})
figures.Figure(figures.plot_ranks(table), table, alt="A bar.", caption="One.").export("03-terms", origin)
path = handcheck.codes_path(texts, table_path(texts, "codes.csv").parent)
row = sentences.iloc[0]
save_code(path, {**row, "coder": "me", "actor_id": "", "text": row["text"], "code": "neutral"})
print(actors.register_for(texts, sentences).attrs["path"].parent.name, path.resolve().parent.name)
"""


def test_git_pull_succeeds_after_an_afternoons_work(tmp_path):
    theirs, mine = tmp_path / "theirs", tmp_path / "mine"
    theirs.mkdir()
    for part in ("helpers", "notebooks", "seeds", "figures", ".gitignore"):
        copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copyfile
        copy(ROOT / part, theirs / part)
    git(theirs, "init", "-q")
    git(theirs, "add", "-A")
    git(theirs, "commit", "-qm", "one")
    git(tmp_path, "clone", "-q", "theirs", "mine")
    (mine / "jupyterlab.py").touch()
    (mine / ".git/info/exclude").write_text("jupyterlab.py\n")
    lab_in(mine)
    kept = {name: value for name, value in os.environ.items() if name != "COLUMN_INCH_FIGURES"}
    done = subprocess.run(
        [sys.executable, "-c", AFTERNOON],
        cwd=mine / "working",
        env={**kept, "PYTHONPATH": str(mine)},
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    assert (done.stdout, done.stderr) == ("working working\n", "")
    assert {p.name for p in (mine / "working/figures").iterdir()} > {"03-terms.png", "manifest.json"}
    write(mine / "working/02-sentiment.ipynb", book(source="'mine'"))
    assert git(mine, "status", "--porcelain") == ""
    for file in filter(Path.is_file, (theirs / "figures").iterdir()):
        file.write_bytes(file.read_bytes() + b" ")
    for file in [*(theirs / "notebooks").iterdir(), theirs / "seeds/actors.csv", theirs / "seeds/codes.csv"]:
        file.write_text(file.read_text("utf-8").replace("1", "2"), "utf-8")
    git(theirs, "commit", "-qam", "two")
    git(mine, "pull", "-q")
    assert git(mine, "status", "--porcelain") == ""
    assert git(mine, "rev-parse", "HEAD") == git(theirs, "rev-parse", "HEAD")
    said = lab_in(mine)
    assert said[0].startswith("Brought up to date: 00-start, 01-load-text, 03-") and len(said) == 2
    assert said[1].startswith("Out of date, kept because you changed them: 02-sentiment (")


@pytest.fixture
def working(tmp_path, monkeypatch):
    """A folder in the place of `working/`, in which we stand."""
    folder = tmp_path / "working"
    (folder / "texts").mkdir(parents=True)
    for name, path in {"WORKING": folder, "YOURS": folder / "texts", "WRITTEN": folder / "texts.txt"}.items():
        monkeypatch.setattr(helpers, name, path)
    monkeypatch.chdir(folder)
    return folder


def test_your_own_texts_are_those_that_every_notebook_reads(working, tmp_path, monkeypatch):
    assert texts_path("seeds") == SEEDS and corpus_name("seeds") == ""  # nothing given yet
    (working / "texts/.DS_Store").touch()
    (working / "texts/.ipynb_checkpoints").mkdir()
    assert texts_path("seeds") == SEEDS
    (working / "texts/mine.txt").write_text("Rain fell.", "utf-8")
    assert texts_path("seeds") == texts_path("./seeds/") == working / "texts"
    assert corpus_name("seeds") == corpus_name(working / "texts") != ""
    assert texts_path(SEEDS) == SEEDS and texts_path("a/b.txt") == ROOT / "a/b.txt"  # what is said is done
    monkeypatch.chdir(tmp_path)
    assert texts_path("seeds") == SEEDS and corpus_name("seeds") == ""  # elsewhere it is always the seed


@pytest.mark.parametrize("form", ["{}", "  {} \n", "\ufeff{}", '"{}"', "'{}'\r\n", "# mine\n\n{}\n/other\n"])
def test_a_path_is_written_once_as_people_write_it(working, tmp_path, form):
    there = tmp_path / "my texts"
    there.mkdir()
    (working / "texts/mine.txt").write_text("Rain fell.", "utf-8")
    (working / "texts.txt").write_text(form.format(there), "utf-8")
    assert texts_path("seeds") == there
    (working / "texts.txt").write_text("# nothing\n", "utf-8")
    assert texts_path("seeds") == working / "texts"
    (working / "texts.txt").write_text("seeds", "utf-8")
    assert texts_path("seeds") == SEEDS
    (working / "texts.txt").write_text("no/such folder", "utf-8")
    with pytest.raises(InputError, match=r"texts\.txt names no/such folder, and there is no such file"):
        texts_path("seeds")


def test_home_is_a_path_too(working, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    (tmp_path / "press").mkdir()
    (working / "texts.txt").write_text("~/press", "utf-8")
    assert texts_path("seeds") == tmp_path / "press" == texts_path("~/press")


def test_the_register_of_own_texts_has_one_home(working, tmp_path, monkeypatch):
    """Drafted by `make figures` or in JupyterLab, edited in either: both read the same file."""
    texts = tmp_path / "mine"
    texts.mkdir()
    monkeypatch.setattr(helpers, "ROOT", tmp_path / "kit")
    monkeypatch.setattr(helpers, "FIGURES", working / "figures")
    name = corpus_name(texts)
    lab, made = working / "figures" / name / "actors.csv", tmp_path / "kit/figures" / name / "actors.csv"
    assert table_path(texts, "actors.csv") == lab  # where it will be made
    made.parent.mkdir(parents=True)
    made.touch()
    assert table_path(texts, "actors.csv") == made and table_path(texts, "codes.csv").parent == lab.parent
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(helpers, "FIGURES", tmp_path / "kit/figures")
    lab.parent.mkdir(parents=True)
    lab.touch()
    made.unlink()
    assert table_path(texts, "actors.csv") == lab
    (texts / "actors.csv").touch()
    assert table_path(texts, "actors.csv") == texts / "actors.csv"


def test_the_kits_own_register_is_read_from_its_edited_copy(working, tmp_path, monkeypatch):
    assert table_path("seeds", "actors.csv") == SEEDS / "actors.csv"
    shutil.copyfile(SEEDS / "actors.csv", working / "actors.csv")
    assert actors.register_for(SEEDS, None).attrs["path"] == working / "actors.csv"
    monkeypatch.chdir(tmp_path)
    assert actors.register_for(SEEDS, None).attrs["path"] == SEEDS / "actors.csv"
