"""The reading view without a browser: what is handed to it, its static fallback, its traits."""

import html
import re
from html.parser import HTMLParser

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from traitlets import TraitError

from helpers import SEEDS, actors, corpus, explore, sentiment
from helpers.explore._reader_page import page

SPAN = ["doc_id", "sent_id", "start", "end"]
MENTION = [*SPAN, "surface", "actor_id", "label", "kind", "how"]
REASON = [*SPAN, "expression", "instrument", "effect"]


@pytest.fixture(scope="module")
def seed():
    documents = corpus.load(SEEDS)
    sentences = corpus.sentences(documents)
    mentions = actors.mentions(sentences, actors.read_register(SEEDS / "actors.csv"))
    return sentiment.score(sentences), mentions, sentiment.reasons(sentences)


def tables(rows, mentions=(), reasons=()):
    """`rows` are (doc_id, par_id, sent_id, start, text)."""
    scores = pd.DataFrame(rows, columns=["doc_id", "par_id", "sent_id", "start", "text"])
    scores = scores.assign(end=scores["start"] + scores["text"].str.len(), tone=0.0, tone_class="neutral")
    return scores, pd.DataFrame(mentions, columns=MENTION), pd.DataFrame(reasons, columns=REASON)


class Reading(HTMLParser):
    """Text of an HTML page, its tags, and whether every one is closed in its turn."""

    def __init__(self, html):
        super().__init__()
        self.text, self.tags, self.open, self.marks = "", set(), [], []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        if tag == "mark":
            self.marks.append(dict(attrs)["title"])
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


def static(view):
    data, _ = view._repr_mimebundle_()
    return data["text/html"]


def test_every_mention_and_reason_of_the_seed_stands_where_the_tables_have_it(seed):
    _, mentions, reasons = seed
    page = explore.reader(*seed)._page
    shown = [
        (s["id"], s["text"][a:b], page["actors"][actor][0])
        for s in page["sentences"]
        for a, b, actor, _ in s["mentions"]
    ]
    assert sorted(shown) == sorted(
        mentions[["sent_id", "surface", "actor_id"]].itertuples(index=False, name=None)
    )
    words = [(s["id"], s["text"][a:b], name) for s in page["sentences"] for a, b, name, _ in s["reasons"]]
    assert sorted(words) == sorted(
        reasons[["sent_id", "expression", "instrument"]].itertuples(index=False, name=None)
    )
    assert [a[0] for a in page["actors"]] == actors.actor_counts(mentions)["actor_id"].tolist()


def test_numbers_are_the_tables_rounded_as_in_the_notebooks(seed):
    wanted = seed[0][["polarity", "subjectivity", "compound", "tone", "encoder"]].round(3).to_numpy()
    sentences = explore.reader(*seed)._page["sentences"]
    shown = [[float(value.replace("−", "-")) for _, value in s["numbers"]] for s in sentences]
    assert np.array_equal(np.array(shown), wanted)
    assert [s["shown"] for s in sentences] == [dict(s["numbers"])["tone"] for s in sentences]
    assert [name for name, _ in sentences[0]["numbers"]] == [
        "TextBlob polarity",
        "TextBlob subjectivity",
        "VADER compound",
        "tone",
        "encoder",
    ]


def test_the_fallback_of_the_seed_holds_the_text_and_is_small(seed):
    html = static(explore.reader(*seed))
    page = Reading(html)
    assert all(" ".join(text.split()) in " ".join(page.text.split()) for text in seed[0]["text"])
    assert page.open == [] and "script" not in page.tags and len(html.encode()) < 60_000
    assert len(page.marks) >= len(seed[1])


def test_what_stands_for_it_in_plain_text(seed):
    data, _ = explore.reader(*seed)._repr_mimebundle_()
    assert data["text/plain"] == "Reader: 1 text, 23 sentences, 68 mentions"
    assert "application/vnd.jupyter.widget-view+json" in data


HOSTILE = """<script>window.hacked=1</script> & "Hale" said </mark> it's <b>bold</b>."""


