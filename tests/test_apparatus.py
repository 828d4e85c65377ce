"""What is not prose is set aside: each kind by hand, what must stay prose, laws that hold for any text."""

from time import process_time

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from helpers import corpus
from helpers._fold import normalise

PROSE = "The council met on Tuesday. Nobody knew what it had said."


def texts(*texts):
    return pd.DataFrame({"doc_id": [f"d{number}" for number in range(len(texts))], "text": list(texts)})


def aside(text):
    table = corpus.apparatus(texts(text))
    return list(zip(table["kind"], table["text"]))


def sentences(text):
    return corpus.sentences(texts(text))["text"].tolist()


LINES = [
    ("byline", "By Jane Doe"),
    ("byline", "By JANE DOE and JOHN ROE"),
    ("byline", "By Jane Doe, Staff Writer"),
    ("byline", "By Jane Doe, John Roe and Ana de la Cruz"),
    ("byline", "BY JANE DOE IN HALDEN"),
    ("byline", "By The Associated Press"),
    ("byline", "By Jane Doe, Reuters"),
    ("byline", "Jane Doe, Staff Writer"),
    ("byline", "By our foreign staff"),
    ("credit", "(AP)"),
    ("credit", "Reuters"),
    ("credit", "— AFP"),
    ("credit", "AP/Reuters"),
    ("credit", "(Reporting by Jane Doe; Editing by John Roe)"),
    ("credit", "(Reporting by Jane Doe in Halden, additional reporting by A. Roe; Editing\nby John Roe)"),
    ("credit", "Reporting by Jane Doe; Editing by John Roe"),
    ("credit", "[With inputs from agencies]"),
    ("credit", "Jane Doe in Halden contributed to this report."),
    ("credit", "Copyright 2020 The Halden Times. All rights reserved."),
    ("credit", "© 2020 The Halden Times"),
    ("caption", "Photo: City of Halden"),
    ("caption", "Image: City of Halden."),
    ("caption", "Photo by Jane Doe"),
    ("caption", "(Photo by Jane Doe/Getty Images)"),
    ("caption", "The mayor waits. (Photo by Jane Doe/Getty Images)"),
    ("caption", "The mayor waits on Friday. (AP Photo/Jane Doe)"),
    ("caption", "AP Photo/Jane Doe"),
    ("caption", "FILE PHOTO: The mayor waits. REUTERS/Jane Doe"),
    ("caption", "The mayor at the march. Image: Jane Doe (flickr)."),
    ("link", "Read more: Halden floods"),
    ("link", "Read More"),
    ("link", "READ MORE"),
    ("link", "See also: The mayor of Halden"),
    ("link", "RELATED: Halden floods again"),
    ("link", "Advertisement"),
    ("link", "ADVERTISEMENT"),
    ("link", "Share this"),
    ("link", "Share this article"),
    ("link", "Share on Facebook"),
    ("link", "Follow us on Twitter @halden"),
    ("link", "Sign up for our daily newsletter"),
    ("link", "Story continues below advertisement"),
    ("link", "https://news.example.org/halden"),
    ("time", "11:42 a.m."),
    ("time", "10:05 GMT"),
    ("time", "10.05 GMT"),
    ("time", "3 p.m. EST"),
    ("time", "Monday, June 3, 2019"),
    ("time", "5 March 2015, 10:05 GMT"),
    ("time", "Updated: 5 March 2015"),
    ("time", "Published 3 hours ago"),
    ("page", "Page 3"),
    ("page", "Page 3 of 5"),
    ("page", "- 3 -"),
    ("page", "1 of 4."),
    ("page", "12"),
]


@pytest.mark.parametrize(("kind", "line"), LINES, ids=[line for _, line in LINES])
def test_a_line_of_its_own_is_set_aside(kind, line):
    """At the top, where a byline stands, and with prose around it."""
    for text in (f"Floods in Halden\n\n{line}\n\n{PROSE}", f"{line}\n\n{PROSE}"):
        assert aside(text) == [(kind, line)]
        assert sentences(text)[-2:] == PROSE.replace(". N", ".\nN").split("\n")


