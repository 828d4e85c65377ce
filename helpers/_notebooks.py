"""The notebooks as files: where they lie, their parameter, and the one form in which they are committed."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from itertools import count
from pathlib import Path

import nbformat

from helpers import ROOT

NOTEBOOKS = ROOT / "notebooks"
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
WIDGET = "application/vnd.jupyter.widget-view+json"
COLLAPSED = "jp-MarkdownHeadingCollapsed"  # JupyterLab hides what stands under such a heading
PARAMETER = re.compile(r"^TEXTS *= *[^\n]*$", re.MULTILINE)


def ordered(folder: Path = NOTEBOOKS) -> list[Path]:
    """Notebooks of a folder, in their order: paths of NN-….ipynb.

    >>> ordered()[0].name[:3]
    '00-'
    """
    return sorted(folder.glob("[0-9][0-9]-*.ipynb"))


def with_texts(notebook: nbformat.NotebookNode, texts: str) -> nbformat.NotebookNode:
    """Copy of a notebook whose parameters cell reads `texts`; without one it raises ValueError.

    >>> cell = nbformat.v4.new_code_cell('TEXTS = "seeds"  # a folder', metadata={"tags": ["parameters"]})
    >>> with_texts(nbformat.v4.new_notebook(cells=[cell]), "/mine/it's.txt").cells[0].source
    'TEXTS = "/mine/it\\'s.txt"'
    """
    copy, line = nbformat.from_dict(notebook), f"TEXTS = {json.dumps(texts)}"  # JSON's string is Python's too
    for cell in copy.cells:
        if "parameters" in cell.metadata.get("tags", []) and PARAMETER.search(cell.source):
            cell.source = PARAMETER.sub(lambda _: line, cell.source, count=1)
            return copy
    raise ValueError("no cell tagged `parameters` with a line TEXTS = …")


def normalise(text: str) -> str:
    """A notebook's text in the one form in which notebooks are committed.

    A notebook run anew, or saved by JupyterLab, becomes the same bytes: one kernel, ids made from the source,
    only tags and what is folded kept, counts 1…n, streams joined, no empty cell, a final newline. Done twice
    it changes nothing.

    >>> text = nbformat.writes(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1 + 1")]))
    >>> normalise(text) == normalise(normalise(text)), normalise(text).count('"execution_count": 1')
    (True, 1)
    """
    notebook = nbformat.reads(text, as_version=4)
    notebook.metadata = nbformat.from_dict({"kernelspec": KERNEL, "language_info": {"name": "python"}})
    notebook.nbformat_minor = 5
    notebook.cells = [cell for cell in notebook.cells if cell.source.strip()]
    ids: set[str] = set()
    number = 0
    take_widgets(notebook)
    for cell in notebook.cells:
        cell.metadata = nbformat.from_dict(_metadata(cell.metadata))
        cell.source = cell.source.rstrip()
        cell.id = _new_id(cell, ids)
        if cell.cell_type == "code":
            number += 1
            cell.execution_count = number
            cell.outputs = _outputs(cell.outputs, number)
    lines = nbformat.v4.rwbase.split_lines(notebook)
    return json.dumps(lines, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def take_widgets(notebook: dict) -> dict[tuple[str, int], dict]:
    """Take the widgets out of a notebook where something else is there to show; return them by their place.

    Without the kernel that made it a widget shows an error, and JupyterLab shows it before anything else.

    >>> output = {"data": {WIDGET: {"model_id": "a1"}, "text/html": "<p>Rain.</p>"}}
    >>> notebook = {"cells": [{"cell_type": "code", "id": "c", "outputs": [output]}]}
    >>> views = take_widgets(notebook)
    >>> views, list(output["data"])
    ({('c', 0): {'model_id': 'a1'}}, ['text/html'])
    >>> put_widgets(notebook, views)
    >>> output["data"][WIDGET]
    {'model_id': 'a1'}
    """
    return {
        place: output["data"].pop(WIDGET)
        for place, output in _places(notebook)
        if WIDGET in output["data"] and len(output["data"]) > 1
    }


def put_widgets(notebook: dict, views: Mapping[tuple[str, int], dict]) -> None:
    """Put widgets back into the places from which they were taken."""
    for place, output in _places(notebook):
        if place in views:
            output["data"][WIDGET] = views[place]


def _places(notebook: dict) -> Iterator[tuple[tuple[str, int], dict]]:
    """Each output that holds data, with its place: its cell's id, and its number there."""
    for cell in notebook.get("cells", []):
        for n, output in enumerate(cell.get("outputs", [])):
            if "data" in output:
                yield (cell.get("id", ""), n), output


def _metadata(given: dict) -> dict:
    """What is kept of a cell's metadata: its tags, and that its source or its section is folded."""
    kept: dict = {COLLAPSED: True} if given.get(COLLAPSED) else {}
    if given.get("jupyter", {}).get("source_hidden"):
        kept["jupyter"] = {"source_hidden": True}
    return kept | ({"tags": given["tags"]} if given.get("tags") else {})


def _new_id(cell: nbformat.NotebookNode, taken: set[str]) -> str:
    """Id made from what stands in the cell, so that a moved or added cell leaves the others' ids alone."""
    for n in count():
        digest = hashlib.sha256(f"{cell.cell_type}\n{cell.source}\n{n or ''}".encode()).hexdigest()[:8]
        if digest not in taken:
            break
    taken.add(digest)
    return digest


def _outputs(outputs: list, number: int) -> list:
    """Outputs with neighbouring streams joined, the cell's own count, images without a trailing newline."""
    kept: list = []
    for output in outputs:
        if output.output_type == "stream" and kept and kept[-1].get("name") == output.name:
            kept[-1].text += output.text
            continue
        if output.output_type == "execute_result":
            output.execution_count = number
        if "data" in output:
            output.pop("transient", None)
            for kind, data in output.data.items():
                if kind.startswith("image/") and kind != "image/svg+xml":
                    output.data[kind] = data.strip()
        kept.append(output)
    return kept
