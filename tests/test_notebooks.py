"""The anatomy of the notebooks, and the holes that strict nbval leaves open.

nbval never checks a cell without a count, looks at no figure, and obeys tags that skip: these we test here.
"""

import ast
import builtins
import re
import statistics
from itertools import pairwise

import nbformat
import pytest

from helpers import ROOT, _notebooks

PATHS = sorted((ROOT / "notebooks").glob("*.ipynb"))
CARD = ["Reads", "Produces", "Measures", "Limits"]
CLOSE = ["What we found", "Limits", "Next", "Sources"]
START = "00-start"  # it measures nothing
FORBIDDEN = {
    "a shell or magic command": r"^\s*[!%]",
    "sys.path": r"\bsys\.path\b",
    "a silenced warning": r"\bwarnings\b|filterwarnings|simplefilter",
    "rcParams": r"\brcParams\b|\brc\(",
    "the network": r"https?://|\burllib\b|\brequests\b|\bhttpx\b|\bsocket\b",
    "unseeded randomness": r"\bimport random\b|\brandom\.(?!default_rng\(\d)|default_rng\(\)",
    "a sample without a seed": r"\.sample\((?!.*random_state)",
    "a printed table": r"\bprint\(.*\.(head|tail|to_string)\("
    r"|\bprint\((table|documents|sentences|tokens|scores|mentions)\)",
    "an absolute path": r"""["'](/\w+/|[A-Za-z]:\\|~/)""",
    "a figure saved by hand": r"\bsavefig\(|\bplt\.show\(",
    "a comment that switches checking off": r"(?i)nbval_|pytest_validate_",
}
LONGEST_LINE = 110
# What each notebook checks: the names in each `assert` and in each call of a function `check_…`, in order.
CHECKS = {
    "00-start": [],
    "01-load-text": [
        "toy_sentences toy_tokens",
        "corpus sentences documents",
        "corpus tokens documents",
        "size",
        "documents ledger",
        "sentences",
        "tokens",
    ],
    "02-sentiment": [
        "negated",
        "scores sentences",
        "scores labels",
        "scores blobs",
        "scores column sums",
        "corpus reasons documents",
    ],
    "03-term-frequencies": [
        "terms toy",
        "toy_bigrams",
        "terms dunning",
        "frequencies everything tokens",
        "words tokens stop_words",
        "frequencies",
        "key everything reference",
        "lemmas",
    ],
    "04-actor-mentions": [
        "toy_mentions",
        "corpus mentions documents",
        "counts mentions",
        "counts forms",
        "compared worded",
    ],
    "05-tone-toward-actors": ["toy_toward", "toward mentions by_actor", "toward chances", "every toward"],
    "06-check-by-hand": [
        "toy_share",
        "sample",
        "sample N sentences",
        "sample strata",
        "confusion handcheck used",
        "headline",
    ],
    "07-explore": [
        "corpus mentions documents",
        "corpus reasons documents",
        "mentions scores",
        "drawn counted",
        "shown measured",
        "editor actors sentences",
    ],
    "08-compare": ["toy_absent comb", "coverage documents tokens", "named mentions", "means scores"],
}
pytestmark = pytest.mark.parametrize("path", PATHS, ids=lambda p: p.stem)


def read(path):
    return nbformat.read(path, as_version=4)


def code_of(path):
    return [cell for cell in read(path).cells if cell.cell_type == "code"]


def outputs_of(path):
    return [output for cell in code_of(path) for output in cell.outputs]


def test_name_and_title_carry_the_same_number(path):
    assert re.fullmatch(r"\d\d-[a-z0-9]+(-[a-z0-9]+)*\.ipynb", path.name)
    assert [p.name[:2] for p in PATHS].count(path.name[:2]) == 1
    title = read(path).cells[0]
    assert title.cell_type == "markdown" and title.source.startswith(f"# {path.name[:2]} · ")


def test_title_cell_asks_the_question_and_holds_the_card(path):
    title = read(path).cells[0].source
    assert "?" in title
    assert path.stem == START or [word for word in CARD if not re.search(rf"\*\*{word}:?\*\*", title)] == []


def test_every_cell_was_run_once_in_order(path):
    cells = code_of(path)
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))


def test_committed_form(path):
    text = path.read_bytes().decode("utf-8")
    assert text == _notebooks.normalise(text), "run `python -m helpers normalise`"


