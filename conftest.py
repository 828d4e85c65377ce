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


def pytest_configure(config):
    if hasattr(config, "workerinput"):
        return  # a worker of pytest-xdist: it inherits the folder
    import matplotlib.font_manager  # noqa: F401  a cold cache would warn in the first notebook, and fail it

    config.thrown_away = tempfile.mkdtemp(prefix="column-inch-")
    os.environ["COLUMN_INCH_FIGURES"] = config.thrown_away


def pytest_unconfigure(config):
    if hasattr(config, "thrown_away"):
        shutil.rmtree(config.thrown_away, ignore_errors=True)


@pytest.fixture(autouse=True)
def closed_figures():
    """No test leaves its figures open for the next."""
    yield
    if "matplotlib.pyplot" in sys.modules:
        sys.modules["matplotlib.pyplot"].close("all")
