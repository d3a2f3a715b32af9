"""The Bot API's lasting objects, as far as the server knows them: people, chats, messages, parts of calls.

Names and optionality follow https://core.telegram.org/bots/api#available-types; unknown fields are refused.
"""

from __future__ import annotations

import msgspec


class Schema(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """Base of every object: immutable, optional fields left out, nothing unknown let in."""


class User(Schema, frozen=True, kw_only=True):
    id: int
    is_bot: bool
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None


class Me(Schema, frozen=True, kw_only=True):
    """The bot's own `User`, with the three fields that only getMe returns."""

    id: int
    is_bot: bool
    first_name: str
    username: str
    can_join_groups: bool
    can_read_all_group_messages: bool
    supports_inline_queries: bool
    supports_guest_queries: bool


class Chat(Schema, frozen=True, kw_only=True):
    """`type` is private, group, supergroup or channel."""

    id: int
    type: str
    title: str | None = None
    username: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    is_forum: bool | None = None
    is_direct_messages: bool | None = None


class ChatFullInfo(Schema, frozen=True, kw_only=True):
    """What getChat returns: the chat with the two numbers every chat has."""

    id: int
    type: str
    accent_color_id: int
    max_reaction_count: int
    accepted_gift_types: dict[str, bool]
    title: str | None = None
    username: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    is_forum: bool | None = None


class MessageEntity(Schema, frozen=True, kw_only=True):
    """A formatted stretch of text; `offset` and `length` count UTF-16 code units."""

    type: str
    offset: int
    length: int
    url: str | None = None
    user: User | None = None
    language: str | None = None
    custom_emoji_id: str | None = None

    @property
    def end(self) -> int:
        """Return the first UTF-16 code unit after the entity."""
        return self.offset + self.length


class CopyTextButton(Schema, frozen=True):
    text: str


class SwitchInlineQueryChosenChat(Schema, frozen=True, kw_only=True):
    query: str | None = None
    allow_user_chats: bool | None = None
    allow_bot_chats: bool | None = None
    allow_group_chats: bool | None = None
    allow_channel_chats: bool | None = None


class WebAppInfo(Schema, frozen=True, kw_only=True):
    url: str


class InlineKeyboardButton(Schema, frozen=True, kw_only=True):
    text: str
    url: str | None = None
    callback_data: str | None = None
    web_app: WebAppInfo | None = None
    switch_inline_query: str | None = None
    switch_inline_query_current_chat: str | None = None
    switch_inline_query_chosen_chat: SwitchInlineQueryChosenChat | None = None
    copy_text: CopyTextButton | None = None
    style: str | None = None


class InlineKeyboardMarkup(Schema, frozen=True):
    inline_keyboard: tuple[tuple[InlineKeyboardButton, ...], ...]


class ForceReply(Schema, frozen=True, kw_only=True):
    force_reply: bool
    input_field_placeholder: str | None = None
    selective: bool | None = None


class ReplyKeyboardRemove(Schema, frozen=True, kw_only=True):
    remove_keyboard: bool
    selective: bool | None = None


class LinkPreviewOptions(Schema, frozen=True, kw_only=True):
    is_disabled: bool | None = None
    url: str | None = None
    prefer_small_media: bool | None = None
    prefer_large_media: bool | None = None
    show_above_text: bool | None = None


class ReplyParameters(Schema, frozen=True, kw_only=True):
    message_id: int
    chat_id: int | None = None
    allow_sending_without_reply: bool | None = None
    quote: str | None = None
    quote_parse_mode: str | None = None
    quote_entities: tuple[MessageEntity, ...] = ()
    quote_position: int | None = None


class TextQuote(Schema, frozen=True, kw_only=True):
    text: str
    position: int
    is_manual: bool | None = None


class PhotoSize(Schema, frozen=True, kw_only=True):
    file_id: str
    file_unique_id: str
    width: int
    height: int
    file_size: int


class Document(Schema, frozen=True, kw_only=True):
    file_id: str
    file_unique_id: str
    file_name: str
    mime_type: str
    file_size: int


class Voice(Schema, frozen=True, kw_only=True):
    file_id: str
    file_unique_id: str
    duration: int
    mime_type: str
    file_size: int


class Sticker(Schema, frozen=True, kw_only=True):
    file_id: str
    file_unique_id: str
    type: str
    width: int
    height: int
    is_animated: bool
    is_video: bool
    emoji: str


class File(Schema, frozen=True, kw_only=True):
    file_id: str
    file_unique_id: str
    file_size: int
    file_path: str


class ForumTopicCreated(Schema, frozen=True, kw_only=True):
    name: str
    icon_color: int


class DirectMessagesTopic(Schema, frozen=True, kw_only=True):
    topic_id: int
    user: User


class ReactionTypeEmoji(Schema, frozen=True, kw_only=True):
    type: str
    emoji: str


class SentGuestMessage(Schema, frozen=True, kw_only=True):
    inline_message_id: str


class MessageOriginChannel(Schema, frozen=True, kw_only=True, tag="channel", tag_field="type"):
    date: int
    chat: Chat
    message_id: int
    author_signature: str | None = None


class MessageOriginUser(Schema, frozen=True, kw_only=True, tag="user", tag_field="type"):
    date: int
    sender_user: User


class Message(Schema, frozen=True, kw_only=True):
    """A message as the Bot API shows it; `date` and `edit_date` are Unix seconds."""

    message_id: int
    date: int
    chat: Chat
    from_: User | None = msgspec.field(name="from", default=None)
    sender_chat: Chat | None = None
    message_thread_id: int | None = None
    is_topic_message: bool | None = None
    via_bot: User | None = None
    reply_to_message: Message | None = None
    quote: TextQuote | None = None
    edit_date: int | None = None
    text: str | None = None
    entities: tuple[MessageEntity, ...] = ()
    link_preview_options: LinkPreviewOptions | None = None
    caption: str | None = None
    caption_entities: tuple[MessageEntity, ...] = ()
    document: Document | None = None
    photo: tuple[PhotoSize, ...] = ()
    voice: Voice | None = None
    sticker: Sticker | None = None
    new_chat_members: tuple[User, ...] = ()
    left_chat_member: User | None = None
    forum_topic_created: ForumTopicCreated | None = None
    is_automatic_forward: bool | None = None
    forward_origin: MessageOriginChannel | MessageOriginUser | None = None
    media_group_id: str | None = None
    migrate_to_chat_id: int | None = None
    migrate_from_chat_id: int | None = None
    direct_messages_topic: DirectMessagesTopic | None = None
    guest_query_id: str | None = None
    guest_bot_caller_user: User | None = None
    reply_markup: InlineKeyboardMarkup | None = None


class BotCommand(Schema, frozen=True):
    command: str
    description: str


class BotCommandScope(Schema, frozen=True, kw_only=True):
    type: str
    chat_id: int | None = None
    user_id: int | None = None


class MenuButton(Schema, frozen=True):
    type: str


class InputTextMessageContent(Schema, frozen=True, kw_only=True):
    message_text: str
    parse_mode: str | None = None
    entities: tuple[MessageEntity, ...] = ()
    link_preview_options: LinkPreviewOptions | None = None


class InlineQueryResultArticle(Schema, frozen=True, kw_only=True):
    type: str
    id: str
    title: str
    input_message_content: InputTextMessageContent
    reply_markup: InlineKeyboardMarkup | None = None
    url: str | None = None
    description: str | None = None
    thumbnail_url: str | None = None
    thumbnail_width: int | None = None
    thumbnail_height: int | None = None


class InlineQueryResultsButton(Schema, frozen=True, kw_only=True):
    text: str
    start_parameter: str | None = None
