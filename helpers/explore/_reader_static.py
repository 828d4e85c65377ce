"""The reading view without scripts: what an export, a code host or a notebook not yet run shows."""

from html import escape
from itertools import groupby, pairwise

from helpers.explore._reader_page import KINDS, SIGNS

INK = "color:#222222;"
STYLES = {
    "person": "background:#e9dcf5;border-bottom:2px solid #6d3fa0",
    "organisation": "background:#d3ecea;border-bottom:4px double #00695c",
    "state": "background:#f3e6b8;border-bottom:2px solid #7a5c00;border-top:2px solid #7a5c00",
    "group": "background:#fadfe9;border-bottom:2px dashed #a0235f",
    "place": "background:#e1efcf;border-bottom:2px dotted #44690d",
}
TONES = {"negative": "#a63c00", "neutral": "#666666", "positive": "#1b6393"}


def static_html(page: dict, others: int = 0) -> str:
    """One text with its mentions, the tone of its sentences and their reasons, as HTML with all text escaped.

    `page` is what `_reader_page.page` makes; `others` is how many further texts the reader holds.
    """
    parts = [f"<p><b>{escape(page['title'])}</b></p>", _key(page)]
    if others:
        parts.append(f"<p>One of {others + 1} texts; run the notebook to choose another.</p>")
    for _, rows in groupby(page["sentences"], key=lambda sentence: sentence["par"]):
        paragraph = list(rows)
        parts.append("<p>" + " ".join(_sentence(s, page["actors"]) for s in paragraph) + "</p>")
        parts.append(_details(paragraph, page["instruments"]))
    return "\n".join(['<div style="max-width:46em;line-height:1.6">', *parts, "</div>"])


def _key(page: dict) -> str:
    present = {kind for _, _, kind, _ in page["actors"]}
    kinds = [f"{_open(kind, kind)}{escape(kind)}</mark>" for kind in KINDS if kind in present]
    tones = [f"{_tone(name, SIGNS[name])} {name}" for name in TONES]
    return f"<p>Actors: {' '.join(kinds) or 'none'}. Tone of a sentence: {', '.join(tones)}.</p>"


def _open(kind: str, title: str) -> str:
    return f'<mark style="{INK}{STYLES.get(kind, STYLES["group"])}" title="{escape(title)}">'


def _tone(name: str, content: str, title: str = "") -> str:
    style = f"color:#ffffff;background:{TONES.get(name, TONES['neutral'])};padding:0 3px"
    attribute = f' title="{escape(title)}"' if title else ""
    return f'<small style="{style}"{attribute}>{content}</small>'


def _sentence(sentence: dict, actors: list[list]) -> str:
    """One sentence: cut wherever a mention begins or ends, so that marks nest however the mentions lie."""
    text = sentence["text"].encode("utf-16-le")
    cuts = sorted({0, len(text) // 2, *(edge for mention in sentence["mentions"] for edge in mention[:2])})
    pieces = []
    for a, b in pairwise(cuts):
        inside = [m for m in sentence["mentions"] if m[0] <= a and b <= m[1]]
        opened = "".join(
            _open(actors[m[2]][2], f"{actors[m[2]][1]} ({actors[m[2]][2]}, {m[3]})") for m in inside
        )
        pieces.append(opened + escape(text[2 * a : 2 * b].decode("utf-16-le")) + "</mark>" * len(inside))
    tone = f"tone {sentence['shown']}, {sentence['cls']}"
    return (
        _tone(sentence["cls"], f"{SIGNS.get(sentence['cls'], '')} {sentence['id']}", tone)
        + " "
        + "".join(pieces)
    )


def _details(paragraph: list[dict], instruments: list[list[str]]) -> str:
    first, last = paragraph[0]["id"], paragraph[-1]["id"]
    which = f"sentence {first}" if first == last else f"sentences {first}–{last}"
    lines = "".join(f"<li>{_numbers(sentence, instruments)}</li>" for sentence in paragraph)
    return (
        '<details style="margin:0 0 1em">'
        + f"<summary>Numbers and reasons, {which}</summary><ul>{lines}</ul></details>"
    )


def _numbers(sentence: dict, instruments: list[list[str]]) -> str:
    """The numbers of a sentence, then what made them, instrument by instrument."""
    numbers = "; ".join(f"{escape(name)} {value}" for name, value in sentence["numbers"])
    parts = [f"<b>{sentence['id']}</b> {escape(sentence['cls'])}. {numbers}."]
    text = sentence["text"].encode("utf-16-le")
    for instrument, label in instruments:
        words = ", ".join(
            f"{escape(text[2 * start : 2 * end].decode('utf-16-le'))} {effect}"
            for start, end, name, effect in sentence["reasons"]
            if name == instrument
        )
        parts.append(f"<br><i>{escape(label)}</i>: {words}" if words else "")
    return "".join(parts)
