"""Speed of the readers against the bare library of each format: python benchmarks/reading.py FOLDER

Reads every file of a folder and its subfolders as `corpus.load` does, kind by kind, up to the pieces, and has
the library alone take out the text. Prints processor seconds of both, the best of three in turns, and their
ratio; above 1.5 it says so. Exports in HTML are set against BeautifulSoup; feeds and wire formats against the
XML parser alone, which takes out no text; plain text has no library and is not timed.
"""

import csv
import email
import io
import json
import sys
import zipfile
from collections import defaultdict
from contextlib import suppress
from email import policy
from pathlib import Path
from time import process_time
from xml.etree.ElementTree import fromstring

from helpers import InputError
from helpers.corpus import _readers
from helpers.corpus._readers import archive, office, page, pdf
from helpers.corpus._readers._piece import File

BOUND, TURNS = 1.5, 3


def bare_document(data):
    from striprtf.striprtf import rtf_to_text

    if data.startswith(b"{\\rtf"):
        return rtf_to_text(data.decode("utf-8", "replace"), errors="replace")
    name = "word/document.xml" if archive.holds(data, "word/document.xml") else "content.xml"
    return list(fromstring(zipfile.ZipFile(io.BytesIO(data)).read(name)).itertext())


def bare_pdf(data):
    import pypdfium2

    return [leaf.get_textpage().get_text_range() for leaf in pypdfium2.PdfDocument(data)]


def bare_tree(data):
    from lxml.html import document_fromstring

    return document_fromstring(data).text_content()


def bare_mail(data, shown=bare_tree):
    message = email.message_from_bytes(data, policy=policy.default)
    bodies = [message.get_body((kind,)) for kind in ("plain", "html")]
    return [shown(body.get_content()) for body in bodies if body and body.get_content().strip()]


def bare_table(data):
    import pandas as pd
    from openpyxl import load_workbook

    if data.startswith(b"PAR1"):
        return pd.read_parquet(io.BytesIO(data)).to_dict("records")
    if data.startswith(b"PK"):
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        return [list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets]
    text = File("", data).text
    if text.lstrip()[:1] in "{[":
        try:
            return json.loads(text)
        except ValueError:
            return list(map(json.loads, text.splitlines()))
    return list(csv.reader(io.StringIO(text), delimiter=max(",;\t|", key=text.partition("\n")[0].count)))


def bare_page(data):
    from trafilatura import bare_extraction

    return bare_extraction(data, include_comments=False, with_metadata=True)


def bare_soup(data):
    from bs4 import BeautifulSoup

    return BeautifulSoup(data, "lxml").get_text()


def bare_records(data):
    from warcio.archiveiterator import ArchiveIterator

    records = ArchiveIterator(io.BytesIO(data))
    pages = [record.content_stream().read() for record in records if record.rec_type == "response"]
    return [bare_page(content) for content in pages]


def bare(kind, data):
    """What the library of a kind makes of a file; None where there is no library."""
    if page.recognise(File("", data)):
        return bare_page(data) if kind == "web page" else bare_soup(data)
    if office.recognise(File("", data)):
        return bare_document(data)
    if pdf.recognise(File("", data)):
        return bare_pdf(data)
    of_kind = {"web archive (WARC)": bare_records, "table": bare_table, "mail": bare_mail}
    if kind == "export of ProQuest" and b"\nMIME-Version:" in data:
        return bare_mail(data, bare_soup)
    if data.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"<"):
        return fromstring(data.strip())
    return of_kind[kind](data) if kind in of_kind else None


def seconds(measure, *arguments):
    """Processor seconds of one call, and whether it made anything; an InputError is an answer too."""
    for forget in (office._docx, office.rtf_text, pdf._pages):
        forget.cache_clear()
    began = process_time()
    try:
        made = measure(*arguments)
    except InputError:
        made = True
    return process_time() - began, made is not None


def main(folder):
    times = defaultdict(lambda: [0, 0.0, 0.0])
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        file = File(path.name, path.read_bytes())
        kind = next(kind.name for kind in _readers.KINDS if kind.recognise(file))
        with suppress(Exception):  # what the bare library cannot read is not timed
            ours = min(seconds(_readers.read, File(path.name, file.data))[0] for _ in range(TURNS))
            alone = [seconds(bare, kind, file.data) for _ in range(TURNS)]
            if alone[0][1] and kind != "plain text":
                times[kind] = [n + more for n, more in zip(times[kind], (1, min(alone)[0], ours))]
    print(f"{'kind':<28}{'files':>6}{'library s':>11}{'ours s':>9}{'ratio':>7}")
    for kind, (files, alone, ours) in sorted(times.items()):
        ratio = ours / max(alone, 1e-6)
        print(f"{kind:<28}{files:>6}{alone:>11.3f}{ours:>9.3f}{ratio:>7.2f}{'  above 1.5' * (ratio > BOUND)}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
