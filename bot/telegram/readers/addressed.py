"""Which messages ask the bot something, and what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import MessageEntity
from telegram.constants import ChatType

if TYPE_CHECKING:
    from telegram import Message, User

COMMAND = "/ask"


def asked(message: Message, me: User) -> str | None:
    """Return the question in a message; empty when it asks nothing yet, None when it does not speak to the bot.

    In a private chat every text is a question; elsewhere one asks by /ask, by mention, or in reply to the bot.
    """
    # JSON may hold half of a surrogate pair, which no file may: a replacement character stands for it.
    said = (message.text or message.caption or "").encode("utf-16-le", "surrogatepass")
    text = said.decode("utf-16-le", "replace")
    if text.startswith("/"):
        words, entities = _commanded(message, text, me), message.entities or message.caption_entities
        # «/» alone, or before Arabic letters, is no command to Telegram.
        begins = any(one.type == MessageEntity.BOT_COMMAND and one.offset == 0 for one in entities)
        if words is not None or begins:
            return words
    if message.chat.type == ChatType.PRIVATE or message.chat.is_direct_messages:
        return text
    mentions = {
        **message.parse_entities([MessageEntity.MENTION]),
        **message.parse_caption_entities([MessageEntity.MENTION]),
    }
    named = any(mention.lower() == f"@{me.username}".lower() for mention in mentions.values())
    if text and (named or _replies_to(message, me)):
        words = without_name(text, me.username)
        return words or _replied(message, me)
    return None


def without_name(text: str, bot: str | None) -> str:
    """Return what is said to a bot without its name."""
    name = f"@{bot}".lower()
    return " ".join(word for word in text.split() if word.lower().rstrip("،,:؛.؟?!") != name)


def replied(message: Message, me: User) -> str | None:
    """Return the words of somebody else that a message replies to: what it asks may lean on them."""
    return _replied(message, me) or None


def _replied(message: Message, me: User) -> str:
    """Return the words of the message that is replied to, unless it is the bot's own."""
    other = message.reply_to_message
    if other is None or other.forum_topic_created or _replies_to(message, me):
        return ""
    return other.text or other.caption or ""


def _commanded(message: Message, text: str, me: User) -> str | None:
    command, *rest = text.split(maxsplit=1)
    if command.lower() not in {COMMAND, f"{COMMAND}@{me.username}".lower()}:
        return None
    return rest[0] if rest else _replied(message, me)


def _replies_to(message: Message, me: User) -> bool:
    """Return whether it answers a message of the bot; in a topic, every message "answers" the one that opened it."""
    replied = message.reply_to_message
    if replied is None or replied.forum_topic_created:
        return False
    return bool(replied.from_user and replied.from_user.id == me.id)
