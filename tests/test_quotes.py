"""Quotations with their speakers, what only looks like speech, and the voices of a text."""

import json
import sys
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import ROOT, actors, corpus, quotes, sentiment
from helpers.quotes._marks import marked

sys.path.insert(0, str(ROOT / "benchmarks"))
from quality_quotes import quotes_quality


def sentences_of(*texts, **columns):
    ids = [f"d{number}" for number in range(len(texts))]
    return corpus.sentences(pd.DataFrame({"doc_id": ids, "text": texts, **columns}))


def quoted(text):
    """(form, speaker, text) of each quotation."""
    return quotes.quotations(sentences_of(text))[["form", "speaker", "text"]].values.tolist()


def whole(text, **given):
    lines = [(m_start, m_start + len(line)) for m_start, line in zip(starts(text), text.split("\n")) if line]
    return [text[one.start : one.end] for one in marked(text, lines, **given)]


def starts(text):
    at = 0
    for line in text.split("\n"):
        yield at
        at += len(line) + 1


# The seed: its 23 sentences read by hand


FOUND = [
    (1, "that", "that they want Iran expelled"),
    (
        7,
        "Sistani’s office",
        "that the senior religious official has not entered into any agreement to keep the",
    ),
    (11, "The angry Iraqis", "that they will not accept repression"),
    (14, "They", "the Iraqi protesters to disperse"),
    (16, "The regime", "that the people’s will would be quashed"),
    (
        18,
        "the Iraqi President, the Prime Minister and the parliament speaker",
        "they would no longer tolerate force being used against the people",
    ),
    (
        20,
        "The United Nations deputy spokesperson",
        "that the right to peaceful protests and freedom of speech must be prioritized",
    ),
    (21, "The spokesperson", "that those attacking the demonstrators must be held accountable"),
]
MISSED = {  # a noun or an adjective says it, not a verb, or no word at all
    2: "have come to the conclusion that the government […] should remain as it is for now",
    3: "were also in agreement that the protests must end and that reforms should be made",
    13: "Soleimani’s logic was to crackdown on the protesters and make it clear that …",
    23: "have shown their determination to reject the mullahs",
}


@pytest.fixture(scope="module")
def seed():
    documents = corpus.load(ROOT / "seeds")
    sentences = corpus.sentences(documents)
    mentions = actors.mentions(sentences, actors.read_register(ROOT / "seeds" / "actors.csv"))
    return documents, sentences, mentions, quotes.quotations(sentences, mentions)


def test_each_attribution_of_the_seed_is_found_or_declared_missed(seed):
    table = seed[3]
    found = list(table[["sent_id", "speaker", "text"]].itertuples(index=False, name=None))
    assert [row[:2] for row in found] == [row[:2] for row in FOUND]
    assert [text.startswith(said) for (_, _, text), (_, _, said) in zip(found, FOUND)] == [True] * len(FOUND)
    assert not {row[0] for row in found} & MISSED.keys()
    assert corpus.check_offsets(table, seed[0], "text") == len(FOUND)


def test_the_actors_of_the_seed_speak_under_their_ids(seed):
    spoken = seed[3].set_index("sent_id")["actor_id"].to_dict()
    assert spoken == {
        1: "",
        7: "sistani-office",
        11: "protesters",
        14: "",
        16: "iran",
        18: "",
        20: "un-spokesperson",
        21: "un-spokesperson",
    }


def test_the_agreement_in_marks_is_no_speech(seed):
    assert quotes.not_said(seed[1])[["sent_id", "text", "reason"]].values.tolist() == [
        [13, "“agreement”", "scare quotes"]
    ]


# Marks


@pytest.mark.parametrize(
    "text, stretches",
    [
        ("“One,” he said. “Two.”", ["“One,”", "“Two.”"]),
        ('"One," he said. "Two."', ['"One,"', '"Two."']),
        ("‘One’, he said. ‘It isn’t two.’", ["‘One’", "‘It isn’t two.’"]),
        ("'One,' he said. 'It isn't two.'", ["'One,'", "'It isn't two.'"]),
        ("‘It is the voters’ choice,’ he said.", ["‘It is the voters’ choice,’"]),
        ("«One», she said. « Two », too.", ["«One»", "« Two »"]),
        ("„Eins“, she said. »Zwei«, too.", ["„Eins“", "»Zwei«"]),
        ("''One,'' he said.", ["''One,''"]),
        ("‚Eins‘, she said. ‹ Deux ›, too.", ["‚Eins‘", "‹ Deux ›"]),
        ("“He said ‘no’ to “them” twice,” she said.", ["“He said ‘no’ to “them” twice,”"]),
        ("\"The 'new' plan,\" he said.", ["\"The 'new' plan,\""]),
        ("the dogs’ tails, rock ’n’ roll in the ’90s", []),
        ("a board of 5'10\" by 6'2\"", []),
        ("“One.\n“Two.\n“Three.”\nFour.", ["“One.\n“Two.\n“Three.”"]),
        ("“One.\nTwo.”\nThree.", ["“One.\nTwo.”"]),
        ("“One. Two.\nThree.", ["“One. Two."]),
        ("He said “one” and “two.\nThree.", ["“one”", "“two."]),
        ("He said “one, then “two” again.", ["“one, then ", "“two”"]),
    ],
)
def test_stretches_between_marks(text, stretches):
    assert whole(text) == stretches


