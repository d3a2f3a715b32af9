"""The updates that pressing buttons and using inline mode cause."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from tests.support.botapi.objects.events import CallbackQuery, ChosenInlineResult, InlineQuery
from tests.support.botapi.state.world import PressedButton, TypedQuery
from tests.support.botapi.text.measuring import units

if TYPE_CHECKING:
    from tests.support.botapi.objects.schema import Message, User
    from tests.support.botapi.people.presses import Result
    from tests.support.botapi.state.world import Room, World


def press(world: World, room: Room, user: User, message_id: int, data: str) -> PressedButton:
    """Return a press with that data under a message; one sent inline is known to the bot by its inline id alone."""
    pressed = PressedButton(world.new_query_id(), room)
    world.pressed[pressed.id] = pressed
    place = (room.chat.id, message_id)
    inline_id = next((key for key, value in world.inline_messages.items() if value == place), None)
    query = CallbackQuery(
        id=pressed.id,
        from_=user,
        chat_instance=str(room.chat.id),
        data=data,
        message=None if inline_id else room.messages[message_id],
        inline_message_id=inline_id,
    )
    world.announce(callback_query=query)
    return pressed


def ask(world: World, room: Room, user: User, query: str, offset: str) -> TypedQuery:
    """Return an inline query typed in `room`; the bot hears of it only where BotFather has inline mode on."""
    if units(query) > 256:
        raise ValueError("clients cut inline queries to 256 characters")
    typed = TypedQuery(world.new_query_id(), query)
    world.typed[typed.id] = typed
    kind = "sender" if room.chat.id == user.id else room.chat.type
    if world.inline:
        asked = InlineQuery(id=typed.id, from_=user, query=query, offset=offset, chat_type=kind)
        world.announce(inline_query=asked)
    return typed


def content(world: World, draft: Message, result: Result) -> Message:
    """Return the message that picking `result` sends."""
    content = result.article.input_message_content
    return msgspec.structs.replace(
        draft,
        text=content.message_text,
        entities=content.entities,
        link_preview_options=content.link_preview_options,
        reply_markup=result.article.reply_markup,
        via_bot=world.me,
    )


def note_choice(world: World, room: Room, user: User, message_id: int, result: Result) -> None:
    """Tell the bot which result was taken, with an id to edit it by when it has buttons."""
    inline_id = f"inline-{message_id}" if result.article.reply_markup else None
    if inline_id:
        world.inline_messages[inline_id] = (room.chat.id, message_id)
    chosen = ChosenInlineResult(
        result_id=result.article.id, from_=user, query=result.query, inline_message_id=inline_id
    )
    world.announce(chosen_inline_result=chosen)
