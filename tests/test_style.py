"""The house style, as far as a machine sees it: STYLE's rules for helpers, and what may stand in any file."""

import ast
import importlib
import inspect
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from helpers import ROOT

# Which rooms a room may import; every room may take what `helpers` itself holds. Read → measure → show.
BOTTOM = {"_files", "_fold", "_spans", "_tables", "_words"}
MAY_IMPORT = {
    "__init__": set(),
    **{module: set() for module in BOTTOM},
    "corpus": BOTTOM,
    "sentiment": BOTTOM | {"corpus"},
    "terms": BOTTOM | {"corpus"},
    "actors": BOTTOM | {"corpus"},
    "quotes": BOTTOM | {"corpus", "actors"},
    "handcheck": BOTTOM | {"corpus"},
    "compare": BOTTOM | {"corpus", "sentiment"},
    "figures": BOTTOM,
    "explore": BOTTOM | {"corpus", "sentiment", "terms", "actors", "quotes", "figures"},
    "report": BOTTOM | {"corpus", "sentiment", "terms", "actors", "figures", "explore", "_notebooks"},
    "_notebooks": BOTTOM,
    "_run": BOTTOM | {"_notebooks"},
    "_lab": BOTTOM | {"_notebooks"},
    "__main__": BOTTOM | {"actors", "corpus", "_notebooks", "_run", "_lab", "report"},
}
HELPERS = sorted((ROOT / "helpers").rglob("*.py"))
ROOMS = sorted({p.relative_to(ROOT / "helpers").parts[0].removesuffix(".py") for p in HELPERS})
PUBLIC = [room for room in ROOMS if not room.startswith("_")]
HEAVY = ["nltk", "textblob", "sklearn", "scipy", "matplotlib", "seaborn", "wordcloud", "IPython"]


def room_of(path):
    return path.relative_to(ROOT / "helpers").parts[0].removesuffix(".py")


def imported_rooms(tree, package):
    """Rooms that a module imports, wherever in it. `package` is the dotted package it lies in."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            full = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base = ".".join(base + ([node.module] if node.module else []))
            full = [f"{base}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in full:
            parts = name.split(".")
            if parts[0] == "helpers" and len(parts) > 1 and parts[1] in ROOMS:
                yield parts[1]


def test_rooms_are_found():
    assert {"__init__", "corpus", "figures"} <= set(ROOMS)


@pytest.mark.parametrize("path", HELPERS, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_imports_run_one_way(path):
    room = room_of(path)
    assert room in MAY_IMPORT, f"state in MAY_IMPORT which rooms {room} may import"
    package = ".".join(path.relative_to(ROOT).parent.parts)
    found = set(imported_rooms(ast.parse(path.read_text("utf-8")), package))
    assert found - {room} - MAY_IMPORT[room] == set()


@pytest.mark.parametrize(
    "source, package, rooms",
    [
        ("from helpers import ROOT, corpus", "helpers", ["corpus"]),
        ("import helpers.figures as f", "helpers", ["figures"]),
        ("def f():\n    from .figures import export", "helpers", ["figures"]),
        ("from ..figures import export", "helpers.corpus", ["figures"]),
        ("from . import figures", "helpers", ["figures"]),
        ("import pandas", "helpers", []),
    ],
)
def test_every_way_of_importing_is_seen(source, package, rooms):
    assert list(imported_rooms(ast.parse(source), package)) == rooms


def test_no_module_imports_itself_by_way_of_another():
    modules = {
        ".".join(p.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): p for p in HELPERS
    }
    imports = {}
    for name, path in modules.items():
        wanted = [
            node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.ImportFrom)
        ]
        named = [f"{node.module}.{alias.name}" for node in wanted for alias in node.names]
        named += [node.module for node in wanted]
        imports[name] = {
            other for other in named if other in modules and not name.startswith(f"{other}.")
        } - {name}
    left = dict(imports)
    while free := [name for name, others in left.items() if not others & left.keys()]:
        left = {name: others for name, others in left.items() if name not in free}
    assert left == {}, "a circle of imports, lazy ones counted"


def public_functions(room):
    module = importlib.import_module(f"helpers.{room}")
    for name, value in sorted(vars(module).items()):
        if (
            inspect.isfunction(value)
            and not name.startswith("_")
            and value.__module__.startswith(module.__name__)
        ):
            yield name, value


@pytest.mark.parametrize("room", PUBLIC)
def test_public_functions_say_what_they_do_and_show_it(room):
    functions = dict(public_functions(room))
    assert functions, f"helpers.{room} has no public function"
    silent = [name for name, function in functions.items() if not inspect.getdoc(function)]
    unshown = [name for name, function in functions.items() if ">>>" not in (inspect.getdoc(function) or "")]
    assert (silent, unshown) == ([], [])


@pytest.mark.parametrize("room", PUBLIC)
def test_data_first_and_everything_else_by_name(room):
    """No function takes more than three arguments by position, and none more than eight in all."""
    wrong = []
    for name, function in public_functions(room):
        kinds = [p.kind for p in inspect.signature(function).parameters.values()]
        if kinds.count(inspect.Parameter.POSITIONAL_OR_KEYWORD) > 3 or len(kinds) > 8:
            wrong.append(name)
    assert wrong == []


def test_no_two_public_functions_have_one_name():
    homes = {}
    for room in PUBLIC:
        for name, function in public_functions(room):
            homes.setdefault(name, set()).add(function)
    assert {name: functions for name, functions in homes.items() if len(functions) > 1} == {}


@pytest.mark.parametrize("room", ["", *PUBLIC])
def test_exported_constants_cannot_be_changed(room):
    module = importlib.import_module(f"helpers.{room}".rstrip("."))
    names = getattr(module, "__all__", [name for name in vars(module) if name.isupper()])
    changeable = (list, dict, set, bytearray)
    assert [name for name in names if isinstance(getattr(module, name), changeable)] == []


def lines_of(function):
    """Lines of a function's body, without its docstring."""
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    return body[-1].end_lineno - body[0].lineno + 1 if body else 0


