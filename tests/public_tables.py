"""Every table that a public measure makes of the seed, by name."""

from helpers import ROOT, actors, compare, corpus, handcheck, quotes, sentiment, terms


def of_the_seed():
    """Name → table, each as a notebook gets it."""
    documents = corpus.load(ROOT / "seeds")
    sentences = corpus.sentences(documents)
    tokens = corpus.tokens(sentences)
    register = actors.read_register(ROOT / "seeds" / "actors.csv")
    mentions = actors.mentions(sentences, register)
    read = documents, sentences, tokens
    return (
        read_tables(*read)
        | sentiment_tables(sentences, mentions)
        | term_tables(sentences, tokens, mentions)
        | actor_tables(sentences, register, mentions)
        | quote_tables(sentences, mentions)
        | handcheck_tables(sentences)
        | compare_tables(*read, mentions)
    )


def read_tables(documents, sentences, tokens):
    return {
        "documents": documents,
        "sentences": sentences,
        "tokens": tokens,
        "apparatus": corpus.apparatus(documents),
        "ledger": corpus.ledger(ROOT / "seeds"),
        "unread": corpus.unread_files(ROOT / "seeds"),
        "headlines": corpus.headlines(documents),
        "lengths": corpus.sentence_lengths(sentences, tokens),
        "validation": corpus.validation(),
    }


def sentiment_tables(sentences, mentions):
    scores, reasons = sentiment.score(sentences), sentiment.reasons(sentences)
    toward = sentiment.toward(mentions, sentences)
    return {
        "scores": scores,
        "reasons": reasons,
        "extremes": sentiment.extremes(scores, reasons, "tone"),
        "mean_intervals": sentiment.mean_intervals(scores),
        "silence": sentiment.silence(scores),
        "share_scored": sentiment.share_scored(sentences, reasons),
        "agreement": sentiment.agreement(scores),
        "fragility": sentiment.fragility(scores, reasons),
        "misleading": sentiment.misleading(sentences, reasons),
        "toward": toward,
        "toward_reasons": sentiment.toward_reasons(mentions, sentences),
        "toward_by_actor": sentiment.toward_by_actor(toward),
        "strongest_words": sentiment.strongest_words(sentiment.toward_reasons(mentions, sentences)),
    }


def term_tables(sentences, tokens, mentions):
    counts, spread = terms.count([sentences]), terms.dispersion(tokens)
    pairs = terms.collocations(tokens, window=5)
    return {
        "frequencies": terms.frequencies(tokens),
        "count": counts,
        "dispersion": spread,
        "positions": terms.term_positions(tokens, ["people"]),
        "keyness": terms.keyness(counts, terms.reference_english(counts["term"]), dispersion=spread),
        "key_evidence": terms.key_evidence(
            terms.keyness(counts, terms.reference_english(counts["term"])), spread, words=len(tokens)
        ),
        "collocations": pairs,
        "concordance": terms.keyword_in_context(sentences, "people"),
        "lemmas": terms.lemmas(tokens),
        "lemma_frequencies": terms.frequencies(terms.lemmas(tokens), of="lemma"),
        "with_names": terms.join_names(tokens, mentions),
        "diversity": terms.diversity(tokens),
        "readability": terms.readability(sentences, tokens),
    }


def actor_tables(sentences, register, mentions):
    counts, names = actors.actor_counts(mentions), actors.names(sentences)
    compared = actors.compare_registers(mentions.iloc[1:], mentions)
    return {
        "register": register,
        "names": names,
        "merged": actors.merge(names),
        "mentions": mentions,
        "unlisted": actors.unlisted(sentences, mentions),
        "unused": actors.unused(register, mentions),
        "roles": actors.roles(sentences),
        "pronouns": actors.pronouns(sentences, names),
        "pronoun_mentions": actors.pronoun_mentions(sentences, mentions),
        "actor_counts": counts,
        "actor_totals": actors.actor_totals(counts),
        "kind_counts": actors.kind_counts(counts),
        "co_mentions": actors.co_mentions(mentions),
        "evaluation_shares": actors.evaluation_shares(mentions),
        "mention_positions": actors.mention_positions(sentences, mentions),
        "compared": compared,
        "draft_agreement": actors.draft_agreement(compared),
        "wrong_merges": actors.wrong_merges(compared),
    }


def quote_tables(sentences, mentions):
    quotations = quotes.quotations(sentences, mentions)
    voices = quotes.voices(sentences, quotations)
    return {
        "quotations": quotations,
        "not_said": quotes.not_said(sentences),
        "voices": voices,
        "by_voice": quotes.by_voice(mentions, voices),
    }


def handcheck_tables(sentences):
    units = sentiment.score(sentences)
    units["tone_class"] = sentiment.classify(units["tone"], "tone")
    sample = handcheck.draw(units, 20, by="tone_class", seed=1)
    codes = handcheck.codes_for(ROOT / "seeds", ROOT / "seeds" / "codes.csv", sentences=sentences)
    columns = {"tone_class": "tone"}
    given = {"codes": codes, "sample": sample, "units": units, "columns": columns, "by": "tone_class"}
    return {
        "sample": sample,
        "codes": codes,
        "codebook": handcheck.codebook_for(ROOT / "seeds"),
        "disagreements": handcheck.disagreements(codes, sample),
        "alpha": handcheck.alpha(codes, units, columns=columns, seed=1),
        "confusion": handcheck.confusion(codes, sample, "tone_class"),
        "accuracy": handcheck.accuracy(codes, sample, columns=columns),
        "corrected": handcheck.corrected(**given, quantity="tone"),
        "interval_coverage": handcheck.interval_coverage(),
    }


def compare_tables(documents, sentences, tokens, mentions):
    scores, by = sentiment.score(sentences, ["tone"]), {"by": "outlet", "documents": documents}
    headlines = sentiment.score(corpus.headlines(documents.assign(title="Rain")), ["tone"])
    return {
        "group_means": compare.group_means(scores, "tone", **by),
        "differences": compare.differences(scores, "tone", **by),
        "toward_rows": compare.toward_rows(sentiment.toward(mentions, sentences)),
        "headline_gaps": compare.headline_gaps(headlines, scores),
        "coverage": compare.coverage(documents, tokens, mentions, by=["outlet", "month"]),
        "named_in": compare.named_in(mentions, documents, by="outlet"),
        "same_days": compare.same_days(documents, by="outlet"),
        "left_out": compare.left_out(mentions, documents, by="outlet"),
        "keyness_by": terms.keyness_by(tokens, documents, by="outlet"),
        "planted": compare.planted(ROOT / "seeds" / "press"),
        "stories": compare.stories(documents, tokens, by="outlet"),
    }
