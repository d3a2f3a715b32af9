"""Messages as a person in the chat sees them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.support.botapi.text.measuring import cut

if TYPE_CHECKING:
    from tests.support.botapi.objects.schema import InlineKeyboardButton, Message, MessageEntity
    from tests.support.botapi.state.world import Room, World

_QUOTES = ("blockquote", "expandable_blockquote")


@dataclass(frozen=True, slots=True)
class Button:
    """One button under a message; exactly one of `data`, `url`, `copies`, `switches`, `page` is set."""

    text: str
    post: Post
    data: str | None
    url: str | None
    copies: str | None
    switches: str | None
    page: str | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """A message as it stood when it was looked at; `version` counts its edits."""

    message: Message
    version: int

    @property
    def id(self) -> int:
        """Return the message id."""
        return self.message.message_id

    @property
    def text(self) -> str:
        """Return the plain text, or the caption."""
        return self.message.text or self.message.caption or ""

    @property
    def entities(self) -> tuple[MessageEntity, ...]:
        """Return the formatting of `text`; offsets in UTF-16 units."""
        return self.message.entities or self.message.caption_entities

    @property
    def bold(self) -> list[str]:
        """Return the texts in bold, in order."""
        return self.stretches("bold")

    @property
    def quotes(self) -> list[str]:
        """Return the texts in block quotations, foldable or not, in order."""
        return self.stretches(*_QUOTES)

    @property
    def links(self) -> dict[str, str]:
        """Return the linked texts and where they lead."""
        return {self._cut(entity): entity.url for entity in self.entities if entity.url}

    @property
    def rows(self) -> list[list[Button]]:
        """Return the buttons as they are laid out."""
        markup = self.message.reply_markup
        return [[self._button(raw) for raw in row] for row in markup.inline_keyboard] if markup else []

    @property
    def buttons(self) -> list[Button]:
        """Return all buttons in reading order."""
        return [button for row in self.rows for button in row]

    def button(self, words: str) -> Button:
        """Return the only button whose label holds `words`; raises AssertionError when there is none, or more."""
        found = [button for button in self.buttons if words in button.text]
        if len(found) != 1:
            labels = [button.text for button in self.buttons]
            raise AssertionError(
                f"{len(found)} buttons hold «{words}» among {labels} under «{self.text[:80]}»"
            )
        return found[0]

    def stretches(self, *types: str) -> list[str]:
        """Return the texts formatted as one of `types`, in order."""
        return [self._cut(entity) for entity in self.entities if entity.type in types]

    def _cut(self, entity: MessageEntity) -> str:
        return cut(self.text, entity.offset, entity.length)

    def _button(self, raw: InlineKeyboardButton) -> Button:
        switches = raw.switch_inline_query
        if switches is None:
            switches = raw.switch_inline_query_current_chat
        if switches is None and raw.switch_inline_query_chosen_chat is not None:
            switches = raw.switch_inline_query_chosen_chat.query
        copies = raw.copy_text.text if raw.copy_text else None
        page = raw.web_app.url if raw.web_app else None
        return Button(raw.text, self, raw.callback_data, raw.url, copies, switches, page)


def post_of(room: Room, message_id: int) -> Post:
    """Return the message as it stands now."""
    return Post(room.messages[message_id], room.versions[message_id])


def posts_of(room: Room) -> list[Post]:
    """Return all messages of a chat as they stand now, oldest first."""
    return [post_of(room, message_id) for message_id in sorted(room.messages)]


def is_by_bot(message: Message, world: World) -> bool:
    """Return whether the bot itself wrote `message` into the chat (not a person by way of inline mode)."""
    return message.from_ is not None and message.from_.id == world.me.id