def test_text_and_labels_are_shown_as_text():
    at = HOSTILE.index("Hale")
    given = tables(
        [("a", 1, 1, 0, HOSTILE)],
        [("a", 1, at, at + 4, "Hale", "h", '"><script>x</script>', "<i>", "<u>")],
        [("a", 1, 0, 8, "<script>", "<em>", 0.5)],
    )
    page = Reading(
        static(explore.reader(*given, documents=pd.DataFrame({"doc_id": ["a"], "title": ["<h1>T</h1>"]})))
    )
    assert (
        HOSTILE in page.text
        and "<h1>T</h1>" in page.text
        and "<script> +0.500" in page.text
        and "<em>" in page.text
    )
    assert page.marks == ['"><script>x</script> (<i>, <u>)']
    assert (
        page.tags == {"div", "p", "b", "small", "mark", "details", "summary", "ul", "li", "br", "i"}
        and page.open == []
    )


def test_offsets_count_as_browsers_do():
    """😀 is one character to Python and two units to a browser: by hand, Hale begins at 2 and at 3."""
    view = explore.reader(
        *tables(
            [("a", 1, 1, 10, "😀 Hale lied.")],
            [("a", 1, 12, 16, "Hale", "h", "Hale", "person", "name")],
            [("a", 1, 17, 21, "lied", "tone", -0.1)],
        )
    )
    [sentence] = view._page["sentences"]
    assert sentence["mentions"] == [[3, 7, 0, "name"]] and sentence["reasons"] == [[8, 12, "tone", "−0.100"]]
    assert ">Hale</mark> lied." in static(view) and "lied −0.100" in static(view)


def test_mentions_that_overlap_in_part_stay_whole_html():
    found = [
        ("a", 1, 0, 9, "Adam Bede", "x", "X", "person", "name"),
        ("a", 1, 5, 14, "Bede Cole", "y", "Y", "group", "name"),
    ]
    page = Reading(static(explore.reader(*tables([("a", 1, 1, 0, "Adam Bede Cole sat.")], found))))
    assert "Adam Bede Cole sat." in page.text and page.open == []
    x, y = "X (person, name)", "Y (group, name)"
    assert page.marks == ["person", "group", x, x, y, y]  # the key, then Adam, Bede in both, Cole


def test_spans_outside_their_sentence_are_left_out():
    found = [
        ("a", 1, 3, 5, "??", "x", "X", "person", "name"),
        ("a", 2, 0, 2, "??", "x", "X", "person", "name"),
        ("b", 1, 0, 2, "??", "x", "X", "person", "name"),
        ("a", 1, 0, 4, "Rain", "r", "Rain", "place", "name"),
    ]
    view = explore.reader(*tables([("a", 1, 1, 0, "Rain")], found))
    assert repr(view) == "Reader: 1 text, 1 sentence, 1 mention"
    assert view._page["actors"] == [["r", "Rain", "place", 1]]


def three_texts():
    rows = [(doc, 1, n, 20 * n, f"Text {doc} number {n}.") for doc in "abc" for n in (1, 2)]
    return tables(
        rows,
        [
            ("a", 1, 20, 24, "Text", "t", "T", "person", "name"),
            ("b", 1, 20, 24, "Text", "t", "T", "person", "name"),
        ],
    )


def test_only_the_chosen_text_goes_to_the_browser():
    view = explore.reader(
        *three_texts(), documents=pd.DataFrame({"doc_id": ["a", "b", "c"], "title": ["One", "", "Three"]})
    )
    assert view._texts == [["a", "One"], ["b", "Text b number 1."], ["c", "Three"]]
    assert "One of 3 texts" in static(view)
    view.document = "c"
    assert [s["text"] for s in view._page["sentences"]] == ["Text c number 1.", "Text c number 2."]
    assert "Text c number 1." in Reading(static(view)).text


def test_a_text_without_a_title_is_named_by_its_first_words():
    """By hand: with “…” 70 characters at most, cut between words."""
    long = "The ministry said on Monday that the talks in the old harbour would go on for a week."
    view = explore.reader(*tables([("a", 1, 1, 0, long), ("b", 1, 1, 0, "It rained.")]))
    assert view._texts == [
        ["a", "The ministry said on Monday that the talks in the old harbour would…"],
        ["b", "It rained."],
    ]


def test_another_text_keeps_what_still_holds():
    view = explore.reader(*three_texts())
    view.selected, view.filters = ("a", 2), {"actor": "t", "paragraph": 1, "search": "text", "tone": ""}
    assert view.filters == {"actor": "t", "paragraph": 1, "search": "text"}
    view.document = "b"
    assert view.selected == () and view.filters == {"actor": "t", "search": "text"}
    view.document = "c"
    assert view.filters == {"search": "text"}


