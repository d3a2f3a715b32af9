"""What kind of file some bytes are: by their first ones, by their mark-up, and last by the ending of their name."""

from __future__ import annotations

import re
from contextlib import suppress
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import msgspec

from retrieval.readers import unpack

if TYPE_CHECKING:
    from collections.abc import Mapping

# Endings that decide where the bytes do not: the kinds that are plain text.
_ENDINGS: Final[Mapping[str, str]] = MappingProxyType({
    ".txt": "txt", ".text": "txt", ".md": "md", ".markdown": "md", ".html": "html", ".htm": "html", ".xhtml": "html",
    ".mht": "mhtml", ".mhtml": "mhtml", ".csv": "csv", ".tsv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl",
    ".jsonl.gz": "jsonl",
})  # fmt: skip
_READABLE: Final = (
    ".html, .mhtml, .docx, .pdf, .epub, .md, .txt, .csv, .xlsx, .json, .jsonl, .jsonl.gz, .zip, RSS and Atom feeds,"
    " WordPress exports (.xml) and Telegram Desktop's result.json"
)
PICTURE: Final = "a picture; its words cannot be read"
_REFUSALS: Final = MappingProxyType({
    "empty": "the file is empty",
    "old office": "an old Word, Excel or PowerPoint file; save it as .docx or .xlsx",
    "rtf": "a rich text file; save it as .docx",
    "pptx": "a presentation; save its text as .docx",
    "odf": "an OpenDocument file; save it as .docx or .xlsx",
    "picture": PICTURE,
    "sound or film": "sound or film; its words cannot be read",
    "sitemap": "a sitemap: a list of addresses, not articles; put the site on the source list",
    "telegram html": "an export of Telegram as web pages, which do not say whether a chat is public; export the channel"
    " again as JSON (machine-readable) and give its result.json",
    "chat": "a chat that an app exported: it is personal, and Isnad quotes to everybody",
    "other pack": "a pack of another kind; give it as .zip",
})  # fmt: skip
_STARTS: Final = (
    (b"%PDF-", "pdf"), (b"\x1f\x8b", "gzip"), (b"\xd0\xcf\x11\xe0", "old office"), (b"{\\rtf", "rtf"),
    (b"\x89PNG", "picture"), (b"\xff\xd8\xff", "picture"), (b"GIF8", "picture"), (b"RIFF", "sound or film"),
    (b"II*\0", "picture"), (b"MM\0*", "picture"),
    (b"ID3", "sound or film"), (b"OggS", "sound or film"), (b"\x1aE\xdf\xa3", "sound or film"),
    (b"7z\xbc\xaf", "other pack"), (b"Rar!", "other pack"), (b"BZh", "other pack"), (b"\xfd7zXZ", "other pack"),
)  # fmt: skip
_PACKS: Final = (
    ("word/document.xml", "docx"), ("xl/workbook.xml", "xlsx"), ("META-INF/container.xml", "epub"),
    ("ppt/presentation.xml", "pptx"), ("content.xml", "odf"),
)  # fmt: skip
_HEAD: Final = 4096
_MARKUP: Final = (
    (re.compile(r"<(?:\w{1,20}:)?(?:urlset|sitemapindex)[\s>]"), "sitemap"),
    (re.compile(r"<(?:rss|feed|rdf:rdf)[\s>]"), "feed"),
    (re.compile(r"<(?:!doctype html|html|head|body)[\s>]"), "html"),
)
_EXPORT: Final = "wordpress.org/export/"
# What Telegram Desktop writes into the pages of an export, and how much of it says that one is.
_TELEGRAM_PAGE: Final = (
    "exported data</title>", "checklocation()", 'class="page_wrap', 'class="page_body chat_page', 'class="history"',
    'class="message default', 'class="message service', "section_blocks", 'class="page_body list_page', "js/script.js",
)  # fmt: skip
_ENOUGH: Final = 2


