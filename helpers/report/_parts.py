"""What a report says, in its order, as parts that the page and the document set each in their own way."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from helpers import ROOT, beside
from helpers.report._run import Chapter, Run
from helpers.report._settings import Settings

FIRST_ROWS = 8
AGREEMENT = (
    "How far the instrument agrees with people on public texts, with a 95 % interval: the yardstick of "
    "these numbers. r is the correlation with the mean rating of readers, macro F1 how well three classes "
    "are told apart; 1 is full agreement."
)
DRAFTED = (
    "The register was drafted. How well its names are found (names) and the names of one actor put together "
    "(merge) on public texts, with a 95 % interval; 1 is no error."
)
COUNTED = {
    "03-term-frequencies": (
        "Counts are exact under the rules that stand under Sources and method. What is compared with English "
        "has its interval and its corrected p in 03-keyness.csv."
    ),
    "04-actor-mentions": (
        "Counts are exact under the register, actors.csv; somebody else may divide the actors differently."
    ),
}
# What of `corpus.validation()` says how far the numbers of a notebook may be trusted, and in which words.
MEASURED_ON = {
    "02-sentiment": ("tone of a sentence", AGREEMENT),
    "04-actor-mentions": ("names", DRAFTED),
    "05-tone-toward-actors": ("tone toward", AGREEMENT),
}
MEASURES = ["r", "macro_f1", "f1", "typed_f1"]


@dataclass(frozen=True)
class Heading:
    """A heading; level 2 is that of a section."""

    text: str
    level: int = 2


@dataclass(frozen=True)
class Prose:
    """Paragraphs of plain text, parted by empty lines; or a notebook's own Markdown."""

    text: str
    markdown: bool = False


@dataclass(frozen=True)
class Points:
    """Computed sentences, as a list."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A table: its name, its first rows, the file that holds all of it; `folded` where it is long."""

    name: str
    rows: pd.DataFrame
    shown: int = FIRST_ROWS
    file: str = ""
    folded: bool = False
    on_paper: bool = True  # else it stands in the page alone


@dataclass(frozen=True)
class Picture:
    """A figure with its number, its words, and where its files are."""

    number: int
    name: str
    caption: str
    alt: str
    words: str
    folder: Path
    table: Table = field(repr=False)

    def file(self, kind: str) -> Path:
        return self.folder / f"{self.name}.{kind}"


@dataclass(frozen=True)
class Reading:
    """The place of the reading view."""


Part = Heading | Prose | Points | Table | Picture | Reading


def parts(run: Run, settings: Settings, sentences: list[Table]) -> Iterator[Part]:
    """All parts of a report; `sentences` are the tables of those that carry its numbers."""
    yield from _read(run)
    yield from _short(run, [name for name, _ in settings.figures])
    if settings.figures:
        yield Heading("Figures")
    for number, (name, words) in enumerate(settings.figures, 1):
        yield _picture(run, name, words, number)
    yield Heading("The sentences that carry the numbers")
    yield from sentences
    yield Heading("Read it yourself")
    yield Reading()
    yield Heading("Limits")
    yield from _prose(run.chapters, "limits")
    yield Heading("Sources and method")
    yield from _prose(run.chapters, "measures")
    yield Heading("Sources", 3)
    for chapter in run.chapters:
        yield Prose(chapter.sources, markdown=True)
    yield from _origin(run)


def _read(run: Run) -> Iterator[Part]:
    """What notebook 01 said; it is the first."""
    yield Heading("What was read")
    yield Points(run.chapters[0].short)
    named = [
        column for column in ("title", "outlet", "author", "date") if (run.documents[column] != "").any()
    ]
    yield Table("What was found", run.ledger, shown=20, folded=len(run.ledger) > FIRST_ROWS)
    if named and len(run.documents) > 1:
        yield Table("The texts", run.documents[["doc_id", *named]], shown=500, folded=True)