@pytest.mark.parametrize("path", HELPERS, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_no_function_is_longer_than_forty_lines(path):
    functions = [n for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.FunctionDef)]
    assert [function.name for function in functions if lines_of(function) > 40] == []


def fresh(code, cwd):
    """What a new Python prints that runs `code`, errors and warnings with it."""
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r})\n{code}"],
        cwd=cwd,
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    return done.stdout + done.stderr


@pytest.mark.parametrize("room", [room for room in PUBLIC if room != "figures"])
def test_importing_a_measure_loads_nothing_heavy_and_leaves_nothing_behind(room, tmp_path):
    code = f"import helpers.{room}\nprint([m for m in {HEAVY!r} if m in sys.modules])"
    assert fresh(code, tmp_path) == "[]\n"
    assert list(tmp_path.iterdir()) == []


def test_importing_figures_changes_no_setting(tmp_path):
    code = (
        "import matplotlib; before = dict(matplotlib.rcParams)\nimport helpers.figures\n"
        "print([k for k, v in matplotlib.rcParams.items() if before[k] != v])"
    )
    assert fresh(code, tmp_path) == "[]\n"
    assert list(tmp_path.iterdir()) == []


def test_importing_the_package_loads_none_of_its_rooms(tmp_path):
    code = "import helpers\nprint([m for m in sys.modules if m.startswith('helpers.') or m == 'pandas'])"
    assert fresh(code, tmp_path) == "[]\n"


@pytest.mark.parametrize("check", [["check"], ["format", "--check"]], ids=["lint", "format"])
def test_ruff_finds_nothing(check):
    done = subprocess.run(
        [sys.executable, "-m", "ruff", *check, "--no-cache", "."],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout


def test_types_are_right():
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--cache-dir", os.devnull],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def tracked():
    """Files of the kit: what git tracks or would track; without git, what lies in its folders."""
    done = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=False,
        capture_output=True,
    )
    if done.returncode == 0:
        files = [ROOT / name for name in done.stdout.decode("utf-8").split("\0") if name]
    else:
        skip = {".venv", ".git", "working", "executed", "__pycache__"}
        files = [p for p in ROOT.rglob("*") if not skip & set(p.relative_to(ROOT).parts)]
    return [p for p in files if p.is_file()]


def foreign(text, *, home, root):
    """Words of a text that name a place on somebody's machine, or a package registry."""
    patterns = [
        r"/(?:home|Users)/\w[^\s\"']*",
        r"\b[A-Z]:\\+Users\\[^\s\"']*",
        r"/tmp/(?:ipykernel|pytest)\S*",
        r"https?://\S*/simple\b\S*",
        r"--(?:extra-)?index-url\S*",
        r"--find-links\S*",
    ]
    patterns += [re.escape(place) + r"(?![\w-])\S*" for place in (home, root) if len(place) > 3]
    return [hit for pattern in patterns for hit in re.findall(pattern, text)]


def test_foreign_places_are_seen():
    slash = "/"
    for place in [
        "/root/x",
        slash + "home/anna/kit",
        slash + "Users/anna",
        "C:\\" + "Users\\anna",
        "--index" + "-url x",
        "https://pypi.example/" + "simple/pandas",
    ]:
        assert foreign(f"see {place} there", home="/root", root="/srv/kit"), place
    assert foreign("figures/01-tone.png, a/home run, simple words", home="/root", root="/srv/kit") == []


def test_no_file_names_a_machine_or_a_registry():
    found = {}
    for path in tracked():
        raw = path.read_bytes()
        if b"\0" in raw or path == Path(__file__).resolve() or "seeds" in path.parts:
            continue  # binary, these patterns themselves, or somebody else's text
        hits = foreign(raw.decode("utf-8", "replace"), home=str(Path.home()), root=str(ROOT))
        if hits:
            found[path.relative_to(ROOT).as_posix()] = hits[:3]
    assert found == {}


def test_no_pickle_is_kept():
    assert [p.name for p in tracked() if p.suffix in {".pkl", ".pickle", ".joblib", ".npy"}] == []


def test_relative_links_in_the_documents_lead_somewhere():
    broken = []
    for path in [p for p in tracked() if p.suffix == ".md"]:
        for target in re.findall(r"\]\(([^)#\s]+)", path.read_text("utf-8")):
            if not re.match(r"[a-z]+:", target) and not (path.parent / target).exists():
                broken.append(f"{path.name}: {target}")
    assert broken == []
