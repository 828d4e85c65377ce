"""What each public table must hold, and the check at the door of every function that takes one."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

KEYS = ("doc_id", "sent_id")
SPAN = ("start", "end")
PLACE = (*KEYS, *SPAN)
ACTOR = ("actor_id", "label", "kind")
CHANCES = ("p_negative", "p_neutral", "p_positive")
WORDING = ("name", "role", "group", "pronoun")  # of a mention; a register lists the first three only
UNIT = (*PLACE, "actor_id")  # what a hand code is about: a sentence, or with an `actor_id` a mention in it
PAUSE = ("pause_start", "pause_end")  # where the narrator breaks into a quotation
FACTS = ("title", "outlet", "author", "date", "language", "source")
_GROUPS = {
    "KEYS": KEYS,
    "SPAN": SPAN,
    "PLACE": PLACE,
    "ACTOR": ACTOR,
    "CHANCES": CHANCES,
    "WORDING": WORDING,
    "UNIT": UNIT,
    "FACTS": FACTS,
    "PAUSE": PAUSE,
    "MENTION": (*PLACE, "surface", *ACTOR, "how"),
    "COUNTED": ("mentions", *WORDING, "nested", "pejorative", "sentences"),
}
# A table's columns, at least (words in capitals stand for the groups above), and what makes it.
_TABLES = {
    "documents": ("doc_id FACTS sha256 text", "corpus.load(path)"),
    "ledger": (
        "file position doc_id title status reason words stated_words duplicate_of",
        "corpus.ledger(path)",
    ),
    "sentences": ("doc_id par_id sent_id SPAN text", "corpus.sentences(documents)"),
    "apparatus": ("doc_id SPAN text kind reason", "corpus.apparatus(documents)"),
    "lengths": ("doc_id par_id sent_id words", "corpus.sentence_lengths(sentences, tokens)"),
    "tokens": ("PLACE token term", "corpus.tokens(sentences)"),
    "scores": ("doc_id par_id sent_id SPAN text", "sentiment.score(sentences)"),
    "reasons": ("PLACE expression instrument effect", "sentiment.reasons(sentences)"),
    "extremes": ("KEYS score words", "sentiment.extremes(scores, reasons, instrument)"),
    "mean_intervals": ("instrument sentences mean low high", "sentiment.mean_intervals(scores)"),
    "agreement": ("instrument other r both_signed same_sign", "sentiment.agreement(scores)"),
    "validation": ("task instrument measure value low high n", "corpus.validation()"),
    "toward": ("MENTION CHANCES tone certain", "sentiment.toward(mentions, sentences)"),
    "toward_reasons": (
        "PLACE word_start word_end expression effect",
        "sentiment.toward_reasons(mentions, sentences)",
    ),
    "toward_by_actor": (
        "ACTOR mentions sentences tone low high verdict",
        "sentiment.toward_by_actor(toward)",
    ),
    "register": ("ACTOR alias how only_in source", "actors.read_register(path)"),
    "names": ("PLACE surface label probability title", "actors.names(sentences)"),
    "merged": ("PLACE surface label actor_id reason", "actors.merge(names)"),
    "mentions": ("MENTION", "actors.mentions(sentences, register)"),
    "actor_counts": ("doc_id ACTOR COUNTED", "actors.actor_counts(mentions)"),
    "actor_totals": ("ACTOR COUNTED", "actors.actor_totals(counts)"),
    "kind_counts": ("kind actors mentions WORDING", "actors.kind_counts(counts)"),
    "co_mentions": ("doc_id actor_id other_id sentences", "actors.co_mentions(mentions)"),
    "compared": (
        "KEYS start outcome surface actor_id label drafted_surface drafted_id drafted_label",
        "actors.compare_registers(drafted, mentions)",
    ),
    "quotations": (
        "PLACE text form cue cue_start cue_end speaker speaker_start speaker_end actor_id reason PAUSE",
        "quotes.quotations(sentences)",
    ),
    "not_said": ("PLACE text reason", "quotes.not_said(sentences)"),
    "voices": (
        "doc_id par_id sent_id SPAN text voice speaker speaker_id sentence_id",
        "quotes.voices(sentences, quotations)",
    ),
    "frequencies": ("doc_id term frequency per_thousand rank", "terms.frequencies(tokens)"),
    "positions": ("label place KEYS", "terms.term_positions(tokens, terms)"),
    "dispersion": ("doc_id term frequency parts range dp", "terms.dispersion(tokens)"),
    "keyness": (
        "term frequency per_thousand reference_per_thousand key g2 chi2 log_ratio p p_holm",
        "terms.keyness(target, reference)",
    ),
    "collocations": ("first second frequency g2 pmi npmi log_dice t", "terms.collocations(tokens)"),
    "concordance": ("PLACE left keyword right", "terms.keyword_in_context(sentences, pattern)"),
    "group_means": ("articles sentences mean low high", "compare.group_means(scores, value, by=…)"),
    "differences": (
        "side versus articles other_articles difference low high p p_holm verdict",
        "compare.differences(scores, value, by=…)",
    ),
    "coverage": ("articles sentences words actors", "compare.coverage(documents, tokens, mentions, by=…)"),
    "named_in": ("ACTOR mentions naming articles share", "compare.named_in(mentions, documents, by=…)"),
    "left_out": (
        "side ACTOR articles other_naming other_articles expected_naming chance p_holm",
        "compare.left_out(mentions, documents, by=…)",
    ),
    "headline_gaps": (
        "doc_id headline headline_tone body_tone gap",
        "compare.headline_gaps(headlines, scores)",
    ),
    "stories": (
        "story kind date side doc_id title versus other_doc_id other_title alike",
        "compare.stories(documents, tokens, by=…)",
    ),
    "sample": ("UNIT stratum stratum_size stratum_drawn order", "handcheck.draw(units, n, seed=1)"),
    "codebook": ("code keys meaning value question", "handcheck.codebook_for(texts)"),
    "codes": ("coder UNIT text code unsure comment", "handcheck.read_codes(path)"),
    "disagreements": ("UNIT text disagreement comments adjudicated", "handcheck.disagreements(codes, units)"),
    "corrected": ("of instrument estimator estimate low high", "handcheck.corrected(codes, sample, units)"),
}
CONTRACTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        name: tuple(column for word in columns.split() for column in _GROUPS.get(word, (word,)))
        for name, (columns, _) in _TABLES.items()
    }
)
MADE_BY: Mapping[str, str] = MappingProxyType({name: maker for name, (_, maker) in _TABLES.items()})


def require(table: "pd.DataFrame", name: str, needs: Iterable[str] | None = None) -> "pd.DataFrame":
    """Return the table unchanged if it has the columns of its contract, else say which are missing.

    >>> import pandas as pd
    >>> require(pd.DataFrame({"doc_id": ["a"], "sent_id": [1], "start": [0]}), "tokens")
    Traceback (most recent call last):
    ValueError: this is not a tokens table: end, token, term missing; corpus.tokens(sentences) makes one
    >>> require(pd.DataFrame({"doc_id": ["a"], "sent_id": [1]}), "tokens", ["doc_id", "sent_id"]).shape
    (1, 2)

    `name` is a table of `CONTRACTS`, or any other; then `needs` says its columns. Of a contract, `needs` says
    which columns are used, where that is not all.
    """
    missing = [column for column in (CONTRACTS[name] if needs is None else needs) if column not in table]
    if missing:
        maker = f"; {MADE_BY[name]} makes one" if name in MADE_BY else ""
        raise ValueError(f"this is not a {name} table: {', '.join(missing)} missing{maker}")
    return table


def one_of(name: str, value: str, allowed: Iterable[str]) -> str:
    """Return the value of an option if it is allowed, else say which are.

    >>> one_of("sort", "up", ["text", "left"])
    Traceback (most recent call last):
    ValueError: sort is "up"; expected one of text, left
    """
    allowed = list(allowed)
    if value not in allowed:
        raise ValueError(f'{name} is "{value}"; expected one of {", ".join(allowed)}')
    return value