def test_a_mark_that_never_closes_reaches_to_the_end_of_its_sentence_or_of_the_paragraph_it_opens():
    text = "She said “we go. It rained."
    assert whole(text, ends=[16, 27]) == ["“we go."]
    table = quotes.quotations(sentences_of("“We will never go. It rained all day.\n\nNobody came."))
    assert table["text"].tolist() == ["“We will never go. It rained all day."]
    assert table["reason"].tolist() == ["nobody is named beside it; its marks never close"]


# Who says what


@pytest.mark.parametrize(
    "text, rows",
    [
        ("“We left,” said Ann Hale.", [("direct", "Ann Hale", "“We left,”")]),
        ("“We left,” Hale said on Monday.", [("direct", "Hale", "“We left,”")]),
        ("‘We left’, said Lowe.", [("direct", "Lowe", "‘We left’")]),
        ("Hale said: “We left.”", [("direct", "Hale", "“We left.”")]),
        ("Hale told the council:\n\n“We left.”", [("direct", "Hale", "“We left.”")]),
        ("“We left.” — Ann Hale", [("direct", "Ann Hale", "“We left.”")]),
        ("“We left,” the mayor fumed.", [("direct", "the mayor", "“We left,”")]),
        (
            "“We left,” she said, “and nobody saw.”",
            [("direct", "she", "“We left,” she said, “and nobody saw.”")],
        ),
        (
            "“We left,” she said. “Nobody saw.” “It was late.”",
            [("direct", "she", "“We left,” she said. “Nobody saw.” “It was late.”")],
        ),
        ("Hale called the plan “a bad joke”.", [("mixed", "Hale", "the plan “a bad joke”")]),
        ("Hale said the plan was “bad”.", [("mixed", "Hale", "the plan was “bad”")]),
        (
            "Ann Hale, the mayor of Lund, said taxes would rise.",
            [("indirect", "Ann Hale", "taxes would rise")],
        ),
        (
            "The mayor, Ann Hale, said taxes would rise.",
            [("indirect", "The mayor, Ann Hale", "taxes would rise")],
        ),
        ("Rep. Ann Hale (D-Ohio) said it rained.", [("indirect", "Rep. Ann Hale", "it rained")]),
        (
            "On Monday Hale told reporters that taxes would rise.",
            [("indirect", "Hale", "that taxes would rise")],
        ),
        ("Taxes would rise again, said the mayor.", [("indirect", "the mayor", "Taxes would rise again")]),
        (
            "Taxes, the mayor said, would rise.",
            [("indirect", "the mayor", "Taxes, the mayor said, would rise")],
        ),
        ("According to the council, taxes rose.", [("indirect", "the council", "taxes rose")]),
        (
            "Taxes rose last year, according to the council.",
            [("indirect", "the council", "Taxes rose last year")],
        ),
        (
            "Taxes, according to the council, rose.",
            [("indirect", "the council", "Taxes, according to the council, rose")],
        ),
        ("According to Hale, who left early, it rained.", [("indirect", "Hale", "it rained")]),
        (
            "Officials, speaking in private, said the raid failed.",
            [("indirect", "Officials", "the raid failed")],
        ),
        ("“Stop. Now. Please,” begged Ana.", [("direct", "Ana", "“Stop. Now. Please,”")]),
        ("“We left at night,” the statement read.", [("direct", "the statement", "“We left at night,”")]),
        ("Hale, Lowe said, lied.", [("indirect", "Lowe", "Hale, Lowe said, lied")]),
        (
            "Critics say it rained, while others argue it snowed.",
            [("indirect", "Critics", "it rained"), ("indirect", "others", "it snowed")],
        ),
        ("They cut a device called “the box” in two.", []),
        ("Lowe left what he called “the box” behind.", [("mixed", "he", "“the box” behind")]),
        ("Hale showed his anger.", []),
        ("Hale met Lowe, amid fears that it would rain.", []),
        ("Hale accused Lowe of lying.", [("indirect", "Hale", "Lowe of lying")]),
        ("Hale’s claim that taxes rose was false.", [("indirect", "Hale", "that taxes rose was false")]),
        ("Hale vowed to leave.", [("indirect", "Hale", "to leave")]),
        (
            "Hale said it rained, but Lowe insisted that it snowed.",
            [("indirect", "Hale", "it rained"), ("indirect", "Lowe", "that it snowed")],
        ),
        ("Hale left, saying that it rained.", [("indirect", "Hale", "that it rained")]),
        ("Hale and Lowe said it rained.", [("indirect", "Hale and Lowe", "it rained")]),
        ("Hale pointed out that it rained.", [("indirect", "Hale", "that it rained")]),
        ("Trump Says It Will Rain", [("indirect", "Trump", "It Will Rain")]),
        ("Qaboos bin Said ruled for fifty years.", []),
        ("The claims were false, and the reports too.", []),
        ("Three men accused of theft left the town.", []),
        ("He said.", []),
        ("It rained.", []),
        ("“”", []),
        ("", []),
    ],
)
def test_who_says_what(text, rows):
    assert [tuple(row) for row in quoted(text)] == rows


