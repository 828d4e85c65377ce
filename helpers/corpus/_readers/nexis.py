"""Nexis and LexisNexis: the old layout (TXT, HTML, RTF, PDF), and that of Nexis Uni (DOCX, RTF, PDF).

Both are a row of blocks; labels say what most of them are, in the language of the interface. The old layout
numbers its documents ("1 of 62 DOCUMENTS"), Nexis Uni ends each with "End of Document".
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from helpers import InputError
from helpers.corpus._readers import archive, office, pdf
from helpers.corpus._readers._markup import breaks_off, html_text
from helpers.corpus._readers._piece import File, Piece, broken_off, iso_date, paragraphs, whole_number

_ROLES = {
    "title": "headline kop titre title überschrift schlagzeile titular título titolo overskrift rubrik-titel",
    "author": "byline autor auteur auteurs autore autores författare forfatter signature name verfasser",
    "section": "section rubrik rubrique sectie sección sezione sektion seção",
    "words": "length länge longueur lengte længde lengde längd longitud extensión lunghezza comprimento",
    "body": "body text texte tekst texto testo",
    "head": "dateline ortszeile highlight chapeau show guests anchors anchor bio serie series summary "
    "abstract url zusammenfassung samenvatting contact copyright",
    "tail": "load-date language publication-type pub-type subject organization graphic journal-code "
    "document-type update sprache publikationstyp zeitungs-code grafik date-chargement langue "
    "type-publication code-revue sujet illustration taal onderwerp sprog sprog-kode idioma "
    "tipo-publicación lingua classification",
    "also": "geographic company person ticker industry correction correction-date notes transcript "
    "distribution city state country firma organisation personne société category type",
}
_ROLE = {label: role for role, labels in _ROLES.items() for label in labels.split()}
_TAIL = f"(?:{'|'.join(_ROLES['tail'].upper().split())})"
_LABEL = re.compile(r"([^\W\d_][\w/-]{2,})\s?:(?:\s+|$)")
_WORDS = re.compile(
    r"(\d[\d.,'\s]*)\s*(?:words|wörter|mots|woorden|ord|palabras|parole|palavras)\b", re.IGNORECASE
)
_NUMBER = re.compile(
    r"^[^\S\n]*(?:\d[\d.,]* (?:of|von|de|sur|van|af|di) (?P<of>\d[\d.,]*) (?:DO[CK]UMENT\w*)"
    r"|DO[CK]UMENT\w* \d[\d.,]* (?:of|von|de|sur|van|af|di) (?P<all>\d[\d.,]*))[^\S\n]*$",
    re.IGNORECASE | re.MULTILINE,
)
_ALONE = re.compile(rf"{_NUMBER.pattern}(?=\n[^\S\n]*\n|\s*\Z)", re.IGNORECASE | re.MULTILINE)
_HTML_NUMBER = re.compile(r"<DOC NUMBER=\d+>\s*(?:<DOCFULL>\s*)?(?:-->)?", re.IGNORECASE)
_CENTRED_CLASS = re.compile(r"\.(c\d+)\s*\{\s*text-align:\s*center", re.IGNORECASE)
_CENTRED = "\ue000"  # stands before a block that is centred
_COPYRIGHT = re.compile(
    r"\(?copyright|copr\.|copy \d{4}|©|\(c\) ?\d{4}|all rights reserved|alle rechte|tous droits",
    re.IGNORECASE,
)
_SEASON = re.compile(r"(?:[^\W\d_]+,? ){1,2}(?:1[89]|20)\d\d", re.IGNORECASE)
_END = re.compile(
    r"end of document|ende des dokuments|fin d[ue]l? documento?|einde van (?:het )?document"
    r"|slut p[åa] dokument\w*|fine del documento|fim do documento",
    re.IGNORECASE,
)
_BODY = frozenset(
    "body hauptteil textkörper text corps texte cuerpo hoofdtekst testo brødtekst brødtext corpo".split()
)
_AFTER = frozenset("graphic classification notes grafik klassifizierung graphique".split())
_COVER = re.compile(
    r"(?:sources?|quellen?|publishers?|news|narrowed by|content type|search t\w+|job number)\b", re.IGNORECASE
)
_TOTAL = re.compile(r"[^\W\d_]+ \((\d{1,6})\)")  # "Documents (100)"
_ERROR = "We are sorry but there is an error in this document"
LONGEST = 400  # characters of a headline
SHORT = 80  # characters of a byline without a label


class Block(NamedTuple):
    """Lines between two blank ones; what their label says they are; whether they are centred."""

    text: str
    role: str
    value: str
    centred: bool


def recognise(file: File) -> bool:
    """Whether documents are numbered or ended as Nexis does."""
    return bool(_layout(file))


def read(file: File) -> list[Piece]:
    """One piece for each document; cover pages and what stands about a text are no part of it."""
    layout = _layout(file)
    if layout == "uni":
        return _uni(_lines(file), joined=pdf.recognise(file))
    texts, declared = _documents(file, layout)
    pieces = [_old(blocks) for blocks in texts]
    if not any(piece.text for piece in pieces):
        raise InputError("this export of Nexis holds no article")
    pieces = [replace(piece, declared=declared) for piece in pieces]
    ended = [
        any(block.role == "tail" or _COPYRIGHT.match(block.text) for block in blocks) for blocks in texts
    ]
    cut = len(ended) > 1 and all(ended[:-1]) and not ended[-1] or breaks_off(file.text)
    return broken_off(pieces) if cut else pieces


@lru_cache(maxsize=1)
def _layout(file: File) -> str:
    """Which layout a file is in: "html", "txt" (numbered documents), "uni", or "" for no export of Nexis."""
    lines = _lines(file)
    if not lines and _HTML_NUMBER.search(file.text):
        return "html"
    if _numbered("\n".join(lines) or file.text.replace("\r\n", "\n"), in_text=not lines):
        return "txt"
    return "uni" if any(_END.fullmatch(line.strip()) for line in lines) else ""


def _lines(file: File) -> list[str]:
    """The lines of a DOCX, RTF or PDF; none of another file, or of one that is broken."""
    try:
        if archive.holds(file.data, "word/document.xml"):
            return office.docx_paragraphs(file.data)
        if file.data.startswith(b"{\\rtf"):
            return office.rtf_text(file.data).split("\n")
        if pdf.recognise(file):
            return [line for page in pdf.page_lines(file.data) for line in page]
    except InputError:
        pass
    return []


def _parted(lines: list[str]) -> Iterator[str]:
    """Lines of an RTF with a blank one after each paragraph of a text, as they have in its head already."""
    text, before = False, ""
    for line in lines:
        role, _ = _role(line.strip())
        long = len(line) > LONGEST and not before.strip()
        text, before = (text or role == "body" or long) and not _NUMBER.search(line), line
        yield line
        if text:
            yield ""


def _documents(file: File, layout: str) -> tuple[list[list[Block]], int | None]:
    """The blocks of each document, and their number as the export states it."""
    if layout == "html":
        centred = "|".join(_CENTRED_CLASS.findall(file.text)) or "none"
        mark = re.compile(rf'(<P CLASS="(?:{centred})">)', re.IGNORECASE)
        parts = [html_text(mark.sub(rf"\1{_CENTRED}", part)) for part in _HTML_NUMBER.split(file.text)[1:]]
        texts = [part.replace(f"{_CENTRED}\n", _CENTRED) for part in parts]
        stated = [match for part in parts for match in _NUMBER.finditer(part.replace(_CENTRED, ""))]
    else:
        lines = _lines(file) or file.text.splitlines()
        text = "\n".join(_parted(lines) if file.data.startswith(b"{\\rtf") else lines)
        stated = _numbered(text, in_text=not _lines(file))
        ends = [*(match.start() for match in stated[1:]), len(text)]
        texts = [text[match.end() : end] for match, end in zip(stated, ends, strict=True)]
    totals = {int(re.sub(r"\D", "", match["of"] or match["all"])) for match in stated}
    return [_blocks(text) for text in texts], totals.pop() if len(totals) == 1 else None


def _numbered(text: str, *, in_text: bool) -> list[re.Match]:
    """Where documents are numbered; in a text with hard line ends the number stands alone."""
    return list((_ALONE if in_text else _NUMBER).finditer(text))


def _blocks(text: str) -> list[Block]:
    found = []
    for part in re.split(rf"\n[^\S\n]*(?=\n)|\n(?={_TAIL}:)", text):
        lines = [line for line in part.split("\n") if line.strip(f" \t\xa0{_CENTRED}")]
        if lines:
            text = "\n".join(line.strip(f" \t\xa0{_CENTRED}") for line in lines)
            if not _NUMBER.fullmatch(text):
                found.append(Block(text, *_role(text), _is_centred(lines)))
    return found


def _is_centred(lines: list[str]) -> bool:
    """Whether a block is marked as centred, or stands in the middle of lines of 80 characters."""
    if lines[0].lstrip().startswith(_CENTRED):
        return True
    indents = [len(line) - len(line.lstrip()) for line in lines]
    middle = all(abs(n - (80 - len(line.strip())) // 2) <= 2 for n, line in zip(indents, lines, strict=True))
    return middle and indents[-1] >= 2


def _role(text: str) -> tuple[str, str]:
    """What the label of a block says that it is, and what stands behind it."""
    if len(text) <= SHORT and _WORDS.fullmatch(text):
        return "words", text
    label = _LABEL.match(text)
    role = _ROLE.get(label[1].casefold(), "") if label and label[1].upper() == label[1] else ""
    return (role, text[label.end() :]) if label and role else ("", text)


def _old(blocks: list[Block]) -> Piece:
    """An article of the old layout: outlet, date and headline first, then labels, text, labels, copyright."""
    if blocks and blocks[0].text.startswith(_ERROR):
        return Piece("", reason="Nexis put an error notice in its place")
    first = next((n for n, block in enumerate(blocks) if block.role not in ("", "head")), len(blocks))
    facts, body = _head(blocks[:first], more=first < len(blocks))
    for n, block in enumerate(blocks[first:], start=first):
        weak = block.role == "also" and (n + 1 == len(blocks) or blocks[n + 1].role)
        if block.role == "tail" or weak:
            break
        if block.role == "body":
            body = [*body, block.value]
            facts["begun"] = "yes"
        elif _is_fact(block, begun=bool(facts.get("begun"))):
            facts[block.role] = block.value
        else:
            body.append(block.text)
            facts["begun"] = "yes"
    else:
        end = [n for n, text in enumerate(body) if _COPYRIGHT.match(text)]
        body = body[: end[-1]] if end and end[-1] >= len(body) - 2 else body
    later = {block.text.partition(":")[0].casefold(): block.value for block in blocks if block.role == "tail"}
    language = next((later[name] for name in ("language", "sprache", "langue", "taal") if name in later), "")
    return Piece(
        paragraphs(body),
        title=" ".join(facts.get("title", "").split()),
        outlet=facts["outlet"],
        author=" ".join(facts.get("author", "").split()),
        date=facts["date"],
        section=facts.get("section", ""),
        language="en" if language.casefold().startswith(("engl", "angl", "engels")) else "",
        stated_words=_stated(facts.get("words", "")),
    )


def _is_fact(block: Block, *, begun: bool) -> bool:
    """Whether a label is one; within a text only that of a section and of a number of words."""
    if block.role == "words":
        return _stated(block.value) is not None
    return block.role == "section" or (block.role not in ("", "also") and not begun)


def _head(blocks: list[Block], *, more: bool) -> tuple[dict[str, str], list[str]]:
    """Facts from the blocks before the first label, and those that belong to the text already."""
    facts, rest = {"outlet": "", "date": ""}, [block for block in blocks if block.role != "head"]
    lines: list[str] = []
    while rest and _COPYRIGHT.match(rest[0].text):
        lines = rest.pop(0).text.split("\n")
    if rest and not (lines and _date(rest[0].text)):
        lines = rest.pop(0).text.split("\n")
        facts["outlet"] = lines[0]
    else:
        facts["outlet"] = lines[-1] if len(lines) > 1 and not _COPYRIGHT.match(lines[-1]) else ""
    at = next((n for n, block in enumerate(rest) if _date(block.text)), -1)
    if at >= 0:
        facts["date"] = iso_date(_date(rest[at].text))
    before = [block.text for block in rest[: max(at, 0)] if not block.centred and "://" not in block.text]
    after = [block.text for block in rest[at + 1 :] if not block.centred and not _date(block.text)]
    if not before and after and len(after[0]) <= LONGEST:
        before = [after.pop(0)]
    facts["title"] = " ".join(before)
    if more and len(after) == 1 and len(after[0]) <= SHORT:
        facts["author"] = after.pop()
    if after:
        facts["begun"] = "yes"
    return facts, after


def _date(text: str) -> str:
    """The first line of a block if it is a date: a day, or a month or season of a year."""
    line = text.split("\n")[0]
    if len(line) > SHORT:
        return ""
    return (
        line
        if iso_date(line)
        and re.match(r"(?:[^\W\d_]+,? )?(?:\d|[^\W\d_]+\.? \d)", line)
        or _SEASON.fullmatch(line)
        else ""
    )


def _stated(text: str) -> int | None:
    match = _WORDS.search(text[:SHORT])
    return whole_number(match[1]) if match else None


def _uni(lines: list[str], *, joined: bool) -> list[Piece]:
    """The articles of Nexis Uni, each up to "End of Document"; `joined`: lines are those of a page."""
    documents: list[list[str]] = [[]]
    for line in lines:
        if _END.fullmatch(line.strip()):
            documents.append([])
        else:
            documents[-1].append(line.strip())
    *whole, rest = documents
    total = next((match for match in map(_TOTAL.fullmatch, whole[0]) if match), None)
    articles = [_uncovered(whole[0]), *whole[1:]]
    pieces = [_uni_article(lines, joined, int(total[1]) if total else None) for lines in articles]
    if len(" ".join(rest).split()) > 20:
        pieces.append(Piece("", reason='stands after the last "End of Document": no whole article'))
    return pieces


def _uncovered(lines: list[str]) -> list[str]:
    """The first document without the cover page, which lists the titles: "1. Rain"."""
    for n, line in enumerate(lines):
        title = re.match(r"1\.\s+(?=\S)", line)
        again = [k for k in range(n + 1, len(lines)) if title and lines[k] == line[title.end() :]]
        if again:
            return lines[again[0] :]
    stop = next((n for n, line in enumerate(lines) if _COPYRIGHT.match(line)), 0)
    cover = [n for n, line in enumerate(lines[:stop]) if _COVER.match(line)]
    return lines[cover[-1] + 1 :] if cover else lines


def _uni_article(lines: list[str], joined: bool, declared: int | None) -> Piece:
    """Title, outlet, date; copyright and labels; "Body", the text; headings and labels that end it."""
    under = [n for n, line in enumerate(lines) if line][2:]  # a title may begin as a label does
    marks = (n for n in under if _COPYRIGHT.match(lines[n]) or _role(lines[n].upper())[0])
    start = next(marks, len(lines))
    head = [line for line in lines[:start] if line]
    at = next((n for n, line in enumerate(head) if n and _date(line)), 0)
    title, outlet = (head[: at - 1], head[at - 1]) if at > 1 else (head[:1], "".join(head[1:2]))
    body = next((n for n in range(start, len(lines)) if lines[n].casefold() in _BODY), len(lines))
    facts: dict[str, str] = {}
    last = start
    for n in range(start, body):
        role, _ = _role(lines[n].upper())
        if role == "tail":
            break
        facts.setdefault(role, lines[n].partition(":")[2].strip())
        last = n if role else last
    text = _uni_text(lines[(body if body < len(lines) else last) + 1 :])
    language = next((line for line in lines if line.casefold().startswith(("language:", "sprache:"))), "")
    return Piece(
        paragraphs("\n".join(text).split("\n\n") if joined else text),
        title=" ".join(title),
        outlet=outlet,
        author=facts.get("author", ""),
        date=iso_date(head[at]) if at else "",
        section=facts.get("section", ""),
        language="en" if re.search(r":\s*engl", language, re.IGNORECASE) else "",
        stated_words=_stated(facts.get("words", "")),
        declared=declared,
    )


def _uni_text(lines: list[str]) -> list[str]:
    """The lines up to the heading or the label that ends a text."""
    for n, line in enumerate(lines):
        heading = line.casefold() in _AFTER and not any(lines[n + 1 : n + 2])
        if heading or _role(line.upper())[0] == "tail":
            return lines[:n]
    return lines
