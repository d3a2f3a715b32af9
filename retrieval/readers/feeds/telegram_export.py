"""Reader of Telegram Desktop's exports (result.json): an article a post."""

from __future__ import annotations

import datetime
from collections import Counter
from typing import TYPE_CHECKING, Final

import msgspec

from retrieval.arabic import script
from retrieval.errors import UnreadableSource
from retrieval.readers.context import Note
from retrieval.records import Article, SetAside

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retrieval.readers.context import ReadContext

# Words up to which a post is a greeting or a picture's label.
SHORTEST: Final = 5
_TITLE_WORDS: Final = 14
_ADDRESS: Final = "t.me/"
_UNREADABLE: Final = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)


class TextEntity(msgspec.Struct, frozen=True):
    """A piece of formatted text: a link, a bold word."""

    text: str = ""


class Message(msgspec.Struct, frozen=True):
    """A message of an export; what of it is read."""

    id: int
    type: str = ""
    date: str = ""
    text: str | list[str | TextEntity] = ""
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

    each: tuple[msgspec.Raw, ...] = msgspec.field(default=(), name="list")


class Export(msgspec.Struct, frozen=True):
    """An export of everything in an account: the chats it is in, and those that it left."""

    chats: Chats | None = None
    left_chats: Chats | None = None


# What everybody may read; any other chat of an account is somebody's own.
_PUBLIC: Final = frozenset({"public_channel", "private_channel", "public_supergroup", "public_group"})
_PRIVATE: Final = {
    "personal_chat": "personal", "bot_chat": "with bots", "saved_messages": "saved messages",
    "private_group": "private groups", "private_supergroup": "private groups",
}  # fmt: skip
_HOW: Final = "to take one all the same, write its name into settings.toml: chats, in [loading]"


def read(data: bytes, path: str, reading: ReadContext) -> Iterator[Article | SetAside]:
    """Read the posts of an export in order; service messages are passed over. Raises UnreadableSource.

    Of its chats, channels and public groups are read, and those that `reading` names; the others are personal, and
    counted in a note. So are posts of fewer than `SHORTEST` words.
    """
    private: Counter[str] = Counter()
    for raw in _chats(data, path):
        try:
            chat = msgspec.json.decode(raw, type=Chat)
        except _UNREADABLE as error:
            yield SetAside(path, f"a chat cannot be read: {error}")
            continue
        # Whether everybody may read a chat, or the editor names it: by its name, its number or its @name.
        names = {(chat.name or "").strip().casefold(), str(chat.id), f"@{chat.username}".casefold()}
        named = not names.isdisjoint(one.strip().casefold() for one in reading.chats if one.strip())
        may_be_read = chat.type in _PUBLIC or named or _ADDRESS in (reading.url or "")
        if may_be_read:
            yield from _posts(chat, path, reading)
        else:
            private[_PRIVATE.get(chat.type, "of an unknown kind")] += 1
    if private:
        kinds = ", ".join(f"{kind}: {count}" for kind, count in private.items())
        yield Note(path, f"chats that are not public were passed over ({kinds}); {_HOW}")


def _posts(chat: Chat, path: str, reading: ReadContext) -> Iterator[Article | SetAside]:
    short = foreign = 0
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
        elif script.unreadable(text):
            foreign += 1
        else:
            yield _article(message, text, chat, reading)
    if short:
        yield Note(path, f"{short} posts of fewer than {SHORTEST} words were passed over")
    if foreign:
        yield SetAside(path, f"{foreign} posts of {chat.name or 'the chat'} are not in Arabic")


def _chats(data: bytes, path: str) -> tuple[msgspec.Raw, ...]:
    """Return the chats of an account, or the one that the export is of, still as JSON."""
    try:
        export = msgspec.json.decode(data, type=Export)
        if export.chats or export.left_chats:
            return tuple(raw for chats in (export.chats, export.left_chats) if chats for raw in chats.each)
        msgspec.json.decode(data, type=Chat)
    except _UNREADABLE as error:
        reason = f"no export of Telegram Desktop: {error}; export the channel as JSON"
        raise UnreadableSource(path, reason) from error
    return (msgspec.Raw(data),)


def flattened(text: str | list[str | TextEntity]) -> str:
    """Join formatted text to plain lines, empty ones left out."""
    parts = (
        [text] if isinstance(text, str) else [part if isinstance(part, str) else part.text for part in text]
    )
    return "\n".join(line.strip() for line in "".join(parts).splitlines() if line.strip())


def _article(message: Message, text: str, chat: Chat, reading: ReadContext) -> Article:
    # Where the export does not say the channel's name, an address such as https://t.me/name does.
    _, _, name = (reading.url or "").partition(_ADDRESS)
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
