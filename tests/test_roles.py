"""Actors without a name: what counts as one, what stays apart, what the text joins to a name."""

import re

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.actors._identity import roles as _roles
from helpers.actors._identity.merge import merge
from helpers.actors._identity.roles import roles


def sentences(*texts, doc_id="a"):
    rows, at = [], 0
    for number, text in enumerate(texts, 1):
        rows.append((doc_id, 1, number, at, at + len(text), text))
        at += len(text) + 1
    return pd.DataFrame(rows, columns=["doc_id", "par_id", "sent_id", "start", "end", "text"])


def named(table, *names, label="PER"):
    rows = [
        (doc, sent, start + m.start(), start + m.end(), name, label)
        for doc, sent, start, text in zip(*(table[c] for c in ["doc_id", "sent_id", "start", "text"]))
        for name in names
        for m in re.finditer(re.escape(name), text)
    ]
    return merge(pd.DataFrame(rows, columns=["doc_id", "sent_id", "start", "end", "surface", "label"]))


def found(*texts, names=()):
    table = sentences(*texts)
    mentions = roles(table, named(table, *names) if names else None)
    return list(zip(mentions["surface"], mentions["actor_id"]))


def test_groups_keep_the_modifiers_that_tell_them_apart():
    assert found("Iraqi security forces saw Iranian security forces and brutal security forces.") == [
        ("Iraqi security forces", "iraq-security-forces"),
        ("Iranian security forces", "iran-security-forces"),
        ("security forces", "security-forces"),
    ]


@pytest.mark.parametrize(
    "text, surface",
    [
        ("Kenya’s security forces withdrew.", "Kenya’s security forces"),
        ("Kenyan security forces withdrew.", "Kenyan security forces"),
        ("The security forces of Kenya withdrew.", "security forces of Kenya"),
    ],
)
def test_three_ways_to_name_a_state_are_one_group(text, surface):
    assert found(text) == [(surface, "kenya-security-forces")]


def test_the_country_is_an_owner_but_no_modifier():
    assert found("They praised the country’s security forces.") == [("security forces", "security-forces")]


@pytest.mark.parametrize(
    "text, surfaces",
    [
        ("Anti-government protesters met the opposition.", ["Anti-government protesters", "opposition"]),
        ("Iran-backed militias shelled the village.", ["Iran-backed militias"]),
        ("On Monday protesters returned.", ["protesters"]),
        ("Yesterday Protesters returned.", ["Protesters"]),
        ("The people of Kenya voted.", ["people of Kenya"]),
        ("Some people voted.", []),
        ("A spokesman declined.", []),
        ("The spokesman declined.", ["spokesman"]),
        ("A Kenyan minister declined.", []),
        ("Kenyan prime minister resigns", ["Kenyan prime minister"]),
        ("Police officers left.", ["Police officers"]),
        ("A general election was called.", []),
        ("It is opposition to the plan.", []),
        ("", []),
    ],
)
def test_what_counts_as_a_mention(text, surfaces):
    assert [surface for surface, _ in found(text)] == surfaces


def test_title_and_name_join_the_later_role():
    assert found(
        "Prime Minister Ana Okello spoke.",
        "The prime minister left.",
        "The deputy prime minister stayed.",
        "The Kenyan prime minister sat.",
        names=["Ana Okello"],
    ) == [
        ("prime minister", "ana-okello"),
        ("deputy prime minister", "deputy-prime-minister"),
        ("Kenyan prime minister", "kenya-prime-minister"),
    ]


def test_title_inside_the_recognised_name_is_no_mention():
    text = "Prime Minister Ana Okello spoke."
    assert found(text, "The prime minister left.", names=["Prime Minister Ana Okello"]) == [
        ("prime minister", "prime-minister-ana-okello")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Omar Haddad, leader of the River Force, arrived.",
        "Omar Haddad, the leader of the River Force, arrived.",
        "The leader of the River Force, Omar Haddad, arrived.",
        "Omar Haddad is the leader of the River Force.",
        "Omar Haddad, who was leader of the River Force, arrived.",
    ],
)
def test_apposition_and_copula_join_the_role_in_both_word_orders(text):
    assert found(text, "The River Force leader spoke.", "The leader spoke.", names=["Omar Haddad"]) == [
        ("leader of the River Force", "omar-haddad"),
        ("River Force leader", "omar-haddad"),
        ("leader", "leader"),
    ]


def test_two_holders_leave_the_bare_role_alone():
    table = sentences("Prime Minister Ana Okello met Prime Minister Omar Haddad.", "The prime minister ate.")
    last = roles(table, named(table, "Ana Okello", "Omar Haddad")).iloc[-1]
    assert last["actor_id"] == "prime-minister"
    assert last["reason"] == "ambiguous: “Ana Okello” or “Omar Haddad”"


def test_nobody_in_another_text_holds_a_role():
    both = pd.concat(
        [sentences("Protesters went by Ana Okello"), sentences("The prime minister left", doc_id="b")]
    )
    assert roles(both, named(both, "Ana Okello"))["actor_id"].tolist() == ["protesters", "prime-minister"]