def test_a_quotation_that_follows_a_quotation_is_the_same_speakers():
    text = "“We left town at night,” said Hale.\n\n“Nobody in the whole town saw us,” said Lowe. It rained."
    assert [row[1] for row in quoted(text)] == ["Hale", "Lowe"]
    text = "Hale said: “We left the town.”\n\n“Nobody in the town saw us go.”\n\nIt rained."
    table = quotes.quotations(sentences_of(text))
    assert table["speaker"].tolist() == ["Hale", "Hale"]
    assert table["reason"].tolist()[1] == "goes on from the quotation before it"


def test_the_places_of_cue_speaker_and_pause_lead_back_to_the_text():
    text = "It rained. “We left,” Ann Hale said, “at night.”"
    (row,) = quotes.quotations(sentences_of(text)).to_dict("records")
    assert text[row["cue_start"] : row["cue_end"]] == row["cue"] == "said"
    assert text[row["speaker_start"] : row["speaker_end"]] == row["speaker"] == "Ann Hale"
    assert text[row["pause_start"] : row["pause_end"]] == " Ann Hale said, "
    assert row["sent_id"] == 2


def test_nobody_beside_a_quotation_is_an_empty_speaker():
    (row,) = quotes.quotations(sentences_of("“Nobody in the town saw us go.” It rained.")).to_dict("records")
    assert (row["speaker"], row["speaker_start"], row["cue"], row["cue_start"], row["pause_start"]) == (
        "",
        -1,
        "",
        -1,
        -1,
    )


@pytest.mark.parametrize(
    "text, stretch, reason",
    [
        ("The “experts” met again.", "“experts”", "scare quotes"),
        ("They saw “The Long Night” in Lund.", "“The Long Night”", "title"),
        ("Then Joe “Mad Dog” Moss came in.", "“Mad Dog”", "nickname"),
    ],
)
def test_what_looks_like_speech_is_left_out_and_listed(text, stretch, reason):
    assert quoted(text) == []
    assert quotes.not_said(sentences_of(text))[["text", "reason"]].values.tolist() == [[stretch, reason]]


# Actors behind speakers


def spoken(text, *people):
    """The actor and the reason of each quotation; people are (alias, actor_id, how)."""
    table = sentences_of(text)
    found = []
    for alias, actor_id, how in people:
        at = text.find(alias)
        while at >= 0:
            (sent_id,) = table.loc[(table["start"] <= at) & (at < table["end"]), "sent_id"]
            place = ("d0", sent_id, at, at + len(alias), alias)
            found.append((*place, actor_id, actor_id.title(), "person", how, "", False))
            at = text.find(alias, at + 1)
    columns = [
        "doc_id",
        "sent_id",
        "start",
        "end",
        "surface",
        "actor_id",
        "label",
        "kind",
        "how",
        "evaluation",
    ]
    mentions = pd.DataFrame(found, columns=[*columns, "nested"])
    return quotes.quotations(table, mentions)[["actor_id", "reason"]].values.tolist()