DATELINES = [
    "BAGHDAD (Reuters) —",
    "BAGHDAD (Reuters) -",
    "TRENTON —",
    "TEHRAN –",
    "BAGHDAD -",
    "TRENTON, N.J. (AP) —",
    "WASHINGTON, D.C. -",
    "NEW YORK, Jan. 5 (Xinhua) --",
    "KYIV, Ukraine (AP) —",
    "Baghdad (AP) —",
    "(CNN) --",
]


@pytest.mark.parametrize("place", DATELINES)
@pytest.mark.parametrize("before", ["", "It rained.\n\n"])
def test_a_dateline_is_set_aside_and_its_sentence_stays(place, before):
    text = f"{before}{place} {PROSE}"
    assert aside(text) == [("dateline", place)]
    assert sentences(text)[-2] == "The council met on Tuesday."


STAYS = [
    "By Friday the army had left Halden.",
    "By Friday Night, Hale Had Lost",
    "By Hook or by Crook",
    "ANALYSIS - The vote was lost.",
    "EXCLUSIVE — The mayor knew of it.",
    "MAYOR RESIGNS - COUNCIL IN SHOCK",
    "POLICE: The force is late.",
    "KANPUR: It rained.",
    "He said the mayor (AP) had left.",
    "LOAD-DATE: January 9, 2010",
    "IBM - The company fell.",
    "Somebody said it: No.",
    "In 2019",
    "2019",
    "Reuters reported the vote.",
    "Photo of the year",
    "Read more books, the mayor said.",
    "Share prices fell.",
    "Page after page was read.",
    "11:42 a.m. — The plane is lost.",
    "Advertisement rates rose.",
    "Writing by hand helps.",
    "The score was 3 of 5",
    "Joe: He said so.\n\nThe mayor: No.",
    "When: Monday.\nWhere: Halden.\nWhen: Tuesday.\nWhere: Oslo.",
    "Serves: 4\nBasil: 2\nServes: 5\nBasil: 3\nTime: 4",
    "The train to Halden had left the town at\n11:42 a.m.",
    "Smith\n45\nJones\n40",
    "Yes.\n\nYes.\n\nYes.",
]


@pytest.mark.parametrize("text", STAYS)
def test_what_is_not_sure_stays_prose(text):
    for whole in (f"{PROSE}\n\n{text}\n\n{PROSE}", f"{text}\n\n{PROSE}"):
        assert aside(whole) == []


TALKS = {
    "capitals": (
        "BRET BAIER: Well?\nPRIME MINISTER: No. Never.\nBRET BAIER: Good.",
        "BRET BAIER|PRIME MINISTER|BRET BAIER",
    ),
    "alone on a line": ("HALE:\nWell?\nLOWE:\nNo. Never.\nHALE:\nGood.", "HALE|LOWE|HALE"),
    "small letters": ("Joe: Well?\n\nBen: No. Never.\n\nJoe: Good.", "Joe|Ben|Joe"),
    "letters": ("Q: Well?\nA: No. Never.\nQ: Good.", "Q|A|Q"),
    "letters with points": ("Q. Well?\nA. No. Never.\nQ. Good.", "Q|A|Q"),
    "a note": ("HALE (voice-over): Well?\nMS. LOWE [on tape]: No. Never.\nHALE: Good.", "HALE|MS. LOWE|HALE"),
    "titles": (
        "SEN. HALE (R-TX): Well?\nThe President: No. Never.\nSEN. HALE: Good.",
        "SEN. HALE|The President|SEN. HALE",
    ),
}


@pytest.mark.parametrize(("text", "names"), TALKS.values(), ids=TALKS)
def test_labels_that_take_turns_are_speakers(text, names):
    table = corpus.sentences(texts(text))
    one, two, three = names.split("|")
    assert table["text"].tolist() == ["Well?", "No.", "Never.", "Good."]
    assert table["speaker"].tolist() == [one, two, two, three]
    assert [kind for kind, _ in aside(text)] == ["speaker"] * 3
    assert table["sent_id"].tolist() == [1, 2, 3, 4]


