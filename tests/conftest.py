"""Fixtures for the tests that ask for them: those of the browser, and the kit's style of figures."""

import pytest
from browsing import address, browser, kit, page, tab, window  # noqa: F401


@pytest.fixture
def style():
    """The kit's style, without which an SVG is not the same twice; matplotlib's settings are put back."""
    from matplotlib import pyplot

    from helpers import figures

    with pyplot.rc_context():
        figures.use_style()
        yield


@pytest.fixture(autouse=True, scope="session")
def readings_of_its_own(tmp_path_factory):
    """What the tests have the encoder read is kept apart from what the user's notebooks had it read."""
    from helpers.sentiment import _readings

    _readings.STORE = tmp_path_factory.mktemp("readings") / "kept.sqlite"


@pytest.fixture
def one_training(monkeypatch):
    """As if every training of the encoder came to the same."""
    from helpers.sentiment import _encoder

    monkeypatch.setitem(_encoder.numbers(), "spread", 0.0)