def test_a_sentence_chosen_in_python_turns_to_its_text():
    view = explore.reader(*three_texts())
    view.selected = ["b", 2]
    assert view.selected == ("b", 2) and view.document == view._page["doc_id"] == "b"


@pytest.mark.parametrize(
    "name, value, said",
    [
        ("selected", ("a", 9), "no sentence"),
        ("document", "z", "no text 'z'"),
        ("filters", {"actr": "t"}, "no filter actr='t'"),
        ("filters", {"paragraph": "1"}, "no filter paragraph='1'"),
        ("filters", {"tone": 3}, "no filter tone=3"),
        ("filters", {"only": "yes"}, "no filter only='yes'"),
        ("layers", ["colours"], "colours"),
    ],
)
def test_what_is_not_there_is_refused(name, value, said):
    view = explore.reader(*three_texts())
    before = getattr(view, name)
    with pytest.raises((ValueError, TraitError), match=said):
        setattr(view, name, value)
    assert getattr(view, name) == before


def test_tables_are_checked_at_the_door():
    scores, mentions, reasons = three_texts()
    with pytest.raises(ValueError, match="not a scores table: tone_class missing"):
        explore.reader(scores.drop(columns="tone_class"), mentions, reasons)
    with pytest.raises(ValueError, match="not a reasons table"):
        explore.reader(scores, mentions, mentions)
    with pytest.raises(ValueError, match="no sentence to read"):
        explore.reader(scores.head(0), mentions, reasons)


def test_a_table_without_mentions_and_reasons_is_read_all_the_same():
    view = explore.reader(*tables([("a", 1, 1, 0, "Rain.")]))
    assert repr(view) == "Reader: 1 text, 1 sentence, 0 mentions" and "Rain." in static(view)


def register(*rows):
    return pd.DataFrame(
        [(actor, actor.upper(), kind, alias, "name", "", "") for actor, kind, alias in rows],
        columns=corpus.CONTRACTS["register"],
    )


def view_of(*texts, rows=()):
    documents = pd.DataFrame(
        {"doc_id": [f"d{n}" for n in range(len(texts))], "text": list(texts), "title": ""}
    )
    sentences = corpus.sentences(documents).assign(language="en")
    return explore.reader(
        sentiment.score(sentences),
        actors.mentions(sentences, register(*rows)),
        sentiment.reasons(sentences),
        documents=documents,
    )


MARKUP = st.text(alphabet="Bo <b>&\"'😀.x\n", max_size=30)


@given(MARKUP)
def test_all_text_is_escaped_and_none_is_lost(text):
    if not re.search(r"\w", text):
        return
    view = view_of(text, rows=[("<i>", "person", "Bo"), ("b", "group", "o x")])
    body = re.sub(r"<details.*?</details>", "", static(view), flags=re.DOTALL)
    bare = re.sub(r"<(?:div|p|mark|small|b)(?: [a-z]+=\"[^\"<>]*\")*>|</(?:div|p|mark|small|b)>", "\0", body)
    assert "<" not in bare
    shown = html.unescape(bare.replace("\0", ""))
    for sentence in view._page["sentences"]:
        assert sentence["text"] in shown


def test_a_page_is_made_from_columns_not_sentence_by_sentence(seed, monkeypatch):
    calls = []
    to_dict = pd.DataFrame.to_dict
    monkeypatch.setattr(pd.DataFrame, "to_dict", lambda *args: calls.append(1) or to_dict(*args))
    scores, mentions, reasons = seed
    made = page(scores["doc_id"].iloc[0], scores, mentions, reasons)
    assert len(made["sentences"]) > 20 and len(calls) < 3


TALK = "Ana Okello met Bo Li. The mayor left. Li stayed, and Li slept."
TALKING = [
    ("ana", "person", "Ana Okello"),
    ("bo", "person", "Bo Li"),
    ("bo", "person", "Li"),
    ("mayor", "person", "the mayor"),
]


@pytest.fixture
def edited(tmp_path):
    """A view on two texts, and the register editor that it follows."""
    register(*TALKING).to_csv(tmp_path / "actors.csv", index=False)
    documents = pd.DataFrame({"doc_id": ["a", "b"], "text": [TALK, "Li rested."], "title": ""})
    sentences = corpus.sentences(documents).assign(language="en")
    editor = explore.register_editor(tmp_path, sentences)
    return explore.reader(sentiment.score(sentences), editor, sentiment.reasons(sentences)), editor


