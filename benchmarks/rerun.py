"""How long a warm `make figures` takes, against the least that it could take on this machine at this moment.

The floor, measured in turns with the real thing: as many kernels, two at a time, with the same import cells,
each saving as many blank figures in the same formats. Run by hand: `python benchmarks/rerun.py [repeats]`.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat

from helpers import FIGURES, ROOT, _notebooks

BLANK = """import matplotlib.pyplot as plt
for number in range({figures}):
    figure, ax = plt.subplots(figsize={size})
    for kind in ("png", "svg", "pdf"):
        figure.savefig(f"{stem}-{{number}}.{{kind}}", dpi=300)
    plt.close(figure)"""
SIZE = (6.3, 3.5)  # inches: a figure over two columns


def floor_book(path):
    """Notebook that only imports what `path` imports, and saves as many blank figures as `path` exports."""
    code = [cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    figures = len(list(FIGURES.glob(f"{path.name[:2]}-*.png")))
    blank = BLANK.format(figures=figures, size=SIZE, stem=path.stem)
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in (code[0], blank)])


def floor(folder):
    """Run the floor notebooks of a folder with nbclient alone, two at a time."""
    from concurrent.futures import ThreadPoolExecutor

    from nbclient import NotebookClient

    def run(path):
        resources = {"metadata": {"path": folder}}
        NotebookClient(
            nbformat.read(path, as_version=4),
            kernel_name="python3",
            resources=resources,
            shutdown_kernel="immediate",
        ).execute()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(run, sorted(Path(folder).glob("*.ipynb"))))


def seconds(*arguments):
    began = time.perf_counter()
    subprocess.run([sys.executable, *arguments], cwd=ROOT, check=True, capture_output=True)
    return time.perf_counter() - began


def main(repeats=5):
    real, least = [], []
    with tempfile.TemporaryDirectory() as folder:
        for path in _notebooks.ordered():
            nbformat.write(floor_book(path), Path(folder, path.name))
        for turn in range(repeats + 1):
            pair = seconds("-m", "helpers", "figures"), seconds(__file__, "--floor", folder)
            if turn:  # the first turn only warms the caches
                real.append(pair[0])
                least.append(pair[1])
    ratio = statistics.median(a / b for a, b in zip(real, least, strict=True))
    figures = len(list(FIGURES.glob("*.png")))
    print(f"notebooks: {len(_notebooks.ordered())}, figures: {figures}, turns: {repeats}")
    print(f"make figures: {statistics.median(real):.2f} s (median; {min(real):.2f} to {max(real):.2f})")
    print(f"floor:        {statistics.median(least):.2f} s (median; {min(least):.2f} to {max(least):.2f})")
    print(f"ratio:        {ratio:.2f} (median of the turns; aim: at most 1.5)")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--floor"]:
        floor(sys.argv[2])
    else:
        main(*map(int, sys.argv[1:]))