def test_modifiers_in_a_long_row_end():
    assert found("The " + "senior " * 3000 + "officials left.") == [
        ("senior " * 6 + "officials", "senior-officials")
    ]


def test_a_former_holder_is_not_the_holder():
    assert found("Former president Ana Okello spoke.", "The president left.", names=["Ana Okello"]) == [
        ("president", "president")
    ]


def test_a_son_is_not_his_father():
    assert found("They met Ali al-Sistani’s son.", names=["Ali al-Sistani"]) == [
        ("Ali al-Sistani’s son", "ali-al-sistani-son")
    ]


def test_a_place_holds_no_office():
    table = sentences("In Halden, the prime minister spoke.")
    mentions = roles(table, named(table, "Halden", label="LOC"))
    assert mentions["actor_id"].tolist() == ["prime-minister"]


def test_without_names_nothing_is_joined():
    assert found("Prime Minister Ana Okello spoke.", "The prime minister left.")[-1] == (
        "prime minister",
        "prime-minister",
    )


WORDS = st.sampled_from(
    """The the a Kenyan Kenya’s prime minister Minister Ana Okello , of leader River Force
    protesters security forces police is opposition é . Iran-backed son who""".split()
)
TEXTS = st.one_of(st.text(max_size=30), st.lists(WORDS, max_size=14).map(" ".join))


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("ab"), TEXTS), max_size=5))
def test_laws_for_any_text(rows):
    docs = sorted({doc for doc, _ in rows})
    parts = [sentences(*[text for d, text in rows if d == doc], doc_id=doc) for doc in docs]
    whole = pd.concat(parts) if parts else sentences()
    names = named(whole, "Ana Okello", "Okello", "Kenya")
    mentions = roles(whole, names)
    texts = {(row.doc_id, row.sent_id): (row.start, row.text) for row in whole.itertuples()}
    for row in mentions.itertuples():
        start, text = texts[row.doc_id, row.sent_id]
        assert text[row.start - start : row.end - start] == row.surface != ""
    assert set(mentions["how"]) <= {"role", "group"} and mentions["actor_id"].str.len().gt(0).all()
    assert not mentions.duplicated(["doc_id", "start", "end"]).any()
    alone = [roles(part, names[names["doc_id"].isin(part["doc_id"])]) for part in parts]
    if alone:
        pd.testing.assert_frame_equal(mentions, pd.concat(alone, ignore_index=True))
    turned = whole.iloc[::-1].sort_values("doc_id", kind="stable")
    pd.testing.assert_frame_equal(mentions, roles(turned, names))


@pytest.mark.parametrize(
    "text",
    [
        "He won the GOP nomination for governor, Steve Lonegan, last week.",
        "It was a race for governor, Steve Lonegan, said.",
        "He is a candidate for governor, Steve Lonegan, and a writer.",
        "She dropped her bid for governor, Steve Lonegan, said.",
        "He runs for governor, Steve Lonegan, said.",
        "A spokesman for the governor, Steve Lonegan, said so.",
        "An aide to the governor, Steve Lonegan, said so.",
        "The son of the governor, Steve Lonegan, said so.",
        "He wants to be governor, Steve Lonegan, said.",
    ],
)
def test_an_office_that_is_sought_or_served_has_no_holder(text):
    assert ("governor", "steve-lonegan") not in found(text, "The governor left.", names=["Steve Lonegan"])


def test_an_office_beside_its_holder_has_one():
    texts = ("The governor, Steve Lonegan, left.", "The governor slept.")
    assert found(*texts, names=["Steve Lonegan"]) == [("governor", "steve-lonegan")] * 2


def test_a_role_ends_before_the_title_of_its_holder():
    texts = ("The Leader of the Islamic Revolution Ayatollah Ali Khamenei spoke.",)
    assert found(*texts, names=["Ali Khamenei"]) == []  # all of it is his title


@pytest.mark.parametrize(
    "text, actor",
    [
        ("Republican prisoners in Belfast struck.", "prisoners"),
        ("The US saw Republican senators leave.", "republican-party-senators"),
        ("The officials who left met the police.", "officials"),
    ],
)
def test_a_word_for_a_body_modifies_a_role_only_where_it_means_it(text, actor):
    assert found(text)[0][1] in (actor, f"republican-{actor}")


def test_a_role_is_compared_with_those_that_share_its_words_alone(monkeypatch):
    """Many offices of one kind in a text: each asks the holders of its own, not all."""
    places = [
        f"{a}{b}".title() for a in ("bal", "den", "fir", "gos", "lum") for b in ("ad", "ek", "im", "os")
    ]
    people = [f"Ana {place}ov" for place in places]
    lines = [f"{who}, minister of {where}, lied." for who, where in zip(people, places)]
    lines += [f"The minister of {where} left." for where in places]
    asked, same = [], _roles._same_role
    monkeypatch.setattr(_roles, "_same_role", lambda *pair: asked.append(pair) or same(*pair))
    assert [actor for _, actor in found(*lines, names=people)] == [
        f"ana-{place}ov".lower() for place in places * 2
    ]
    assert len(asked) == len(places)
