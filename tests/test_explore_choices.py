"""The choices: what they show is what the measures say, and what is exported is what is set."""

import asyncio
import hashlib
import json
import re
from html.parser import HTMLParser

import pandas as pd
import pytest

from helpers import corpus, corpus_name, explore, figures, sentiment, terms

TEXT = (
    "The army left Basra. The army’s tanks stayed in Basra.\n\nPeople were glad that the army left Basra, "
    "and they feared that it would come back. The people of Basra wept."
)


pytestmark = pytest.mark.usefixtures("style")


@pytest.fixture(scope="module")
def tokens():
    return corpus.tokens(corpus.sentences(texts(a=TEXT)))


@pytest.fixture
def origin(tmp_path, monkeypatch):
    monkeypatch.setattr("helpers.figures._export.FIGURES", tmp_path)
    return figures.Origin("07-explore", "mine.txt", {"a": "e3b0"}, {"SEED": 1})


def texts(**given):
    return pd.DataFrame({"doc_id": list(given), "text": list(given.values())})


def toward_table():
    """Two actors: a in three sentences (one mention doubtful), b in one."""
    rows = [
        ("d", 1, "a", 0.8, 0.1, 0.1),
        ("d", 2, "a", 0.5, 0.3, 0.2),
        ("d", 3, "a", 0.7, 0.2, 0.1),
        ("d", 3, "b", 0.1, 0.1, 0.8),
    ]
    table = pd.DataFrame(
        rows, columns=["doc_id", "sent_id", "actor_id", "p_negative", "p_neutral", "p_positive"]
    )
    return table.assign(
        label=table["actor_id"].str.upper(),
        kind="person",
        certain=True,
        tone=table["p_positive"] - table["p_negative"],
    )


def counts(choices):
    return dict(zip(choices.table["term"], choices.table["frequency"]))


def test_stop_words_are_left_out_or_kept_and_more_can_be_added(tokens, origin):
    choices = explore.terms_choices(tokens, origin=origin)
    assert counts(choices)["basra"] == 4 and "the" not in counts(choices)
    assert counts(choices.set(stop_words="kept"))["the"] == 4
    assert not {"basra", "army", "the"} & set(
        counts(choices.set(stop_words="left out", also_left_out="Basra, ARMY; army’s"))
    )
    assert counts(choices)["people"] == 2


def test_apostrophes_are_alike_in_words_to_leave_out(origin):
    tokens = corpus.tokens(corpus.sentences(texts(a="Basra’ll weep. Basra'll sleep.")))
    choices = explore.terms_choices(tokens, origin=origin)
    assert counts(choices)["basra'll"] == 2
    assert counts(choices.set(also_left_out="Basra’ll")) == {"sleep": 1, "weep": 1}


def test_own_stop_words_take_the_place_of_the_kits(tokens, origin):
    choices = explore.terms_choices(tokens, origin=origin, stopwords={"basra"})
    assert counts(choices)["the"] == 4 and "basra" not in counts(choices)


def test_n_minimum_count_and_number_shown(tokens, origin):
    choices = explore.terms_choices(tokens, origin=origin).set(n=2, stop_words="kept", min_count=2)
    assert counts(choices) == {"the army": 3, "army left": 2, "left basra": 2}
    assert choices.caption.startswith(
        "The 3 bigrams that occur at least 2 times, with their rates per 1,000 of 27 bigrams;"
    )
    many = choices.set(n=1, min_count=1, shown=5)
    assert [bar.get_width() for bar in many._drawn.ax.patches] == many.table["frequency"].head(5).tolist()
    assert len(many.table) == 20 and many.alt.startswith("Bars of the 5 most frequent of 20 words: ")


