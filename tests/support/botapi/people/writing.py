"""Messages by people, put into chats as Telegram would put them, and the updates that follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from tests.support.botapi.objects.schema import (
    Chat,
    Document,
    Message,
    PhotoSize,
    Sticker,
    TextQuote,
    User,
    Voice,
)
from tests.support.botapi.people.visibility import bot_sees
from tests.support.botapi.text.measuring import units

if TYPE_CHECKING:
    from tests.support.botapi.people.posts import Post
    from tests.support.botapi.state.world import Room, World


ANONYMOUS = User(id=1_087_968_824, is_bot=True, first_name="Group", username="GroupAnonymousBot")
CHANNEL = User(id=136_817_688, is_bot=True, first_name="Channel", username="Channel_Bot")
TELEGRAM = User(id=777_000, is_bot=False, first_name="Telegram")
"""Who Telegram says wrote what a chat wrote: a group, a channel, a post forwarded into the group of its channel."""


def write(world: World, room: Room, author: User | Chat, content: Message) -> Message:
    """Complete `content` (see `draft`) with author and number, show it, and tell the bot if it may know."""
    signed: dict[str, object] = {"from_": author}
    if isinstance(author, Chat):
        signed = {"sender_chat": author}
        if room.chat.type != "channel":
            signed["from_"] = ANONYMOUS if author.id == room.chat.id else CHANNEL
        if content.is_automatic_forward:
            signed["from_"] = TELEGRAM
    message = msgspec.structs.replace(content, message_id=world.new_message_id(room.chat), **signed)
    room.put(message)
    if bot_sees(world, room, message):
        kind = "channel_post" if room.chat.type == "channel" else "message"
        world.announce(**{kind: message})
    return message


def draft(
    world: World, room: Room, topic: int | None, reply_to: Post | None, quote: str | None = None
) -> Message:
    """Return an empty message in the right thread.

    In a topic, a message that answers nothing else answers the topic's first; elsewhere in a supergroup,
    answers share the number of the message that began the exchange: both are Telegram's ways.
    """
    replied = room.messages[reply_to.id] if reply_to else None
    thread = topic
    if topic is None and replied is not None and room.chat.type == "supergroup":
        thread = replied.message_thread_id or replied.message_id
    if replied is None and topic is not None:
        replied = room.messages.get(topic)
    return Message(
        message_id=0,
        date=world.now(),
        chat=room.chat,
        message_thread_id=thread,
        is_topic_message=True if topic else None,
        reply_to_message=replied and msgspec.structs.replace(replied, reply_to_message=None),
        quote=_quote(replied, quote),
    )


def document(world: World, name: str, data: bytes, mime: str) -> Document:
    """Return a file, stored."""
    stored = world.files.receive(name, mime, data)
    return Document(
        file_id=stored.id,
        file_unique_id=stored.unique_id,
        file_name=name,
        mime_type=mime,
        file_size=len(data),
    )


def photo(world: World) -> tuple[PhotoSize, ...]:
    """Return some picture, stored."""
    stored = world.files.receive("photo.jpg", "image/jpeg", b"\xff\xd8\xff\xd9")
    return (PhotoSize(file_id=stored.id, file_unique_id=stored.unique_id, width=90, height=60, file_size=4),)


def voice(world: World, seconds: int) -> Voice:
    """Return a voice message, stored."""
    stored = world.files.receive("voice.ogg", "audio/ogg", b"OggS")
    return Voice(
        file_id=stored.id,
        file_unique_id=stored.unique_id,
        duration=seconds,
        mime_type="audio/ogg",
        file_size=4,
    )


def sticker(world: World, emoji: str) -> Sticker:
    """Return a sticker, stored."""
    stored = world.files.receive("sticker.webp", "image/webp", b"RIFF")
    return Sticker(
        file_id=stored.id,
        file_unique_id=stored.unique_id,
        type="regular",
        width=512,
        height=512,
        is_animated=False,
        is_video=False,
        emoji=emoji,
    )


def _quote(replied: Message | None, quote: str | None) -> TextQuote | None:
    if quote is None:
        return None
    source = (replied.text or replied.caption if replied else None) or ""
    return TextQuote(text=quote, position=units(source[: source.index(quote)]), is_manual=True)