def test_no_error_and_no_warning_in_outputs(path):
    assert [o for o in outputs_of(path) if o.output_type == "error" or o.get("name") == "stderr"] == []


def test_outputs_are_the_same_on_every_machine(path):
    texts = [
        o.get("text", "") + "".join(v for k, v in o.get("data", {}).items() if k.startswith("text/"))
        for o in outputs_of(path)
    ]
    address = re.compile(r"\bat 0x[0-9a-f]+|/tmp/|/(?:home|Users|root)/|[A-Z]:\\\\|file://|site-packages")
    assert [hit for text in texts for hit in address.findall(text)] == []


def test_no_tag_hides_a_cell_from_the_tests(path):
    tags = [tag for cell in read(path).cells for tag in cell.metadata.get("tags", [])]
    assert tags == ["parameters"]


def test_only_set_up_and_checks_are_folded(path):
    """A cell whose source is folded shows no more than computed sentences: what is measured stays open."""
    folded = [cell for cell in code_of(path) if cell.metadata.get("jupyter")]
    assert all(cell.metadata["jupyter"] == {"source_hidden": True} for cell in folded)
    assert [c.source for c in folded if re.search(r"show_table|_figure\(|\.export\(|TEXTS =", c.source)] == []
    assert [c.source for c in folded if c.outputs and not re.search("in_short|Read from", c.source)] == []
    collapsed = [cell.source for cell in read(path).cells if cell.metadata.get(_notebooks.COLLAPSED)]
    assert all(source.startswith("## Appendix: ") for source in collapsed)


def test_parameters_are_literals_and_nothing_below_rebinds_them(path):
    at = [i for i, cell in enumerate(code_of(path)) if "parameters" in cell.metadata.get("tags", [])]
    tree = ast.parse(code_of(path)[at[0]].source)
    assert all(isinstance(node, ast.Assign) and len(node.targets) == 1 for node in tree.body)
    given = {node.targets[0].id: ast.literal_eval(node.value) for node in tree.body}
    assert given.get("TEXTS") == "seeds"
    below = [
        node.id
        for i, cell in enumerate(code_of(path))
        if i != at[0]
        for node in ast.walk(ast.parse(cell.source))
        if isinstance(node, ast.Name) and isinstance(node.ctx, (ast.Store, ast.Del))
    ]
    assert set(given) & set(below) == set()


def test_the_texts_are_found_in_one_way(path):
    """`texts_path` knows what "seeds" stands for in `working/`; a path put together by hand does not."""
    assert [cell.source for cell in code_of(path) if re.search(r"ROOT / TEXTS|SEEDS", cell.source)] == []


def test_names_in_capitals_are_parameters(path):
    bound = [
        node.id
        for cell in code_of(path)
        if "parameters" not in cell.metadata.get("tags", [])
        for node in ast.walk(ast.parse(cell.source))
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and node.id.isupper()
    ]
    assert bound == []


def test_texts_can_be_handed_over(path):
    changed = _notebooks.with_texts(read(path), "elsewhere/a b.txt")
    assert sum(a.source != b.source for a, b in zip(read(path).cells, changed.cells)) == 1


def test_one_import_cell_before_everything_else(path):
    kinds = [
        {
            isinstance(node, (ast.Import, ast.ImportFrom))
            for node in ast.walk(ast.parse(cell.source))
            if isinstance(node, ast.stmt)
        }
        for cell in code_of(path)
    ]
    assert kinds[0] == {True}, "the first code cell holds imports and nothing else"
    assert [number for number, kind in enumerate(kinds, 1) if True in kind] == [1]


def test_every_code_cell_is_introduced_by_a_sentence(path):
    cells = read(path).cells
    bare = [
        cell.source
        for before, cell in pairwise(cells)
        if cell.cell_type == "code"
        and not (before.cell_type == "markdown" and re.search(r"\w+ \w+", before.source))
    ]
    assert bare == [] and cells[0].cell_type == "markdown"


def test_cells_are_short(path):
    lengths = [(len(cell.source.splitlines()), bool(cell.metadata.get("jupyter"))) for cell in code_of(path)]
    assert max(lengths)[0] <= 15
    assert statistics.median(length for length, folded in lengths if not folded) <= 3


