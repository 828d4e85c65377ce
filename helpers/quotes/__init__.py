"""Measure: who says what. Quotations with their speakers, and the voices in which a text is written.

For every function here: tables are those of `helpers._tables.CONTRACTS`; one that lacks a column is refused
by a ValueError that names what makes it; `start` and `end` are half-open, in characters of the document's
text.
"""

from helpers.quotes._quotations import FORMS, not_said, quotations
from helpers.quotes._voices import VOICES, by_voice, voices
