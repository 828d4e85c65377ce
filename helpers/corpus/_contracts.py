"""What each table must hold, checked at the door of every measure."""

import pandas as pd

from helpers import InputError  # noqa: F401

KEYS = ["doc_id", "sent_id"]
SPAN = ["start", "end"]
CONTRACTS = {
    "documents": ["doc_id", "title", "outlet", "author", "date", "language", "source", "sha256", "text"],
    "sentences": ["doc_id", "par_id", "sent_id", *SPAN, "text"],
    "tokens": [*KEYS, *SPAN, "token", "term"],
    "scores": [*KEYS],
    "reasons": [*KEYS, *SPAN, "expression", "instrument", "effect"],
    "register": ["actor_id", "label", "kind", "alias", "how", "only_in", "source"],
    "names": [*KEYS, *SPAN, "surface", "label", "probability"],
    "mentions": [*KEYS, *SPAN, "surface", "actor_id", "label", "kind", "how"],
    "frequencies": ["doc_id", "term", "frequency", "per_thousand", "rank"],
}
MADE_BY = {
    "documents": "corpus.load(path)",
    "sentences": "corpus.sentences(documents)",
    "tokens": "corpus.tokens(sentences)",
    "scores": "sentiment.score(sentences)",
    "reasons": "sentiment.reasons(sentences)",
    "register": "actors.read_register(path)",
    "names": "actors.names(sentences)",
    "mentions": "actors.mentions(sentences, register)",
    "frequencies": "terms.frequencies(tokens)",
}


def require(table: pd.DataFrame, columns: str | list[str]) -> pd.DataFrame:
    """Return the table unchanged if it has the columns, else say which are missing and what makes them.

    >>> require(pd.DataFrame({"doc_id": ["a"], "sent_id": [1]}), "tokens")
    Traceback (most recent call last):
    ValueError: this is not a tokens table: start, end, token, term missing; corpus.tokens(sentences) makes one

    Parameters
    ----------
    table : any DataFrame.
    columns : the name of a contract in `CONTRACTS`, or a list of column names.

    Raises
    ------
    ValueError
        When a column is missing.
    """
    wanted = CONTRACTS[columns] if isinstance(columns, str) else list(columns)
    missing = [column for column in wanted if column not in table.columns]
    if not missing:
        return table
    if not isinstance(columns, str):
        message = f"the table lacks {', '.join(missing)}; it has {', '.join(map(str, table.columns))}"
    else:
        message = f"this is not a {columns} table: {', '.join(missing)} missing; {MADE_BY[columns]} makes one"
    raise ValueError(message)