def test_a_speaker_holds_until_the_next_and_nobody_speaks_before_the_first():
    table = corpus.sentences(
        texts("It was taped.\n\nHALE: Well?\n\nSo it went on.\n\nLOWE: No.\n\nHALE: Go.")
    )
    assert table["speaker"].tolist() == ["", "HALE", "HALE", "LOWE", "HALE"]
    assert str(table["speaker"].dtype) == "str"
    assert table.columns[-1] == "speaker"


def test_a_label_that_comes_once_needs_company():
    talk = "HALE: Well?\nLOWE: No.\nHALE: Good."
    assert ("speaker", "UNIDENTIFIED MALE:") in aside(f"{talk}\nUNIDENTIFIED MALE: Hear, hear.")
    assert ("speaker", "MARA HALE:") in aside(f"MARA HALE: Good evening.\n{talk}")
    long = f"{talk}\n\n" + f"{PROSE}\n\n" * 9 + "The plan: It failed."
    assert ("speaker", "The plan:") not in aside(long)


def test_the_times_of_a_live_blog_are_set_aside():
    text = "11:42 a.m. — The plane is lost.\n\n10:05 GMT: Ships leave.\n\n12:10\nNothing yet."
    assert aside(text) == [("time", "11:42 a.m. —"), ("time", "10:05 GMT:"), ("time", "12:10")]
    assert sentences(text) == ["The plane is lost.", "Ships leave.", "Nothing yet."]


BORN = "The council met on Tuesday in the old hall to speak of the bridge.[1] Nobody knew what it said.²"
NOTES = {
    "heading": "Notes\n1. See Hale, 2010.\n2. See Lowe.",
    "references": "References:\n\n[1] Hale, A. (2010). Floods.\n\n[2] Lowe, B. Trams.",
    "sources with years": "Works cited\nHale, A. (2010). Floods. Halden Press.\nLowe, B. 2011a. Trams.",
    "rule": "-----\n1. See Hale, 2010.",
    "rule and high figures": "________\n¹ Hale's own count.\n² See Lowe.",
    "marks alone": "[1] See Hale, 2010,\nand Lowe.\n[2] Lowe 2010.",
    "high marks alone": "¹ See Hale, 2010.\n\n² Lowe.",
    "two headings": "Notes\n1. See Hale.\n\nBibliography\nHale, A. (2010). Floods.",
}


@pytest.mark.parametrize("foot", NOTES.values(), ids=NOTES)
def test_notes_at_the_foot_are_set_aside(foot):
    text = f"{BORN}\n\n{foot}"
    assert aside(text) == [("note", line) for line in foot.split("\n") if line]
    assert sentences(text) == sentences(BORN)
    assert aside(f"{text}\n\nShare this article")[-1] == ("link", "Share this article")


NO_NOTES = {
    "prose after the heading": "Notes\nThe mayor left.",
    "prose after the list": "Notes\n1. See Hale.\n\nThe end came late.",
    "a list after a rule": "-----\n3. Buses.\n4. Trams.",
    "a list": "1. Buses.\n2. Trams.",
    "a star": "* Buses run.",
    "not from 1": "Notes\n2. Buses.",
    "no year": "References\nHale, A. Floods.",
}


@pytest.mark.parametrize("foot", NO_NOTES.values(), ids=NO_NOTES)
def test_what_may_be_no_note_stays_prose(foot):
    assert aside(f"{BORN}\n\n{foot}") == []


def test_a_list_whose_marks_the_text_does_not_bear_is_no_note():
    plain = BORN.replace("[1]", "").replace("²", "")
    for foot in ("-----\n1. Buses.\n2. Trams.", "[1] Buses.\n[2] Trams.", "¹ Buses."):
        assert aside(f"{plain}\n\n{foot}") == []


PDF = "The council said on Monday that it would leave the city\n{}\nbefore the winter comes. "
PDF += "Nobody believed it, and so it\n{}\n"
PDF += "went on until May, when the trams were sold to the north\n{}\nand fell."


