"""Bytes of a document → its text: the encodings that Arabic was saved in, declared rightly, wrongly or not at all."""

from __future__ import annotations

import codecs
import re
from typing import Final

from retrieval.arabic import script
from retrieval.errors import UnreadableSource

_MARKED: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ARABIC_PAGES: Final = ("cp1256", "iso8859_6")
_WIDE: Final = ("utf-16-le", "utf-16-be")
# Arabic read in the right encoding has one of these words in so many; in a wrong one it has next to none.
_SMALL_WORDS: Final = frozenset({"في", "من", "على", "إلى", "عن", "أن", "التي", "الذي", "مع", "هذا", "قال"})
_ONE_IN: Final = 60
_WORD: Final = re.compile(r"\w+")
_UNREADABLE: Final = "\ufffd"
# Where a page may declare its encoding, in bytes from its beginning; browsers look at 1024.
_HEAD: Final = 4096
_DECLARED: Final = re.compile(
    rb"""(?:charset|encoding)\s{0,3}=\s{0,3}["']?([A-Za-z0-9_:.-]{3,30})""", re.IGNORECASE
)
# Of a page's NULs so many in a hundred bytes tell UTF-16: its mark-up is ASCII.
_NULS: Final = 10


def decode(data: bytes) -> str:
    """Decode plain text: UTF-8, UTF-16, or an old Arabic encoding if it reads as Arabic in it.

    Raises UnreadableSource, with an empty path, for binary data and for text that is Arabic in none of
    them.
    """
    text = _marked(data)
    if text is not None and "\0" not in text:
        return script.written_out(script.decoded_again(text))
    text = _best(data, _WIDE if _is_wide(data) else _ARABIC_PAGES, "strict")
    if _arabic_words(text) * _ONE_IN < len(text.split()) or not _arabic_words(text):
        binary = b"\0" in data and not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        reason = "neither UTF-8 nor Arabic in an older encoding; save the file as UTF-8"
        raise UnreadableSource("", "binary data, not text" if binary else reason)
    return script.mended(text)


def decode_page(data: bytes, declared: str | None = None) -> str:
    """Decode a page of mark-up, in the encoding that it reads as Arabic in.

    What is valid UTF-8 is UTF-8, whatever it declares. Else `declared` (by the server) counts first, then what the
    page itself declares, then the encodings of Arabic pages; a wrong declaration loses to an encoding with more
    Arabic words. Single broken bytes are shown as U+FFFD. Raises UnreadableSource, its path empty, for binary data.
    """
    text = _marked(data)
    if text is not None and "\0" not in text:
        return script.written_out(script.decoded_again(text))
    if _is_wide(data):
        return _best(data, _WIDE, "replace")
    if b"\0" in data[:_HEAD]:
        raise UnreadableSource("", "binary data, not a page")
    found = _DECLARED.search(data[:_HEAD])
    own = found.group(1).decode("ascii") if found else None
    named = [name for name in (declared, own) if name and _is_known(name)]
    return script.mended(_best(data, (*named, *_ARABIC_PAGES, "utf-8"), "replace"))


def _marked(data: bytes) -> str | None:
    encoding = next((name for mark, name in _MARKED if data.startswith(mark)), "utf-8")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _is_wide(data: bytes) -> bool:
    return data[:_HEAD].count(0) * 100 > _NULS * len(data[:_HEAD])


def _is_known(name: str) -> bool:
    """Return whether Python reads text in an encoding called `name` (it has others, such as base64)."""
    try:
        return isinstance("".encode(name), bytes) and name.lower() not in {
            "idna",
            "punycode",
            "unicode_escape",
        }
    except (LookupError, ValueError):
        return False


def _best(data: bytes, encodings: tuple[str, ...], errors: str) -> str:
    """Decode in the first of `encodings` with the most Arabic words for its unreadable characters."""
    texts: list[str] = []
    for name in encodings:
        try:
            texts.append(data.decode(name, errors))
        except UnicodeDecodeError:
            texts.append("")
    return max(texts, key=lambda text: _arabic_words(text) - text.count(_UNREADABLE))


def _arabic_words(text: str) -> int:
    return sum(word in _SMALL_WORDS for word in _WORD.findall(text))
