"""The algorithm of pattern, which TextBlob scores with, for one text at a time and with offsets.

By De Smedt and Daelemans (2012, Pattern for Python, JMLR 13:2063-2067), in the form that TextBlob gave it.
The lexicon and the tables of emoticons and abbreviations are read from the installed TextBlob, which is not
imported: that would import nltk.
"""

import re
import runpy
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import util
from pathlib import Path
from types import SimpleNamespace
from xml.etree import ElementTree

NEGATIONS = ("no", "not", "never")  # "n't" is on TextBlob's list, but its tokeniser leaves none whole
BRIEF, ADVERB = 1, 2  # modifiers: those in -ly outlive a "not" after them, others ("very") do not
PARAGRAPH = "END-OF-SENTENCE"  # TextBlob's own mark, dropped again when it has ended a sentence


def _package() -> Path:
    """The folder of the installed TextBlob, found without importing it."""
    spec = util.find_spec("textblob")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("TextBlob's lexicon is needed: pip install textblob")
    return Path(spec.origin).parent


@cache
def tables() -> SimpleNamespace:
    """What the installed TextBlob lists, from its one module without an nltk import, and what follows."""
    listed = SimpleNamespace(**runpy.run_path(str(_package() / "_text.py")))
    moods: dict[str, float] = {}
    for (_, polarity), faces in listed.EMOTICONS.items():
        moods |= {face.lower(): polarity for face in faces if face.lower() not in moods}
    listed.marks = listed.PUNCTUATION.replace(".", "")
    listed.moods = {face: polarity for face, polarity in moods.items() if not face.isalpha()}
    loose = [_loosely(face, listed.marks) for face in ("(!)", *sorted(moods))]
    listed.suspect = "(?i)" + "|".join([PARAGRAPH, *loose])
    return listed


def _loosely(face: str, marks: str) -> str:
    """A pattern that finds `face` however it is spaced: it may find too much, never too little."""
    before = "(?:^|[^0-9a-z])[0-9a-z]?" if face[0].isdigit() else ""  # "(8)" and "18)", but not "2018)"
    after = "" if face[-1] in marks else "(?:[^0-9a-z/]|n't|$)"  # ": D", but not ": Days"; not "http://"
    return before + "[^!-~]*".join(map(re.escape, face)) + after


Scores = tuple[float, float, float]
Token = tuple[str, int, int]
_DEFAULTS = (("polarity", 0.0), ("subjectivity", 0.0), ("intensity", 1.0))


@cache
def entries() -> dict[str, tuple[float, float, float, int]]:
    """Form: polarity, subjectivity, intensity, and whether it modifies the next word (0, BRIEF, ADVERB)."""
    senses: dict[str, dict[str, list[Scores]]] = {}
    for word in ElementTree.parse(_package() / "en" / "en-sentiment.xml").getroot().findall("word"):
        p, s, i = (float(word.get(name, default)) for name, default in _DEFAULTS)
        senses.setdefault(word.get("form", ""), {}).setdefault(word.get("pos", ""), []).append((p, s, i))
    by_pos = {form: {pos: _means(all_) for pos, all_ in poses.items()} for form, poses in senses.items()}
    scores = {form: (_means(poses.values()), "RB" in poses) for form, poses in by_pos.items()}
    for form, poses in by_pos.items():
        if "JJ" in poses:  # "terrible" also makes "terribly", which then modifies
            stem = form[:-1] + "i" if form.endswith("y") else form
            scores[stem.removesuffix("le") + "ly"] = (poses["JJ"], True)
    kinds = {form: ADVERB if form.endswith("ly") else BRIEF for form in scores}
    return {form: (*means, kinds[form] if modifies else 0) for form, (means, modifies) in scores.items()}


def _means(rows: Iterable[Scores]) -> Scores:
    p, s, i = (sum(column) / float(len(column)) for column in zip(*rows))
    return p, s, i


_QUOTES = "'\"“”‘’"
_PIECE = re.compile(rf"(?P<paragraph>(?:\r?\n){{2,}})|[{_QUOTES}]|n(?='t)|(?:(?!n't)[^\s{_QUOTES}])+")


def tokens(text: str) -> list[Token]:
    """Tokens as (token, start, end): what stands between blanks and quotes, without its punctuation."""
    cut = []
    for piece in _PIECE.finditer(text):
        start = piece.start()
        for token in [PARAGRAPH] if piece["paragraph"] else _split(piece.group()):
            cut.append((token, start, start + len(token)))
            start += len(token)
    return cut


