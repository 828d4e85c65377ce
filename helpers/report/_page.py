"""The report as one page: a file that asks nothing of the network, and opens by a double click."""

import base64
import hashlib
import re
from collections.abc import Sequence
from html import escape
from pathlib import Path

from helpers._files import printable
from helpers.report._drawing import attributes, inline
from helpers.report._parts import Heading, Part, Picture, Points, Prose, Table
from helpers.report._settings import Settings

STYLE = Path(__file__).with_name("page.css")
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'sha256-{}'; "
    "base-uri 'none'; form-action 'none'"
)


def page(settings: Settings, parts: Sequence[Part], reading: tuple[str, str, str]) -> str:
    """Set the parts as HTML; `reading` is the script, the style and the data of the reading view."""
    from helpers.figures._table import STYLE as TABLE_STYLE

    script, style, data = reading
    styles = f"{TABLE_STYLE.read_text('utf-8')}{STYLE.read_text('utf-8')}\n{style}"
    title = _escaped(settings.title or "Report")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = attributes(**{"http-equiv": "Content-Security-Policy", "content": POLICY.format(digest)})
    byline = f"<p>{_escaped(settings.author)}</p>" if settings.author.strip() else ""
    return "\n".join(
        [
            '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
            f"<meta{policy}>",
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{title}</title>\n<style>\n{styles}</style>",
            f"</head>\n<body>\n<header><h1>{title}</h1>{byline}</header>\n{_contents(parts)}\n<main>",
            *_sections(parts, settings.columns),
            "</main>",
            f'<script type="application/json" id="pages">{data}</script>',
            f'<script type="module">{script}</script>\n</body>\n</html>\n',
        ]
    )


def _contents(parts: Sequence[Part]) -> str:
    heads = [part.text for part in parts if isinstance(part, Heading) and part.level == 2]
    items = "".join(f'<li><a href="#{_anchor(text)}">{_escaped(text)}</a></li>' for text in heads)
    return f'<nav aria-label="Contents"><ul>{items}</ul></nav>'


def _anchor(text: str) -> str:
    return re.sub(r"\W+", "-", text.lower())


def _sections(parts: Sequence[Part], columns: int) -> list[str]:
    """Each section with its parts; neighbouring figures share a grid."""
    lines: list[str] = []
    before: Part | None = None
    for part in parts:
        if isinstance(before, Picture) and not isinstance(part, Picture):
            lines.append("</div>")
        if isinstance(part, Heading) and part.level == 2:
            end = "</section>\n" if before else ""
            lines.append(f'{end}<section aria-labelledby="{_anchor(part.text)}">')
        if isinstance(part, Picture) and not isinstance(before, Picture):
            lines.append(f'<div class="figures columns-{columns}">')
        lines.append(_html(part))
        before = part
    return [*lines, "</section>"]


def _html(part: Part) -> str:
    if isinstance(part, Heading):
        named = f' id="{_anchor(part.text)}"' if part.level == 2 else ""
        return f"<h{part.level}{named}>{_escaped(part.text)}</h{part.level}>"
    if isinstance(part, Prose):
        return _markdown(part.text) if part.markdown else _paragraphs(part.text)
    if isinstance(part, Points):
        return "<ul>" + "".join(f"<li>{_escaped(line)}</li>" for line in part.lines) + "</ul>"
    if isinstance(part, Table):
        return _table(part)
    if isinstance(part, Picture):
        return _picture(part)
    return (
        '<p class="paper">On paper the text cannot be searched; open the file in a browser to read it here.'
        "</p>\n<noscript><p>The text can be read and searched where this file is opened in a browser that "
        'runs its script.</p></noscript>\n<div id="reader"></div>'
    )


def _paragraphs(text: str) -> str:
    blocks = [" ".join(block.split()) for block in re.split(r"\n\s*\n", text)]
    return "\n".join(f"<p>{_escaped(block)}</p>" for block in blocks if block)


def _markdown(text: str) -> str:
    """A notebook's prose; its links lead to other notebooks, so only their words stay."""
    import mistune

    class Renderer(mistune.HTMLRenderer):
        def link(self, text: str, url: str, title: str | None = None) -> str:
            return text

        def image(self, text: str, url: str, title: str | None = None) -> str:
            return text

    html = mistune.create_markdown(renderer=Renderer(escape=True))(text)
    assert isinstance(html, str)
    return html.strip()


def _table(table: Table) -> str:
    """As notebooks show it, under its own name; a folded one opens by a click."""
    from helpers.figures import show_table

    html = show_table(table.rows, shown=table.shown, file=table.file).html.partition("</style>\n")[2]
    html = html or show_table(table.rows).html
    html = re.sub(
        r'aria-label="[^"]*"', lambda _: attributes(**{"aria-label": table.name})[1:], html, count=1
    )
    if table.folded:
        return f"<details><summary>{_escaped(table.name)}</summary>\n{html}\n</details>"
    return f'<p class="name">{_escaped(table.name)}</p>\n{html}'


def _picture(picture: Picture) -> str:
    named = attributes(**{"aria-label": f"Drawing of Figure {picture.number}"})
    return "\n".join(
        [
            f'<figure id="figure-{picture.number}">',
            _paragraphs(picture.words),
            f'<div class="drawn" role="group" tabindex="0"{named}>',
            inline(picture.file("svg"), picture.name, picture.alt),
            f"</div>\n<figcaption><b>Figure {picture.number}.</b> {_escaped(picture.caption)}</figcaption>",
            f"{_table(picture.table)}\n</figure>",
        ]
    )


def _escaped(text: str) -> str:
    return escape(printable(text))
