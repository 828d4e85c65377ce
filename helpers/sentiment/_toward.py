"""Tone toward one mention in one sentence, with its reasons; and toward each actor, with how sure that is.

The encoder reads each sentence once (`_encoder.py`); its card, `encoder.md`, says how well it does.
"""

from math import erfc

import numpy as np
import pandas as pd

from helpers._fold import straighten
from helpers._spans import context
from helpers._tables import ACTOR, CHANCES, KEYS, PLACE, SPAN, require
from helpers._words import signed
from helpers.corpus import Z, holm
from helpers.sentiment import _encoder, _readings
from helpers.sentiment._encoder import Span
from helpers.sentiment._omission import DIGITS, without_words

REASON = ("word_start", "word_end", "expression", "effect")
REACH = 500  # characters on either side of a mention, of a long sentence, whose words are left out in turn


def toward(mentions: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Measure how each mention's sentence is worded toward it, as probabilities of three classes.

    It is the tone of the wording toward this actor in this sentence, not the author's opinion and not bias.

    >>> sentences = pd.DataFrame({"doc_id": "a", "sent_id": [1], "start": 0, "text": "Hale was praised."})
    >>> mentions = pd.DataFrame({"doc_id": "a", "sent_id": [1], "start": 0, "end": 4, "surface": "Hale"})
    >>> toward(mentions, sentences)["tone"].gt(0).tolist()
    [True]

    Returns the mentions in their order with all their columns, and `p_negative, p_neutral, p_positive` (three
    digits; sum 1; calibrated: of the verdicts given with probability p about a share p is right), `tone` =
    p_positive − p_negative (−1…1, higher means friendlier; comparable across texts only as far as
    `encoder.md` says) and `certain`: the largest probability is at least the threshold in `encoder.md`. A
    mention that has no sentence or lies outside it is a ValueError.
    """
    row, start, end = _in_sentences(mentions, sentences)
    result = mentions.reset_index(drop=True)
    result[[*CHANCES]] = _chances(sentences["text"].tolist(), row, start, end)
    result["tone"] = (result["p_positive"] - result["p_negative"]).round(DIGITS)
    result["certain"] = result[[*CHANCES]].max(axis=1) >= float(_encoder.numbers()["certain_from"])
    return result


def toward_reasons(mentions: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """List what leaving out each word of its sentence does to each mention's tone.

    >>> sentences = pd.DataFrame({"doc_id": "a", "sent_id": [1], "start": 0, "text": "Hale was praised."})
    >>> mentions = pd.DataFrame({"doc_id": "a", "sent_id": [1], "start": 0, "end": 4, "surface": "Hale"})
    >>> reasons = toward_reasons(mentions, sentences)
    >>> reasons["expression"].tolist(), reasons["effect"].gt(0).tolist()
    (['praised'], [True])

    Returns one row per mention and word left out: `doc_id, sent_id, start, end` (of the mention), `actor_id`
    if the mentions have it, `word_start, word_end` (in the document), `expression` (as printed), `effect`:
    the tone less that of the sentence without the word (−2…2; positive: the word makes it friendlier). These
    are effects of omission: the encoder reads words together, so they do not add up to the tone, and a
    sentence without a word may be no sentence. Function words, but for negations, and words of mentions are
    not left out. Of a long sentence the words up to 500 characters on either side are. The cost is one
    reading for each word: give the mentions that are shown, not those of an archive.
    """
    row, start, end = _in_sentences(mentions, sentences)
    texts, offsets = sentences["text"].tolist(), sentences["start"].tolist()
    stretches: dict[tuple[int, int, str], list[int]] = {}
    for m, (r, a, b) in enumerate(zip(row.tolist(), start.tolist(), end.tolist())):
        stretches.setdefault((r, *_near(texts[r], a, b)), []).append(m)
    spans = [[(start[m] - cut, end[m] - cut) for m in mine] for (_, cut, _), mine in stretches.items()]
    omitted = _omitted([text for _, _, text in stretches], spans)
    parts = [
        (members[m], a + cut + offsets[r], b + cut + offsets[r], text[a:b], effect)
        for ((r, cut, text), members), found in zip(stretches.items(), omitted, strict=True)
        for m, a, b, effect in found
    ]
    rows = pd.DataFrame(parts, columns=["mention", *REASON])
    rows = rows.sort_values(["mention", "word_start"], ignore_index=True)
    kept = [column for column in (*PLACE, "actor_id") if column in mentions]
    return mentions[kept].iloc[rows["mention"]].reset_index(drop=True).join(rows[[*REASON]])


def _chances(texts: list[str], row: np.ndarray, start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Probabilities of negative, neutral and positive, one row a mention; each text is read once."""
    used, place = np.unique(row, return_inverse=True)
    spans: list[list[Span]] = [[] for _ in used]
    order = []
    for one, a, b in zip(place, start.tolist(), end.tolist()):
        order.append((one, len(spans[one])))
        spans[one].append((a, b))
    _, logits = _readings.read([straighten(texts[r]) for r in used], spans)
    found = np.array([logits[one][n] for one, n in order]).reshape(-1, 3) / float(
        _encoder.numbers()["temperature"]
    )
    odds = np.exp(found - found.max(1, keepdims=True, initial=-np.inf))
    chances = np.round(odds / odds.sum(1, keepdims=True), DIGITS)
    chances[:, 1] = np.round(1 - chances[:, 0] - chances[:, 2], DIGITS).clip(0)
    chances[:, 2] = np.round(1 - chances[:, 0] - chances[:, 1], DIGITS)
    return chances


def _omitted(texts: list[str], spans: list[list[Span]]) -> list[list[tuple[int, int, int, float]]]:
    """For each text, by mention (its number) and word: the word's place, and what it does to the tone."""
    parts = [without_words(text, mentions) for text, mentions in zip(texts, spans, strict=True)]
    read = [one for text, (_, shorter, _) in zip(texts, parts) for one in (text, *shorter)]
    places = [one for mentions, (_, _, moved) in zip(spans, parts) for one in (mentions, *moved)]
    row = np.repeat(np.arange(len(read)), [*map(len, places)])
    start, end = np.array([span for one in places for span in one], int).reshape(-1, 2).T
    chances = _chances(read, row, start, end)
    tone, found, at = chances[:, 2] - chances[:, 0], [], 0
    for mentions, (words, _, _) in zip(spans, parts):
        size = (len(words) + 1) * len(mentions)
        tones = tone[at : at + size].reshape(-1, len(mentions))
        at += size
        effects = np.round(tones[0] - tones[1:], DIGITS)
        numbered = [(m, w) for m in range(len(mentions)) for w in range(len(words))]
        found.append([(m, *words[w], float(effects[w, m])) for m, w in numbered])
    return found


def _in_sentences(
    mentions: pd.DataFrame, sentences: pd.DataFrame
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """For each mention the position of its sentence in the table, and its start and end within that."""
    require(mentions, "mentions", PLACE)
    require(sentences, "sentences", [*KEYS, "start", "text"])
    if sentences.duplicated([*KEYS]).any():
        advice = "corpus.sentences(documents) numbers them"
        raise ValueError(f"two sentences have the same doc_id and sent_id; {advice}")
    rows = sentences[[*KEYS, "start"]].rename(columns={"start": "offset"})
    rows = rows.assign(row=range(len(rows)), length=[*map(len, sentences["text"])])
    spans = mentions[[*PLACE]].reset_index(drop=True).merge(rows, on=[*KEYS], how="left")
    lost = spans["row"].isna()
    inside = (spans["start"] >= spans["offset"]) & (spans["end"] <= spans["offset"] + spans["length"])
    if lost.any() or not inside.all():
        doc_id, sent_id, start = spans.loc[lost | ~inside, [*KEYS, "start"]].iloc[0]
        raise ValueError(
            f"the mention at {start} of document {doc_id} {'has no' if lost.any() else 'is not within its'} "
            f"sentence ({sent_id}); give the sentences from which the mentions were made"
        )
    row, offset, start, end = (spans[name].to_numpy("int64") for name in ("row", "offset", *SPAN))
    return row, start - offset, end - offset


def _near(text: str, start: int, end: int) -> tuple[int, str]:
    """How much of a mention's sentence is cut off in front, and what of it is looked at word by word."""
    if len(text) <= 2 * REACH:
        return 0, text
    before, after = context(text, start, end, REACH)
    return start - len(before), before + text[start:end] + after


def toward_by_actor(toward: pd.DataFrame, *, min_sentences: int = 5) -> pd.DataFrame:
    """Average the tone toward each actor over the sentences that mention it, with an interval.

    >>> rows = [(1, 0.8, 0.2, 0.0, True), (1, 0.6, 0.4, 0.0, True), (2, 0.3, 0.7, 0.0, False)]
    >>> chances = pd.DataFrame(rows, columns=["sent_id", *CHANCES, "certain"])
    >>> chances = chances.assign(doc_id="d", actor_id="a")
    >>> table = toward_by_actor(chances.assign(label="A", kind="person", tone=-chances["p_negative"]))
    >>> table[["mentions", "sentences", "tone", "verdict"]].round(6).values.tolist()
    [[3, 2, -0.5, 'none']]

    Returns one row per actor over all documents, the most negative first, then by `actor_id`: `actor_id,
    label, kind, mentions, sentences`, `certain` (mentions), `tone` (the mean over the sentences; several
    mentions in one are averaged first), `low` and `high` (its 95 % interval, within −1…1, for this actor
    alone), and for actors in at least `min_sentences`: `p`, that of a tone so far from 0 by chance, `p_holm`,
    corrected for the number of these actors, and `needed`, the sentences from which on the interval would
    hold 0 no more if tone and spread stayed as they are (missing where none would do). `verdict` is
    "negative" or "positive" where p_holm is below 0.05, else "none".

    The interval is tone ± 1.96 √(v / m + s²) over m sentences. By the law of total variance v is the variance
    of the sentences' tones plus the mean variance of a class (−1, 0, 1) drawn by its three probabilities; s
    is the standard deviation of an actor's mean from one training of the encoder to the next (`encoder.md`),
    which no number of sentences makes smaller. So it covers the chance of the sentences, the doubt of the
    instrument, as far as its probabilities are calibrated, and that of its training. p is two-sided, of the
    tone in these standard errors, normal. Among many actors some interval is clear of 0 by
    chance; Holm's correction keeps the chance of even one false verdict at 5 % (S. Holm 1979,
    jstor.org/stable/4615733).
    """
    require(toward, "toward", [*KEYS, *ACTOR, *CHANCES, "tone", "certain"])
    table = (
        by_sentence(toward)
        .groupby([*ACTOR], as_index=False)
        .agg(
            mentions=("mentions", "sum"),
            sentences=("tone", "size"),
            certain=("certain", "sum"),
            spread=("tone", "var"),
            doubt=("doubt", "mean"),
            tone=("tone", "mean"),
        )
    )
    spread, training = table["spread"].fillna(0) + table["doubt"], float(_encoder.numbers()["spread"])
    error = Z * np.sqrt(spread / table["sentences"] + training**2)
    table["low"] = (table["tone"] - error).clip(lower=-1)
    table["high"] = (table["tone"] + error).clip(upper=1)
    far = (Z * table["tone"].abs() / error).fillna(0)  # in standard errors; 0 / 0 is no distance
    tested = table["sentences"] >= min_sentences
    table = table.join(_tested(table["tone"], far.where(tested)))
    beyond = ((table["tone"] / Z) ** 2 - training**2).where(tested)
    needed = np.ceil(spread / beyond.where(beyond > 0)).clip(lower=1).astype("Int64")
    table.insert(table.columns.get_loc("verdict"), "needed", needed)
    table = table.astype({"mentions": "int64", "certain": "int64"})
    return table.sort_values(["tone", "actor_id"], ignore_index=True).drop(columns=["spread", "doubt"])


def by_sentence(toward: pd.DataFrame) -> pd.DataFrame:
    """The tone toward each actor in each sentence: the mean over its mentions there.

    `doubt` is the mean variance of a class −1, 0, 1 drawn by the three probabilities: what the instrument
    does not know; `certain` counts the mentions that are.
    """
    doubt = toward["p_negative"] + toward["p_positive"] - toward["tone"] ** 2
    sums = {"mentions": ("tone", "size"), "tone": ("tone", "mean"), "doubt": ("doubt", "mean")}
    if "certain" in toward:
        sums["certain"] = ("certain", "sum")
    return toward.assign(doubt=doubt).groupby([*KEYS, *ACTOR], as_index=False).agg(**sums)


def _tested(tone: pd.Series, far: pd.Series) -> pd.DataFrame:
    """`p`, `p_holm` and `verdict` of means that lie so many standard errors from 0; missing: not tested."""
    p = far.map(lambda errors: erfc(errors / np.sqrt(2)), na_action="ignore").astype("float64")
    tested = p.notna()
    corrected = p.copy()
    corrected[tested] = holm(p[tested].to_numpy())
    sides = [(corrected < 0.05) & (tone < 0), (corrected < 0.05) & (tone > 0)]
    verdict = pd.Series(np.select(sides, ["negative", "positive"], "none"), tone.index, dtype="str")
    return pd.DataFrame({"p": p, "p_holm": corrected, "verdict": verdict})


def toward_contrasts(toward: pd.DataFrame) -> pd.DataFrame:
    """List the mentions in sentences that name several actors, first where their tones differ most.

    >>> table = pd.DataFrame({"doc_id": "a", "sent_id": [1, 2, 2, 3, 3], "actor_id": list("hhlhl"),
    ...                       "tone": [0.9, -0.2, 0.1, -0.6, 0.6]})
    >>> toward_contrasts(table)[["sent_id", "actor_id", "tone", "spread"]].round(1).values.tolist()
    [[3, 'h', -0.6, 1.2], [3, 'l', 0.6, 1.2], [2, 'h', -0.2, 0.3], [2, 'l', 0.1, 0.3]]

    Returns the rows of the table with one more column: `spread`, the highest tone in the sentence less the
    lowest (0…2).
    """
    require(toward, "toward", [*KEYS, "actor_id", "tone"])
    by_sentence = toward.groupby([*KEYS])
    tones = by_sentence["tone"]
    table = toward.assign(spread=tones.transform("max") - tones.transform("min"))
    table = table[by_sentence["actor_id"].transform("nunique") > 1]
    ascending = [False, True, True, True]
    return table.sort_values(["spread", *KEYS, "tone"], ascending=ascending, kind="stable", ignore_index=True)


def strongest_words(reasons: pd.DataFrame, *, n: int = 3) -> pd.DataFrame:
    """Name the n words whose omission moves the tone toward each mention most, with their effects.

    >>> reasons = pd.DataFrame({"doc_id": "a", "sent_id": 1, "start": 0, "end": 4, "word_start": [9, 20],
    ...                         "expression": ["praised", "plan"], "effect": [0.81, -0.02]})
    >>> strongest_words(reasons, n=1)["words"].tolist()
    ['praised +0.81']

    Takes `toward_reasons`; returns one row per mention that has any: `doc_id, sent_id, start, end, words`.
    """
    require(reasons, "toward_reasons", [*PLACE, "expression", "effect"])
    words = reasons.assign(size=reasons["effect"].abs()).sort_values("size", ascending=False, kind="stable")
    top = words.groupby([*PLACE], sort=False).head(n)
    with_effect = [f"{word} {signed(effect)}" for word, effect in zip(top["expression"], top["effect"])]
    return top.assign(words=with_effect).groupby([*PLACE], as_index=False)["words"].agg(", ".join)
