"""Web archives (WARC) by warcio: one piece for each page that was saved."""

import io
import re
import zlib
from collections.abc import Iterator

from helpers import InputError
from helpers._words import plural
from helpers.corpus._readers import page
from helpers.corpus._readers._markup import bounded, page_text
from helpers.corpus._readers._piece import File, Piece, articles

LARGEST = 20 << 20  # bytes of one page
MOST = 1 << 30  # bytes of all records, unpacked


def recognise(file: File) -> bool:
    """Whether this is a WARC, packed with gzip or not."""
    start = file.data[: 1 << 16]
    if start.startswith(b"\x1f\x8b"):
        try:
            start = zlib.decompressobj(31).decompress(start, 100)
        except zlib.error:
            return False
    return bool(re.match(rb"WARC/\d\.\d\r?\n", start))


def read(file: File) -> list[Piece]:
    """One piece for each saved page; one that is no article has the reason, all other files together one."""
    return articles(_pages(file.data), "no page in this web archive is an article")


def _pages(data: bytes) -> Iterator[Piece]:
    from warcio.archiveiterator import ArchiveIterator

    size = others = 0
    try:
        for record in ArchiveIterator(io.BytesIO(data)):
            size += int(record.rec_headers.get_header("Content-Length") or 0)
            if size > MOST:
                raise InputError(f"this web archive unpacks to more than {MOST >> 30} GB; split it")
            if record.rec_type not in ("response", "resource"):
                continue
            kind = (record.http_headers or record.rec_headers).get_header("Content-Type") or ""
            if "html" in kind.lower():
                address = str(record.rec_headers.get_header("WARC-Target-URI") or "")
                yield _page(address, record.content_stream().read(LARGEST))
            else:
                others += 1
    except InputError:
        raise
    except Exception as error:  # noqa: BLE001 – warcio raises plain Exceptions too
        raise InputError(f"this web archive is broken or breaks off ({type(error).__name__})") from None
    if others:
        yield Piece("", reason=f"{plural(others, 'record')} that are no pages (pictures, scripts, feeds)")


def _page(address: str, data: bytes) -> Piece:
    piece = page.article(bounded(page_text(File(address, data))))
    return piece or Piece("", title=address, reason="a page that holds no article")
