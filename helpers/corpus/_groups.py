"""Which group each row of a table belongs to: the outlet, the month, any column of its document."""

from collections.abc import Sequence

import pandas as pd

from helpers._tables import require

MONTH = "month"  # made from the date where no column is called so


def with_groups(
    rows: pd.DataFrame, by: str | Sequence[str], documents: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Add to the rows of a table what their groups are: columns of their documents, or the month.

    >>> documents = pd.DataFrame({"doc_id": ["a", "b"], "outlet": ["X", "Y"], "date": ["2024-01-31", "2024"]})
    >>> with_groups(pd.DataFrame({"doc_id": ["b", "a", "a"]}), ["outlet", "month"], documents).values.tolist()
    [['b', 'Y', ''], ['a', 'X', '2024-01'], ['a', 'X', '2024-01']]

    Returns the rows in their order with the columns of `by` that they lack, joined by `doc_id`. "month" is
    the year and month of `date`, "" where the date does not say. A column that neither table has is a
    ValueError, and so is a document that stands there twice.
    """
    missing = [column for column in listed(by) if column not in rows]
    if not missing:
        return rows
    if documents is None:
        raise ValueError(f"the rows have no column {', '.join(missing)}; give the documents that have it")
    if MONTH in missing and MONTH not in documents:
        require(documents, "documents", ["date"])
        month = documents["date"].astype("str").str.extract(r"^(\d{4}-\d\d)", expand=False).fillna("")
        documents = documents.assign(**{MONTH: month.astype("str")})
    facts = require(documents, "documents", ["doc_id", *missing])[["doc_id", *missing]]
    return rows.merge(facts, on="doc_id", how="left", validate="many_to_one")


def listed(columns: str | Sequence[str]) -> list[str]:
    """Give names of columns as a list; one alone may stand for itself.

    >>> listed("outlet"), listed(("outlet", "month"))
    (['outlet'], ['outlet', 'month'])
    """
    return [columns] if isinstance(columns, str) else [*columns]
