"""What is installed is written down once, and all the places that say so agree."""

import re
import subprocess
import sys
import tomllib
from importlib import metadata

import pytest
import yaml

from helpers import ROOT

PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
REQUIREMENTS = (ROOT / "requirements.txt").read_text("utf-8")
BY_HAND, MADE = re.split(r"^# ---- Part two.*$", REQUIREMENTS, flags=re.MULTILINE)
ENVIRONMENT = yaml.safe_load((ROOT / "environment.yml").read_text("utf-8"))
PIN = re.compile(r"(?P<name>[A-Za-z0-9][\w.-]*)==(?P<version>[\w.!+]+)( ; (?P<marker>.+))?")


def key(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def pins(text):
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return {line: PIN.fullmatch(line) for line in lines}


def test_every_line_is_an_exact_pin_without_address_path_or_hash():
    wrong = [line for line, match in pins(REQUIREMENTS).items() if not match]
    assert wrong == []


def test_every_direct_dependency_has_its_reason_on_the_line_above():
    lines = BY_HAND.splitlines()
    bare = [
        line
        for above, line in zip([""] + lines, lines)
        if PIN.fullmatch(line) and not re.match(r"# \w{2}", above)
    ]
    assert bare == []


def test_no_package_is_pinned_twice_for_the_same_machine():
    seen = {}
    for match in pins(REQUIREMENTS).values():
        seen.setdefault(key(match["name"]), []).append(match["marker"])
    twice = {name: markers for name, markers in seen.items() if len(markers) > 1 and not all(markers)}
    assert twice == {}


def test_direct_dependencies_stand_in_part_one_only():
    names = [{key(match["name"]) for match in pins(part).values()} for part in (BY_HAND, MADE)]
    assert names[0] & names[1] == set() and len(names[0]) >= 20 and len(names[1]) >= 80


def test_conda_takes_every_package_from_requirements_and_none_from_elsewhere():
    dependencies = ENVIRONMENT["dependencies"]
    assert ENVIRONMENT["channels"] == ["conda-forge"]
    assert ENVIRONMENT["name"] == PYPROJECT["project"]["name"]
    assert [d if isinstance(d, dict) else d.split()[0] for d in dependencies] == [
        "python",
        "pip",
        {"pip": ["-r requirements.txt", "-e ."]},
    ]


def test_the_same_range_of_python_everywhere():
    project = PYPROJECT["project"]
    tested = [c.rpartition(" ")[2] for c in project["classifiers"] if re.search(r"Python :: 3\.\d+$", c)]
    first, last = tested[0], int(tested[-1].partition(".")[2])
    assert tested == [f"3.{minor}" for minor in range(11, last + 1)]
    assert project["requires-python"] == f">={first}"
    assert ENVIRONMENT["dependencies"][0] == f"python >={first},<3.{last + 1}"
    assert PYPROJECT["tool"]["ruff"]["target-version"] == "py" + first.replace(".", "")
    assert f"(3, {first.partition('.')[2]})" in (ROOT / "Makefile").read_text("utf-8")


def test_one_version_of_the_kit():
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert {cited["version"], cited["preferred-citation"]["version"]} == {PYPROJECT["project"]["version"]}


def applies(marker):
    """Whether a pin is meant for this machine."""
    from packaging.markers import Marker

    return marker is None or Marker(marker).evaluate()


@pytest.mark.parametrize("line", pins(REQUIREMENTS))
def test_installed_as_pinned(line):
    match = pins(REQUIREMENTS)[line]
    if applies(match["marker"]):
        assert metadata.version(match["name"]) == match["version"]


def test_what_is_installed_fits_together():
    if subprocess.run(
        [sys.executable, "-m", "pip", "--version"], check=False, capture_output=True
    ).returncode:
        pytest.skip("this environment holds no pip of its own, so `pip check` cannot be asked")
    done = subprocess.run([sys.executable, "-m", "pip", "check"], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_every_import_of_the_kit_is_a_direct_dependency():
    """A package that is imported, and only came along with another, would vanish one day."""
    import ast

    known = {
        "crfsuite": "python-crfsuite",
        "pycrfsuite": "python-crfsuite",
        "vadersentiment": "vadersentiment",
        "pil": "pillow",
        "docx": "python-docx",
    }
    passing = {
        "helpers",
        "training",
        "IPython",
        "jupyter_client",
        "jupyter_server",
        "traitlets",
        "yaml",
        "packaging",
    }  # the kit itself, and parts of what is listed
    passing |= {path.stem for folder in ("benchmarks", "tests") for path in (ROOT / folder).glob("*.py")}
    direct = {key(match["name"]) for match in pins(BY_HAND).values()}
    missing = set()
    for path in [p for folder in ("helpers", "tests") for p in (ROOT / folder).rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = (
                [a.name for a in node.names]
                if isinstance(node, ast.Import)
                else ([node.module] if isinstance(node, ast.ImportFrom) and not node.level else [])
            )
            for top in {name.partition(".")[0] for name in names} - set(sys.stdlib_module_names) - passing:
                if known.get(top.lower(), key(top)) not in direct:
                    missing.add(f"{path.name}: {top}")
    assert missing == set()
