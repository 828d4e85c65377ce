"""A figure's SVG, as it can stand in a page beside others."""

import re
from html import escape
from pathlib import Path

from lxml import etree

LINK = "{http://www.w3.org/1999/xlink}href"
NEEDLESS = ["title", "desc", "metadata", "style"]  # the words stand in the page, the style in page.css
FALLBACK = "'DejaVu Sans', Verdana, sans-serif"  # Verdana is as wide, and there where DejaVu Sans is not


def inline(path: Path, name: str, alt: str) -> str:
    """The drawing of a file as part of a page: ids of its own, nothing that leads out of it, its alt text."""
    parser = etree.XMLParser(remove_comments=True, remove_pis=True, resolve_entities=False, no_network=True)
    root = etree.fromstring(path.read_bytes(), parser)
    for tag in NEEDLESS:
        for node in [*root.iter(f"{{*}}{tag}")]:
            node.getparent().remove(node)
    meant = set(re.findall(r'(?:url\(|href=")#([^")]+)', etree.tostring(root, encoding="unicode")))
    for node in root.iter("*"):
        if node.get("id") not in meant:
            node.attrib.pop("id", None)
        for key, value in node.attrib.items():
            node.attrib[key] = _own(key, value, name)
    width = root.attrib.pop("width")
    root.attrib.pop("height")
    root.set("style", f"--width: {width}")
    for key, value in {"role": "img", "aria-label": alt}.items():
        root.set(key, value)
    etree.cleanup_namespaces(root)
    return etree.tostring(root, encoding="unicode")


def _own(key: str, value: str, name: str) -> str:
    """An attribute with the figure's name before each id that it gives or means."""
    if key == "id":
        return f"{name}-{value}"
    if key == LINK and value.startswith("#"):
        return f"#{name}-{value[1:]}"
    if key == "style":
        value = value.replace("'DejaVu Sans'", FALLBACK)
    return re.sub(r"url\(#", f"url(#{name}-", value)


def attributes(**values: str) -> str:
    """Attributes of a tag, their values escaped.

    >>> attributes(id="a", title='"<')
    ' id="a" title="&quot;&lt;"'
    """
    return "".join(f' {name}="{escape(value)}"' for name, value in values.items())
