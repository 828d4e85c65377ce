"""For all tests: notebooks draw into a folder that is thrown away; matplotlib knows its fonts beforehand."""

import os
import shutil
import sys
import tempfile

import pytest
from hypothesis import settings

# The same examples on every run in CI; no limit on a single one, for machines differ.
settings.register_profile("kit", deadline=None, max_examples=30, derandomize=bool(os.environ.get("CI")))
settings.load_profile("kit")


os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # one each for workers and kernels: they wait for no other


if "PYTEST_XDIST_WORKER" not in os.environ:  # a worker inherits the folder; helpers read it when imported
    os.environ["COLUMN_INCH_FIGURES"] = tempfile.mkdtemp(prefix="column-inch-")


def pytest_configure(config):
    if not hasattr(config, "workerinput"):
        import matplotlib.font_manager  # noqa: F401  a cold cache would warn in the first notebook, and fail it


def pytest_unconfigure(config):
    if not hasattr(config, "workerinput"):
        shutil.rmtree(os.environ["COLUMN_INCH_FIGURES"], ignore_errors=True)


@pytest.fixture(autouse=True)
def closed_figures():
    """No test leaves its figures open for the next."""
    yield
    if "matplotlib.pyplot" in sys.modules:
        sys.modules["matplotlib.pyplot"].close("all")
