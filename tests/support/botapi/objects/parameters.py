"""The parameters of every method, as the Bot API documents them, and their reading from a request.

Parameters that this bot has no use for are left out: sending one is refused, so that it is added on purpose.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

import msgspec

from tests.support.botapi.objects.errors import breach
from tests.support.botapi.objects.schema import (
    BotCommand,
    BotCommandScope,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    LinkPreviewOptions,
    MenuButton,
    MessageEntity,
    ReplyParameters,
    Schema,
)

if TYPE_CHECKING:
    from collections.abc import Mapping


class Nothing(Schema, frozen=True):
    """A method without parameters."""


class GetUpdates(Schema, frozen=True, kw_only=True):
    offset: int = 0
    limit: int = 100
    timeout: int = 0
    allowed_updates: tuple[str, ...] | None = None


class SetWebhook(Schema, frozen=True, kw_only=True):
    url: str
    max_connections: int = 40
    allowed_updates: tuple[str, ...] | None = None
    drop_pending_updates: bool = False
    secret_token: str | None = None
    ip_address: str | None = None


class DeleteWebhook(Schema, frozen=True, kw_only=True):
    drop_pending_updates: bool = False


class Sending(Schema, frozen=True, kw_only=True):
    """What every sending method takes."""

    chat_id: int
    message_thread_id: int | None = None
    direct_messages_topic_id: int | None = None
    disable_notification: bool = False
    protect_content: bool = False
    reply_parameters: ReplyParameters | None = None
    # Kept as JSON text: which object it is depends on its keys.
    reply_markup: str | None = None


class SendMessage(Sending, frozen=True, kw_only=True):
    text: str
    parse_mode: str | None = None
    entities: tuple[MessageEntity, ...] = ()
    link_preview_options: LinkPreviewOptions | None = None


class SendFile(Sending, frozen=True, kw_only=True):
    """sendPhoto and sendDocument, besides the file itself."""

    caption: str = ""
    parse_mode: str | None = None
    caption_entities: tuple[MessageEntity, ...] = ()


class SendPhoto(SendFile, frozen=True, kw_only=True):
    photo: str
    show_caption_above_media: bool = False
    has_spoiler: bool = False


class SendDocument(SendFile, frozen=True, kw_only=True):
    document: str
    disable_content_type_detection: bool = False


class SendChatAction(Schema, frozen=True, kw_only=True):
    chat_id: int
    action: str
    message_thread_id: int | None = None


class Editing(Schema, frozen=True, kw_only=True):
    """Which message an editing method means, and its new buttons."""

    chat_id: int | None = None
    message_id: int | None = None
    inline_message_id: str | None = None
    reply_markup: str | None = None


class EditMessageText(Editing, frozen=True, kw_only=True):
    text: str
    parse_mode: str | None = None
    entities: tuple[MessageEntity, ...] = ()
    link_preview_options: LinkPreviewOptions | None = None


class DeleteMessage(Schema, frozen=True, kw_only=True):
    chat_id: int
    message_id: int


class AnswerCallbackQuery(Schema, frozen=True, kw_only=True):
    callback_query_id: str
    text: str | None = None
    show_alert: bool = False
    url: str | None = None
    cache_time: int = 0


class AnswerInlineQuery(Schema, frozen=True, kw_only=True):
    inline_query_id: str
    results: tuple[InlineQueryResultArticle, ...]
    cache_time: int = 300
    is_personal: bool = False
    next_offset: str = ""
    button: InlineQueryResultsButton | None = None


class AnswerGuestQuery(Schema, frozen=True, kw_only=True):
    guest_query_id: str
    result: InlineQueryResultArticle


class GetFile(Schema, frozen=True, kw_only=True):
    file_id: str


class Commands(Schema, frozen=True, kw_only=True):
    """getMyCommands and deleteMyCommands."""

    scope: BotCommandScope = BotCommandScope(type="default")
    language_code: str = ""


class SetMyCommands(Commands, frozen=True, kw_only=True):
    commands: tuple[BotCommand, ...]


class SetMyDescription(Schema, frozen=True, kw_only=True):
    description: str = ""
    language_code: str = ""


class SetMyShortDescription(Schema, frozen=True, kw_only=True):
    short_description: str = ""
    language_code: str = ""


class SetChatMenuButton(Schema, frozen=True, kw_only=True):
    chat_id: int | None = None
    menu_button: MenuButton = MenuButton(type="default")


class OfChat(Schema, frozen=True, kw_only=True):
    """getChat and leaveChat."""

    chat_id: int


class GetChatMember(Schema, frozen=True, kw_only=True):
    chat_id: int
    user_id: int


P = TypeVar("P", bound=Schema)


def read(kind: type[P], form: Mapping[str, str]) -> P:
    """Return the parameters in `form`, whose values are plain text or JSON; raises ApiError, a breach."""
    textual = _textual(kind)
    unknown = form.keys() - textual.keys()
    if unknown:
        raise breach(f"unknown parameter {', '.join(sorted(unknown))}")
    table = {name: value if textual[name] else _decoded(value) for name, value in form.items()}
    try:
        return msgspec.convert(table, kind, strict=False)
    except msgspec.ValidationError as error:
        raise breach(f"wrong parameters: {error}") from error


@lru_cache
def _textual(kind: type[Schema]) -> dict[str, bool]:
    """Return for each parameter whether its value is text rather than JSON."""
    return {field.encode_name: field.type in {str, str | None} for field in msgspec.structs.fields(kind)}


def _decoded(value: str) -> object:
    try:
        decoded: object = msgspec.json.decode(value)
    except msgspec.DecodeError:
        return value
    return decoded
