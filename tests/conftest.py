"""Hands the browser's fixtures to the tests that ask for them."""

from browsing import address, browser, kit, page, tab, window  # noqa: F401