def test_several_texts_are_counted_together_or_one_of_them(origin):
    sentences = corpus.sentences(texts(a="Red fox. Red fox.", b="Fox red. Blue fox."))
    choices = explore.terms_choices(corpus.tokens(sentences), origin=origin).set(n=2)
    together = terms.count([sentences], n=2, stopwords=terms.stopwords())
    assert (
        counts(choices)
        == dict(zip(together["term"], together["frequency"]))
        == {"red fox": 2, "blue fox": 1, "fox red": 1}
    )
    assert counts(choices.set(text="b")) == {"blue fox": 1, "fox red": 1}


def test_nothing_left_is_said_and_exported(origin):
    choices = explore.terms_choices(corpus.tokens(corpus.sentences(texts(a="The the."))), origin=origin)
    assert choices.alt == "Nothing to show: there are no words."
    assert choices.export().startswith("07-terms: png, svg, pdf and csv with 0 rows")


def test_the_moving_mean_stops_at_the_ends_of_a_text(origin):
    scores = pd.DataFrame(
        {
            "doc_id": ["a"] * 4 + ["b"],
            "par_id": 1,
            "sent_id": [1, 2, 3, 4, 1],
            "tone": [0.4, 0.0, -0.4, -0.8, 1.0],
        }
    )
    choices = explore.tone_choices(scores, origin=origin)
    assert choices.set(window=3).table["moving_mean"].round(9).tolist() == [0.2, 0.0, -0.4, -0.6, 1.0]
    assert choices.set(window=1).table["moving_mean"].tolist() == scores["tone"].tolist()
    lines = [line.get_xdata().tolist() for line in choices._drawn.ax.lines if line.get_color() == "#222222"]
    assert lines == [[1, 2, 3, 4], [5]]
    assert "5 sentences. tone: mean +0.04; 2 positive, 2 negative, 1 exactly 0." in choices.alt
    assert "(−0.80 at sentence 4 of a)" in choices.alt and "(+1.00 at sentence 1 of b)" in choices.alt
    assert choices.set(text="a").table["tone"].tolist() == [0.4, 0.0, -0.4, -0.8]


def test_tone_offers_the_instruments_that_are_there(origin):
    scores = sentiment.score(
        corpus.sentences(texts(a="A good day. A bad day.")), instruments=["vader", "tone"]
    )
    choices = explore.tone_choices(scores, origin=origin)
    assert choices.set(instrument="compound").table["compound"].tolist() == scores["compound"].tolist()
    with pytest.raises(ValueError, match="not a scores table: polarity, compound, tone, encoder missing"):
        explore.tone_choices(scores[["doc_id", "par_id", "sent_id"]], origin=origin)


def test_toward_keeps_the_chosen_actors_and_the_certain_mentions(origin):
    choices = explore.toward_choices(toward_table(), origin=origin).set(min_sentences=1)
    assert choices.table[["actor_id", "mentions"]].values.tolist() == [["a", 3], ["b", 1]]
    assert choices.table["tone"].round(9).tolist() == [-0.533333333, 0.7]
    choices.set(certain_from=0.6)  # the mention in sentence 2 is in doubt
    assert choices.table[["actor_id", "mentions"]].values.tolist() == [["a", 2], ["b", 1]]
    assert choices.table["tone"].round(9).tolist() == [-0.65, 0.7]
    assert (
        "from 3 of 4 mentions of 2 actors (those whose largest probability is at least 0.60);"
        in choices.caption
    )
    assert choices.set(actors=["b"]).table["actor_id"].tolist() == ["b"]
    assert choices.set(actors=[]).alt == "Nothing to show: there are no actors."


def test_the_correction_is_for_all_actors_however_few_are_chosen(origin):
    """Three actors alike, in five sentences each: the p of one of them counts three times."""
    rows = [("d", n, actor, 0.7, 0.3, 0.0, -0.7) for actor in "abc" for n in range(5)]
    columns = ["doc_id", "sent_id", "actor_id", "p_negative", "p_neutral", "p_positive", "tone"]
    toward = pd.DataFrame(rows, columns=columns).assign(kind="person", certain=True)
    toward = toward.assign(label=toward["actor_id"].str.upper())
    choices = explore.toward_choices(toward, origin=origin).set(actors=["b"])
    measured = sentiment.toward_by_actor(toward).set_index("actor_id")
    assert choices.table["p_holm"].tolist() == [measured.loc["b", "p_holm"]]
    assert measured.loc["b", "p_holm"] == pytest.approx(3 * measured.loc["b", "p"])
    assert "corrected by Holm for 3 actors" in choices.caption and "toward 1 actor " in choices.caption


