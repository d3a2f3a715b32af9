"""People in chats: what they do to the bot, and what they see of it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import msgspec

from tests.support.botapi.methods.profile import member
from tests.support.botapi.objects.events import ChatMemberUpdated, MessageReactionUpdated
from tests.support.botapi.objects.schema import (
    Chat,
    DirectMessagesTopic,
    ForumTopicCreated,
    MessageOriginChannel,
    MessageOriginUser,
    ReactionTypeEmoji,
    User,
)
from tests.support.botapi.people import inline, writing
from tests.support.botapi.people.posts import Post, is_by_bot, post_of, posts_of
from tests.support.botapi.people.presses import Press, Typing
from tests.support.botapi.people.visibility import bot_sees
from tests.support.botapi.people.watching import PATIENCE, SilenceError
from tests.support.botapi.state.commands import Viewer
from tests.support.botapi.text.measuring import found, units

if TYPE_CHECKING:
    from tests.support.botapi.objects.schema import Message
    from tests.support.botapi.people.places import Group
    from tests.support.botapi.people.posts import Button
    from tests.support.botapi.people.presses import Result
    from tests.support.botapi.people.watching import Watch
    from tests.support.botapi.state.world import Room, World


class Person:
    """A person in one chat (or topic of it): the private one with the bot, or one that `within` gives.

    Each of the bot's messages there is heard once, from the chat's beginning on.
    """

    def __init__(  # noqa: PLR0917  # who, where, and in whose name
        self,
        user: User,
        room: Room,
        world: World,
        watch: Watch,
        topic: int | None = None,
        face: Chat | None = None,
    ) -> None:
        self.user = user
        self.face = face
        self.room = room
        self.topic = topic
        self._world = world
        self._watch = watch
        self._heard = 0

    def within(self, group: Group, topic: int | None = None, *, face: Chat | None = None) -> Person:
        """Return the same person in a group they are (now) a member of, or in one topic of it.

        They may speak as a chat: as the group itself (an anonymous admin) or as a channel of theirs.
        """
        group.room.members.setdefault(self.user.id, "member")
        return Person(self.user, group.room, self._world, self._watch, topic, face)

    def in_topic(self, name: str) -> Person:
        """Return the same person in a new topic of their private chat with the bot."""
        created = ForumTopicCreated(name=name, icon_color=7322096)
        draft = writing.draft(self._world, self.room, None, None)
        post = self._write(msgspec.structs.replace(draft, forum_topic_created=created))
        self.room.topics[post.id] = name
        return Person(self.user, self.room, self._world, self._watch, post.id)

    async def calls_guest(self, text: str) -> Post:
        """Mention the bot in a chat that it is not in: it hears of that one message alone."""
        draft = writing.draft(self._world, self.room, self.topic, None)
        asked = msgspec.structs.replace(
            draft,
            message_id=self._world.new_message_id(self.room.chat),
            from_=self.user,
            text=text,
            entities=found(text),
            guest_query_id=self._world.new_query_id(),
        )
        self.room.put(asked)
        self._world.guest_queries[str(asked.guest_query_id)] = asked
        self._world.announce(guest_message=asked)
        return post_of(self.room, asked.message_id)

    async def reacts(self, post: Post, *emoji: str) -> None:
        """Put these reactions under a message in place of earlier ones."""
        place = (post.id, self.user.id)
        new = tuple(ReactionTypeEmoji(type="emoji", emoji=one) for one in emoji)
        old, self.room.reactions[place] = self.room.reactions.get(place, ()), new
        if self.room.chat.type == "private" or self.room.bot == "administrator":
            self._world.announce(
                message_reaction=MessageReactionUpdated(
                    chat=self.room.chat,
                    message_id=post.id,
                    user=self.user,
                    date=self._world.now(),
                    old_reaction=old,
                    new_reaction=new,
                )
            )

    async def says(self, text: str, *, reply_to: Post | None = None, quote: str | None = None) -> Post:
        """Write a message (commands, mentions and links in it are found as Telegram finds them)."""
        _check_typed(text)
        draft = writing.draft(self._world, self.room, self.topic, reply_to, quote)
        return self._write(msgspec.structs.replace(draft, text=text, entities=found(text)))

    async def follows(self, link: str) -> Post:
        """Open a link into the bot, which sends /start with what the link says."""
        address, _, payload = link.partition("?start=")
        if address != f"https://t.me/{self._world.me.username}" or self.room.chat.type != "private":
            raise ValueError(f"{link} does not lead from here into the bot")
        return await self.says(f"/start {payload}")

    async def edits(self, post: Post, text: str) -> Post:
        """Change one's own message."""
        _check_typed(text)
        edited = msgspec.structs.replace(
            self.room.messages[post.id], text=text, entities=found(text), edit_date=self._world.now()
        )
        self.room.put(edited)
        if bot_sees(self._world, self.room, edited):
            self._world.announce(edited_message=edited)
        return post_of(self.room, post.id)

    async def deletes(self, post: Post) -> None:
        """Delete a message for both sides; the bot is not told."""
        self.room.remove(post.id)

    async def sends_document(
        self, name: str, data: bytes, *, caption: str | None = None, mime: str = "text/plain"
    ) -> Post:
        """Send a file of any size."""
        document = writing.document(self._world, name, data, mime)
        return self._write(msgspec.structs.replace(self._captioned(caption), document=document))

    async def sends_photo(self, *, caption: str | None = None) -> Post:
        """Send some picture."""
        return self._write(
            msgspec.structs.replace(self._captioned(caption), photo=writing.photo(self._world))
        )

    async def sends_album(self, number: int, *, caption: str | None = None) -> None:
        """Send some pictures at once, the first with the caption, as Telegram does: each is a message."""
        draft, group = self._captioned(None), len(self.room.messages)
        for place in range(number):
            content = draft if place else self._captioned(caption)
            album = {"media_group_id": f"album {group}", "photo": writing.photo(self._world)}
            self._write(msgspec.structs.replace(content, **album))

    async def forwards(self, text: str, *, of: Chat | User) -> Post:
        """Send on what a channel published, or what somebody wrote."""
        draft = self._captioned(None)
        origin = (
            MessageOriginChannel(date=draft.date, chat=of, message_id=5)
            if isinstance(of, Chat)
            else MessageOriginUser(date=draft.date, sender_user=of)
        )
        return self._write(
            msgspec.structs.replace(draft, text=text, entities=found(text), forward_origin=origin)
        )

    async def sends_voice(self, seconds: int = 3) -> Post:
        """Send a voice message."""
        return self._write(
            msgspec.structs.replace(self._captioned(None), voice=writing.voice(self._world, seconds))
        )

    async def sends_sticker(self, emoji: str = "👍") -> Post:
        """Send a sticker."""
        sticker = writing.sticker(self._world, emoji)
        return self._write(msgspec.structs.replace(self._captioned(None), sticker=sticker))

    async def presses(self, button: Button) -> Press:
        """Press a callback button, which must still stand where it stood."""
        if button.data is None:
            raise ValueError(f"«{button.text}» is not a button that the bot hears of")
        now = post_of(self.room, button.post.id)
        if button.data not in [other.data for other in now.buttons]:
            raise AssertionError(
                f"«{button.text}» is no longer there: {[other.text for other in now.buttons]}"
            )
        return await self.forges(button.post, button.data)

    async def forges(self, post: Post, data: str) -> Press:
        """Send any callback data as if a button under `post` had it, as a modified client can."""
        return Press(inline.press(self._world, self.room, self.user, post.id, data), self._watch)

    async def types_inline(self, query: str, *, offset: str = "") -> Typing:
        """Type `@bot query` into the message field of this chat."""
        return Typing(inline.ask(self._world, self.room, self.user, query, offset), self._watch)

    async def picks(self, result: Result) -> Post:
        """Send one of the offered inline results into this chat."""
        draft = writing.draft(self._world, self.room, self.topic, None)
        post = self._write(inline.content(self._world, draft, result))
        inline.note_choice(self._world, self.room, self.user, post.id, result)
        return post

    async def blocks_bot(self) -> None:
        """Stop and block the bot in the private chat."""
        self._turns("blocked", "member", "kicked")

    async def unblocks_bot(self) -> None:
        """Take the bot back."""
        self._turns("member", "kicked", "member")

    async def hears(self, within: float = PATIENCE) -> Post:
        """Return the bot's next message here not heard yet; raises SilenceError after `within` seconds."""
        wanted = f"a message for {self.user.first_name}"
        message_id = await self._watch.room(self.room, self._next, wanted, within)
        self._heard = message_id
        return post_of(self.room, message_id)

    async def hears_nothing(self, within: float = 0.3) -> None:
        """Raise AssertionError if the bot writes here within that time."""
        try:
            post = await self.hears(within)
        except SilenceError:
            return
        raise AssertionError(f"{self.user.first_name} wanted silence but heard: {post.text}")

    async def asks_until(self, said: str, words: str, within: float = PATIENCE) -> Post:
        """Say it again and again until the bot replies with `words`: what it does by itself takes its time."""
        async with asyncio.timeout(within):
            while True:
                await self.says(said)
                heard = await self.hears(within)
                if words in heard.text:
                    return heard

    async def sees_change(self, post: Post, words: str = "", within: float = PATIENCE) -> Post:
        """Return `post` as it stands after a later edit that leaves `words` in it."""

        def look() -> Post | None:
            now = post_of(self.room, post.id)
            return now if now.version > post.version and words in now.text else None

        return await self._watch.room(
            self.room, look, f"an edit of «{post.text[:60]}» with «{words}»", within
        )

    async def sees_gone(self, post: Post, within: float = PATIENCE) -> None:
        """Wait until `post` is deleted."""
        wanted = f"«{post.text[:60]}» to be deleted"
        await self._watch.room(self.room, lambda: post.id in self.room.deleted or None, wanted, within)

    async def sees_action(self, action: str = "typing", within: float = PATIENCE) -> None:
        """Wait until the bot has shown that chat action here."""
        await self._watch.room(self.room, lambda: action in self.room.actions or None, f"«{action}»", within)

    def chat(self) -> list[Post]:
        """Return all messages of this chat as they stand now."""
        return posts_of(self.room)

    def commands(self) -> dict[str, str]:
        """Return the command menu this person sees here: names and descriptions."""
        viewer = Viewer(
            user_id=self.user.id,
            chat_id=self.room.chat.id,
            private=self.room.chat.type == "private",
            admin=self.room.members.get(self.user.id) in {"administrator", "creator"},
            language=self.user.language_code or "",
        )
        return {c.command: c.description for c in self._world.commands.seen_by(viewer)}

    def _write(self, content: Message) -> Post:
        if self.room.bot == "unstarted":
            self.room.bot = "member"
        if self.room.chat.is_direct_messages:
            topic = DirectMessagesTopic(topic_id=self.user.id, user=self.user)
            content = msgspec.structs.replace(content, direct_messages_topic=topic)
        message = writing.write(self._world, self.room, self.face or self.user, content)
        return post_of(self.room, message.message_id)

    def _captioned(self, caption: str | None) -> Message:
        draft = writing.draft(self._world, self.room, self.topic, None)
        return msgspec.structs.replace(draft, caption=caption, caption_entities=found(caption or ""))

    def _turns(self, bot: str, before: str, after: str) -> None:
        self.room.bot = bot
        me = self._world.me
        change = ChatMemberUpdated(
            chat=self.room.chat,
            from_=self.user,
            date=self._world.now(),
            old_chat_member=member(me, before),
            new_chat_member=member(me, after),
        )
        self._world.announce(my_chat_member=change)

    def _next(self) -> int | None:
        return next((number for number in self.room.messages if self._is_news(number)), None)

    def _is_news(self, number: int) -> bool:
        message = self.room.messages[number]
        topics = self.room.chat.is_forum or self.topic is not None
        elsewhere = topics and message.message_thread_id != self.topic
        if direct := message.direct_messages_topic:
            elsewhere = direct.topic_id != self.user.id
        return number > self._heard and is_by_bot(message, self._world) and not elsewhere


def _check_typed(text: str) -> None:
    if not 1 <= units(text) <= 4096:
        raise ValueError("no client sends a text of that length in one message")
