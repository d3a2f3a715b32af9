"""Telegram's HTML, read as its server reads it and more strictly: what it mends in silence is refused too.

Error texts and byte offsets are those of the server's own parser (`parse_html` in TDLib's MessageEntity.cpp).
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from tests.support.botapi.objects.errors import ApiError, breach
from tests.support.botapi.objects.schema import MessageEntity
from tests.support.botapi.text.measuring import units

_PIECE = re.compile(
    r"<(?P<tag>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>"
    r"|(?P<escape>&(?:lt|gt|amp|quot|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});)"
    r"|(?P<text>[^<>&]+)"
    r"|(?P<stray>[<>&])"
)
_ATTRIBUTE = re.compile(r"\s+(?P<name>[^\s=]+)(?:\s*=\s*(?P<value>\"[^\"]*\"|'[^']*'|[\w.-]+))?")

_STYLES = {
    **dict.fromkeys(("b", "strong"), "bold"),
    **dict.fromkeys(("i", "em"), "italic"),
    **dict.fromkeys(("u", "ins"), "underline"),
    **dict.fromkeys(("s", "strike", "del"), "strikethrough"),
    **dict.fromkeys(("tg-spoiler", "span"), "spoiler"),
}
_TYPES = {**_STYLES, "a": "text_link", "code": "code", "pre": "pre", "blockquote": "blockquote"}
_ATTRIBUTES = {"a": "href", "span": "class", "code": "class", "blockquote": "expandable"}
_EXPANDABLE = "expandable_blockquote"
_QUOTES = {"blockquote", _EXPANDABLE}


@dataclass(frozen=True, slots=True)
class Formatted:
    """Plain text beside its entities, ordered by offset and longest first."""

    text: str
    entities: tuple[MessageEntity, ...] = ()


@dataclass(frozen=True, slots=True)
class _Open:
    tag: str
    type: str
    argument: str | None
    offset: int


def parse_html(source: str) -> Formatted:
    """Return the text and entities that `source` stands for; raises ApiError (a breach) with Telegram's words."""
    parser = _Parser(source)
    for match in _PIECE.finditer(source):
        parser.take(match)
    return parser.result()


def nests(outer: str, inner: str) -> bool:
    """Return whether an entity of type `inner` may lie inside one of type `outer`."""
    styles = set(_STYLES.values())
    if outer in _QUOTES:
        return inner not in _QUOTES
    if outer in {"code", "pre"}:
        return False
    if outer in styles:
        return inner not in {"code", "pre"}
    return inner in styles


class _Parser:
    def __init__(self, source: str) -> None:
        self._source = source
        self._pieces: list[str] = []
        self._length = 0
        self._open: list[_Open] = []
        self._entities: list[MessageEntity] = []

    def take(self, piece: re.Match[str]) -> None:
        """Read the next piece of the source."""
        if piece["stray"]:
            raise self._stray(piece["stray"], piece.start())
        if piece["tag"] is None:
            self._write(html.unescape(piece.group()) if piece["escape"] else piece.group())
        elif piece["tag"].startswith("/"):
            self._end(piece["tag"][1:].rstrip().lower(), piece.start())
        else:
            self._start(piece["tag"], piece.start())

    def result(self) -> Formatted:
        """Return what was read; an open tag left is an error."""
        if self._open:
            raise _unparsable(f'Can\'t find end tag corresponding to start tag "{self._open[-1].tag}"')
        order = sorted(self._entities, key=lambda entity: (entity.offset, -entity.length))
        return Formatted("".join(self._pieces), tuple(order))

    def _write(self, text: str) -> None:
        self._pieces.append(text)
        self._length += units(text)

    def _start(self, tag: str, at: int) -> None:
        name = re.split(r"[\s=]", tag, maxsplit=1)[0]
        tag_name = name.lower()
        if tag_name not in _TYPES:
            raise self._unparsable(f'Unsupported start tag "{tag_name}"', at)
        opened = self._opened(tag_name, self._argument(tag_name, tag[len(name) :], at), at)
        for outer in self._open:
            if not nests(outer.type, opened.type) and not _is_code_block(outer, opened):
                raise self._unparsable(f'Tag "{tag_name}" can\'t be inside "{outer.tag}"', at)
        self._open.append(opened)

    def _opened(self, name: str, argument: str | None, at: int) -> _Open:
        if name == "span" and argument != "tg-spoiler":
            raise self._unparsable('Tag "span" must have class "tg-spoiler"', at)
        if name == "a" and not (argument or "").startswith(("http://", "https://", "tg://", "mailto:")):
            raise self._unparsable(f'Tag "a" must have an absolute URL, not "{argument}",', at)
        kind = _EXPANDABLE if name == "blockquote" and argument is not None else _TYPES[name]
        return _Open(name, kind, argument, self._length)

    def _argument(self, tag: str, attributes: str, at: int) -> str | None:
        if not attributes.strip():
            return None
        match = _ATTRIBUTE.fullmatch(attributes.rstrip())
        if match is None or match["name"].lower() != _ATTRIBUTES.get(tag):
            raise self._unparsable(f'Tag "{tag}" has unsupported attributes "{attributes.strip()}"', at)
        return html.unescape((match["value"] or "").strip("\"'"))

    def _end(self, name: str, at: int) -> None:
        if not self._open:
            raise self._unparsable("Unexpected end tag", at)
        opened = self._open.pop()
        if name != opened.tag:
            expected = f'expected "</{opened.tag}>", found "</{name}>"'
            raise _unparsable(f"Unmatched end tag at byte offset {self._bytes(at)}, {expected}")
        if self._length > opened.offset:
            self._close(opened)

    def _close(self, opened: _Open) -> None:
        language = (opened.argument or "").removeprefix("language-") if opened.tag == "code" else None
        if language and self._open and self._open[-1].tag == "pre":
            self._open[-1] = _Open("pre", "pre", language, self._open[-1].offset)
            return
        entity = MessageEntity(
            type=opened.type,
            offset=opened.offset,
            length=self._length - opened.offset,
            url=opened.argument if opened.tag == "a" else None,
            language=opened.argument if opened.tag == "pre" else None,
        )
        self._entities.append(entity)

    def _stray(self, letter: str, at: int) -> ApiError:
        if letter == "<":
            return self._unparsable("Unclosed start tag", at)
        return self._unparsable(f'Unescaped "{letter}"', at)

    def _unparsable(self, reason: str, at: int) -> ApiError:
        return _unparsable(f"{reason} at byte offset {self._bytes(at)}")

    def _bytes(self, at: int) -> int:
        return len(self._source[:at].encode())


def _is_code_block(outer: _Open, inner: _Open) -> bool:
    return outer.tag == "pre" and inner.tag == "code" and inner.argument is not None


def _unparsable(reason: str) -> ApiError:
    return breach(f"can't parse entities: {reason}")
