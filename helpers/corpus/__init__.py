"""Read: files → documents → sentences → tokens, and the contracts of the tables."""

from helpers.corpus._contracts import CONTRACTS, InputError, require
from helpers.corpus._read import cite, load, read_csv, refuse_other_languages, sentences, unread
from helpers.corpus._tokens import FUNCTION_WORDS, encoded, language_of, lengths, tokens

__all__ = [
    "CONTRACTS",
    "FUNCTION_WORDS",
    "InputError",
    "cite",
    "encoded",
    "language_of",
    "lengths",
    "load",
    "read_csv",
    "refuse_other_languages",
    "require",
    "sentences",
    "tokens",
    "unread",
]
