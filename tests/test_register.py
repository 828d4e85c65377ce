"""The drafted register: found by every notebook, once, also when two ask at the same time."""

from concurrent.futures import ThreadPoolExecutor

import pandas as pd
import pytest

from helpers import InputError, actors, corpus

TEXT = (
    "President Ana Okello met Okello’s rival Tom Hale in Nairobi. "
    "The police arrested Hale. Protesters cheered."
)


def split(text=TEXT):
    return corpus.sentences(pd.DataFrame({"doc_id": ["a"], "text": [text]}))


def test_two_that_draft_at_once_leave_one_register(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    with ThreadPoolExecutor(4) as pool:
        found = list(
            pool.map(
                lambda _: actors.register_for(tmp_path / "a.txt", split(), tmp_path / "drafts"), range(4)
            )
        )
    assert all(len(table) == len(found[0]) > 3 for table in found)
    assert not found[0].duplicated(["alias", "only_in"]).any()


def test_edits_of_the_draft_are_followed_and_kept(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    drafts = tmp_path / "drafts"
    before = actors.register_for(tmp_path / "a.txt", split(), drafts)
    path = drafts / "actors.csv"
    path.write_text(path.read_text("utf-8").replace("tom-hale,Tom Hale", "-,Tom Hale"), "utf-8")
    edited = path.read_bytes()
    after = actors.register_for(tmp_path / "a.txt", split(), drafts)
    assert "tom-hale" in set(before["actor_id"]) and "tom-hale" not in set(after["actor_id"])
    assert "tom-hale" not in set(actors.mentions(split(), after)["actor_id"])
    assert path.read_bytes() == edited


def test_the_register_beside_the_text_comes_first(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "actors.csv").write_text(
        "actor_id,label,kind,alias,how,only_in,source\nx,X,person,Hale,name,,\n", "utf-8"
    )
    table = actors.register_for(tmp_path / "a.txt", split(), tmp_path / "drafts")
    assert table["actor_id"].tolist() == ["x"] and not (tmp_path / "drafts").exists()


@pytest.mark.parametrize("name", ["@desk", "=1", "Iraq: what now", "one; two", "12:30 report", "it's “so”"])
def test_mentions_are_the_same_whatever_the_file_is_called(tmp_path, name):
    text = "Ana Okello, the prime minister of Kenya, spoke. The prime minister left. Protesters cheered her."
    found = []
    for stem in ["plain", name]:
        sentences = corpus.sentences(pd.DataFrame({"doc_id": [stem], "text": [text]}))
        for _ in range(2):  # drafted, then read again
            register = actors.register_for(tmp_path / f"{stem}.txt", sentences, tmp_path / stem)
            found.append(actors.mentions(sentences, register).drop(columns="doc_id"))
    assert len(found[0]) == 5 and all(table.equals(found[0]) for table in found)


def test_a_malformed_draft_is_refused_and_not_appended_to(tmp_path):
    path = tmp_path / "actors.csv"
    path.write_text("actor_id,label,kind,alias,how,only_in,source\nx,X,Person,Hale,name,,\n", "utf-8")
    before = path.read_bytes()
    with pytest.raises(InputError, match='line 2: kind "Person" is unknown'):
        actors.register_for("elsewhere.txt", split(), tmp_path)
    assert path.read_bytes() == before


def test_a_draft_keeps_the_files_separator_line_ends_and_columns(tmp_path):
    path = tmp_path / "actors.csv"
    mine = (
        "\ufeffkind;actor_id;label;alias;how;only_in;source;;line;\r\n"
        'person;ana;\'=Ana;"Ana Okello";name;;;stray;7;stray'
    )
    path.write_text(mine, "utf-8", newline="")
    register = actors.register_for(
        "elsewhere.txt", split("Ana Okello left. Okello, of Kenya, spoke."), tmp_path
    )
    assert path.read_bytes().decode() == (
        f"{mine}\r\nperson;ana;'=Ana;Okello;name;a:*;draft 48862f1e6b85;;;\r\n"
        "state;kenya;Kenya;Kenya;name;;draft;;;\r\n"
    )
    assert register["label"].tolist() == ["=Ana", "=Ana", "Kenya"]


def test_two_texts_of_one_name_do_not_share_what_was_drafted(tmp_path):
    mine = "Prime Minister Ana Okello met Paul Lind in Basra. The prime minister left."
    other = "President Mary Stone met Adam Rule in Lagos. The prime minister of Peru left. Stone spoke."
    actors.register_for("elsewhere.txt", split(mine), tmp_path / "shared")
    found = [
        actors.mentions(split(other), actors.register_for("elsewhere.txt", split(other), tmp_path / folder))
        for folder in ["shared", "fresh"]
    ]
    assert found[0].equals(found[1]) and len(found[0]) == 6


def test_a_text_that_names_nobody_gives_empty_tables(tmp_path):
    sentences = split("it rained. it works well.")
    register = actors.register_for("elsewhere.txt", sentences, tmp_path)
    found = actors.mentions(sentences, register)
    counts = actors.actor_counts(found)
    tables = [actors.actor_totals(counts), actors.kind_counts(counts), actors.co_mentions(found)]
    tables += [actors.evaluation_shares(found), actors.mention_positions(sentences, found)]
    tables += [actors.unlisted(sentences, found), actors.unused(register, found)]
    assert [len(table) for table in [register, found, counts, *tables]] == [0] * 10
    assert all(len(table.columns) > 3 for table in tables)
