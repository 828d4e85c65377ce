"""Measure: how a text sounds. The tone of its sentences, and the words that made it."""

from helpers.sentiment._scores import INSTRUMENTS, reasons, score
from helpers.sentiment._trust import NAMES, agreement, extremes, silence

__all__ = ["INSTRUMENTS", "NAMES", "agreement", "extremes", "reasons", "score", "silence"]
