"""Read: files → documents → sentences → tokens, and the contracts of the tables.

Tables are those of the README; offsets are half-open and count characters of a document's text as `load` made
it. What cannot be read raises an InputError with file and line, a wrong table a ValueError.
"""

from helpers import InputError
from helpers._fold import normalise
from helpers._spans import check_offsets
from helpers._tables import CONTRACTS
from helpers.corpus._apparatus import APPARATUS_KINDS, apparatus
from helpers.corpus._duplicates import duplicates
from helpers.corpus._groups import MONTH, listed, with_groups
from helpers.corpus._intervals import (
    FEW,
    Mean,
    Z,
    difference_of_texts,
    holm,
    mean_of_texts,
    percentile_interval,
    t_interval,
)
from helpers.corpus._read import ledger, ledger_line, load, refuse_other_languages, source_line, unread_files
from helpers.corpus._sentences import headlines, sentences
from helpers.corpus._tokens import (
    FUNCTION_WORDS,
    NAMES_IN_CAPITALS,
    REPORTING_VERBS,
    SMALL_LETTERS,
    language_of,
    sentence_lengths,
    term_codes,
    tokens,
)
from helpers.corpus._validation import validation