def _short(run: Run, shown: list[str]) -> Iterator[Part]:
    """What the other notebooks said, with the measured error; figures that they name have their numbers."""
    numbers = {f"({name})": f"(Figure {number})" for number, name in enumerate(shown, 1)}
    yield Heading("Key numbers")
    for chapter in run.chapters[1:]:
        yield Heading(_without_number(chapter.title), 3)
        yield Prose(f"**{chapter.question}**", markdown=True)
        named = [
            re.sub(r"\([\w-]+\)", lambda name: numbers.get(name[0], name[0]), one) for one in chapter.short
        ]
        yield Points(tuple(named))
        yield from _error(chapter, by_hand=beside(run.texts, "actors.csv").exists())


def _error(chapter: Chapter, *, by_hand: bool) -> Iterator[Part]:
    """How far the numbers of a notebook can be trusted; no recogniser has to do with a register by hand."""
    from helpers import corpus

    if chapter.name in COUNTED and (by_hand or chapter.name not in MEASURED_ON):
        yield Prose(COUNTED[chapter.name])
    elif chapter.name in MEASURED_ON:
        task, words = MEASURED_ON[chapter.name]
        known = corpus.validation()
        mine = known[known["task"].str.startswith(task) & ~known["task"].str.contains("elsewhere")]
        mine = mine[mine["measure"].isin(MEASURES)].drop(columns=["task", "date"])
        yield Prose(words)
        yield Table(f"Measured error: {_without_number(chapter.title).lower()}", mine, shown=20)


def _without_number(title: str) -> str:
    return title.partition(" · ")[2] or title


def _picture(run: Run, name: str, words: str, number: int) -> Picture:
    entry, file = run.figures[name], f"{name}.csv"
    table = Table(f"The table behind Figure {number}", _csv(run.folder / file), file=file, folded=True)
    return Picture(number, name, entry["caption"], entry["alt"], words, run.folder, table)


def _csv(path: Path) -> pd.DataFrame:
    """A table as it was exported; a term may be called "null"."""
    return pd.read_csv(path, keep_default_na=False, na_values=[""], dtype={"doc_id": "str"})


def _prose(chapters: list[Chapter], section: str) -> Iterator[Part]:
    for chapter in chapters:
        yield Heading(_without_number(chapter.title), 3)
        yield Prose(getattr(chapter, section), markdown=True)


def _origin(run: Run) -> Iterator[Part]:
    yield Heading("How to cite", 3)
    yield Prose(citation())
    yield Heading("Versions and checksums", 3)
    packages = {name: one for entry in run.figures.values() for name, one in entry["packages"].items()}
    versions = ", ".join(f"{name} {version}" for name, version in sorted(packages.items()))
    yield Prose(
        f"Made with {versions}. With these versions the same texts give the same figures to the byte."
    )
    settings = [
        (entry["notebook"], ", ".join(f"{key} = {value!r}" for key, value in entry["parameters"].items()))
        for entry in run.figures.values()
    ]
    chosen = pd.DataFrame([*dict.fromkeys(settings)], columns=["notebook", "parameters"])
    yield Table("Parameters of the notebooks", chosen, shown=50, folded=True)
    files = [
        (name, file.rpartition(".")[2], digest, entry["fingerprint"])
        for name, entry in run.figures.items()
        for file, digest in entry["files"].items()
    ]
    columns = ["figure", "format", "sha256", "fingerprint"]
    yield Table(
        "Checksums of the figures", pd.DataFrame(files, columns=columns), 500, folded=True, on_paper=False
    )
    yield Table(
        "Checksums of the texts", run.documents[["doc_id", "sha256"]], 5000, folded=True, on_paper=False
    )


def citation() -> str:
    """How the kit is cited, from CITATION.cff.

    >>> citation()
    'The Column Inch authors (2026). Column Inch, version 0.1.0 [software].'
    """
    text = (ROOT / "CITATION.cff").read_text("utf-8").partition("preferred-citation:")[2]
    facts = dict(re.findall(r"^\s+(?:- )?(\w+): (.+)$", text, re.MULTILINE))
    return (
        f"{facts['name']} ({facts['year']}). {facts['title']}, version {facts['version']} [{facts['type']}]."
    )
