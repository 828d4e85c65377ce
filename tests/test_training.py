"""What is invented to train the name recogniser; and that the kit has what training and benchmarks import."""

import ast
import importlib
import random

import pytest

from helpers import ROOT
from training.names import FOLDER, listed, wire
from training.names.invent import World

SCRIPTS = sorted(p for folder in ("benchmarks", "training") for p in (ROOT / folder).rglob("*.py"))
SMALL = World({}, {}, ["basra"], ["basra"], ["iraq"], ["iraqi"], [])


def test_names_of_an_invented_sentence_stand_where_they_are_said_to():
    """City in capitals, agency, people and weekday: by hand, only the first two are names."""
    line, known = "{C1|u} ( {G} ) -- {D} talks ended in {C1} on {W} .", {}
    text, names = wire.sentence(line, random.Random(1), SMALL, known)
    kinds = [(text[start:end], kind) for start, end, kind in names]
    assert kinds[0] == ("BASRA", "LOC") and kinds[2:] == [("Basra", "LOC")]
    assert kinds[1][0] in listed("wire/agencies") and kinds[1][1] == "ORG"
    assert " -- Iraqi talks ended in Basra on " in text and text.split()[-2] in listed("wire/days")


def test_a_team_and_its_nickname_are_one_name():
    text, names = wire.sentence("{U1} {X1} won .", random.Random(1), SMALL, {})
    assert [(text[start:end], kind) for start, end, kind in names] == [(text.removesuffix(" won ."), "ORG")]


def test_no_entry_of_a_list_is_empty_or_padded():
    lists = {
        path: listed(path.relative_to(FOLDER).with_suffix("").as_posix()) for path in FOLDER.rglob("*.txt")
    }
    assert lists
    assert [
        path.name for path, lines in lists.items() for line in lines if line != line.strip() or not line
    ] == []


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_what_a_script_imports_from_the_kit_is_there(path):
    """Most scripts need packages that the kit does not, so no test can run them."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module.partition(".")[0] == "helpers":
            module = importlib.import_module(node.module)
            for name in [alias.name for alias in node.names]:
                assert hasattr(module, name) or importlib.import_module(f"{node.module}.{name}")
