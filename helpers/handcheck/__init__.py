"""Check by hand: draw sentences, code them blind, say how far coders and instruments agree, correct the headline numbers."""

from helpers.handcheck._agreement import accuracy, alpha, classes, confusion
from helpers.handcheck._codes import CODES, codes_for, codes_path, read_codes
from helpers.handcheck._corrected import corrected, coverage
from helpers.handcheck._desk import desk
from helpers.handcheck._draw import draw

__all__ = [
    "CODES",
    "accuracy",
    "alpha",
    "classes",
    "codes_for",
    "codes_path",
    "confusion",
    "corrected",
    "coverage",
    "desk",
    "draw",
    "read_codes",
]
