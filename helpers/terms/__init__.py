"""What a text talks about: terms, what sets them apart, where they stand, what company they keep.

Tables are those of the README, their rows in any order; offsets are half-open, in characters of the text.
A wrong table, and a number or an option out of its range, raise a ValueError that says what was expected.
"""

from helpers.terms._collocations import association, collocations
from helpers.terms._concordance import keyword_in_context
from helpers.terms._dispersion import dispersion, term_positions
from helpers.terms._diversity import diversity
from helpers.terms._frequencies import count, frequencies, stopwords
from helpers.terms._keyness import key_evidence, keyness, keyness_by, reference_english
from helpers.terms._readability import readability
from helpers.terms._syllables import syllables
from helpers.terms._units import join_names, lemmas
