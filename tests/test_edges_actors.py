"""Edges of who is in the text: each bound and each "first … then …" of `actors`, from both sides."""

import pandas as pd
import pytest
from samples import split

from helpers import actors, corpus

REGISTER = ["actor_id", "label", "kind", "alias", "how", "only_in", "source", "evaluation"]
SPAN = ["doc_id", "sent_id", "start", "end", "surface", "actor_id", "label"]


def register(*aliases, how="name"):
    """One organisation for each alias, its id the alias."""
    rows = [(alias, alias, "organisation", alias, how, "", "", "") for alias in aliases]
    return pd.DataFrame(rows, columns=REGISTER)


def mentioned(text, *aliases, how="name"):
    table = actors.mentions(split(text), register(*aliases, how=how))
    return [(row.surface, row.nested) for row in table.itertuples()]


def named(*surfaces, label="", text=None):
    """A table of names, one after the other, or where they stand in a text of one sentence."""
    starts = range(0, 100 * len(surfaces), 100) if text is None else [text.index(s) for s in surfaces]
    rows = [("a", 1, at, at + len(surface), surface, label) for at, surface in zip(starts, surfaces)]
    return pd.DataFrame(rows, columns=["doc_id", "sent_id", "start", "end", "surface", "label"])


def one_actor(*surfaces, label=""):
    return actors.merge(named(*surfaces, label=label))["actor_id"].nunique() == 1


# The register


@pytest.mark.parametrize("only_in", [("", "a: 3"), ("a: 3", ""), ("a: 2 3", "a: 3 4"), ("", "")])
def test_an_alias_of_two_actors_in_one_sentence_is_refused(tmp_path, only_in):
    write(tmp_path, only_in)
    with pytest.raises(
        corpus.InputError, match=r'actors.csv, line 3: the alias "Hale" is given in line 2 too'
    ):
        actors.read_register(tmp_path)


def test_an_alias_of_two_actors_in_different_sentences_is_not(tmp_path):
    write(tmp_path, ("a: 2 3", "a: 4; b: 2"))
    assert len(actors.read_register(tmp_path)) == 2


def write(folder, only_in):
    lines = [f"hale-{number},Hale {number},person,Hale,name,{cell},," for number, cell in enumerate(only_in)]
    (folder / "actors.csv").write_text("\n".join([",".join(REGISTER), *lines]), "utf-8")


# Mentions


def test_the_longest_alias_wins_although_another_begins_before_it():
    text = "The Bank of Kenya Shilling Board met."
    assert mentioned(text, "Bank of Kenya", "Kenya Shilling Board") == [("Kenya Shilling Board", False)]


def test_of_aliases_of_one_length_the_leftmost_wins():
    assert mentioned("East Bank West met.", "Bank West", "East Bank") == [("East Bank", False)]
    assert mentioned("East Bank West met.", "East Bank", "Bank West") == [("East Bank", False)]


def test_an_alias_inside_a_longer_one_is_nested_and_one_that_reaches_out_of_it_is_lost():
    text = "The Bank of Kenya Shilling met."
    roles = {"how": "role"}
    assert mentioned(text, "Bank of Kenya", "Kenya", **roles) == [("Bank of Kenya", False), ("Kenya", True)]
    assert mentioned(text, "Bank of Kenya", "Kenya Shilling", **roles) == [("Kenya Shilling", False)]
    assert mentioned(text, "Bank of Kenya", "Kenya") == [("Bank of Kenya", False)]


@pytest.mark.parametrize(
    ("text", "found"), [("Iran-backed", 1), ("Iran’s", 1), ("Iranian", 0), ("anti-Iran", 1), ("EIran", 0)]
)
def test_a_word_that_goes_on_is_another_word(text, found):
    assert len(mentioned(f"An {text} lamp.", "Iran")) == found


def test_a_name_needs_its_capitals_and_a_role_does_not():
    for text, name, role in [
        ("the Mayor", 1, 1),
        ("the mayor", 0, 1),
        ("THE MAYOR", 1, 1),
        ("The Mayor", 1, 1),
    ]:
        assert len(mentioned(f"{text} left.", "the Mayor")) == name
        assert len(mentioned(f"{text} left.", "the Mayor", how="role")) == role


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("It rained in Basra. Basra slept.", ["Basra", "Basra"]),
        ("It rained on a basra near Basra. Basra slept.", ["Basra"]),
        ("It rained. Basra slept.", []),
    ],
)
def test_the_first_word_counts_as_unlisted_if_capitalised_elsewhere_and_never_small(text, surfaces):
    none = actors.mentions(split(text), register())
    assert actors.unlisted(split(text), none)["surface"].tolist() == surfaces


# Merged names


@pytest.mark.parametrize(("one", "many", "merged"), [("Ga", "Gas", False), ("Gam", "Gams", True)])
def test_a_plural_has_four_letters_or_more(one, many, merged):
    assert one_actor(one, many, label="ORG") == merged


def test_the_plural_of_a_person_is_a_family():
    assert one_actor("Springbok", "Springboks", label="ORG")
    assert not one_actor("Clinton", "Clintons", label="PER")


