"""The methods that write into a chat: sending, editing, deleting."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from tests.support.botapi.methods import keyboards
from tests.support.botapi.methods.images import photo_size
from tests.support.botapi.objects.errors import bad_request, breach
from tests.support.botapi.objects.schema import (
    DirectMessagesTopic,
    Document,
    Message,
    PhotoSize,
    ReplyParameters,
    TextQuote,
)
from tests.support.botapi.state.world import Room, World, with_buttons
from tests.support.botapi.text import formatting
from tests.support.botapi.text.measuring import units

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.support.botapi.objects.parameters import (
        DeleteMessage,
        Editing,
        EditMessageText,
        SendChatAction,
        SendDocument,
        SendFile,
        Sending,
        SendMessage,
        SendPhoto,
    )
    from tests.support.botapi.state.files import StoredFile

QUOTE_LIMIT = 1024
_ACTIONS = {
    "typing",
    "upload_photo",
    "upload_document",
    "upload_voice",
    "record_voice",
    "choose_sticker",
    "find_location",
}
_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a "
    "current content and reply markup of the message"
)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file in a multipart request."""

    name: str
    mime: str
    data: bytes


def send_message(world: World, p: SendMessage) -> Message:
    """Send a text."""
    draft = _draft(world, p)
    formatted = formatting.message(p.text, p.parse_mode, p.entities)
    return _post(
        world,
        msgspec.structs.replace(
            draft,
            text=formatted.text,
            entities=formatted.entities,
            link_preview_options=p.link_preview_options,
        ),
    )


def send_document(world: World, p: SendDocument, uploads: Mapping[str, Upload]) -> Message:
    """Send a file, uploaded or known by its file_id."""
    draft = _captioned(_draft(world, p), p)
    stored = _file(world, p.document, uploads)
    document = Document(
        file_id=stored.id,
        file_unique_id=stored.unique_id,
        file_name=stored.name,
        mime_type=stored.mime,
        file_size=len(stored.data),
    )
    return _post(world, msgspec.structs.replace(draft, document=document))


def send_photo(world: World, p: SendPhoto, uploads: Mapping[str, Upload]) -> Message:
    """Send a picture, uploaded or known by its file_id."""
    draft = _captioned(_draft(world, p), p)
    stored = _file(world, p.photo, uploads)
    size = photo_size(stored.data)
    photo = PhotoSize(
        file_id=stored.id,
        file_unique_id=stored.unique_id,
        width=size.width,
        height=size.height,
        file_size=len(stored.data),
    )
    return _post(world, msgspec.structs.replace(draft, photo=(photo,)))


def send_chat_action(world: World, p: SendChatAction) -> bool:
    """Show that the bot is typing or the like."""
    room = world.room(p.chat_id)
    room.check_open()
    _check_topic(room, p.message_thread_id)
    if p.action not in _ACTIONS:
        raise breach("wrong parameter action in request")
    room.actions.append(p.action)
    room.bell.ring()
    return True


def edit_message_text(world: World, p: EditMessageText) -> Message | bool:
    """Replace a message's text and buttons; True for a message sent inline."""
    room, message = _editable(world, p)
    if message.text is None:
        raise breach("there is no text in the message to edit")
    formatted = formatting.message(p.text, p.parse_mode, p.entities)
    edited = msgspec.structs.replace(
        message,
        text=formatted.text,
        entities=formatted.entities,
        link_preview_options=p.link_preview_options,
        reply_markup=keyboards.read(p.reply_markup, private=room.chat.type == "private"),
    )
    return _revise(world, room, edited, inline=p.inline_message_id is not None)


def edit_message_reply_markup(world: World, p: Editing) -> Message | bool:
    """Replace only a message's buttons."""
    room, message = _editable(world, p)
    edited = with_buttons(message, keyboards.read(p.reply_markup, private=room.chat.type == "private"))
    return _revise(world, room, edited, inline=p.inline_message_id is not None)


def delete_message(world: World, p: DeleteMessage) -> bool:
    """Delete the bot's own message, or anyone's in a private chat or where the bot is an administrator."""
    room = world.room(p.chat_id)
    room.check_open()
    message = room.find(p.message_id, "delete")
    own = message.from_ is not None and message.from_.id == world.me.id
    if not own and room.chat.type != "private" and room.bot != "administrator":
        raise breach("message can't be deleted")
    room.remove(p.message_id)
    return True


