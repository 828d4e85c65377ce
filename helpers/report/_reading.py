"""The reading view in a page without a kernel: the widget's own script and style, and all texts as data."""

import json

from helpers.report._carrying import Measured
from helpers.report._run import Run

EXPORT = "export default {"  # how reader.js ends; in the page it is called, not imported


def script_and_style(run: Run, made: Measured) -> tuple[str, str, str]:
    """The script, the style, and the data as JSON that can stand between script tags."""
    from pathlib import Path

    from helpers import explore
    from helpers.explore._reader_page import page

    view = explore.reader(made.scores, made.mentions, made.reasons, documents=run.documents)
    texts = [list(text) for text in view._texts]
    pages = {
        name: page(name, made.scores, made.mentions, made.reasons) | {"title": title} for name, title in texts
    }
    script = str(view._esm)
    if script.count(EXPORT) != 1:
        raise RuntimeError(f"reader.js no longer ends in one `{EXPORT}`; mend helpers/report/_reading.py")
    script = script.replace(EXPORT, "const reader = {")
    model = Path(__file__).with_name("model.js").read_text("utf-8")
    data = json.dumps({"texts": texts, "pages": pages}, ensure_ascii=False, separators=(",", ":"))
    return f"{script}\n{model}", str(view._css), data.replace("<", "\\u003c")
