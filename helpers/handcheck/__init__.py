"""Check by hand: draw sentences, code them blind, compare coders and instruments, correct the numbers."""

from helpers.handcheck._agreement import accuracy, alpha, confusion
from helpers.handcheck._codes import CODES, codes_for, codes_path, read_codes
from helpers.handcheck._corrected import corrected, interval_coverage
from helpers.handcheck._desk import desk
from helpers.handcheck._draw import draw

__all__ = [
    "CODES",
    "accuracy",
    "alpha",
    "codes_for",
    "codes_path",
    "confusion",
    "corrected",
    "desk",
    "draw",
    "interval_coverage",
    "read_codes",
]
