"""What a text talks about: terms, what sets them apart, where they stand, what company they keep."""

from helpers.terms._collocations import association, collocations
from helpers.terms._concordance import keyword_in_context
from helpers.terms._dispersion import dispersion, term_positions
from helpers.terms._diversity import diversity
from helpers.terms._frequencies import corpus_frequencies, frequencies, stopwords
from helpers.terms._keyness import keyness, reference_english
from helpers.terms._readability import readability
from helpers.terms._syllables import syllables
from helpers.terms._units import join_names, lemmas

__all__ = [
    "association",
    "collocations",
    "corpus_frequencies",
    "dispersion",
    "diversity",
    "frequencies",
    "join_names",
    "keyness",
    "keyword_in_context",
    "lemmas",
    "readability",
    "reference_english",
    "stopwords",
    "syllables",
    "term_positions",
]