def test_a_running_head_comes_three_times():
    heads = ["The Halden Times 3", "The Halden Times 4", "The Halden Times 5"]
    assert aside(PDF.format(*heads)) == [("running head", head) for head in heads]
    assert aside(PDF.format(*heads[:2], "of the city")) == []
    assert (
        aside(f"{PROSE}\n\nTrams\n\n{PROSE}\n\nTrams\n\n{PROSE}\n\nTrams") == [("running head", "Trams")] * 3
    )


def test_prose_that_comes_three_times_stays():
    """The same hard-wrapped article three times in one file: no line of it is a head."""
    article = "The Halden council met on Tuesday to hear what\nHale had to say on the trams of the\n"
    article += "city and the north."
    assert aside("\n\n".join([article] * 3)) == []


def test_a_long_paragraph_loses_only_its_photo_credit():
    text = f"{PROSE} " * 4 + "(Photo by Jane Doe)"
    assert aside(text) == [("caption", "(Photo by Jane Doe)")]


def test_a_credit_at_the_end_of_a_paragraph():
    credit = "(Reporting by Jane Doe; Editing by John Roe)"
    assert aside(f"{PROSE} {credit}\n\n{PROSE}") == [("credit", credit)]
    assert sentences(f"{PROSE} {credit}") == sentences(PROSE)


@pytest.mark.parametrize("text", ["By Jane Doe", "Photo: City of Halden", "Read more\n\n12\n\n(AP)"])
def test_a_text_that_would_have_no_word_left_is_prose(text):
    assert aside(text) == []
    assert len(sentences(text)) >= 1


def test_numbers_count_sentences_only_and_apparatus_can_be_put_back():
    table = texts(f"By Jane Doe\n\n{PROSE}\n\nRead more: Floods\n\nThe end.")
    assert corpus.sentences(table)[["par_id", "sent_id"]].to_numpy().tolist() == [[1, 1], [1, 2], [2, 3]]
    back = corpus.sentences(table, keep_apparatus=True)
    assert back["text"].tolist() == ["By Jane Doe", *sentences(PROSE), "Read more: Floods", "The end."]
    assert (back["speaker"] == "").all()


def test_the_seed_has_no_apparatus():
    from helpers import SEEDS

    documents = corpus.load(SEEDS)
    assert corpus.apparatus(documents).empty
    assert len(corpus.sentences(documents)) == 23


def test_kinds_and_types():
    documents = texts(*[f"{PROSE}\n\n{line}\n\n{PROSE}" for _, line in LINES])
    table = corpus.apparatus(documents)
    assert set(table["kind"]) <= set(corpus.APPARATUS_KINDS)
    for some in (table, corpus.apparatus(documents.head(0))):
        assert list(some) == list(corpus.CONTRACTS["apparatus"])
        assert some.dtypes.astype("str").tolist() == ["str", "int64", "int64", "str", "str", "str"]


# Edges


@pytest.mark.parametrize(("length", "found"), [(300, 1), (301, 0)])
def test_a_line_of_up_to_300_characters_may_be_set_aside_whole(length, found):
    line = "FILE PHOTO: " + "w" * (length - 12)
    assert len(aside(f"{PROSE}\n\n{line}")) == found


@pytest.mark.parametrize(("length", "kept"), [(200, 0), (201, 1)])
def test_a_line_of_up_to_200_characters_with_a_photo_credit_is_a_caption(length, kept):
    credit = "(Photo by Jane Doe)"
    line = "A" * (length - len(credit) - 1) + " " + credit
    assert len(sentences(f"{PROSE}\n\n{line}")) == 2 + kept


@pytest.mark.parametrize(("length", "heads"), [(60, 3), (61, 0)])
def test_a_running_head_has_up_to_60_characters(length, heads):
    head = "H" * length
    assert len(aside(f"{PROSE}\n\n{head}\n\n" * 3 + PROSE)) == heads


@pytest.mark.parametrize(("times", "heads"), [(2, 0), (3, 3)])
def test_a_running_head_comes_three_times_at_least(times, heads):
    assert len(aside(f"{PROSE}\n\nThe Halden Times\n\n" * times + PROSE)) == heads


