"""Groups and channels, as those who run them see them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from tests.support.botapi.methods.profile import member
from tests.support.botapi.objects.events import ChatMemberUpdated
from tests.support.botapi.objects.schema import ForumTopicCreated
from tests.support.botapi.people import writing
from tests.support.botapi.people.posts import post_of, posts_of
from tests.support.botapi.state.world import Room
from tests.support.botapi.text.measuring import found

if TYPE_CHECKING:
    from tests.support.botapi.people.people import Person
    from tests.support.botapi.people.posts import Post
    from tests.support.botapi.state.world import World


class Group:
    """A supergroup with the bot in it."""

    def __init__(self, room: Room, world: World) -> None:
        self.room = room
        self._world = world

    @property
    def id(self) -> int:
        """Return the chat id, below zero."""
        return self.room.chat.id

    def chat(self) -> list[Post]:
        """Return all messages as they stand now."""
        return posts_of(self.room)

    def promotes(self, person: Person) -> None:
        """Make a person an administrator."""
        self.room.members[person.user.id] = "administrator"

    def opens_topic(self, name: str, by: Person) -> int:
        """Begin a topic of a forum; returns its message_thread_id."""
        draft = writing.draft(self._world, self.room, None, None)
        created = ForumTopicCreated(name=name, icon_color=7322096)
        message = writing.write(
            self._world, self.room, by.user, msgspec.structs.replace(draft, forum_topic_created=created)
        )
        self.room.topics[message.message_id] = name
        return message.message_id

    def forwards(self, channel: Channel, text: str) -> Post:
        """Let Telegram forward a post of the group's channel into it by itself."""
        draft = writing.draft(self._world, self.room, None, None)
        content = msgspec.structs.replace(draft, text=text, entities=found(text), is_automatic_forward=True)
        message = writing.write(self._world, self.room, channel.room.chat, content)
        return post_of(self.room, message.message_id)

    def migrates(self) -> Group:
        """Become a supergroup: another chat, with the same members; the bot is told in both, unless it is late."""
        number = -1_009_000_000_000 + self.id
        chat = msgspec.structs.replace(self.room.chat, id=number, type="supergroup")
        room = Room(chat, self.room.bot)
        room.members = self.room.members
        self._world.rooms[number] = room
        for place, change in (
            (self.room, {"migrate_to_chat_id": number}),
            (room, {"migrate_from_chat_id": self.id}),
        ):
            draft = writing.draft(self._world, place, None, None)
            writing.write(self._world, place, writing.ANONYMOUS, msgspec.structs.replace(draft, **change))
        self.room.moved_to = number
        return Group(room, self._world)

    def changes_bot(self, standing: str, by: Person) -> None:
        """Make the bot "member", "administrator", "left" or "kicked" here; it is told so."""
        before, self.room.bot = self.room.bot, standing
        change = ChatMemberUpdated(
            chat=self.room.chat,
            from_=by.user,
            date=self._world.now(),
            old_chat_member=member(self._world.me, before),
            new_chat_member=member(self._world.me, standing),
        )
        self._world.announce(my_chat_member=change)


class Channel:
    """A channel with the bot as administrator."""

    def __init__(self, room: Room, world: World) -> None:
        self.room = room
        self._world = world

    def changes_bot(self, standing: str, by: Person) -> None:
        """Make the bot "administrator", "left" or "kicked" here; it is told so."""
        Group(self.room, self._world).changes_bot(standing, by)

    async def posts(self, text: str) -> Post:
        """Publish a text in the channel's own name."""
        draft = writing.draft(self._world, self.room, None, None)
        content = msgspec.structs.replace(draft, text=text, entities=found(text))
        message = writing.write(self._world, self.room, self.room.chat, content)
        return post_of(self.room, message.message_id)

    async def edits(self, post: Post, text: str) -> Post:
        """Change what was published."""
        changes = {"text": text, "entities": found(text), "edit_date": self._world.now()}
        edited = msgspec.structs.replace(self.room.messages[post.id], **changes)
        self.room.put(edited)
        self._world.announce(edited_channel_post=edited)
        return post_of(self.room, post.id)
