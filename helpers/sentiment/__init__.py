"""Measure: how a text sounds. Tone of its sentences and toward its actors, the words that made it, how far to trust it."""

from helpers.sentiment._by_actor import strongest_words, toward_by_actor
from helpers.sentiment._scores import INSTRUMENTS, reasons, score
from helpers.sentiment._toward import toward, toward_reasons
from helpers.sentiment._trust import (
    NAMES,
    agreement,
    coverage,
    extremes,
    fragility,
    mean_intervals,
    misleading,
    silence,
    validation,
)

__all__ = [
    "INSTRUMENTS",
    "NAMES",
    "agreement",
    "coverage",
    "extremes",
    "fragility",
    "mean_intervals",
    "misleading",
    "reasons",
    "score",
    "silence",
    "strongest_words",
    "toward",
    "toward_by_actor",
    "toward_reasons",
    "validation",
]
