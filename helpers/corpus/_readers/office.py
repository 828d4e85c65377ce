"""Documents of office programs: DOCX and ODT by the standard library, RTF by striprtf; one article each."""

import io
import re
from functools import lru_cache
from xml.etree.ElementTree import Element

from helpers import InputError
from helpers.corpus._readers import archive
from helpers.corpus._readers._markup import bounded, prose, well_formed, xml_root
from helpers.corpus._readers._piece import File, Piece, paragraphs

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"  # the same in another variant of DOCX
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # old Word files, and new ones under a password
_OLD = [
    ("EncryptedPackage", "this is locked with a password; save a copy without it"),
    ("__substg1.0_", "this is a mail of Outlook (.msg); save it as .eml"),
    ("", "this is an old Word or Excel file; save it as .docx or .xlsx"),
]
_SIGNS = {f"{_WORD}{name}": sign for name, sign in {"tab": "\t", "br": "\n", "cr": "\n"}.items()}
_SIGNS |= {f"{_WORD}noBreakHyphen": "-", f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n", f"{_TEXT}s": " "}
_NOT_SHOWN = {f"{_WORD}{name}" for name in "pPr rPr del moveFrom instrText sectPr pict".split()}
_ASIDE = {f"{_TEXT}note", f"{_TEXT}tracked-changes", f"{_OFFICE}annotation"}
_NOT_SHOWN |= {f"{_TEXT}p", f"{_TEXT}h", *_ASIDE}
_HEADINGS = {"title", "heading 1"}
LONGEST_FONT = 2000  # characters of an entry in the table of fonts; striprtf takes long over a longer one
_PAGE = re.compile(rb"ansicpg(\d{3,5})")


def recognise(file: File) -> bool:
    """Whether this is a DOCX, ODT, RTF or old Word file, by its first bytes and its archive's members."""
    if file.data.startswith((b"{\\rtf", _OLE)):
        return True
    return archive.holds(file.data, "word/document.xml") or archive.holds(file.data, "content.xml")


def read(file: File) -> list[Piece]:
    """One piece, under the heading that it begins with; broken and locked files raise an InputError."""
    if file.data.startswith(_OLE):
        raise InputError(next(said for mark, said in _OLD if mark.encode("utf-16-le") in file.data))
    blocks = _blocks(file.data)
    filled = [(style, text) for style, text in blocks if text.strip()]
    title = filled[0][1] if len(filled) > 1 and filled[0][0] in _HEADINGS else ""
    text = paragraphs(text for _, text in filled[bool(title) :])
    if not prose(text):
        raise InputError("this document holds no article, only a few words")
    return [Piece(text, title=" ".join(title.split()))]


def _blocks(data: bytes) -> list[tuple[str, str]]:
    if data.startswith(b"{\\rtf"):
        return [("", line) for line in rtf_text(data).split("\n")]
    word = archive.holds(data, "word/document.xml")
    return _docx(data) if word else _odt(data)


def docx_paragraphs(data: bytes) -> list[str]:
    """Return the paragraphs of a DOCX as they are shown, empty ones too, those of tables and boxes in place.

    Text that is struck out by tracked changes is left out, and so are notes, headers and footers. A file that
    is broken, locked or too large raises an InputError (without the file's name).
    """
    return [text for _, text in _docx(data)]


@lru_cache(maxsize=1)
def _docx(data: bytes) -> list[tuple[str, str]]:
    """The paragraphs of a DOCX, each with the name of its style in small letters."""
    from defusedxml.ElementTree import iterparse

    names: dict[str, str] = {}
    if archive.holds(data, "word/styles.xml"):
        for defined in xml_root(archive.member(data, "word/styles.xml")).iter(f"{_WORD}style"):
            name = defined.find(f"{_WORD}name")
            if name is not None:
                names[defined.get(f"{_WORD}styleId", "")] = name.get(f"{_WORD}val", "").casefold()
    found: list[tuple[str, str]] = []
    shown = 0
    document = io.BytesIO(
        bounded(archive.member(data, "word/document.xml")).replace(_STRICT, _WORD[1:-1].encode())
    )
    with well_formed():
        for _, element in iterparse(document, events=("end",)):
            if element.tag == f"{_WORD}p":
                named = element.find(f"{_WORD}pPr/{_WORD}pStyle")
                style = "" if named is None else names.get(named.get(f"{_WORD}val", ""), "")
                found.append((style, _shown(element)))
                element.clear()
            elif element.tag == f"{_CHOICE}Choice":
                shown = len(found)
            elif element.tag == f"{_CHOICE}Fallback":  # the same box once more, for old programs
                del found[shown:]
    return found


def _odt(data: bytes) -> list[tuple[str, str]]:
    """The paragraphs of an ODT; a heading of the first level is named as Word names it."""
    if b"encryption-data" in archive.member(data, "META-INF/manifest.xml"):
        raise InputError("this document is locked with a password; save a copy without it")
    root = xml_root(archive.member(data, "content.xml"))
    hidden = {part for aside in root.iter() if aside.tag in _ASIDE for part in aside.iter()}
    found = []
    for element in root.iter():
        if element.tag in (f"{_TEXT}h", f"{_TEXT}p") and element not in hidden:
            level = element.get(f"{_TEXT}outline-level", "1") if element.tag == f"{_TEXT}h" else ""
            style = f"heading {level}" if level else element.get(f"{_TEXT}style-name", "").casefold()
            found.append((style, _shown(element)))
    return found


def _shown(paragraph: Element) -> str:
    """The characters of a paragraph as they are shown, however deep they lie in it."""
    everywhere = paragraph.tag.startswith(_TEXT)  # a DOCX's text lies in w:t alone, an ODT's in any element
    found = [paragraph.text or ""] if everywhere else []
    waiting: list[Element | str] = [*reversed(paragraph)]
    while waiting:
        part = waiting.pop()
        if isinstance(part, str):
            found.append(part)
            continue
        if everywhere and part.tail:
            waiting.append(part.tail)
        if part.tag in _NOT_SHOWN:
            continue
        if part.tag in _SIGNS:
            times = part.get(f"{_TEXT}c", "1")
            found.append(_SIGNS[part.tag] * (min(int(times), 100) if times.isdecimal() else 1))
        elif part.text and (everywhere or part.tag == f"{_WORD}t"):
            found.append(part.text)
        waiting += reversed(part)
    return "".join(found)


@lru_cache(maxsize=1)
def rtf_text(data: bytes) -> str:
    """Return the text of an RTF, a line for each paragraph, without headers, footers, notes and pictures.

    Bytes above 127 that stand there unescaped are read as UTF-8, else in the code page that the file names. A
    file that breaks off or is none raises an InputError (without the file's name).
    """
    from striprtf.striprtf import font_table_group, rtf_to_text

    if not data.rstrip(b"\0 \r\n\t\x1a").endswith(b"}"):
        raise InputError("this RTF file breaks off before its end; export it again")
    page = _PAGE.search(data)
    try:
        try:
            source = data.decode("utf-8")
        except UnicodeDecodeError:
            source = data.decode(f"cp{page[1].decode()}" if page else "cp1252", "replace")
        if any(len(font) > LONGEST_FONT for font in font_table_group(source).split(";")):
            raise InputError("this RTF file is broken: its table of fonts is none")
        # striprtf's pattern for links runs on to the last link of the line and swallows what is between
        text = rtf_to_text(source.replace("\\fldinst{", "\\fldinst {"), errors="replace")
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    except InputError:
        raise
    except (LookupError, ValueError, OverflowError) as error:
        raise InputError(f"this RTF file is broken ({type(error).__name__})") from None
