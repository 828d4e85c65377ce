"""Look and mend: the reading view, choices that redraw a figure at once, the register of actors as a table to edit."""

from helpers.explore._choices import terms_choices, tone_choices, toward_choices
from helpers.explore._editor import register_editor
from helpers.explore._reader import reader

__all__ = ["reader", "register_editor", "terms_choices", "tone_choices", "toward_choices"]
