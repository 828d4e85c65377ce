"""Sentence ends: every trap by hand, and laws that hold for any string whatever."""

from itertools import pairwise
from time import process_time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from helpers.corpus._segment import ABBREVIATIONS, boundaries


def cut(text):
    return [text[start:end] for _, start, end in boundaries(text)]


def paragraphs(text):
    return [par_id for par_id, _, _ in boundaries(text)]


# Each case is a paragraph with "|" where a sentence ends and the next begins.
CASES = {
    "plain": "The vote failed.| The minister resigned!| Will he return?| Nobody knows.",
    "title": "Mr. Adler met Gen. Ruiz and Sen. Okoro.| Dr. Lindqvist and Mrs. Vance did not come.",
    "title in capitals": "MR. ADLER MEETS GEN. RUIZ",
    "title before an opener": "They wrote to Gov. The letter came back.",
    "company inside": "Halden Corp. Chairman Ada Brook and Norex Inc. President Tom Hale agreed.",
    "company at the end": "He runs Halden Corp.| The firm is old.| She left Norex Inc.| Mr. Hale stayed.",
    "company in brackets": "Norex Inc. (Dayton, Ohio) named a chairman.",
    "quotation after a company": "He left Norex Inc.| “We are sorry,” it said.",
    "initials": "J. K. Tormund and George W. Hallam spoke.| Robert P. Lunde, 63, listened.",
    "initial and nickname": 'Pilot Edwin E. "Skip" Lunde flew home.',
    "initial and a speaker's label": "A word from George W. Hallam: We stay.",
    "initials in brackets": "He backed [George H. W.] Hallam in the spring.",
    "country inside": "The U.S. Senate voted.| The U.N. Security Council waited in the U.S. Virgin Islands.",
    "country at the end": (
        "He lives in the U.S.| The law changed there.| She works for the U.N.| It pays well."
    ),
    "hour": "They met at 9 a.m. Monday.| They parted at 5 p.m.| He slept.",
    "month": "It ran from Jan. 5 to Sept. 12.| He came in Feb.| The snow had gone.",
    "date at the end": "He will join on Nov. 29.| Mr. Ruiz is chairman.",
    "number": "Bus No. 5 is late.| He said no.| Then he left.| See Fig. 3 and pp. 12 to 14.",
    "decimal": "Rates rose 3.5 percent to 4.25.| Prices fell.",
    "link words": "It was Roe v. Wade, e.g. Texas vs. Ohio, i.e. a test.",
    "etc": "They sell tea, nuts, etc.| Customers like it.",
    "domain": "Write to news.example.com or to Amazon.com today.| Visit www.example.org.| Thanks.",
    "address after the end": "The count is public.| (http://example.org/count)",
    "ellipsis in the middle": "He paused ... and went on.| Well… perhaps.| I… I do not know.",
    "ellipsis before a name": "He turned to ... Hallam and smiled.",
    "ellipsis at the end": "We waited for hours...| Then the rain came.| It went on….| The end.",
    "spaced ellipsis": "It was late . . . and dark.| We left . . . .| The door closed.",
    "ellipsis opens": "It ended there.| ... and so it began again.",
    "own mark": (
        "Yahoo! said it would pay.| He sold Yahoo! Inc. shares.| He works at Yahoo!| The pay is good."
    ),
    "quotation then lower case": "“Why now?” he said.| “Stop!” shouted the crowd.",
    "quotation then a speaker": (
        "“Who did this?” President Okoro asked.| “Go away!” Ruiz said.| “Why?”| He did not say."
    ),
    "lost full stop": "The fans were right| They had waited for years.",
    "closing quotes": "“We won.”| \"They lost.\"| 'So be it.'| «Enfin!»| ‘Yes.’",
    "closing brackets": "(It rained.)| [He left.]| They stayed (in March).| The sun rose.",
    "end inside a quotation": "She said, “It is over.| We go home.”| They went.",
    "quotation that runs on": "He called it “a farce. A circus. A disgrace”, and left.| They stayed.",
    "straight quotation that runs on": 'He said "the time has come. Our hour is near" to a quiet hall.',
    "question in brackets": "The senator (who knew?) Mara Lunde voted no.| He did (did he not?) agree.",
    "question and exclamation": "He won?!| Yes!!!| Really??| The crowd left.",
    "comma splice": "They had no choice but to retreat, The people took the square.",
    "dateline": "BAGHDAD (AP) — Thousands marched on Friday.| Police watched.",
    "dateline with a month": "KYIV, Jan. 5 — The power failed.| It came back.",
    "date line": "Monday, June 3, 2019| Reporters met the mayor at noon.",
    "headline and its date": "Mayor meets reporters| Monday, June 3, 2019",
    "date inside": "He was born on Monday, June 3, 1985 in Oslo.",
    "credit": "The mayor in her office| Photo: City of Halden.",
    "credit after an abbreviation": "The mayor in Washington D.C.| Image: City of Halden.",
    "headline after a country": "Hallam: U.S. Has Won the Cup",
    "credit at the start": "Photo: City of Halden.",
    "institution in capitals at the end": (
        "He was fined by the SEC.| Hallam paid.| It was 9 a.m. EST.| Police came."
    ),
    "company in capitals": "FEDERAL LOAN CORP. (Freda): Yields rose.| NOREX INC. SHARES fell.",
    "headline in capitals": "U.S. TROOPS LEAVE NO. 5 BASE AFTER ST. PAUL TALKS",
    "numeral": "1. Count the votes.| 2. Publish the result.",
    "numeral letter": "a. Count the votes.| (1) Publish them.",
    "attribution dash": "“We go home.” — Mara Lunde",
    "bullets in a line": "The mayor promised:| • new buses.| • clean water",
    "split acronym": "She bought Norex S.p. A. in Milan.",
    "smile": "We did it! :)| It took a year.",
    "opens with an ellipsis": "... The rest is known.",
    "company in quotation marks": "She signed as “Norex Inc.”| Bankers objected.",
    "whole question in brackets": "He won.| (Who knew?)| Hallam did.",
    "quotation then a new subject": "“Why now?”| The President asked nothing.",
    "credit after a dash": "From the archive — Photo: City of Halden.",
    "date that opens no sentence": "On June 3, 2019 Hallam left.",
    "ideographic": "他走了。|我们留下！|为什么？|不知道。",
    "hyphen after": "A U.S.-led force left.| The ex-Gov.-elect stayed.",
    "possessive": "Norex Inc.'s shares and the U.S.’s debt rose.",
    "street and saint": "St. Paul lies north.| He works on Wall St.| The pay is good.",
    "reference marks": (
        "It failed. [17]| The next one did.[1][2]| It stood.[a]| They met.[1, 3–5] [note 2]| So it ended."
    ),
    "reference marks without brackets": (
        "He left.¹| She stayed.²³| They spoke.*| It went to consultation.11 12| Take it."
    ),
    "reference mark after a quotation": "“We won.” [3]| They lost.”[4]| So it was [5] and stayed.",
    "citation needed": "It was said to be small.[citation needed]| It was not.",
    "list that opens with reference marks": "[1] The first source.| [2] The second source.",
    "left out": "It failed. […]| The next one [...] held. [. . .]| It ended.",
    "rupees": "They paid Rs. 500 crore and Re. 1 more.| It was a lot.",
    "measures": "He is 6 ft. 2 in. tall, weighs 2 lb. 4 oz. and has 3 yds. 2 left.",
    "pages": "See Pp. 12 to 14, Ch. 3 and pg. 9.| He wrote Vol. II and Fig. A4.| Then he left.",
    "about": "Approx. 200 came.| It stands, Est. 1990, on the hill.| Call Tel. 555 0100, Ext. 12.",
    "degree": "It lies at N°. 1026.253.553.| That is where the treasure is.",
    "number with a letter": "Bus no. A13 left.| He said no. I stayed.".replace("no. I", "no.| I"),
    "question marks after a number": "As shown in Fig. ??",
    "hour before a title": (
        "At 5 a.m. Mr. Hale went to the bank.| He left it at 6 P.M.| Mr. Hale then went home."
    ),
    "hours before titles": "On Monday at about 5:30 p.m. Mrs. Lowe came.| By 6 a.m. Dr. Hale was gone.",
    "hour before a noun": "He left at 6 p.m.| Travelers who waited were cold.| They met at 9 a.m. Fridays.",
    "country before a subject": (
        "She moved to the U.S.| Protests followed.| The President of the U.S.| Millions came."
    ),
    "company before a subject": (
        "She works for Norex Inc.| Analysts were surprised.| Norex Inc. Holdings said no."
    ),
    "names in the plural": "The U.S. Marines attacked.| St. Helens was still.| J.K. Adams said so.",
    "long attribution": (
        "“Why?” Prime Minister Adel Abdul-Mahdi asked.| “Who?” Secretary of State Ana Hale asked."
    ),
    "attribution with a title after it": (
        "“Why?” Ana Hale, the mayor of Halden, asked.| “Why?”| Ana Hale came."
    ),
    "said that": "“Why?”| Ana Hale said that she would go.",
    "list in a line": "1. The first item| 2. The second item| 3. The third item",
    "list with brackets": "1) buses and trams| 2) boats",
    "list with both": "1.) The first item| 2.) The second item",
    "list with letters": "a. The first item| b. The second item| c. The third item",
    "list with bullets": "• 9. The first item| • 10. The second item",
    "list with hyphen bullets": "⁃9. The first item| ⁃10. The second item",
    "list with ends": "1. The first item.| 2. The second item.",
    "no list": "1. Halden beat Norex by 7 to 2. They left.".replace("2. T", "2.| T"),
    "spaced marks": "He won! ! !| We left.",
    "quotation and whose it is": "“We won. They lost.” — Mara Lunde",
    "quotation and a dash": "“We won.| They lost.” — Mara Lunde said so.| She left.",
    "full width": "他走了．|我们留下｡|价格是３．５元。",
    "words left out after an end": (
        "We won! ...| The crowd left.| Is it fair? …| Nobody knows.| He stayed. ...| It ended.|"
        " Why? ... and how?"
    ),
    "an ellipsis in small letters": "It ended there.| ... and so it began again.",
    "a source after words left out": "“They used stairways [...]” (Hale 55).| It failed [...]| He left.",
    "an era before its subject": (
        "Norex fell in 753 B.C.| Hale became king.| It stood in 79 C.E.| Ana Lowe saw it.| It is A.D. 79."
    ),
    "an era that only dates": (
        "In 44 B.C. Hale was killed.| Around 300 A.D. Oslo began to grow.| He noted: In 44 B.C. Hale died."
    ),
    "an era before a noun": "A 300 B.C. Greek vase was sold.",
    "degrees": "She earned her Ph.D.| Tom was proud.| Ana Hale, Ph.D. Professor of law, spoke.",
    "hour before a person": (
        "It began at 10 a.m.| Hale was late.| The show at 8 p.m. Friday was moved.|"
        " That at 9 a.m. Eastern had sold out."
    ),
    "hour after a date": (
        "On Jan. 5, at 6 a.m. Mr. Hale came.| In the morning at 6 a.m. Dr. Lowe left.|"
        " On May 3; at 9 p.m. Mr. Hale won."
    ),
    "small rupees and inches": (
        "They paid rs. 500 each.| He is 5 ft. 11 in. 180 lb. and tall.| He came in.| It rained."
    ),
    "titles of other places": "Sra. Ruiz met Cdr. Hale, Pte. Lowe and Lieut. Okoro.",
    "a list with Roman numerals": "(i) Buses run.| (ii) Trams stop.| (iii) Boats wait.",
    "a list with small Roman numerals": "i.) buses and trams| ii.) boats",
    "a list inside a paragraph": "The plan has three parts.| 1. More buses.| 2. Fewer cars.| 3. Clean air.",
    "a list after a colon": "It has two aims:| 1. Buses run at night| 2. Trams run by day",
    "a row of items in one sentence": "He wants three things: (1) peace, (2) land and (3) bread.| He left.",
    "no list inside": "It ended 2 to 1.| They left.| He got 1.| No one knew.",
    "closing backtick": "He called it `a farce.`| They left.",
    "Jr.": "Martin Hale Jr. Street is long.| He met Martin Hale Jr.| They spoke.",
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_cases(case):
    assert cut(case.replace("|", "")) == [part.strip() for part in case.split("|")]


def test_blank_lines_and_single_newlines_part_paragraphs():
    assert boundaries("One. Two.\n\nThree\nFour") == [(1, 0, 4), (1, 5, 9), (2, 11, 16), (3, 17, 21)]
    assert paragraphs("One.\r\n\r\nTwo.\r\nThree.\u2029Four.") == [1, 2, 3, 4]


def test_bullet_list_and_caption_are_their_own():
    lines = ["The plan", "• more buses", "• fewer cars.", "- clean air", "Mayor, file photo", "It passed."]
    text = "{}\n\n{}\n{}\n{}\n\n{}\n\n{}".format(*lines)
    assert cut(text) == lines
    assert paragraphs(text) == [1, 2, 3, 4, 5, 6]


WRAPPED = """The council met on Tuesday to hear what Mr.
Hallam had to say about the bridge. It was a
long evening, and nobody spoke of the U.S.
loan. The mayor left early.

The plan has these parts:
- a bridge for people on foot, and one more for
the trams
- a tunnel

A vote will follow in May. The result will be
printed here."""


def test_hard_wrapped_lines_are_joined():
    assert paragraphs(WRAPPED) == [1, 1, 1, 2, 3, 4, 5, 5]
    assert cut(WRAPPED)[0].startswith("The council met on Tuesday to hear what Mr.\nHallam had")
    assert cut(WRAPPED)[4:6] == ["- a bridge for people on foot, and one more for\nthe trams", "- a tunnel"]


OVERRUN = """The council met on Tuesday to hear what Hale
had to say about the bridge. It was a long
evening, and nobody spoke of the northern loan at all.
The mayor left early, as she had done before
on Monday and on Friday. Nobody knew when the
bridge would be built."""
NARROW = """HALDEN - The prime minister of
Norway said on Friday that he
would resign after weeks of
protests in the capital and in
the south of the country.
Parliament meets on Sunday to
talk about the next steps."""
LONE = """It was a cold
night in the city.

He met the mayor of
Halden on Friday.

The plan:
more buses

contact manager
events, activities"""


@pytest.mark.parametrize(("text", "ends"), [(OVERRUN, 4), (NARROW, 2), (LONE, 6)])
def test_wraps_are_seen_by_the_small_letters_that_go_on(text, ends):
    assert len(cut(text)) == ends
    assert len(cut(text.replace("\n", "\r\n"))) == ends


def test_short_lines_are_not_taken_for_wrapped_ones():
    headlines = ["Council approves the new bridge after long debate", "Mayor resigns", "Tram fares rise"]
    text = "\n".join([*headlines, "School opens"])
    assert paragraphs(text) == [1, 2, 3, 4]


@pytest.mark.parametrize("text", ["", " ", "\n\n\t\u00a0\r\n", "\u3000"])
def test_a_text_without_words_has_no_sentence(text):
    assert boundaries(text) == []


PIECES = st.sampled_from(
    [*".!?…。！？\"'“”‘’«»()[]{}-—–•:;, \n\r\t\u2028\u00a0", "\n\n", ". . .", "...", "Mr."]
    + ["U.S.", "No.", "Jan.", "5", "1.", "Inc.", "The"]
    + ["he", "said", "Yahoo!", "J.", "Photo:", "They", "go", "Monday, June 3, 2019"]
    + ["http", "iPod", "Σ", "ß"]
)
MIXED = st.lists(PIECES, max_size=60)
TEXTS = st.one_of(st.text(), MIXED.map("".join), MIXED.map(" ".join))


@settings(max_examples=150, deadline=None)
@given(TEXTS)
@example("\x1c.\x1f A\x85B")
@example("x" * 45 + "\n" + "y" * 45 + "\n\n" + "z" * 44 + "\nw")
def test_any_string_keeps_every_character(text):
    found = boundaries(text)
    last_par, last_end = 1, 0
    for par_id, start, end in found:
        assert last_end <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        assert not text[last_end:start].strip(), "a character between two sentences is lost"
        assert par_id in (last_par, last_par + 1)
        last_par, last_end = par_id, end
    assert not text[last_end:].strip()
    assert boundaries(text) == found


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_an_inner_end_has_a_reason(text):
    """Inside a paragraph white space parts two sentences, except after an ideographic end mark."""
    found = boundaries(text)
    for (par_a, _, end), (par_b, start, _) in pairwise(found):
        if par_a == par_b and start == end:
            assert set(text[max(0, end - 60) : end]) & set("。！？．｡")


HARD = [" ", ". ", '" ', ".” ", "A. ", "(?) ", "a?) B", "(a?) B ", "( a?) Bc ", "“a. B ", '"a. B ', "... A"]
HARD += [". .", "•", "w", "No. 1 ", "x\n", "x" * 70 + " y\n", "They ", "Jan 1, 2000 ", ".\"'", ".\n"]
HARD += [
    "1. a ",
    "1. A 2. B ",
    "a. [1]",
    ".[1,",
    "x.1 ",
    "1",
    "1 a.m. A",
    "U.S. Cats are ",
    "a\n",
    "A\nb\n",
    "[",
    "At ",
]
SIZES = [(piece, 1_000_000) for piece in '."\n'] + [(piece, 200_000) for piece in HARD]


@pytest.mark.parametrize(("piece", "size"), SIZES)
def test_time_is_linear(piece, size):
    text = "1. At " + (piece * size)[:size] + " a.m. The"
    begun = process_time()
    boundaries(text)
    assert process_time() - begun < 10  # a quadratic rule takes minutes


def test_the_list_is_well_formed():
    lines = ABBREVIATIONS.read_text(encoding="utf-8").splitlines()
    rows = [line.split() for line in lines if line[:1] not in ("", "#")]
    assert all(
        len(row) == 2 and row[1] in ("never", "may", "name", "thing", "month", "number", "part", "opens")
        for row in rows
    )
    assert all(row[0][-1] in ".!" for row in rows if row[1] not in ("opens", "part"))
    assert len({word for word, _ in rows}) == len(rows)