def _split(piece: str) -> list[str]:
    """Leading marks, core and trailing marks; "..." is one mark, and an abbreviation keeps its dot."""
    listed, tail = tables(), []
    initials = listed.RE_ABBR1, listed.RE_ABBR2, listed.RE_ABBR3
    core = piece.lstrip(listed.marks)
    lead = piece[: len(piece) - len(core)]
    while core.endswith(tuple(listed.PUNCTUATION)):
        if core[-1] != ".":
            tail.append(core[-1])
            core = core[:-1]
        if core.endswith("..."):
            tail.append(core[len(core.rstrip(".")) :])
            core = core.rstrip(".")
        if core.endswith("."):
            if core in listed.ABBREVIATIONS or any(pattern.match(core) for pattern in initials):
                break
            tail.append(".")
            core = core[:-1]
    return [*lead, *([core] if core else []), *reversed(tail)]


def _joined(tokens: list[Token]) -> list[Token]:
    """The tokens with emoticons and "(!)" put together again, where their marks share a sentence."""
    sentences: list[list[Token]] = [[]]
    ended = False
    for token in tokens:
        if token[0] == PARAGRAPH or not token[0].strip(".!?"):
            ended = True
        elif ended and token[0] not in ("”", "’", ")"):
            sentences.append([])
            ended = False
        if token[0] != PARAGRAPH:
            sentences[-1].append(token)
    for pattern in (tables().RE_SARCASM, tables().RE_EMOTICONS):
        sentences = [_join(sentence, pattern) for sentence in sentences]
    return [token for sentence in sentences for token in sentence]


def _join(tokens: list[Token], pattern: re.Pattern) -> list[Token]:
    line = " ".join(token for token, _, _ in tokens)
    inside = [match.span(min(1, pattern.groups)) for match in pattern.finditer(line)]
    glue = {k for start, end in inside for k in range(start, end) if line[k] == " "}
    joined: list[Token] = []
    blank = -1  # where in the line the blank before this token stands
    for token, start, end in tokens:
        if blank in glue:
            token_before, start, _ = joined.pop()
            joined.append((token_before + token, start, end))
        else:
            joined.append((token, start, end))
        blank += 1 + len(token)
    return joined


@dataclass
class Assessment:
    """What TextBlob finds at one place: polarity, subjectivity, intensity for the next word, negated."""

    start: int
    end: int
    p: float
    s: float
    i: float
    negated: bool = False


def assess(text: str) -> list[Assessment]:
    """What TextBlob finds in one text, in order."""
    lexicon, moods = entries(), tables().moods
    found: list[Assessment] = []
    modifier, negation = 0, None
    for token, start, end in _joined(tokens(text)):
        word = token.lower()
        if word in lexicon:
            p, s, i, modifies = lexicon[word]
            if modifier:
                last, factor = found[-1], found[-1].i
                last.p, last.s, last.i, last.end = _clamp(p * factor), _clamp(s * factor), i, end
            else:
                found.append(Assessment(start, end, p, s, i))
            if negation is not None:
                last = found[-1]
                last.start, last.i, last.negated = min(last.start, negation), 1.0 / last.i, True
            modifier, negation = modifies, None
            continue
        if word in NEGATIONS:
            negation = start
        elif len(word) > 1:
            negation = None
        if negation is not None and modifier == ADVERB:  # "really not"
            found[-1].end, found[-1].negated, negation = end, True, None
        elif len(word) > 2:
            modifier = 0
        if word == "!" and found:
            found[-1].p = _clamp(found[-1].p * 1.25)
            found[-1].end += found[-1].end == start
        if word == "(!)" or word in moods:
            found.append(Assessment(start, end, moods.get(word, 0.0), 1.0, 1.0))
    for one in found:
        one.p = one.p * -0.5 if one.negated else one.p
    return found


def _clamp(score: float) -> float:
    return max(-1.0, min(score, 1.0))


def score(text: str) -> tuple[float, float]:
    """Polarity and subjectivity of one text, the plain way."""
    assessed, p, s = assess(text), 0.0, 0.0
    for one in assessed:
        p, s = p + one.p, s + one.s
    return p / (len(assessed) or 1), s / (len(assessed) or 1)