@pytest.mark.parametrize(
    "text, actor",
    [
        ("Ann Hale said it rained.", "hale"),
        ("The former mayor Ann Hale said it rained.", "hale"),
        ("Ann Hale, the mayor, said it rained.", "hale"),
        ("Ann Hale of Lund said it rained.", "hale"),
        ("Ann Hale, who left early, said it rained.", "hale"),
        ("A spokesman for Ann Hale said it rained.", ""),
        ("Ann Hale’s lawyer said it rained.", ""),
        ("Ann Hale and a friend said it rained.", ""),
    ],
)
def test_a_mention_means_the_speaker_if_it_is_its_head(text, actor):
    assert spoken(text, ("Ann Hale", "hale", "name"))[0][0] == actor


def test_he_and_she_are_resolved_only_where_that_is_sure():
    people = ("Ann Hale", "hale", "name"), ("Eve Lowe", "lowe", "name")
    assert spoken("Ann Hale smiled. She said it rained.", *people) == [
        ["hale", "“said” before it; the only person near: “Ann Hale”"]
    ]
    assert spoken("Ann Hale met Eve Lowe. She said it rained.", *people) == [
        ["", "“said” before it; whom “She” means is not sure"]
    ]


def test_mentions_that_have_pronouns_are_taken_as_they_are():
    assert spoken("He said it rained.", ("He", "moss", "pronoun")) == [
        ["moss", "“said” before it; “He” means Moss"]
    ]


# Voices


def test_each_piece_is_in_one_voice():
    table = sentences_of("“We left,” Hale said, “at night.” It rained. Lowe said it snowed!")
    pieces = quotes.voices(table, quotes.quotations(table))
    assert pieces[["sentence_id", "sent_id", "voice", "speaker", "text"]].values.tolist() == [
        [1, 1, "source", "Hale", "“We left,”"],
        [1, 2, "narration", "", "Hale said,"],
        [1, 3, "source", "Hale", "“at night.”"],
        [2, 4, "narration", "", "It rained."],
        [3, 5, "narration", "", "Lowe said"],
        [3, 6, "source", "Lowe", "it snowed!"],
    ]


def test_the_label_of_a_transcript_is_a_voice():
    table = sentences_of("HALE: We left.\nLOWE: “Yes,” I said.\nHALE: At night.")
    pieces = quotes.voices(table, quotes.quotations(table))
    assert pieces[["voice", "speaker", "text"]].values.tolist() == [
        ["source", "HALE", "We left."],
        ["source", "LOWE", "“Yes,” I said."],
        ["source", "HALE", "At night."],
    ]


def test_tone_and_actors_can_be_measured_on_voices(seed):
    _, sentences, mentions, table = seed
    pieces = quotes.voices(sentences, table)
    assert len(sentiment.score(pieces)) == len(pieces)
    assert len(corpus.tokens(pieces)) == len(corpus.tokens(sentences))
    here = quotes.by_voice(mentions, pieces)
    assert len(here) == len(mentions) and set(here["voice"]) == {"narration", "source"}
    assert len(sentiment.toward(here, pieces)) == len(here)
    said = here[(here["voice"] == "source") & (here["speaker_id"] == "sistani-office")]
    assert said["surface"].tolist() == ["the senior religious official", "the government"]


def test_a_mention_across_the_end_of_a_quotation_is_in_neither_voice():
    table = sentences_of("“We left,” Hale said.")
    across = pd.DataFrame({"doc_id": ["d0"], "sent_id": [1], "start": [4], "end": [14]})
    assert quotes.by_voice(across, quotes.voices(table, quotes.quotations(table))).empty


# Laws

WORDS = """said says “ ” " ' ’ ‘ « » „ '' , . ? ! : ; — - ( ) according to Hale Lowe he she they who that
the and but told accused of claim claims’s 's it rained Monday in not saying a ’90s made it clear pointed
out""".split()
TEXT = st.lists(
    st.one_of(st.sampled_from([*WORDS, "\n", "\n\n", " ", "HALE: "]), st.text(max_size=3)), max_size=40
).map(lambda parts: " ".join(parts))