def ask(view, act, *aliases, **options):
    """What the page of the view sends."""
    lines = [row["line"] for row in view._register["rows"] if row["alias"] in aliases]
    view._handle_custom_msg({"act": act, "rows": lines, **options}, [])


def test_the_view_follows_each_act_of_the_editor(edited):
    view, editor = edited
    scores, _, reasons = view._tables
    assert [actor[::3] for actor in view._page["actors"]] == [["bo", 3], ["ana", 1], ["mayor", 1]]
    texts = view._texts
    for act in [
        lambda: editor.act("merge", [4], into="ana"),
        lambda: editor.act("ignore", [5]),
        lambda: editor.act("rename", [2], label="A. Okello"),
        editor.undo,
        editor.undo,
    ]:
        act()
        mentions = actors.mentions(editor.sentences, editor.register)
        expected = page("a", scores, mentions, reasons)
        shown = [[s | {"mentions": [m[:4] for m in s["mentions"]]} for s in view._page["sentences"]]]
        assert shown == [expected["sentences"]] and view._page["actors"] == expected["actors"]
        assert repr(view).endswith(f"{len(mentions)} mentions") and view._texts == texts
        assert view._marks["mentions"] == [s["mentions"] for s in view._page["sentences"]]
        assert view._marks["actors"] == expected["actors"] and view._marks["doc_id"] == "a"
    assert [actor[::3] for actor in view._page["actors"]] == [["ana", 3], ["bo", 1], ["mayor", 1]]
    view.document = "b"
    assert view._marks == {}
    assert [actor[::3] for actor in view._page["actors"]] == [["ana", 1]]


def test_an_act_is_asked_for_in_the_view_and_answered_there(edited):
    view, editor = edited
    ask(view, "split", "Li", label="Jet Li")
    assert view._register == editor.state and not view._register["refused"]
    assert view._register["said"] == "Split 1 alias off as Jet Li. It has 3 mentions now."
    assert ">Li</mark>" in static(view) and "Jet Li (person, name)" in static(view)
    ask(view, "rename", "Li", label="Ana Okello".upper())
    ask(view, "rename", "Bo Li", label="ANA OKELLO")
    assert view._register["refused"] and "there is an actor ANA OKELLO already" in view._register["said"]
    ask(view, "delete everything")
    for _ in range(2):
        ask(view, "undo")
    assert view._register["said"] == "Undone; 0 more can be undone."
    assert editor.register["actor_id"].tolist() == [actor for actor, *_ in TALKING]


def test_what_was_chosen_stays_and_a_filter_by_an_actor_that_is_gone_falls(edited):
    view, editor = edited
    view.selected, view.filters = ("a", 3), {"actor": "bo", "tone": "neutral"}
    editor.act("kind", [3], kind="group")
    assert view.selected == ("a", 3) and view.filters == {"actor": "bo", "tone": "neutral"}
    editor.act("merge", [3, 4], into="mayor")
    assert view.selected == ("a", 3) and view.filters == {"tone": "neutral"}


def test_a_view_of_a_plain_table_has_nothing_to_edit(seed):
    assert explore.reader(*seed)._register == {}


def test_a_chosen_sentence_shows_what_leaving_out_each_of_its_words_does_to_the_encoder(seed):
    view = explore.reader(*seed)
    view.selected = (seed[0]["doc_id"][0], 14)
    chosen = seed[0][seed[0]["sent_id"] == 14]
    asked = sentiment.reasons(chosen, ["encoder"])
    asked = asked[asked["effect"] != 0]
    offset = chosen["start"].item()
    wanted = [[a - offset, b - offset] for a, b in zip(asked["start"], asked["end"])]
    assert view._left_out["sent_id"] == 14 and [word[:2] for word in view._left_out["words"]] == wanted
    shown = [float(word[2].replace("−", "-")) for word in view._left_out["words"]]
    assert shown == pytest.approx(asked["effect"].tolist(), abs=1e-9) and shown


def test_without_the_column_of_the_encoder_nothing_is_left_out(seed):
    view = explore.reader(seed[0].drop(columns=["encoder", "encoder_class"]), *seed[1:])
    view.selected = (seed[0]["doc_id"][0], 14)
    assert view._left_out == {}
