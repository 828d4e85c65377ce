"""The one helper that shows tables: what each kind of column looks like, and that each is described."""

import csv
import re

import pandas as pd
import pytest
from public_tables import of_the_seed

from helpers._tables import CONTRACTS
from helpers.figures import in_short, show_table
from helpers.figures._table import COLUMNS

CELL = re.compile(r"<td( style=\"text-align:left\")?>(.*?)</td>")
HEAD = re.compile(r"<th scope=\"col\".*?>(.*?)</th>")


def column_of(name, values):
    """The cells of a column as they are shown, and whether it is set to the left."""
    cells = CELL.findall(show_table(pd.DataFrame({"row": range(len(values)), name: values})).html)[1::2]
    return [text for _, text in cells], {bool(left) for left, _ in cells}


@pytest.mark.parametrize(
    "name, values, cells, left",
    [
        ("sent_id", [1, 12345], ["1", "12345"], False),
        ("mentions", [7, 12345], ["7", "12,345"], False),
        ("needed", pd.array([18, pd.NA], dtype="Int64"), ["18", "–"], False),
        ("tone", [-0.245, 0.0, -0.001, None], ["−0.24", "0.00", "0.00", "–"], False),
        ("odds_ratio", [float("inf"), 1.0], ["∞", "1.00"], False),
        ("p", [8e-12, 0.0004, 0.004, 0.03], ["&lt; .001", "&lt; .001", ".004", ".03"], False),
        ("p_holm", [0.0499, 0.046, 0.2897, 1.0], [".05", ".046", ".29", "1.00"], False),
        ("share", [0.0, 0.256, 1.0], ["0 %", "26 %", "100 %"], False),
        ("survives", [True, False], ["yes", "no"], True),
        ("text", ["<b>Rain</b> & 'sun'", ""], ["&lt;b&gt;Rain&lt;/b&gt; &amp; &#x27;sun&#x27;", "–"], True),
        ("text", pd.Series(["half a pair \ud83d", "whole"], dtype=object), ["half a pair ?", "whole"], True),
        ("not known to us", [1.0, 2.0], ["1", "2"], False),
        ("not known to us", [1.0, 2.255], ["1.00", "2.26"], False),
        ("not known to us", pd.Series([0.25, 3], dtype=object), ["0.25", "3"], False),
        ("mentions", [2.5, 3.0], ["2.50", "3"], False),
        ("not known to us", [["a", "b"], []], ["a, b", "–"], True),
    ],
)
def test_values_are_written_by_their_kind(name, values, cells, left):
    assert column_of(name, values) == (cells, {left})


def test_a_long_text_is_whole():
    long = "The dam held, and then it did not. " * 40
    assert column_of("text", [long, "x"])[0][0] == long


def test_the_first_rows_are_shown_and_the_rest_is_told():
    table = pd.DataFrame({"term": [f"w{i}" for i in range(100)], "frequency": range(100)})
    shown = show_table(table, file="figures/03-terms.csv", note="Words")
    assert repr(shown) == "Words · 20 of 100 rows; all in figures/03-terms.csv"
    assert shown.html.count("<td") == 2 * 20 and f"<caption>{shown}</caption>" in shown.html
    assert repr(show_table(table, shown=100)) == "100 rows"


def test_what_is_the_same_in_every_row_is_told_once():
    table = pd.DataFrame(
        {"doc_id": ["a<b"] * 2, "term": ["x", "y"], "author": [None] * 2, "nested": [False] * 2}
    )
    shown = show_table(table)
    assert HEAD.findall(shown.html) == ["term"] and "a<b" not in shown.html
    assert repr(shown) == "2 rows · document: a<b · author: – · nested: no"
    assert HEAD.findall(show_table(table[["doc_id"]]).html) == ["document"]
    assert HEAD.findall(show_table(table.head(1)).html) == ["document", "term", "author", "nested"]
    assert HEAD.findall(show_table(table.assign(term="long" * 20)).html) == ["term"]


def test_a_single_row_of_many_columns_stands_upright():
    table = pd.DataFrame([[0.5] * 7], columns=["ttr", "mattr", "hdd", "a", "b", "c", "d"])
    html = show_table(table).html
    assert html.count('<th scope="row"') == 7 and "<p>" not in html


def test_an_empty_table_says_so_in_words():
    empty = pd.DataFrame(columns=["term"])
    assert repr(show_table(empty)) == "nothing found"
    assert show_table(empty, empty="No <word> twice.").html == "<p>No &lt;word&gt; twice.</p>"


def test_an_index_is_shown_if_it_has_a_name():
    table = pd.DataFrame({"words": [3, 5]}, index=[58, 68])
    assert HEAD.findall(show_table(table).html) == ["words"]
    assert HEAD.findall(show_table(table.rename_axis("coder")).html) == ["coder", "words"]


def test_actors_are_named_and_not_keyed():
    table = pd.DataFrame({"actor_id": ["a", "b"], "label": ["A", "B"]})
    assert HEAD.findall(show_table(table).html) == ["actor"]
    assert HEAD.findall(show_table(table[["actor_id"]]).html) == ["actor, id"]


def test_the_table_is_not_changed_and_the_bytes_are_the_same():
    table = pd.DataFrame({"doc_id": ["a", "a"], "g2": [1.5, 2.5]}, index=[4, 5])
    before = table.copy()
    assert show_table(table).html == show_table(table).html
    pd.testing.assert_frame_equal(table, before)


def test_what_a_column_means_stands_in_its_tooltip_and_where_needed_below():
    html = show_table(pd.DataFrame({"term": ["a", "b"], "g2": [1.5, 2.5]})).html
    assert 'title="log-likelihood ratio' in html and "<p><b>G²</b>: log-likelihood ratio" in html
    assert "<script" not in html and "http" not in html and " id=" not in html
    assert 'role="region" tabindex="0" aria-label="term, G²"' in html


def test_sentences_in_short_are_a_list():
    shown = in_short("One & two.", "Three.")
    assert shown.html == "<ul>\n<li>One &amp; two.</li>\n<li>Three.</li>\n</ul>"
    assert repr(shown) == "One & two.\nThree."


def described():
    with COLUMNS.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_the_descriptions_are_whole():
    rows = described()
    names = [row["name"] for row in rows]
    assert len(names) == len(set(names)) and all(row["heading"] for row in rows)
    kinds = {"", "text", "before", "keyword", "count", "share", "p", "0", "1", "2", "3"}
    assert {row["kind"] for row in rows} <= kinds
    assert [row["name"] for row in rows if row["legend"] and not row["definition"]] == []


def test_every_column_of_every_public_table_is_described():
    names = {row["name"] for row in described()}
    made = {name: set(table.columns) for name, table in of_the_seed().items()}
    promised = {name: set(columns) for name, columns in CONTRACTS.items()}
    missing = {
        name: columns - names
        for tables in (made, promised)
        for name, columns in tables.items()
        if columns - names
    }
    assert missing == {}
    assert set(CONTRACTS) <= set(made)
