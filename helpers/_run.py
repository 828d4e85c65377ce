"""Runs the notebooks, two at a time, each in a kernel of its own."""

import asyncio
import atexit
import os
import re
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from subprocess import DEVNULL
from typing import Any, NoReturn

import nbformat
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from helpers import FIGURES, ROOT, corpus_name
from helpers._notebooks import with_texts

AT_ONCE = 2
SECONDS_A_CELL = 120  # for the seed; a text of the user's own may take as long as it takes


@dataclass(frozen=True)
class Outcome:
    """What became of one notebook: the executed copy, and why it stopped if it did (one line)."""

    name: str
    seconds: float
    figures: int
    notebook: object
    error: str | None


class ThisPython(KernelSpecManager):
    """Kernels of the Python and with the helpers that run this, whatever else a user has installed."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
        return KernelSpec(
            argv=argv,
            display_name="Python 3 (ipykernel)",
            language="python",
            env={
                "PYTHONPATH": path,
                "PYDEVD_DISABLE_FILE_VALIDATION": "1",
                "COLUMN_INCH_FIGURES": str(FIGURES),  # as in this process, wherever it was called
                "OPENBLAS_NUM_THREADS": os.environ.get("OPENBLAS_NUM_THREADS", "1"),  # several run at once
            },
        )


class Loop(asyncio.SelectorEventLoop):
    """An event loop that leaves Ctrl-C to Python: nbclient's own handling of it ends in a page of errors."""

    def add_signal_handler(self, *_: Any) -> NoReturn:  # type: ignore[override]
        raise RuntimeError("signals are left to Python")


def run(
    paths: list[Path],
    texts: str | None = None,
    *,
    folder: Path,
    on_cell: Callable[[], Any] = lambda: None,
    on_notebook: Callable[[Outcome], Any] = lambda outcome: None,
) -> list[Outcome]:
    """Run notebooks in `folder` and return their outcomes, in the order of `paths`.

    `texts` replaces the parameter TEXTS; None leaves it as it is. One that fails does not stop the others.
    """

    async def one(path: Path, gate: asyncio.Semaphore) -> Outcome:
        async with gate:
            outcome = await _execute(path, texts, folder, on_cell)
            on_notebook(outcome)
            return outcome

    async def everything() -> list[Outcome]:
        gate = asyncio.Semaphore(AT_ONCE)
        return await asyncio.gather(*(one(path, gate) for path in paths))

    with asyncio.Runner(loop_factory=Loop) as runner:
        return runner.run(everything())


async def _execute(path: Path, texts: str | None, folder: Path, on_cell: Callable) -> Outcome:
    began, before, notebook, error = time.perf_counter(), _stamps(path, texts), None, None
    cells: list = []  # the code cells that were begun
    try:
        notebook = nbformat.read(path, as_version=4)
        if texts is not None:
            notebook = with_texts(notebook, texts)
        await _finish(_client(notebook, texts, folder, on_cell, cells))
    except CellExecutionError as stop:
        error = f"{stop.ename}: {_one_line(stop.evalue)}"
    except CellTimeoutError:
        error = f"it took longer than {SECONDS_A_CELL} seconds."
    except DeadKernelError:
        error = "its kernel died (is there enough memory?)."
    except (OSError, ValueError, RuntimeError) as stop:
        error = f"{type(stop).__name__}: {_one_line(str(stop))}"
    after = _stamps(path, texts)
    written = sum(after[figure] != before.get(figure) for figure in after)
    seconds = time.perf_counter() - began
    where = f"{path.stem}, cell [{len(cells)}]: " if cells else f"{path.stem}, "  # counted as JupyterLab does
    return Outcome(path.stem, seconds, written, notebook, error and where + error)


async def _finish(client: NotebookClient) -> None:
    """Run a notebook to its end, and end its kernel with it, also when Ctrl-C comes while it starts."""
    kernel: Any = client.km
    try:
        await client.async_execute(cleanup_kc=True, stdout=DEVNULL, stderr=DEVNULL)
    finally:
        atexit.unregister(client._cleanup_kernel)  # else nbclient looks, at exit, for a kernel that is gone
        if kernel.has_kernel:
            await kernel.shutdown_kernel(now=True)


def _client(
    notebook: nbformat.NotebookNode, texts: str | None, folder: Path, on_cell: Callable, cells: list
) -> NotebookClient:
    kernels = AsyncKernelManager(kernel_name="python3", kernel_spec_manager=ThisPython())
    kernels.transport_encryption = "auto"  # else ipykernel 7 warns once per kernel
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return NotebookClient(
        notebook,
        km=kernels,
        timeout=SECONDS_A_CELL if texts is None else None,
        record_timing=False,
        shutdown_kernel="immediate",
        extra_arguments=["--log-level=ERROR", "--HistoryManager.enabled=False"],
        resources={"metadata": {"path": str(folder)}},
        on_cell_execute=lambda cell, **_: cells.extend([cell] * (cell.cell_type == "code")),
        on_cell_executed=lambda **_: on_cell(),
    )


def _stamps(path: Path, texts: str | None) -> dict[Path, int]:
    """Time of each figure that this notebook may write: its name begins with the notebook's number."""
    folder = FIGURES / corpus_name("seeds" if texts is None else texts)
    return {figure: figure.stat().st_mtime_ns for figure in folder.glob(f"{path.name[:2]}-*.png")}


def _one_line(text: str) -> str:
    """First line of a message that says something, without colours.

    >>> _one_line("\\x1b[31m\\n  no such column: term\\nat line 3")
    'no such column: term'
    """
    plain = re.sub(r"\x1b\[[0-9;]*m", "", text)
    return next((line.strip() for line in plain.splitlines() if line.strip()), "no message")
