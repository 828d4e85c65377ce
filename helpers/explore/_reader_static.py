"""The reading view without scripts: what an export, a code host or a notebook not yet run shows."""

from html import escape
from itertools import groupby, pairwise

INK = "color:#222222;"
STYLES = {
    "person": "background:#e9dcf5;border-bottom:2px solid #6d3fa0",
    "organisation": "background:#d3ecea;border-bottom:4px double #00695c",
    "state": "background:#f3e6b8;border-bottom:2px solid #7a5c00;border-top:2px solid #7a5c00",
    "group": "background:#fadfe9;border-bottom:2px dashed #a0235f",
    "place": "background:#e1efcf;border-bottom:2px dotted #44690d",
}
SIGNS = {"negative": "▼", "neutral": "●", "positive": "▲"}
TONES = {"negative": "#a63c00", "neutral": "#666666", "positive": "#1b6393"}


def static_html(page: dict, others: int = 0) -> str:
    """One text with its mentions, the tone of its sentences and their reasons, as HTML with all text escaped.

    `page` is what `_reader.page` makes, with a `title`; `others` is how many further texts the reader holds.
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
    kinds = [f"{_open(kind, kind)}{escape(kind)}</mark>" for kind in STYLES if kind in present]
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
    tone, length = sentence["cls"], len(sentence["text"].encode("utf-16-le")) // 2
    cuts = sorted({0, length, *(edge for mention in sentence["mentions"] for edge in mention[:2])})
    mark = _tone(tone, f"{SIGNS.get(tone, '')} {sentence['id']}", f"tone {sentence['shown']}, {tone}")
    html = f"{mark} "
    for a, b in pairwise(cuts):
        inside = [(actors[m[2]], m[3]) for m in sentence["mentions"] if m[0] <= a and b <= m[1]]
        html += "".join(_open(kind, f"{label} ({kind}, {how})") for (_, label, kind, _), how in inside)
        html += _part(sentence, a, b) + "</mark>" * len(inside)
    return html


def _part(sentence: dict, start: int, end: int) -> str:
    """Part of a sentence; its offsets count as browsers do."""
    return escape(sentence["text"].encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le"))


def _details(paragraph: list[dict], instruments: list[list[str]]) -> str:
    first, last = paragraph[0]["id"], paragraph[-1]["id"]
    which = f"sentence {first}" if first == last else f"sentences {first}–{last}"
    lines = "".join(f"<li>{_numbers(sentence, instruments)}</li>" for sentence in paragraph)
    summary = f"<summary>Numbers and reasons, {which}</summary>"
    return f'<details style="margin:0 0 1em">{summary}<ul>{lines}</ul></details>'


def _numbers(sentence: dict, instruments: list[list[str]]) -> str:
    """The numbers of a sentence, then what made them, instrument by instrument."""
    numbers = "; ".join(f"{escape(name)} {value}" for name, value in sentence["numbers"])
    parts = [f"<b>{sentence['id']}</b> {escape(sentence['cls'])}. {numbers}."]
    for instrument, label in instruments:
        mine = [reason for reason in sentence["reasons"] if reason[2] == instrument]
        words = ", ".join(f"{_part(sentence, start, end)} {effect}" for start, end, _, effect in mine)
        parts.append(f"<br><i>{escape(label)}</i>: {words}" if words else "")
    return "".join(parts)
