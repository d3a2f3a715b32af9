"""Buttons under messages, checked."""

from __future__ import annotations

import msgspec

from tests.support.botapi.objects.errors import breach
from tests.support.botapi.objects.schema import (
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    ReplyKeyboardRemove,
)
from tests.support.botapi.text.measuring import units

BUTTON_LIMIT = 100
ROW_LIMIT = 8
CALLBACK_BYTES = 64
COPY_LIMIT = 256

_KINDS: dict[str, type[InlineKeyboardMarkup | ForceReply | ReplyKeyboardRemove]] = {
    "inline_keyboard": InlineKeyboardMarkup,
    "force_reply": ForceReply,
    "remove_keyboard": ReplyKeyboardRemove,
}


def read(raw: str | None, *, private: bool = True) -> InlineKeyboardMarkup | None:
    """Return the inline keyboard in a reply_markup parameter; other kinds of markup are checked but not shown."""
    if not raw:
        return None
    try:
        table = msgspec.json.decode(raw, type=dict[str, msgspec.Raw])
        kind = next((kind for key, kind in _KINDS.items() if key in table), None)
        if kind is None:
            raise breach("object expected as reply markup")
        markup = msgspec.json.decode(raw, type=kind)
    except msgspec.MsgspecError as error:
        raise breach(f"can't parse reply keyboard markup JSON object: {error}") from error
    return checked(markup, private=private) if isinstance(markup, InlineKeyboardMarkup) else None


def checked(markup: InlineKeyboardMarkup | None, *, private: bool = False) -> InlineKeyboardMarkup | None:
    """Return `markup` itself when every row and button of it is sound, None when it has no button."""
    rows = markup.inline_keyboard if markup else ()
    buttons = [button for row in rows for button in row]
    if len(buttons) > BUTTON_LIMIT or any(len(row) > ROW_LIMIT for row in rows):
        raise breach("REPLY_MARKUP_TOO_LONG")
    if not all(rows):
        raise breach("can't parse inline keyboard: a row is empty")
    for button in buttons:
        _check(button)
        if button.web_app is not None:
            _check_web_app(button.web_app.url, private=private)
    return markup if buttons else None


def _check(button: InlineKeyboardButton) -> None:
    if not button.text.strip():
        raise breach("can't parse inline keyboard button: text must be non-empty")
    if button.style not in {None, "primary", "success", "danger"}:
        raise breach("can't parse inline keyboard button: unsupported style")
    named = (name for name in button.__struct_fields__ if name not in {"text", "style"})
    actions = [name for name in named if getattr(button, name) is not None]
    if not actions:
        raise breach("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise breach(
            f"can't parse inline keyboard button: exactly one action expected, found {', '.join(actions)}"
        )
    _check_action(button)


def _check_web_app(url: str, *, private: bool) -> None:
    if not private:
        raise breach("BUTTON_TYPE_INVALID")
    if not url.startswith("https://"):
        raise breach(f"inline keyboard button Web App URL '{url}' is invalid: Only HTTPS links are allowed")


def _check_action(button: InlineKeyboardButton) -> None:
    data, copied = button.callback_data, button.copy_text
    chosen = button.switch_inline_query_chosen_chat
    if chosen is not None and not (
        chosen.allow_user_chats
        or chosen.allow_bot_chats
        or chosen.allow_group_chats
        or chosen.allow_channel_chats
    ):
        raise breach("at least one chat type must be allowed")
    if data is not None and not 1 <= len(data.encode()) <= CALLBACK_BYTES:
        raise breach("BUTTON_DATA_INVALID")
    if button.url is not None and not button.url.startswith(("http://", "https://", "tg://")):
        raise breach("BUTTON_URL_INVALID")
    if copied is not None and not 1 <= units(copied.text) <= COPY_LIMIT:
        raise breach("BUTTON_COPY_TEXT_INVALID")
