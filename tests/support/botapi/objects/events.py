"""The Bot API's updates, and what they carry besides messages."""

from __future__ import annotations

import msgspec

from tests.support.botapi.objects.schema import Chat, Message, ReactionTypeEmoji, Schema, User


class CallbackQuery(Schema, frozen=True, kw_only=True):
    id: str
    from_: User = msgspec.field(name="from")
    chat_instance: str
    data: str
    message: Message | None = None
    inline_message_id: str | None = None


class InlineQuery(Schema, frozen=True, kw_only=True):
    id: str
    from_: User = msgspec.field(name="from")
    query: str
    # Written even when empty: Telegram always sends it.
    offset: str
    chat_type: str | None = None


class ChosenInlineResult(Schema, frozen=True, kw_only=True):
    result_id: str
    from_: User = msgspec.field(name="from")
    query: str
    inline_message_id: str | None = None


class ChatMember(Schema, frozen=True, kw_only=True):
    """Every field that the named `status` requires, and none other."""

    status: str
    user: User
    is_anonymous: bool | None = None
    can_be_edited: bool | None = None
    can_manage_chat: bool | None = None
    can_delete_messages: bool | None = None
    can_manage_video_chats: bool | None = None
    can_restrict_members: bool | None = None
    can_promote_members: bool | None = None
    can_change_info: bool | None = None
    can_invite_users: bool | None = None
    can_post_stories: bool | None = None
    can_edit_stories: bool | None = None
    can_delete_stories: bool | None = None
    until_date: int | None = None


class ChatMemberUpdated(Schema, frozen=True, kw_only=True):
    chat: Chat
    from_: User = msgspec.field(name="from")
    date: int
    old_chat_member: ChatMember
    new_chat_member: ChatMember


class MessageReactionUpdated(Schema, frozen=True, kw_only=True):
    chat: Chat
    message_id: int
    user: User
    date: int
    # Written even when empty, as Telegram does.
    old_reaction: tuple[ReactionTypeEmoji, ...]
    new_reaction: tuple[ReactionTypeEmoji, ...]


class Update(Schema, frozen=True, kw_only=True):
    """One update; exactly one field besides `update_id` is set, and `kind` names it."""

    update_id: int
    message: Message | None = None
    edited_message: Message | None = None
    channel_post: Message | None = None
    edited_channel_post: Message | None = None
    callback_query: CallbackQuery | None = None
    inline_query: InlineQuery | None = None
    chosen_inline_result: ChosenInlineResult | None = None
    my_chat_member: ChatMemberUpdated | None = None
    guest_message: Message | None = None
    message_reaction: MessageReactionUpdated | None = None

    @property
    def kind(self) -> str:
        """Return the update's type, as allowed_updates names it."""
        return next(name for name in UPDATE_KINDS if getattr(self, name) is not None)


class WebhookInfo(Schema, frozen=True, kw_only=True):
    url: str
    has_custom_certificate: bool
    pending_update_count: int
    last_error_date: int | None = None
    last_error_message: str | None = None
    max_connections: int | None = None
    allowed_updates: tuple[str, ...] = ()


UPDATE_KINDS = tuple(name for name in Update.__struct_fields__ if name != "update_id")
DEFAULT_KINDS = tuple(name for name in UPDATE_KINDS if name != "message_reaction")
"""What a bot gets that does not say what it wants."""