def test_toward_at_its_widest_is_the_measure_itself(origin):
    choices = explore.toward_choices(toward_table(), origin=origin)
    pd.testing.assert_frame_equal(
        choices.table, sentiment.toward_by_actor(toward_table()).drop(columns="certain")
    )


def test_the_input_is_not_changed(tokens, origin):
    before = tokens.copy()
    explore.terms_choices(tokens, origin=origin).set(n=3, also_left_out="basra")
    pd.testing.assert_frame_equal(tokens, before)


def test_an_export_holds_its_settings_and_is_the_same_bytes_again(tokens, origin, tmp_path):
    def digests():
        return {
            p.name: hashlib.sha256(p.read_bytes()).hexdigest()
            for p in (tmp_path / corpus_name("mine.txt")).glob("07-*")
        }

    choices = explore.terms_choices(tokens, origin=origin).set(n=2, also_left_out="glad")
    assert choices.export().startswith("07-terms: png, svg, pdf and csv with")
    first = digests()
    entry = json.loads((tmp_path / corpus_name("mine.txt") / "manifest.json").read_text("utf-8"))["07-terms"]
    assert entry["parameters"] == {
        "SEED": 1,
        "stop_words": "left out",
        "also_left_out": "glad",
        "n": 2,
        "min_count": 1,
        "shown": 20,
    }
    assert entry["alt"] == choices.alt and entry["fingerprint"] == choices.fingerprint
    choices.set(n=3).export()
    assert digests() != first
    choices.set(n=2).export()
    assert digests() == first and len(first) == 4


def test_the_button_exports_and_names_what_it_wrote(tokens, origin, tmp_path):
    choices = explore.terms_choices(tokens, origin=origin)
    button = choices.children[0].children[-1]
    button.click()
    assert choices._picture.said.startswith("07-terms: png, svg, pdf and csv with")
    assert (tmp_path / corpus_name("mine.txt") / "07-terms.png").exists()
    choices.set(n=2)
    assert choices._picture.said == ""  # it no longer speaks of what is shown


def test_an_export_that_cannot_be_written_is_told(tokens, tmp_path, origin):
    (tmp_path / corpus_name("mine.txt")).write_text("a file where the folder should be", "utf-8")
    choices = explore.terms_choices(tokens, origin=origin)
    choices.children[0].children[-1].click()
    assert choices._picture.said.startswith("Nothing was written: ")


def test_of_a_burst_of_values_only_the_last_is_drawn(tokens, origin):
    async def burst():
        choices = explore.terms_choices(tokens, origin=origin)
        before = choices.redraws
        for n in (2, 3, 4):
            choices.set(n=n)
        assert choices.redraws == before
        await asyncio.sleep(0.01)  # still within the pause
        choices.set(n=2).set(n=4)
        await asyncio.sleep(0.3)
        return choices.redraws - before, choices._picture.shown["alt"]

    redraws, alt = asyncio.run(burst())
    assert redraws == 1 and "4-grams" in alt


def test_what_is_asked_at_once_is_never_stale(tokens, origin):
    async def ask():
        choices = explore.terms_choices(tokens, origin=origin)
        before = choices.fingerprint
        return before, choices.set(n=2).fingerprint, choices.alt

    before, after, alt = asyncio.run(ask())
    assert before != after and "bigrams" in alt


class Page(HTMLParser):
    """Tags and attributes of some HTML."""

    def __init__(self, html):
        super().__init__()
        self.tags = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))