def _draft(world: World, p: Sending) -> Message:
    room = world.room(p.chat_id)
    room.check_open()
    _check_topic(room, p.message_thread_id)
    topic = _direct_messages_topic(world, room, p.direct_messages_topic_id)
    replied = _replied(room, p.reply_parameters)
    thread = p.message_thread_id or (replied.message_thread_id if replied and room.chat.is_forum else None)
    return Message(
        message_id=0,
        date=world.now(),
        chat=room.chat,
        from_=world.me,
        message_thread_id=thread,
        is_topic_message=True if thread else None,
        direct_messages_topic=topic,
        reply_to_message=replied and msgspec.structs.replace(replied, reply_to_message=None),
        quote=_quote(replied, p.reply_parameters),
        reply_markup=keyboards.read(p.reply_markup, private=room.chat.type == "private"),
    )


def _post(world: World, draft: Message) -> Message:
    """Number a complete draft and show it: nothing is shown of a call that is refused."""
    message = msgspec.structs.replace(draft, message_id=world.new_message_id(draft.chat))
    world.room(message.chat.id).put(message)
    return message


def _captioned(draft: Message, p: SendFile) -> Message:
    formatted = formatting.caption(p.caption, p.parse_mode, p.caption_entities)
    return msgspec.structs.replace(draft, caption=formatted.text or None, caption_entities=formatted.entities)


def _check_topic(room: Room, thread: int | None) -> None:
    if thread is not None and thread not in room.topics:
        raise breach("message thread not found")


def _direct_messages_topic(world: World, room: Room, topic: int | None) -> DirectMessagesTopic | None:
    if bool(room.chat.is_direct_messages) != (topic is not None):
        raise breach("direct_messages_topic_id is for direct messages of a channel, and required there")
    if topic is None:
        return None
    if topic not in world.users:
        raise breach("direct messages topic not found")
    return DirectMessagesTopic(topic_id=topic, user=world.users[topic])


def _replied(room: Room, reply: ReplyParameters | None) -> Message | None:
    if reply is None:
        return None
    if reply.chat_id not in {None, room.chat.id}:
        raise breach("replies across chats are not for this bot")
    if reply.message_id not in room.messages and reply.allow_sending_without_reply:
        return None
    return room.find(reply.message_id, "be replied")


def _quote(replied: Message | None, reply: ReplyParameters | None) -> TextQuote | None:
    if replied is None or reply is None or reply.quote is None:
        return None
    quote = formatting.message(reply.quote, reply.quote_parse_mode, reply.quote_entities).text
    source = replied.text or replied.caption or ""
    if quote not in source or units(quote) > QUOTE_LIMIT:
        error = bad_request if replied.edit_date else breach
        raise error("QUOTE_TEXT_INVALID")
    return TextQuote(text=quote, position=units(source[: source.index(quote)]), is_manual=True)


def _file(world: World, reference: str, uploads: Mapping[str, Upload]) -> StoredFile:
    if not reference.startswith("attach://"):
        return world.files.by_id(reference)
    upload = uploads.get(reference.removeprefix("attach://"))
    if upload is None:
        raise breach(f"there is no file {reference} in the request")
    return world.files.keep(upload.name, upload.mime, upload.data)


def _editable(world: World, p: Editing) -> tuple[Room, Message]:
    chat_id, message_id = p.chat_id, p.message_id
    if p.inline_message_id is not None:
        if p.inline_message_id not in world.inline_messages:
            raise breach("MESSAGE_ID_INVALID")
        chat_id, message_id = world.inline_messages[p.inline_message_id]
    if chat_id is None or message_id is None:
        raise breach("message identifier is not specified")
    room = world.room(chat_id)
    message = room.find(message_id, "edit", looking=world.in_doubt)
    author = message.via_bot or message.from_
    if author is None or author.id != world.me.id:
        raise (bad_request if world.in_doubt else breach)("message can't be edited")
    if p.inline_message_id is None:
        room.check_open()
    return room, message


def _revise(world: World, room: Room, edited: Message, *, inline: bool) -> Message | bool:
    current = room.messages[edited.message_id]
    if edited == current:
        raise (bad_request if world.in_doubt else breach)(_NOT_MODIFIED)
    # Telegram sets no edit date when only buttons change.
    if (edited.text, edited.entities) != (current.text, current.entities):
        edited = msgspec.structs.replace(edited, edit_date=world.now())
    room.put(edited)
    return True if inline else edited
