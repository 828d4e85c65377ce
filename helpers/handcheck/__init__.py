"""Check by hand: draw units, code them blind, compare coders and instruments, settle, correct the numbers.

A unit is a sentence, or a mention in one; then it has an `actor_id`. Tables are those of the README; `units`
are all units with the instruments' columns; `columns` gives each such column the name of its instrument.
Codes know their scheme, by the categorical `code`: the three classes of tone, or those of a `codebook.csv`. A
table that lacks a column, or an option that is none, is refused with a ValueError that names it; a file, with
an `InputError` that gives its line.
"""

from helpers._words import is_machine
from helpers.handcheck._agreement import accuracy, alpha, confusion, disagreements
from helpers.handcheck._codebook import CODES, codebook_for
from helpers.handcheck._codes import ADJUDICATED, codes_for, codes_path, of_people, read_codes, settled
from helpers.handcheck._corrected import corrected, interval_coverage, quantities
from helpers.handcheck._desk import desk
from helpers.handcheck._draw import draw