def test_without_a_kernel_it_shows_the_figure_its_words_and_its_settings(origin):
    sentences = corpus.sentences(texts(a='Basra wept. "Basra" & Basra <script>alert(1)</script> wept.'))
    choices = explore.terms_choices(corpus.tokens(sentences), origin=origin, source='<script>"x"</script>')
    choices.set(also_left_out="<b>wept")
    data = choices._repr_mimebundle_()
    tags = Page(data["text/html"]).tags
    image = next(attrs for tag, attrs in tags if tag == "img")
    assert image["alt"] == choices.alt and image["src"].startswith("data:image/png;base64,")
    assert {tag for tag, _ in tags} == {"p", "ul", "li", "figure", "img", "style", "figcaption"}
    assert "also left out: &lt;b&gt;wept" in data["text/html"] and "words per term: 1" in data["text/html"]
    assert data["text/plain"].rpartition("; fingerprint ")[0] == (
        "07-terms with stop_words = left out, also_left_out = <b>wept, n = 1, min_count = 1, shown = 20"
    )
    assert not re.search(r"[0-9a-f]{32}", data["text/html"].split("base64,")[0])


def test_two_panels_of_the_same_settings_are_the_same_text(tokens, origin):
    bundles = [explore.terms_choices(tokens, origin=origin)._repr_mimebundle_() for _ in range(2)]
    assert (
        bundles[0]["text/html"] == bundles[1]["text/html"]
        and bundles[0]["text/plain"] == bundles[1]["text/plain"]
    )


def test_no_figure_is_left_to_be_shown_twice(tokens, origin):
    from matplotlib import pyplot

    explore.terms_choices(tokens, origin=origin).set(n=2)
    assert pyplot.get_fignums() == []


def test_an_unknown_control_is_named(tokens, origin):
    with pytest.raises(
        ValueError, match="no control window; there are stop_words, also_left_out, n, min_count, shown"
    ):
        explore.terms_choices(tokens, origin=origin).set(window=3)


def test_a_wrong_table_is_refused():
    with pytest.raises(ValueError, match="not a tokens table"):
        explore.terms_choices(pd.DataFrame({"doc_id": ["a"]}), origin=figures.Origin("07-explore", "x", {}))


@pytest.fixture
def editor(tmp_path):
    """By hand: Ana Okello in one sentence, Li in three of one text and one of another."""
    rows = [("ana", "Ana Okello", "Ana Okello"), ("bo", "Bo Li", "Bo Li"), ("bo", "Bo Li", "Li")]
    rows = [(actor, label, "person", alias, "name", "", "") for actor, label, alias in rows]
    pd.DataFrame(rows, columns=corpus.CONTRACTS["register"]).to_csv(tmp_path / "actors.csv", index=False)
    given = texts(a="Ana Okello praised Bo Li. Li slept. Li was a liar.", b="Li wept.")
    return explore.register_editor(tmp_path, corpus.sentences(given))


def test_toward_follows_the_editor_and_what_is_chosen_stays(editor, origin):
    choices = explore.toward_choices(editor, origin=origin)
    choices.set(actors=["bo"], certain_from=0.33)

    def shown():
        toward = sentiment.toward(editor.mentions, editor.sentences)
        measured = sentiment.toward_by_actor(toward).drop(columns="certain")
        chosen = measured[measured["actor_id"].isin(choices.settings["actors"])]
        pd.testing.assert_frame_equal(choices.table, chosen.reset_index(drop=True))
        return dict(zip(choices.table["actor_id"], choices.table["mentions"]))

    assert shown() == {"bo": 4}
    editor.act("split", [4], label="Jet Li")
    assert shown() == {"bo": 1, "jet-li": 3}  # what the act has made joins
    editor.act("merge", [4], into="ana")
    assert shown() == {"bo": 1}  # ana was not chosen
    editor.undo()
    editor.undo()
    assert shown() == {"bo": 4}
    choices.set(text="b")
    editor.act("ignore", [4])
    assert choices.table.empty and "Bo Li (1)" in [label for label, _ in choices._controls["actors"].options]
    editor.act("ignore", [2, 3])
    assert choices.set(text="all texts").table.empty


