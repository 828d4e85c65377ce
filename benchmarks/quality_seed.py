"""How well the automatic draft of the seed's register agrees with the one written by hand."""

import tempfile

import pandas as pd

from helpers import SEEDS, actors, corpus


def seed_quality(folder=SEEDS) -> pd.DataFrame:
    """Draft a register for the texts of a folder without reading the one that lies there, and compare both.

    Returns
    -------
    DataFrame, one row per measure (`actors.draft_agreement`), and last what is merged or split wrongly.
    """
    sentences = corpus.sentences(corpus.load(folder))
    with tempfile.TemporaryDirectory() as empty:
        drafted = actors.register_for(empty, sentences, empty)
    by_hand = actors.mentions(sentences, actors.read_register(folder))
    compared = actors.compare_registers(actors.mentions(sentences, drafted), by_hand)
    wrong = actors.wrong_merges(compared)["error"].value_counts()
    merged, split = wrong.get("merged", 0), wrong.get("split", 0)
    print(f"{len(drafted)} aliases drafted; actors merged wrongly: {merged}, split: {split}")
    return actors.draft_agreement(compared)
