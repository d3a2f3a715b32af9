"""Reader of Telegram Desktop's exports (result.json): an article a post."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Final

import msgspec

from retrieval.errors import UnreadableSource
from retrieval.readers.context import Note
from retrieval.records import Article, SetAside

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retrieval.readers.context import ReadContext

# Words up to which a post is a greeting or a picture's label.
SHORTEST: Final = 5
_TITLE_WORDS: Final = 14
_UNREADABLE: Final = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)


class Part(msgspec.Struct, frozen=True):
    """A piece of formatted text: a link, a bold word."""

    text: str = ""


class Message(msgspec.Struct, frozen=True):
    """A message of an export; what of it is read."""

    id: int
    type: str = ""
    date: str = ""
    text: str | list[str | Part] = ""
    forwarded_from: str | None = None
    author: str | None = None


class Chat(msgspec.Struct, frozen=True):
    """A chat or channel of an export."""

    messages: list[msgspec.Raw]
    id: int = 0
    name: str | None = None
    type: str = ""
    username: str | None = None


class Chats(msgspec.Struct, frozen=True):
    """The chats of a full export."""

    each: tuple[Chat, ...] = msgspec.field(default=(), name="list")


class Export(msgspec.Struct, frozen=True):
    """An export of everything in an account."""

    chats: Chats


def read(data: bytes, path: str, reading: ReadContext) -> Iterator[Article | SetAside]:
    """Read the posts of an export in order; service messages are passed over. Raises UnreadableSource.

    Posts of fewer than `SHORTEST` words are passed over too, and counted in a note.
    """
    for chat in _chats(data, path):
        short = 0
        for raw in chat.messages:
            try:
                message = msgspec.json.decode(raw, type=Message)
            except _UNREADABLE as error:
                yield SetAside(path, f"a message of {chat.name or 'the chat'} cannot be read: {error}")
                continue
            text = flattened(message.text)
            if message.type != "message" or not text:
                continue
            if len(text.split()) < SHORTEST:
                short += 1
            else:
                yield _article(message, text, chat, reading)
        if short:
            yield Note(path, f"{short} posts of fewer than {SHORTEST} words were passed over")


def _chats(data: bytes, path: str) -> tuple[Chat, ...]:
    try:
        return (msgspec.json.decode(data, type=Chat),)
    except _UNREADABLE:
        pass
    try:
        return msgspec.json.decode(data, type=Export).chats.each
    except _UNREADABLE as error:
        reason = f"no export of Telegram Desktop: {error}; export the channel as JSON"
        raise UnreadableSource(path, reason) from error


def flattened(text: str | list[str | Part]) -> str:
    """Join formatted text to plain lines, empty ones left out."""
    parts = (
        [text] if isinstance(text, str) else [part if isinstance(part, str) else part.text for part in text]
    )
    return "\n".join(line.strip() for line in "".join(parts).splitlines() if line.strip())


def _article(message: Message, text: str, chat: Chat, reading: ReadContext) -> Article:
    # Where the export does not say the channel's name, an address such as https://t.me/name does.
    _, _, name = (reading.url or "").partition("t.me/")
    channel = chat.username or name.strip("/").partition("/")[0] or None
    public = channel or "channel" in chat.type or "supergroup" in chat.type
    try:
        published = datetime.datetime.fromisoformat(message.date).date()
    except ValueError:
        published = None
    return Article(
        id=f"tg-{channel.lower() if channel else chat.id}-{message.id}",
        title=headline(text),
        text=text,
        outlet=message.forwarded_from or reading.outlet or chat.name,
        author=message.author,
        published=published,
        url=f"https://t.me/{channel or f'c/{chat.id}'}/{message.id}" if public else None,
    )


def headline(text: str) -> str:
    """Return a post's title: its first line, or the first words of a long one."""
    line = text.split("\n", 1)[0]
    words = line.split()
    return line if len(words) <= _TITLE_WORDS else " ".join(words[:_TITLE_WORDS]) + "…"
