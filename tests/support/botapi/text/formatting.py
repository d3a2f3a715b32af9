"""From a text parameter to what is stored and shown: cleaned, parsed, trimmed and measured."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.botapi.objects.errors import ApiError, breach
from tests.support.botapi.text.markup import Formatted, nests, parse_html
from tests.support.botapi.text.measuring import cleaned, cut, trimmed, units

if TYPE_CHECKING:
    from tests.support.botapi.objects.schema import MessageEntity

MESSAGE_LIMIT = 4096
CAPTION_LIMIT = 1024
ENTITY_LIMIT = 100
RAW_LIMIT = 32 * 1024


def message(text: str, parse_mode: str | None, entities: tuple[MessageEntity, ...]) -> Formatted:
    """Return the text of a message: 1–4096 UTF-16 units after parsing, 32 KiB before, at most 100 entities."""
    formatted = _formatted(text, parse_mode, entities, breach("message is too long"))
    if not formatted.text:
        raise breach("message text is empty")
    if units(formatted.text) > MESSAGE_LIMIT:
        raise breach("message is too long")
    return formatted


def caption(text: str, parse_mode: str | None, entities: tuple[MessageEntity, ...]) -> Formatted:
    """Return a caption: 0–1024 UTF-16 units after parsing."""
    formatted = _formatted(text, parse_mode, entities, breach("message caption is too long"))
    if units(formatted.text) > CAPTION_LIMIT:
        raise breach("message caption is too long")
    return formatted


def _formatted(
    text: str, parse_mode: str | None, entities: tuple[MessageEntity, ...], too_long: ApiError
) -> Formatted:
    _check_encoding(text)
    if len(text.encode()) > RAW_LIMIT:
        raise too_long
    parsed = _parsed(cleaned(text), parse_mode, entities)
    if len(parsed.entities) > ENTITY_LIMIT:
        raise breach(f"too many entities: {len(parsed.entities)}, at most {ENTITY_LIMIT} are kept")
    return Formatted(*trimmed(parsed.text, parsed.entities))


def _parsed(text: str, parse_mode: str | None, entities: tuple[MessageEntity, ...]) -> Formatted:
    if parse_mode and entities:
        raise breach("parse_mode and entities exclude each other")
    if parse_mode:
        if parse_mode.lower() != "html":
            raise breach("unsupported parse_mode")
        return parse_html(text)
    _check_entities(text, entities)
    return Formatted(text, tuple(sorted(entities, key=lambda entity: (entity.offset, -entity.length))))


def _check_encoding(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise breach("strings must be encoded in UTF-8") from error


def _check_entities(text: str, entities: tuple[MessageEntity, ...]) -> None:
    for entity in entities:
        _check_place(text, entity)
    for outer in entities:
        for inner in entities:
            _check_pair(outer, inner)


def _check_place(text: str, entity: MessageEntity) -> None:
    start = f"entity beginning at UTF-16 offset {entity.offset}"
    if entity.offset < 0 or entity.length <= 0:
        raise breach(f"can't parse entities: {start} has the length {entity.length}")
    if entity.end > units(text):
        raise breach(
            f"can't parse entities: {start} ends after the end of the text at UTF-16 offset {units(text)}"
        )
    if "\ufffd" in cut(text, entity.offset, entity.length) and "\ufffd" not in text:
        raise breach(f"can't parse entities: {start} begins or ends in a middle of a UTF-16 symbol")


def _check_pair(outer: MessageEntity, inner: MessageEntity) -> None:
    if outer.offset < inner.offset < outer.end < inner.end:
        raise breach(
            f"can't parse entities: {outer.type} and {inner.type} overlap at UTF-16 offset {inner.offset}"
        )
    inside = outer.offset <= inner.offset and inner.end <= outer.end and outer is not inner
    if (
        inside
        and not nests(outer.type, inner.type)
        and (outer.length > inner.length or outer.type == inner.type)
    ):
        raise breach(
            f"can't parse entities: {inner.type} inside {outer.type} at UTF-16 offset {inner.offset}"
        )