def of(data: bytes, path: str) -> str:
    """Name the kind of file: one of `formats.READERS`, "zip", "gzip", or one that is refused."""
    head = data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not head:
        return "empty"
    known = next((kind for start, kind in _STARTS if head.startswith(start)), None)
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "picture"
    if known or b"%PDF-" in head[:1024]:
        return known or "pdf"
    if head.startswith(b"PK"):
        names = set(unpack.names(data))
        return next((kind for name, kind in _PACKS if name in names), "zip")
    return _textual(data, head, path.lower())


def _textual(data: bytes, head: bytes, name: str) -> str:
    ending = next((kind for ending, kind in _ENDINGS.items() if name.endswith(ending)), None)
    text = head.replace(b"\0", b"").decode("latin-1").lower().lstrip("\xff\xfe")
    if ending not in {"csv", "jsonl", "md"} and text.startswith("<"):
        kind = next((kind for pattern, kind in _MARKUP if pattern.search(text)), None)
        closes = b"</" in data[: 16 * _HEAD] and not text.startswith("<?xml")
        kind = kind or ("html" if closes else ending or "unknown")
        if kind == "html" and sum(mark in text for mark in _TELEGRAM_PAGE) >= _ENOUGH:
            return "telegram html"
        return "wxr" if kind == "feed" and _EXPORT in text else kind
    if ending not in {"csv", "jsonl", "md"} and _JSON.match(text):
        return _json(data, text)
    if ending == "html" and "<" not in text:
        ending = "txt"
    if ending is None:
        ending = "unknown" if b"\0" in head else "mhtml" if _MESSAGE.search(text) else "txt"
    if ending == "txt" and len(_CHAT.findall(head)) >= _MESSAGES:
        return "chat"
    return "md" if ending == "txt" and _MARKDOWN.search(head) else ending


_JSON: Final = re.compile(r"[{\[]\s*(?:[\]}\[{\"]|-?\d[\d.e+-]*\s*[,\]]|true|false|null|$)")
# Lines of a chat as WhatsApp exports it: a day, an hour, who wrote, and what; and how many tell that it is one.
_CHAT: Final = re.compile(
    rb"^(?:\xe2\x80[\x8e\x8f])?\[?(?:\d|\xd9[\xa0-\xa9]){1,4}(?:[/.-]|\xe2\x80\x8f){1,2}[^\n]{4,40}?:[^\n:]{2,14}"
    rb"(?:\] | - )[^\n:]{1,80}: ",
    re.MULTILINE,
)
_MESSAGES: Final = 3
# Headings, links and the head of a page in Markdown, whatever the file is called.
_MARKDOWN: Final = re.compile(
    rb"^#{1,6} \S|\]\(https?://|^Markdown Content:|^(?P<bold>\*\*|__)[^\s*_][^\n]*(?P=bold)[ \t\r]*$",
    re.MULTILINE,
)
_MESSAGE: Final = re.compile(
    r"^(?:from: <saved by|mime-version: 1\.0|content-type: multipart/related)", re.MULTILINE
)


def _json(data: bytes, text: str) -> str:
    """Tell the kinds of JSON apart by the keys at their beginning, and those of one object by all of its keys."""
    if text.startswith("["):
        return "posts" if _RENDERED.search(text) else "json"
    if '"messages"' in text or '"chats"' in text:
        return "telegram"
    keys: set[str] = set()
    with suppress(msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        keys = set(msgspec.json.decode(data.lstrip(b"\xef\xbb\xbf"), type=dict[str, msgspec.Raw]))
    if keys & _CHATS:
        return "telegram"
    first, _, below = data.lstrip(b"\xef\xbb\xbf \t\r\n").partition(b"\n")
    is_line = first.rstrip().endswith(b"}") and (below.strip() or keys >= _OWN)
    return "jsonl" if is_line else "json"


_RENDERED: Final = re.compile(r'"(?:guid|title|content)"\s*:\s*\{\s*"rendered"')
# What each line of an exported archive has.
_OWN: Final = frozenset({"id", "title", "text"})
_CHATS: Final = frozenset({"messages", "chats", "left_chats"})


def refusal(kind: str) -> str:
    """Say why a kind of file is not read, and what to give instead."""
    return _REFUSALS.get(kind) or f"files of this kind cannot be read; give it as one of {_READABLE}"