@pytest.mark.parametrize(("other", "same"), [("Qadhafi", True), ("Kadhafy", False)])
def test_spellings_of_one_sound_are_at_most_two_letters_apart(other, same):
    """Gaddafi → Qadhafi: q, h. Gaddafi → Kadhafy: k, h, y."""
    assert one_actor("Muammar Gaddafi", f"Muammar {other}", label="PER") == same


@pytest.mark.parametrize(("one", "other", "same"), [("Sadr", "Sedr", True), ("Sdr", "Zdr", False)])
def test_only_words_of_four_letters_have_other_spellings(one, other, same):
    """All sound like s, d, r."""
    assert one_actor(f"Omar {one}", f"Omar {other}", label="PER") == same


# The draft


def test_an_alias_means_the_name_before_the_role_in_one_sentence(tmp_path):
    """The role comes first in the text, and "Kenyan police" is an alias of both."""
    text = "Kenyan police met the Kenyan Police."
    names = named("Kenyan Police", label="ORG", text=text)
    draft = actors.draft_register(split(text), tmp_path / "actors.csv", names=names)
    mine = draft[draft["alias"].str.lower() == "kenyan police"]
    assert mine["actor_id"].unique().tolist() == ["kenyan-police"]


@pytest.mark.parametrize(("length", "cut"), [(200, False), (201, True)])
def test_an_example_of_a_draft_has_200_characters(tmp_path, length, cut):
    text = "Ana Okello left " + "x" * (length - 17) + "."
    draft = actors.draft_register(split(text), tmp_path / "actors.csv", names=named("Ana Okello", text=text))
    assert draft["example"].iloc[0] == ("Ana Okello left …" if cut else text)


# Counts


def test_equal_counts_share_the_best_rank():
    rows = [("a", n, actor, actor, "state", "name", "", False) for n, actor in enumerate("zzyyx")]
    columns = "doc_id sent_id actor_id label kind how evaluation nested".split()
    counts = actors.actor_counts(pd.DataFrame(rows, columns=columns))
    assert counts[["actor_id", "rank"]].values.tolist() == [["y", 1], ["z", 1], ["x", 3]]


# Two registers compared


def compared(hand, draft):
    """The outcome for one mention each, given as (start, surface)."""
    hand, draft = (
        pd.DataFrame([("a", 1, at, at + len(surface), surface, "x", "X")], columns=SPAN)
        for at, surface in (hand, draft)
    )
    return actors.compare_registers(draft, hand)["outcome"].tolist()


def test_article_is_the_same_mention_but_for_its_article_and_ends_where_it_ends():
    assert compared((4, "mayor"), (0, "the mayor")) == ["article"]
    assert compared((0, "the mayor"), (0, "the mayor")) == ["same"]
    assert compared((4, "mayor"), (0, "old mayor")) == ["bounds"]
    assert compared((0, "Duran Duran"), (6, "Duran Duran")) == ["bounds"]  # in "Duran Duran Duran"
    assert compared((0, "mayor"), (6, "mayor")) == ["missed", "extra"]


def test_the_partner_is_first_the_same_span_then_the_greatest_overlap():
    hand = pd.DataFrame([("a", 1, 0, 10, "0123456789", "x", "X")], columns=SPAN)
    rows = [("a", 1, 0, 4, "0123", "short", ""), ("a", 1, 2, 10, "23456789", "long", "")]
    draft = pd.DataFrame(rows, columns=SPAN)
    both = actors.compare_registers(draft, hand)
    assert both[["outcome", "drafted_id"]].values.tolist() == [["bounds", "long"], ["extra", "short"]]
    exact = pd.DataFrame([*rows, ("a", 1, 0, 10, "0123456789", "exact", "")], columns=SPAN)
    both = actors.compare_registers(exact, hand).set_index("outcome")
    assert both.loc["same", "drafted_id"] == "exact"


# Pronouns


def reference(before, gap=0):
    """To whom "She" refers after a sentence with `before` words before its subject, `gap` sentences on."""
    first = f"{'Once ' * before}Ana Okello smiled."
    text = " ".join([first, *["Rain fell."] * gap, "She left."])
    sentences = split(text)
    assert len(sentences) == 2 + gap
    return actors.pronouns(sentences, named("Ana Okello", label="PER", text=text))["actor_id"].item()


@pytest.mark.parametrize(("before", "actor"), [(0, "ana-okello"), (3, "ana-okello"), (4, "")])
def test_a_subject_has_at_most_three_words_before_it(before, actor):
    assert reference(before) == actor


@pytest.mark.parametrize(("gap", "actor"), [(0, "ana-okello"), (1, "")])
def test_a_pronoun_looks_back_one_sentence(gap, actor):
    assert reference(0, gap) == actor


# Recognised names


def test_probabilities_have_four_places_and_a_title_is_no_part_of_a_name():
    table = actors.names(split("President Nelson Mandela flew to Nairobi with Lord Hale."))
    assert table["surface"].tolist()[:2] == ["Nelson Mandela", "Nairobi"]
    assert all(round(value, 4) == value for value in table["probability"])
