"""For tests of the report: that of the seed, and that of a folder whose words would like to run."""

import json
import shutil

import pandas as pd

from helpers import ROOT, corpus, figures, report

HOSTILE = '<img src=x onerror="window.ran=1"> "quoted" & </script><script>window.ran=1</script>'
TEXT = f"Hale <b>lied</b> badly. {HOSTILE} Nobody in Basra liked the terrible news, and Hale left."
SHORT = "figures.in_short("


def of_the_seed(folder):
    """The report of the seed, made in a copy of the committed figures: the page, and its settings."""
    shutil.copytree(ROOT / "figures", folder, ignore=lambda path, names: [n for n in names if "report" in n])
    return again(folder)


def again(folder):
    return report.write_report(
        "seeds", folder=folder, notebooks=[ROOT / "notebooks"], settings=folder / "report.toml"
    )


def texts(folder, title=HOSTILE, text=TEXT):
    """A folder of two articles and their register."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "first.txt").write_text(text, "utf-8")
    (folder / "second.txt").write_text("A good day in Basra, said Hale. People danced.", "utf-8")
    register = {
        "actor_id": ["hale", "basra"],
        "label": [f"Hale {title}", "Basra"],
        "kind": ["person", "place"],
    }
    register |= {"alias": ["Hale", "Basra"], "how": "name", "only_in": "", "source": ""}
    pd.DataFrame(register).to_csv(folder / "actors.csv", index=False)
    facts = {"doc_id": ["first", "second"], "title": [title, "A good day"], "outlet": ["The <i>Echo</i>", ""]}
    facts |= {"author": "", "date": "", "language": "en", "source": ""}
    pd.DataFrame(facts).to_csv(folder / "documents.csv", index=False)
    return folder


def run(path):
    """What a run on these texts leaves, in small: one figure, and the notebooks as they ran."""
    documents = corpus.load(path)
    origin = figures.Origin.of("01-load-text", documents, {"TEXTS": str(path), "NOTE": HOSTILE})
    figures.use_style()
    lengths = corpus.sentence_lengths(sentences := corpus.sentences(documents), corpus.tokens(sentences))
    made = figures.lengths_figure(lengths, source=corpus.source_line(documents))
    line = made.export("01-sentences", origin).text
    executed = path.parent / "executed"
    executed.mkdir(exist_ok=True)
    for notebook in sorted((ROOT / "notebooks").glob("*.ipynb")):
        cells = json.loads(notebook.read_bytes())["cells"]
        prose = [cell for cell in cells if cell["cell_type"] == "markdown"]
        said = [
            (f"{SHORT})", f"Said: {HOSTILE}\nRead from {path}: two texts (01-sentences)"),
            ("export()", line if notebook.stem[:2] == "01" else ""),
        ]
        code = [{"cell_type": "code", "source": source, "outputs": [{"data": {"text/plain": text}}]}
                for source, text in said]  # fmt: skip
        (executed / notebook.name).write_text(json.dumps({"cells": prose + code}), "utf-8")
    return executed
