"""The widget behind `explore.reader`: keeps the tables, hands the browser one text at a time."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from textwrap import shorten
from typing import Any

import anywidget
import pandas as pd
import traitlets

from helpers._fold import fold
from helpers._words import plural
from helpers.explore._editor_widget import RegisterEditor
from helpers.explore._reader_page import left_out, marked, page, static_html, within

HERE = Path(__file__).parent
FILTERS = {"actor": str, "kind": str, "tone": str, "paragraph": int, "search": str, "only": bool}
LAYERS = ["actors", "tone", "words"]
PAUSE = 0.04  # seconds from a change to what follows from it; what is changed again by then is never done
TITLE = 70  # characters of the first sentence, where a text has no title


def soon(act: Callable[[], Any]) -> None:
    """Do it a moment later; at once where nothing can wait (no event loop)."""
    try:
        asyncio.get_running_loop().call_later(PAUSE, act)
    except RuntimeError:
        act()


class Reader(anywidget.AnyWidget):
    """Reading view of some texts. Made by `explore.reader`."""

    _esm = (HERE / "reader.js").read_text("utf-8")
    _css = "".join(path.read_text("utf-8") for path in (HERE.parent / "theme.css", HERE / "reader.css"))
    document = traitlets.Unicode().tag(sync=True)
    selected = traitlets.Tuple().tag(sync=True)
    filters = traitlets.Dict().tag(sync=True)
    layers = traitlets.List(traitlets.Enum(LAYERS), LAYERS[:2]).tag(sync=True)
    _texts: traitlets.List = traitlets.List().tag(sync=True)
    _page: traitlets.Dict = traitlets.Dict().tag(sync=True)
    _marks: traitlets.Dict = traitlets.Dict().tag(
        sync=True
    )  # what the edits made of the page, since it was sent
    _left_out: traitlets.Dict = traitlets.Dict().tag(sync=True)  # by the encoder, of the chosen sentence
    _register: traitlets.Dict = traitlets.Dict().tag(sync=True)  # the editor's state; empty without one

    def __init__(
        self,
        titles: dict[str, str],
        scores: pd.DataFrame,
        mentions: pd.DataFrame | RegisterEditor,
        reasons: pd.DataFrame,
    ) -> None:
        editor = mentions if isinstance(mentions, RegisterEditor) else None
        self._tables = scores, editor.mentions if editor else mentions, reasons
        self._known = set(zip(scores["doc_id"], scores["sent_id"]))
        first = scores.drop_duplicates("doc_id")
        self._titles = {
            str(key): str(titles.get(key) or shorten(text, TITLE, placeholder="…"))
            for key, text in zip(first["doc_id"], first["text"])
        }
        super().__init__(_texts=[[*text] for text in self._titles.items()], document=next(iter(self._titles)))
        if editor:
            self.on_msg(editor.answer)
            editor.observe(self._mark, "mentions")
            editor.observe(lambda change: self.set_trait("_register", change.new), "state")
            self._register = editor.state

    @traitlets.validate("document")
    def _check_document(self, proposal: Any) -> str:
        if proposal.value not in self._titles:
            raise ValueError(f"no text {proposal.value!r}; there are {', '.join([*self._titles][:5])} …")
        return proposal.value

    @traitlets.validate("selected")
    def _check_selected(self, proposal: Any) -> tuple:
        key = tuple(proposal.value)
        if key and key not in self._known:
            raise ValueError(f"no sentence {key}; give (doc_id, sent_id) of one that is shown, or ()")
        return key

    @traitlets.validate("filters")
    def _check_filters(self, proposal: Any) -> dict:
        wrong = [f"{k}={v!r}" for k, v in proposal.value.items() if not isinstance(v, FILTERS.get(k, ()))]
        if wrong:
            allowed = (
                "there are actor, kind, tone and search (strings), paragraph (a number), only (True, False)"
            )
            raise ValueError(f"no filter {', '.join(wrong)}; {allowed}")
        return {key: value for key, value in proposal.value.items() if value}

    @traitlets.observe("document")
    def _turn(self, change: Any) -> None:
        """Another text: its sentences go to the browser; what was chosen in the old one is dropped."""
        with self.hold_sync():
            if self.selected and self.selected[0] != change.new:
                self.selected = ()
            made = page(change.new, *self._tables) | {"title": self._titles[change.new]}
            actor_stays = self.filters.get("actor") in [actor[0] for actor in made["actors"]]
            dropped = ["paragraph"] if actor_stays else ["paragraph", "actor"]
            self.filters = {key: value for key, value in self.filters.items() if key not in dropped}
            self._page, self._marks = made, {}

    def go(self, *, sentence: tuple = (), document: str = "", **filters: str) -> None:
        """Go to a sentence, or to the matches of a filter (`actor=` or `search=`), then the only filter.

        The matches are shown in the `document`, else in the text that is open, else in the first with any.
        """
        scores, mentions, _ = self._tables
        if sentence:
            self.selected = sentence
            return
        if "actor" in filters:
            having = mentions.loc[mentions["actor_id"] == filters["actor"], "doc_id"]
        else:
            word = fold(filters["search"])
            having = scores.loc[[word in fold(text) for text in scores["text"]], "doc_id"]
        having = list(dict.fromkeys(having)) or [self.document]
        self.document = document or (self.document if self.document in having else having[0])
        self.filters = filters

    def _mark(self, change: Any) -> None:
        """The register was edited: the text keeps its place, and what was chosen in it."""
        scores, _, reasons = self._tables
        self._tables = scores, change.new, reasons
        made = marked(self._page, scores, change.new)
        self._page.update(made)  # in place: the browser has all of it but the marks
        with self.hold_sync():
            found = [sentence["mentions"] for sentence in made["sentences"]]
            self._marks = {"doc_id": made["doc_id"], "actors": made["actors"], "mentions": found}
            if self.filters.get("actor") not in [actor[0] for actor in self._page["actors"]]:
                self.filters = {key: value for key, value in self.filters.items() if key != "actor"}

    @traitlets.observe("selected")
    def _follow(self, change: Any) -> None:
        if change.new:
            self.document = change.new[0]
            soon(lambda: self._leave_out(change.new))

    def _leave_out(self, key: tuple) -> None:
        """Ask the encoder what each word of the chosen sentence does, if it is still the chosen one."""
        scores = self._tables[0]
        if key == self.selected and "encoder" in scores:
            chosen = scores[(scores["doc_id"] == key[0]) & (scores["sent_id"] == key[1])]
            self._left_out = {"doc_id": key[0], "sent_id": int(key[1]), "words": left_out(chosen)}

    def __repr__(self) -> str:
        scores, mentions, _ = self._tables
        texts, sentences = plural(len(self._titles), "text"), plural(len(scores), "sentence")
        return f"Reader: {texts}, {sentences}, {plural(len(within(mentions, scores)), 'mention')}"

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict, dict]:
        data, metadata = super()._repr_mimebundle_(**kwargs) or ({}, {})
        html = static_html(self._page, others=len(self._titles) - 1)
        return {**data, "text/plain": repr(self), "text/html": html}, metadata