@settings(max_examples=100, deadline=None)
@given(TEXT)
def test_spans_lead_back_and_voices_hold_every_character_once(text):
    text = corpus.normalise(text)
    table = sentences_of(text)
    found, out = quotes.quotations(table), quotes.not_said(table)
    for row in [*found.itertuples(), *out.itertuples()]:
        assert text[row.start : row.end].split() == row.text.split() != []
    for row in found.itertuples():
        assert text[row.cue_start : row.cue_end] == row.cue or row.cue_start == -1
        assert text[row.speaker_start : row.speaker_end] == row.speaker or row.speaker_start == -1
        assert row.pause_start == -1 or row.start < row.pause_start <= row.pause_end < row.end
        sentence = table[table["sent_id"] == row.sent_id].iloc[0]
        assert sentence["start"] <= row.start < sentence["end"]
    ends = [(row.start, row.end) for row in found.itertuples()]
    assert all(one[1] <= other[0] for one, other in pairwise(ends))
    pieces = quotes.voices(table, found)
    held = [at for row in pieces.itertuples() for at in range(row.start, row.end) if not text[at].isspace()]
    assert held == [
        at for row in table.itertuples() for at in range(row.start, row.end) if not text[at].isspace()
    ]
    assert [text[row.start : row.end] for row in pieces.itertuples()] == pieces["text"].tolist()


@settings(max_examples=20, deadline=None)
@given(st.lists(TEXT, min_size=2, max_size=4))
def test_a_document_is_read_by_itself(texts):
    table = sentences_of(*texts)
    for measure in (
        quotes.quotations,
        quotes.not_said,
        lambda part: quotes.voices(part, quotes.quotations(part)),
    ):
        parts = [measure(part) for _, part in table.groupby("doc_id")]
        both = pd.concat(parts, ignore_index=True) if parts else measure(table)
        pd.testing.assert_frame_equal(measure(table), both)


def test_documents_keep_the_order_of_the_table_wherever_their_first_sentence_begins():
    table = sentences_of(
        "HALE: Lowe said it rained.\nLOWE: No.\nHALE: Moss said it snowed.", "Lowe said it rained."
    )
    assert table.groupby("doc_id")["start"].min().tolist() == [6, 0]
    assert quotes.quotations(table)["doc_id"].tolist() == ["d0", "d0", "d1"]


def test_the_rows_of_a_document_may_come_in_any_order():
    table = sentences_of("“We left. It rained,” Hale said. “Nobody saw.” Lowe said it snowed.")
    other = table.iloc[::-1].set_index(pd.Index([7, 7, 7, 7]))
    pd.testing.assert_frame_equal(quotes.quotations(table), quotes.quotations(other))


def test_the_table_that_comes_in_stays_as_it_is():
    table = sentences_of("“We left,” Hale said.")
    before = table.copy()
    quotes.voices(table, quotes.quotations(table))
    pd.testing.assert_frame_equal(table, before)


def test_a_text_without_sentences_has_neither_quotations_nor_voices():
    table = sentences_of("")
    found = quotes.quotations(table)
    assert found.empty and quotes.not_said(table).empty and quotes.voices(table, found).empty
    assert found["start"].dtype == "int64" and found["speaker"].dtype == "str"


def test_a_wrong_table_is_refused_at_the_door():
    wrong = pd.DataFrame({"doc_id": ["a"]})
    table = sentences_of("It rained.")
    for call, name in [
        (lambda: quotes.quotations(wrong), "sentences"),
        (lambda: quotes.quotations(table, wrong), "mentions"),
        (lambda: quotes.not_said(wrong), "sentences"),
        (lambda: quotes.voices(wrong, wrong), "sentences"),
        (lambda: quotes.voices(table, wrong), "quotations"),
        (lambda: quotes.by_voice(wrong, wrong), "table with places"),
        (lambda: quotes.by_voice(table, wrong), "voices"),
    ]:
        with pytest.raises(ValueError, match=f"this is not a {name} table|this is not a {name}"):
            call()


def test_the_measure_of_quality_counts_as_a_hand_does(tmp_path):
    """Two of three attributions are found, one of them with half of its content."""
    text = 'Hale said it rained. "We left the town," said Lowe. Nobody knew the whole truth.'
    gold = [
        {"Source": [[0, 4]], "Cue": [[5, 9]], "Content": [[10, 19]]},
        {"Source": [[0, 4]], "Cue": [[41, 45]], "Content": [[21, 40], [52, 79]]},
        {"Source": [[52, 58]], "Cue": [[59, 63]], "Content": [[64, 79]]},
    ]
    (tmp_path / "polnear_one.jsonl").write_text(json.dumps({"text": text, "attributions": gold}), "utf-8")
    (row,) = quotes_quality(tmp_path).to_dict("records")
    assert (row["articles"], row["gold"], row["found"]) == (1, 3, 2)
    assert row["f1_30"] == 2 * 2 / (2 + 3) and row["f1_80"] == row["iou_50"] == 2 * 1 / (2 + 3)
    assert (row["speaker_precision"], row["speaker_f1"], row["attributed"]) == (0, 0, 1)