@pytest.mark.parametrize(("above", "below", "found"), [(5, 9, 1), (6, 9, 0), (9, 2, 1), (9, 3, 0)])
def test_a_byline_without_a_role_stands_in_the_first_six_lines_or_the_last_three(above, below, found):
    lines = [f"The city of Halden slept in year {number}." for number in range(above + below)]
    assert len(aside("\n\n".join([*lines[:above], "By Jane Doe", *lines[above:]]))) == found


PIECES = st.sampled_from(
    [line for _, line in LINES]
    + [f"{place} It rained." for place in DATELINES]
    + [text for text, _ in TALKS.values()]
    + STAYS
    + [BORN, *NOTES.values(), *NO_NOTES.values()]
    + [PROSE, "", " ", "HALE: Well?", "LOWE:", "The Halden Times 3", "Nothing (Photo: A", "in small letters"]
)
MIXED = st.tuples(st.lists(PIECES, max_size=12), st.sampled_from(["\n", "\n\n", " ", "\n \n"]))
TEXTS = st.one_of(st.text(), MIXED.map(lambda pair: pair[1].join(pair[0])))


@settings(max_examples=200, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=3))
@example(["(Reporting by A\nB)", "12\n\n12\n\n12"])
def test_sentences_and_apparatus_hold_every_character_once(many):
    documents = texts(*map(normalise, many))
    found, rest = corpus.sentences(documents), corpus.apparatus(documents)
    for doc_id, text in zip(documents["doc_id"], documents["text"]):
        held = [0] * len(text)
        for table in (found, rest):
            for row in table[table["doc_id"] == doc_id].itertuples():
                assert row.text == text[row.start : row.end] == row.text.strip() != ""
                held[row.start : row.end] = [count + 1 for count in held[row.start : row.end]]
        assert all(count == 1 or (not count and c.isspace()) for count, c in zip(held, text))
    parts = [documents.iloc[[at]] for at in range(len(documents))]
    for function, whole in ((corpus.sentences, found), (corpus.apparatus, rest)):
        pd.testing.assert_frame_equal(pd.concat(map(function, parts), ignore_index=True), whole)


HARD = [
    "(",
    "[",
    "(Reporting by A ",
    "By Jane ",
    "Jane ",
    "A" * 30 + " ",
    "JOE: a\n",
    "12\n\n",
    "Head\n\n",
    "Q: ",
    "1:11 ",
]
HARD += ["Notes\n1. a\n", "[1] a\n", "-----\n1. a\n\n"]
HARD += ["Photo: ", "(Photo by A ", "READ: a ", "- ", "BAGHDAD, ", "Reporting by A; ", "(AP", " ", "Sept 1 "]


@pytest.mark.parametrize("piece", HARD)
def test_time_is_linear(piece):
    text = PROSE * 2 + "\n\n" + (piece * 200_000)[:200_000]
    begun = process_time()
    corpus.apparatus(texts(text))
    assert process_time() - begun < 10  # a quadratic rule takes minutes


@pytest.mark.parametrize(
    ("text", "cues"),
    [
        ("OSEI: We stood here from the first day. (LAUGHTER)\nCOLE: Yes.\nOSEI: Good.", ["(LAUGHTER)"]),
        ("COLE: Welcome.\n(APPLAUSE)\nOSEI: Thank you.\nCOLE: Please.", ["(APPLAUSE)"]),
        ("COLE: Look.\n[begin video clip]\n(BEGIN VIDEO CLIP)\nOSEI: No.\nCOLE: So?", ["(BEGIN VIDEO CLIP)"]),
        ("COLE: It is [inaudible]\nOSEI: What?\nCOLE: Gone.", ["[inaudible]"]),
        ("He read (LAUGHTER AND FORGETTING) and slept.", []),
        ("They voted for him (NATO).", []),
    ],
)
def test_what_is_heard_in_a_transcript_is_set_aside_at_a_lines_end(text, cues):
    table = corpus.apparatus(pd.DataFrame({"doc_id": ["a"], "text": [text]}))
    assert table.loc[table["kind"] == "cue", "text"].tolist() == cues
