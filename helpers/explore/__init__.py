"""Look and mend: the reading view, choices that redraw a figure, the register of actors as a table to edit.

Each function returns a widget that a notebook displays; without a kernel it is shown as static HTML, and its
traits, properties and methods do from code what its controls do. Tables are those of the README, offsets
half-open in the document's text; a table that lacks a column is refused with a ValueError that names it.
"""

from helpers.explore._choices import terms_choices, tone_choices, toward_choices
from helpers.explore._editor import register_editor
from helpers.explore._reader import reader

__all__ = ["reader", "register_editor", "terms_choices", "tone_choices", "toward_choices"]
