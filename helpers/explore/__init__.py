"""Explore: choices that redraw a figure at once, and the register of actors as a table to edit."""

from helpers.explore._choices import terms_choices, tone_choices, toward_choices
from helpers.explore._editor import register_editor

__all__ = ["register_editor", "terms_choices", "tone_choices", "toward_choices"]
