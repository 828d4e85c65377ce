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
