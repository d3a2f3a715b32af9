"""/follow, /following and /unfollow, and the same in plain words: in a private chat for oneself, in groups for all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import TelegramError
from telegram.ext import MessageHandler, filters

from bot.errors import CommandError
from bot.following.records import Followable, Follower, Kind, Rhythm
from bot.following.store import MOST
from bot.rendering.texts import one_line
from bot.telegram.admins import commanded
from bot.telegram.following.notices import name
from bot.telegram.following.panel import clock, panel, rhythm, wishes_last
from bot.telegram.messages.html import clipped
from bot.telegram.messages.rendering import sentences
from bot.telegram.messages.sending import Reply, send
from bot.telegram.reader_limit import RateCheck
from retrieval.dialogue.turns import Browse, FollowRequest

if TYPE_CHECKING:
    from telegram import Message, Update, User
    from telegram.ext import BaseHandler, ContextTypes

    from bot.configuration.messages import Messages
    from bot.following.records import Followed
    from bot.telegram.following.context import FollowingContext
    from retrieval.dialogue.turns import Follow

    Context = ContextTypes.DEFAULT_TYPE

LONGEST = 100
"""Characters of a subject."""
DIGEST_HOUR = 8
"""When groups and channels get their digest until their admins choose another hour."""
COMMANDS = ("follow", "following", "unfollow")
_ADMINS = {ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.OWNER}
_ECHO_UNITS = 80


class FollowCommands:
    """The handler of what followers write."""

    def __init__(self, context: FollowingContext) -> None:
        self._context = context
        self._base = context.base
        self._store = context.store

    def handlers(self) -> list[BaseHandler[Update, Context, None]]:
        """Return what the application has to know; they come before the handlers of posts and questions."""
        said = filters.UpdateType.MESSAGE | filters.UpdateType.CHANNEL_POST
        return [
            MessageHandler(
                filters.Regex(rf"(?i)^/({'|'.join(COMMANDS)})(@\w+)?(\s|$)") & said, self.on_command
            )
        ]

    async def on_command(self, update: Update, _: Context) -> None:
        """Carry out a command that somebody gives for themselves, or an admin for their group or channel."""
        message, user = update.effective_message, update.effective_user
        named = commanded(message)
        if message is None or named is None or named[0] not in COMMANDS:
            return
        messages = await self.messages(user)
        if user is None and self._context.access.members_only:
            return  # who posts in a channel is nobody known
        checked = self._base.reader_limit.check(self._base.reader(user)) if user else RateCheck.ALLOWED
        if checked is RateCheck.TOO_FAST:
            await send(message, Reply(sentences(messages.telegram.slow_down)))
        if checked is not RateCheck.ALLOWED:
            return
        reply = await self._reply(*named, message, user, messages)
        await send(message, reply, quoting=message.chat.type in {ChatType.GROUP, ChatType.SUPERGROUP})

    async def take(self, turn: Follow, message: Message, user: User, messages: Messages) -> Reply:
        """Carry out what somebody says in plain words."""
        if refused := await self.refused(message, user, messages):
            return refused
        match turn.act:
            case FollowRequest.BEGIN:
                return await self.begin(turn.browse, message, user, messages)
            case FollowRequest.END:
                return await self._end(turn.browse, message, messages)
            case FollowRequest.END_ALL:
                await self._store.drop(self.reader(message))
                return Reply(sentences(messages.following.ended_all))
            case FollowRequest.LIST:
                return await self.panel(message, messages)

    async def messages(self, user: User | None) -> Messages:
        """Return the sentences in the language of who writes; in a channel nobody is known to."""
        base = self._base
        return await base.messages_for(user) if user else base.messages[base.settings.interface.language]

    def reader(self, message: Message) -> str:
        """Return the keyed hash of who follows what is followed in this chat: the reader, or the chat itself."""
        return self._base.journal.reader(message.chat_id)

    async def panel(self, message: Message, messages: Messages) -> Reply:
        """Return the list of what is followed in this chat."""
        reader = self.reader(message)
        followed = wishes_last(await self._store.followed(reader))
        return panel(await self._store.follower(reader), followed, messages, private=message.chat_id > 0)

    async def begin(self, browse: Browse, message: Message, user: User | None, messages: Messages) -> Reply:
        """Let this chat follow what is named, from the next article on."""
        if self._context.base.library.only_answers:
            return Reply(sentences(messages.following.elsewhere))
        topic = _topic(browse)
        spoken = topic.kind is not Kind.SUBJECT or await self._context.arrivals.stems(topic.subject)
        if not topic.subject or not spoken:
            return Reply(sentences(messages.following.which))
        return await self.keep(topic, message, user, messages)

    async def keep(self, topic: Followable, message: Message, user: User | None, messages: Messages) -> Reply:
        """Let this chat follow something, and say so."""
        texts, private, kind = messages.following, message.chat_id > 0, topic.kind
        if kind is not Kind.QUESTION and self._context.base.library.only_answers:
            return Reply(sentences(texts.elsewhere))
        spoken = await self.messages(user)
        language = next(code for code, known in self._base.messages.items() if known is spoken)
        # Until they choose otherwise.
        usual = Rhythm(None if private else DIGEST_HOUR)
        follower = Follower(self.reader(message), message.chat_id, language, usual, message.message_id)
        followed = await self._store.follow(follower, topic, await self._context.arrivals.latest())
        if followed is None:
            full = texts.full.format(subjects=texts.subjects.of(MOST))
            return Reply(sentences(texts.wishes_full if kind is Kind.QUESTION else full))
        if kind is Kind.QUESTION:
            return Reply(sentences(texts.wished))
        kept = await self._store.follower(follower.reader) or follower
        called = name(followed, messages)
        if private:
            said = texts.begun.format(subject=called, rhythm=rhythm(kept.rhythm, messages))
        else:
            said = texts.group_begun.format(subject=called, hour=clock(kept.rhythm.hour or 0, messages))
        return Reply(sentences(f"{said}\n{texts.change}"))

    async def refused(self, message: Message, user: User | None, messages: Messages) -> Reply | None:
        """Return why this is not for who says it: what a group follows is for its admins to say."""
        if message.chat.type in {ChatType.PRIVATE, ChatType.CHANNEL} or await self.governs(message, user):
            return None
        return Reply(sentences(messages.following.group_admins))

    async def governs(self, message: Message, user: User | None) -> bool:
        """Return whether somebody is an admin of a group, by name or as the group itself.

        Raises CommandError where Telegram does not say.
        """
        if message.sender_chat is not None and message.sender_chat.id == message.chat_id:
            return True
        if user is None or message.chat.is_direct_messages:
            return False
        try:
            member = await message.get_bot().get_chat_member(message.chat_id, user.id)
        except TelegramError as error:
            raise CommandError("Telegram does not say who governs a group") from error
        return member.status in _ADMINS

    async def _reply(
        self, command: str, words: str, message: Message, user: User | None, messages: Messages
    ) -> Reply:
        if refused := await self.refused(message, user, messages):
            return refused
        facets = await self._base.inquiries.facets()
        browse = self._base.responder.followed(words[:LONGEST].strip(), facets)
        if command == "following" or (command == "follow" and not words.strip()):
            shown = await self.panel(message, messages)
            if command == "follow" and shown.buttons is None and message.chat_id > 0:
                return Reply(sentences(messages.following.which))
            return shown
        if command == "follow":
            return await self.begin(browse, message, user, messages)
        return await self._end(browse, message, messages)

    async def _end(self, browse: Browse, message: Message, messages: Messages) -> Reply:
        """Follow a subject no longer: one that is named so, or has the same words."""
        reader, texts = self.reader(message), messages.following
        topic = _topic(browse)
        if not topic.subject:
            shown = await self.panel(message, messages)
            return (
                Reply(f"{sentences(texts.which_end)}\n\n{shown.text}", shown.buttons)
                if shown.buttons
                else shown
            )
        found = await self._store.find(reader, topic) or await self._alike(reader, topic)
        if found is None:
            called = clipped(one_line(topic.subject), _ECHO_UNITS)
            return Reply(sentences(texts.not_followed.format(subject=called)))
        await self._store.end(reader, found.id)
        return Reply(sentences(texts.ended.format(subject=name(found, messages))))

    async def _alike(self, reader: str, topic: Followable) -> Followed | None:
        """Return the subject that a follower follows in other words of the same stems, sooner in the same outlet."""
        wanted = set(await self._context.arrivals.stems(topic.subject))
        alike = [
            one
            for one in await self._store.followed(reader)
            if wanted and set(await self._context.arrivals.stems(one.topic.subject)) == wanted
        ]
        return max(alike, key=lambda one: one.topic.outlet == topic.outlet, default=None)


def _topic(browse: Browse) -> Followable:
    """Return what is named: a section, an outlet, or a subject, which may be narrowed to an outlet."""
    if browse.section:
        return Followable(Kind.SECTION, browse.section)
    outlet = browse.scope.outlets[0] if browse.scope and browse.scope.outlets else ""
    subject = one_line(browse.subject)[:LONGEST].strip(" ؟?!.،")
    return (
        Followable(Kind.SUBJECT, subject, outlet)
        if subject or not outlet
        else Followable(Kind.OUTLET, outlet)
    )