def test_lines_of_code_are_short(path):
    lines = [line for cell in code_of(path) for line in cell.source.splitlines()]
    assert [line for line in lines if len(line) > LONGEST_LINE] == []


def checks_of(source):
    """The names in each assert and each call of a function `check_…`, in order: what goes missing is seen."""
    found = []
    for node in ast.walk(ast.parse(source)):
        is_call = isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
        if isinstance(node, ast.Assert) or (is_call and "check_" in ast.unparse(node.value.func)):
            inside = [part for part in ast.walk(node) if isinstance(part, ast.Name)]
            inside.sort(key=lambda part: (part.lineno, part.col_offset))
            bound = {part.id for part in inside if isinstance(part.ctx, ast.Store)}
            names = [part.id for part in inside if part.id not in bound and not hasattr(builtins, part.id)]
            found.append((node.lineno, " ".join(dict.fromkeys(names))))
    return [names for _, names in sorted(found)]


def test_no_check_vanishes(path):
    """A check that is added, renamed or dropped on purpose is written into CHECKS."""
    assert [names for cell in code_of(path) for names in checks_of(cell.source)] == CHECKS[path.stem]


def test_nothing_forbidden(path):
    found = [
        (name, cell.source)
        for cell in code_of(path)
        for name, pattern in FORBIDDEN.items()
        if re.search(pattern, cell.source, re.MULTILINE)
    ]
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Try, ast.TryStar, ast.Global)
    found += [
        (type(node).__name__, cell.source)
        for cell in code_of(path)
        for node in ast.walk(ast.parse(cell.source))
        if isinstance(node, kinds)
    ]
    assert found == []


def is_code(comment):
    try:
        body = ast.parse(comment).body
    except SyntaxError:
        return False
    return any(
        isinstance(node, (ast.Assign, ast.Import, ast.ImportFrom, ast.Assert, ast.Delete))
        or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Call))
        for node in body
    )


def test_no_code_is_commented_out(path):
    lines = [line.strip() for cell in code_of(path) for line in cell.source.splitlines()]
    assert [line for line in lines if line.startswith("#") and is_code(line.lstrip("# "))] == []


def test_no_semicolon_at_an_end(path):
    """It hides an output from nbval, and from the reader in some tools and not in others."""
    assert [cell.source for cell in code_of(path) if re.search(r";\s*$", cell.source, re.MULTILINE)] == []


def test_no_table_is_printed(path):
    streams = [o.text for o in outputs_of(path) if o.output_type == "stream"]
    assert [
        text for text in streams if re.search(r"\[\d+ rows x \d+ columns\]|^0\s{2,}\S", text, re.MULTILINE)
    ] == []


def test_each_figure_has_alt_text_and_beside_it_its_fingerprint(path):
    """nbval does not look at pixels: the fingerprint of what was drawn is text, and that it compares."""
    bare = []
    for output in outputs_of(path):
        data = output.get("data", {})
        shown = sum(key.startswith("image/") for key in data) + data.get("text/html", "").count("data:image/")
        alts = re.findall(r'<img alt="[^"]{20,}" src="data:image/', data.get("text/html", ""))
        marks = re.findall(r"fingerprint\W+[0-9a-f]{8}", data.get("text/plain", ""))
        if shown and not shown == len(alts) == len(marks):
            bare.append(data.get("text/plain"))
    assert bare == []


def test_it_closes_in_prose(path):
    cells = read(path).cells
    headings = re.findall(
        r"^#+ (.+?)\s*$", "\n\n".join(c.source for c in cells if c.cell_type == "markdown"), re.MULTILINE
    )
    appendix = next((i for i, heading in enumerate(headings) if heading.startswith("Appendix: ")), None)
    assert path.stem == START or headings[:appendix][-len(CLOSE) :] == CLOSE
    assert appendix is not None or cells[-1].cell_type == "markdown"


def test_links_lead_somewhere(path):
    prose = "\n".join(cell.source for cell in read(path).cells if cell.cell_type == "markdown")
    targets = [t for t in re.findall(r"\]\(([^)#\s]+)", prose) if not re.match(r"[a-z]+:", t)]
    assert targets and [t for t in targets if not (path.parent / t).exists()] == []


def test_the_start_page_leads_to_every_notebook(path):
    links = re.findall(r"\]\((\d\d-[a-z-]+\.ipynb)\)", read(PATHS[0]).cells[0].source)
    assert path.stem == START or path.name in links
