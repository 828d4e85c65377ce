"""The widget behind `explore.reader`: keeps the tables, hands the browser one text at a time."""

from pathlib import Path
from typing import Any

import anywidget
import pandas as pd
import traitlets

from helpers._words import plural
from helpers.explore._reader_page import page, within
from helpers.explore._reader_static import static_html

HERE = Path(__file__).parent
FILTERS = {"actor": str, "kind": str, "tone": str, "paragraph": int, "search": str}


class Reader(anywidget.AnyWidget):
    """Reading view of some texts. Made by `explore.reader`."""

    _esm = (HERE / "reader.js").read_text("utf-8")
    _css = (HERE / "reader.css").read_text("utf-8")
    document = traitlets.Unicode().tag(sync=True)
    selected = traitlets.Tuple().tag(sync=True)
    filters = traitlets.Dict().tag(sync=True)
    _texts: traitlets.List = traitlets.List().tag(sync=True)
    _page: traitlets.Dict = traitlets.Dict().tag(sync=True)

    def __init__(
        self, scores: pd.DataFrame, mentions: pd.DataFrame, reasons: pd.DataFrame, titles: dict[str, str]
    ) -> None:
        self._tables, self._titles = (scores, mentions, reasons), titles
        self._known = set(zip(scores["doc_id"], scores["sent_id"]))
        self._order = [str(doc_id) for doc_id in scores["doc_id"].drop_duplicates()]
        texts = [[doc_id, self._title(doc_id)] for doc_id in self._order]
        super().__init__(_texts=texts, document=self._order[0], _page=self._make(self._order[0]))

    def _title(self, doc_id: str) -> str:
        return str(self._titles.get(doc_id) or doc_id)

    def _make(self, doc_id: str) -> dict:
        return page(doc_id, self._title(doc_id), *self._tables)

    @traitlets.validate("document")
    def _check_document(self, proposal: Any) -> str:
        if proposal.value not in self._order:
            raise ValueError(f"no text {proposal.value!r}; there are {', '.join(self._order[:5])} …")
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
            raise ValueError(
                f"no filter {', '.join(wrong)}; there are actor, kind, tone and search, which are "
                "strings, and paragraph, a number"
            )
        return {key: value for key, value in proposal.value.items() if value}

    @traitlets.observe("document")
    def _turn(self, change: Any) -> None:
        """Another text: its sentences go to the browser; what was chosen in the old one is dropped."""
        if self._page.get("doc_id") == change.new:
            return
        with self.hold_sync():
            if self.selected and self.selected[0] != change.new:
                self.selected = ()
            made = self._make(change.new)
            known = {actor[0] for actor in made["actors"]}
            self.filters = {
                key: value
                for key, value in self.filters.items()
                if key != "paragraph" and (key != "actor" or value in known)
            }
            self._page = made

    @traitlets.observe("selected")
    def _follow(self, change: Any) -> None:
        if change.new:
            self.document = change.new[0]

    def __repr__(self) -> str:
        scores, mentions, _ = self._tables
        texts, sentences = plural(len(self._order), "text"), plural(len(scores), "sentence")
        return f"Reader: {texts}, {sentences}, {plural(len(within(mentions, scores)), 'mention')}"

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict, dict]:
        data, metadata = super()._repr_mimebundle_(**kwargs) or ({}, {})
        others = len(self._order) - 1
        return {**data, "text/plain": repr(self), "text/html": static_html(self._page, others)}, metadata
