"""The drafted register: found by every notebook, once, also when two ask at the same time."""

from concurrent.futures import ThreadPoolExecutor

import pandas as pd

from helpers import actors, corpus

TEXT = "President Ana Okello met Okello’s rival Tom Hale in Nairobi. The police arrested Hale. Protesters cheered."


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
