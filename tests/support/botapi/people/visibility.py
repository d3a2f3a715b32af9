"""What Telegram lets a bot see of a group, and which words call it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.botapi.text.measuring import cut

if TYPE_CHECKING:
    from tests.support.botapi.objects.schema import Message
    from tests.support.botapi.state.world import Room, World


def bot_sees(world: World, room: Room, message: Message) -> bool:
    """Return whether an update goes out: with privacy on, commands, replies to the bot and its inline messages do.

    An administrator sees everything; a bot that has left, or was never started, sees nothing.
    """
    if room.bot not in {"member", "administrator"}:
        return False
    if room.chat.type in {"private", "channel"} or room.bot == "administrator" or not world.privacy:
        return True
    service = (
        message.new_chat_members
        or message.left_chat_member
        or message.migrate_to_chat_id
        or message.migrate_from_chat_id
    )
    return _is_meant_for_bot(world, message) or bool(service)


def _is_meant_for_bot(world: World, message: Message) -> bool:
    replied = message.reply_to_message
    if replied is not None and replied.from_ is not None and replied.from_.id == world.me.id:
        return True
    if message.via_bot is not None and message.via_bot.id == world.me.id:
        return True
    return any(_is_own_command(world, word) for word in _commands(message))


def _commands(message: Message) -> list[str]:
    text = message.text or ""
    return [cut(text, e.offset, e.length) for e in message.entities if e.type == "bot_command"]


def _is_own_command(world: World, word: str) -> bool:
    _, at, name = word.partition("@")
    return not at or name.lower() == str(world.me.username).lower()
