"""What the reading view shows, measured as the notebooks measure it, and the sentences that carry numbers."""

from dataclasses import dataclass

import pandas as pd

from helpers.report._parts import Table
from helpers.report._run import Run

ENDS = 3  # sentences at either end of a tone
MOST = 3  # terms and actors whose passages are listed
EACH = 3  # passages of each


@dataclass(frozen=True)
class Measured:
    """The tables behind the reading view."""

    sentences: pd.DataFrame
    scores: pd.DataFrame
    reasons: pd.DataFrame
    mentions: pd.DataFrame


def measured(run: Run) -> Measured:
    """Score the sentences and find the mentions, as notebook 07 does."""
    from helpers import actors, corpus, sentiment

    sentences = corpus.sentences(run.documents)
    mentions = actors.mentions(sentences, actors.register_for(run.texts, sentences))
    return Measured(sentences, sentiment.score(sentences), sentiment.reasons(sentences), mentions)


def carrying(made: Measured) -> list[Table]:
    """The sentences that carry the key numbers: of tone, of terms, of actors and of the tone toward them."""
    from helpers import sentiment

    ends = {
        one.label: sentiment.extremes(made.scores, made.reasons, one.name, n=ENDS)
        for one in sentiment.instruments()
    }
    tone = pd.concat(ends, names=["instrument"]).droplevel(1).reset_index()
    fragile = sentiment.fragility(made.scores, made.reasons)
    tables = [
        Table("Sentences at either end of each tone", tone, shown=50),
        Table("What each mean becomes without the sentences and words that carry it", fragile, shown=50),
        Table("Passages of the most frequent terms", _terms(made), shown=50),
        Table("Passages of the most mentioned actors", _actors(made), shown=50),
        Table("The strongest sentences toward actors who appear in five or more", _toward(made), shown=50),
    ]
    return [table for table in tables if not table.rows.empty]


def _terms(made: Measured) -> pd.DataFrame:
    from helpers import corpus, terms

    counted = terms.count([made.sentences], stopwords=terms.stopwords()).head(MOST)
    tokens = corpus.tokens(made.sentences)
    hits = tokens[tokens["term"].isin(counted["term"])]
    hits = hits.assign(order=hits["term"].map({term: n for n, term in enumerate(counted["term"])}))
    hits = hits.sort_values("order", kind="stable").groupby("term", sort=False).head(EACH)
    return _with_text(hits[["doc_id", "sent_id", "term"]], made)


def _actors(made: Measured) -> pd.DataFrame:
    from helpers import actors

    totals = actors.actor_totals(actors.actor_counts(made.mentions)).head(MOST)
    order = {actor: n for n, actor in enumerate(totals["actor_id"])}
    hits = made.mentions[made.mentions["actor_id"].isin(order)]
    hits = hits.assign(order=hits["actor_id"].map(order)).sort_values("order", kind="stable")
    hits = hits.drop_duplicates(["actor_id", "doc_id", "sent_id"]).groupby("actor_id", sort=False).head(EACH)
    return _with_text(hits[["doc_id", "sent_id", "label", "surface"]], made)


def _toward(made: Measured) -> pd.DataFrame:
    from helpers import sentiment

    toward = sentiment.toward(made.mentions, made.sentences)
    tested = sentiment.toward_by_actor(toward).query("sentences >= 5")["actor_id"]
    hits = toward[toward["actor_id"].isin(tested)]
    hits = hits.sort_values("tone", key=lambda tone: -tone.abs(), kind="stable")
    hits = hits.groupby("actor_id", sort=False).head(2).sort_values(["label", "tone"], kind="stable")
    return _with_text(hits[["doc_id", "sent_id", "label", "surface", "tone", "certain"]], made)


def _with_text(hits: pd.DataFrame, made: Measured) -> pd.DataFrame:
    return hits.merge(made.sentences[["doc_id", "sent_id", "text"]], on=["doc_id", "sent_id"], how="left")
