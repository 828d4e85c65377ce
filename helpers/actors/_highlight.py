"""The text with its mentions marked, as static HTML in which every character of the text is escaped."""

from dataclasses import dataclass
from html import escape

import pandas as pd

from helpers.corpus import require

STYLES = {
    "name": "background:#cfe3f2",
    "role": "background:#fbe3c2",
    "group": "background:#e6e6e6",
    "pronoun": "background:#ffffff;outline:1px dotted #767676",
}


@dataclass(frozen=True)
class Marked:
    """A text with marks: HTML where it can be shown, else one line that says what there is.

    >>> Marked("<p>Rain.</p>", 1, 0)
    1 sentences, 0 mentions marked
    """

    html: str
    sentences: int
    mentions: int

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return f"{self.sentences} sentences, {self.mentions} mentions marked"


def highlight(sentences: pd.DataFrame, mentions: pd.DataFrame) -> Marked:
    """Mark the mentions in the text, each with its actor in a tooltip; the colour says how it is worded.

    >>> rows = [("a", 1, 1, 0, 13, "Hale & I met.")]
    >>> table = pd.DataFrame(rows, columns=["doc_id", "par_id", "sent_id", "start", "end", "text"])
    >>> found = pd.DataFrame({"doc_id": ["a"], "sent_id": [1], "start": [0], "end": [4], "label": ["<b>"],
    ...                       "how": ["name"]})
    >>> print(highlight(table, found).html.splitlines()[-1])
    <p><sub>1</sub> <mark style="color:#222222;background:#cfe3f2" title="&lt;b&gt; (name)">Hale</mark> &amp; I met.</p>

    Parameters
    ----------
    sentences : DataFrame, one row per sentence to show (`corpus.sentences`).
    mentions : DataFrame with `doc_id, sent_id, start, end, label, how`; those of other sentences are left out.

    Returns
    -------
    Marked, which a notebook shows as HTML; `.html` is the string. A mention inside another is a mark in a mark.
    """
    require(sentences, "sentences")
    require(mentions, ["doc_id", "sent_id", "start", "end", "label", "how"])
    inside = {key: list(rows.itertuples()) for key, rows in mentions.groupby(["doc_id", "sent_id"])}
    parts, shown = [_key()], 0
    for (doc_id, _), paragraph in sentences.groupby(["doc_id", "par_id"], sort=False):
        found = [inside.get((doc_id, row.sent_id), []) for row in paragraph.itertuples()]
        shown += sum(map(len, found))
        body = " ".join(
            f"<sub>{row.sent_id}</sub> {_sentence(row, marks)}"
            for row, marks in zip(paragraph.itertuples(), found)
        )
        parts.append(f"<p>{body}</p>")
    return Marked("\n".join(parts), len(sentences), shown)


def _key() -> str:
    return "<p>" + " ".join(_open(how, how) + f"{how}</mark>" for how in STYLES) + "</p>"


def _open(how: str, title: str) -> str:
    return f'<mark style="color:#222222;{STYLES.get(how, STYLES["name"])}" title="{escape(title)}">'


def _sentence(row, marks: list) -> str:
    """One sentence: marks open and close where the mentions do, the longer around the shorter."""
    cuts: dict[int, list[str]] = {}
    for mark in sorted(marks, key=lambda m: (m.start, -m.end)):
        cuts.setdefault(mark.start - row.start, []).append(_open(mark.how, f"{mark.label} ({mark.how})"))
        cuts.setdefault(mark.end - row.start, []).insert(0, "</mark>")
    places = sorted({0, len(row.text), *cuts})
    pieces = [escape(row.text[a:b]) for a, b in zip(places, [*places[1:], len(row.text)])]
    return "".join("".join(cuts.get(place, [])) + piece for place, piece in zip(places, pieces))
