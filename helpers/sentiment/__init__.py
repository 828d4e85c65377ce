"""Measure: how a text sounds, sentence by sentence and toward its actors; why; and how far to trust it.

All take the tables that the README lists; a wrong table and an unknown instrument are refused by name with a
ValueError. `instrument` is the name of one, `instruments` are the names of some: all of them when not given.
Scores and tones lie in −1…1, higher means more positive; offsets are half-open, in characters of the
document's text; shares lie in 0…1.
"""

from helpers.sentiment._instruments import Instrument, classify, instrument, instruments, packages
from helpers.sentiment._scores import reasons, score
from helpers.sentiment._toward import (
    strongest_words,
    toward,
    toward_by_actor,
    toward_contrasts,
    toward_reasons,
)
from helpers.sentiment._trust import (
    agreement,
    extremes,
    fragility,
    mean_intervals,
    means_in_words,
    misleading,
    share_scored,
    silence,
)
