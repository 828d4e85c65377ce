"""Small tables that several test files make from texts which a hand can count."""

import pandas as pd

from helpers import corpus


def split(*texts):
    """The sentences of documents "a", "b" …"""
    return corpus.sentences(pd.DataFrame({"doc_id": list("abcdefgh"[: len(texts)]), "text": list(texts)}))


def words(*texts):
    """The tokens of documents "a", "b" …"""
    return corpus.tokens(split(*texts))