def test_an_act_draws_the_figure_once(editor, origin):
    async def edit():
        choices = explore.toward_choices(editor, origin=origin)
        drawn = choices.redraws
        editor.act("split", [4], label="Jet Li")
        await asyncio.sleep(0.1)
        return choices.redraws - drawn

    assert asyncio.run(edit()) == 1


def read_view(mentions=None):
    """A reading view of two texts, and its tokens and scores."""
    sentences = corpus.sentences(
        texts(a="Basra is calm. Rain fell.", b="The army left Basra. The army is back.")
    )
    columns = "doc_id sent_id start end surface actor_id label kind how nested".split()
    army = [("b", 1, 0, 8, "The army", "army", "army", "group", "group", False)]
    scores = sentiment.score(sentences)
    mentions = pd.DataFrame(army, columns=columns)
    return explore.reader(scores, mentions, sentiment.reasons(sentences)), sentences, scores


def lead(choices, words):
    """Click on the row of the figure that has these words."""
    [at] = [at for at, row in enumerate(choices._picture.shown["leads"]) if words in row[-1]]
    choices._picture._handle_custom_msg({"lead": at}, [])


def test_a_row_of_the_terms_leads_to_the_passages_of_its_term_in_the_text_that_has_them(origin):
    view, sentences, _ = read_view()
    choices = explore.terms_choices(corpus.tokens(sentences), origin=origin, reader=view)
    lead(choices, "basra: 2")
    assert (view.document, view.filters) == ("a", {"search": "basra"})
    lead(choices, "army: 2")
    assert (view.document, view.filters) == ("b", {"search": "army"})
    choices.set(text="b")
    view.document = "a"
    lead(choices, "basra: 1")
    assert (view.document, view.filters) == ("b", {"search": "basra"})


def test_a_row_of_the_tone_leads_to_its_sentence_and_one_of_the_actors_to_its_mentions(origin):
    view, _, scores = read_view()
    lead(explore.tone_choices(scores, origin=origin, reader=view).set(text="b"), "sentence 2")
    assert view.selected == ("b", 2)
    table = toward_table().assign(actor_id="army")
    lead(explore.toward_choices(table, origin=origin, reader=view).set(min_sentences=3), "A: ")
    assert (view.document, view.filters) == ("b", {"actor": "army"})


def test_the_places_of_the_rows_are_where_they_are_drawn(origin):
    view, sentences, scores = read_view()
    terms_panel = explore.terms_choices(corpus.tokens(sentences), origin=origin, reader=view)
    tone_panel = explore.tone_choices(scores, origin=origin, reader=view)
    for panel, along, size in ((terms_panel, 1, "height"), (tone_panel, 0, "width")):
        ax, leads = panel._now().ax, panel._picture.shown["leads"]
        boxes = [bar.get_window_extent() for bar in ax.containers[0]]
        whole = getattr(ax.figure.bbox, size)
        centres = [
            (box.x0 + box.x1) / 2 / whole if along == 0 else 1 - (box.y0 + box.y1) / 2 / whole
            for box in boxes
        ]
        assert [row[along] + row[along + 2] / 2 for row in leads] == pytest.approx(centres, abs=1e-3)
        assert all(0 <= share <= 1 for row in leads for share in row[:4])


def test_without_a_reading_view_and_with_nothing_drawn_a_figure_leads_nowhere(origin, tokens):
    assert explore.terms_choices(tokens, origin=origin)._picture.shown["leads"] == []
    view, sentences, _ = read_view()
    choices = explore.terms_choices(corpus.tokens(sentences), origin=origin, reader=view).set(min_count=10)
    assert choices._picture.shown["leads"] == []
    before = view.filters
    choices._picture._handle_custom_msg({"lead": 0}, [])
    choices._picture._handle_custom_msg({"lead": "x"}, [])
    assert view.filters == before
