"""Every method the server knows: its parameters and what carries it out."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, TypeVar

from tests.support.botapi.methods import answering, profile, sending
from tests.support.botapi.objects import parameters
from tests.support.botapi.objects.errors import ApiError
from tests.support.botapi.objects.schema import Schema

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.support.botapi.methods.sending import Upload
    from tests.support.botapi.state.world import World
    from tests.support.botapi.updates.delivery import Delivery

    Form = Mapping[str, str]
    Uploads = Mapping[str, Upload]
    Run = Callable[[Form, Uploads], object]

P = TypeVar("P", bound=Schema)


class Methods:
    """The table of methods over one world; names are matched as Telegram does, whatever their case."""

    def __init__(self, world: World, delivery: Delivery) -> None:
        self._world = world
        table = _delivery_methods(delivery) | _chat_methods(world) | _profile_methods(world)
        self._table = {name.lower(): run for name, run in table.items()}

    def doubt(self, name: str) -> None:
        """Note that a call fails in some way: whether a message arrived may be doubtful from now on."""
        self._world.in_doubt = self._world.in_doubt or name.lower() == "sendmessage"

    async def carry_out(self, name: str, form: Form, uploads: Uploads) -> object:
        """Return what the method answers; raises ApiError."""
        run = self._table.get(name.lower())
        if run is None:
            raise ApiError(404, "Not Found", breach=True)
        result = run(form, uploads)
        return await result if inspect.isawaitable(result) else result


def _delivery_methods(delivery: Delivery) -> dict[str, Run]:
    return {
        "getUpdates": _plain(parameters.GetUpdates, delivery.get_updates),
        "setWebhook": _plain(parameters.SetWebhook, delivery.set_webhook),
        "deleteWebhook": _plain(parameters.DeleteWebhook, delivery.delete_webhook),
        "getWebhookInfo": _plain(parameters.Nothing, lambda _: delivery.webhook_info()),
    }


def _chat_methods(world: World) -> dict[str, Run]:
    return {
        "sendMessage": _plain(parameters.SendMessage, lambda p: sending.send_message(world, p)),
        "sendPhoto": _uploading(parameters.SendPhoto, lambda p, files: sending.send_photo(world, p, files)),
        "sendDocument": _uploading(
            parameters.SendDocument, lambda p, files: sending.send_document(world, p, files)
        ),
        "sendChatAction": _plain(parameters.SendChatAction, lambda p: sending.send_chat_action(world, p)),
        "editMessageText": _plain(parameters.EditMessageText, lambda p: sending.edit_message_text(world, p)),
        "editMessageReplyMarkup": _plain(
            parameters.Editing, lambda p: sending.edit_message_reply_markup(world, p)
        ),
        "deleteMessage": _plain(parameters.DeleteMessage, lambda p: sending.delete_message(world, p)),
        "answerCallbackQuery": _plain(
            parameters.AnswerCallbackQuery, lambda p: answering.answer_callback_query(world, p)
        ),
        "answerInlineQuery": _plain(
            parameters.AnswerInlineQuery, lambda p: answering.answer_inline_query(world, p)
        ),
        "answerGuestQuery": _plain(
            parameters.AnswerGuestQuery, lambda p: answering.answer_guest_query(world, p)
        ),
        "getFile": _plain(parameters.GetFile, lambda p: world.files.describe(p.file_id)),
    }


def _profile_methods(world: World) -> dict[str, Run]:
    return {
        "getMe": _plain(parameters.Nothing, lambda _: profile.get_me(world)),
        "setMyCommands": _plain(parameters.SetMyCommands, lambda p: profile.set_my_commands(world, p)),
        "getMyCommands": _plain(parameters.Commands, lambda p: profile.get_my_commands(world, p)),
        "deleteMyCommands": _plain(parameters.Commands, lambda p: profile.delete_my_commands(world, p)),
        "setMyDescription": _plain(
            parameters.SetMyDescription, lambda p: profile.set_my_description(world, p)
        ),
        "setMyShortDescription": _plain(
            parameters.SetMyShortDescription, lambda p: profile.set_my_short_description(world, p)
        ),
        "setChatMenuButton": _plain(
            parameters.SetChatMenuButton, lambda p: profile.set_chat_menu_button(world, p)
        ),
        "getChat": _plain(parameters.OfChat, lambda p: profile.get_chat(world, p)),
        "getChatMember": _plain(parameters.GetChatMember, lambda p: profile.get_chat_member(world, p)),
        "leaveChat": _plain(parameters.OfChat, lambda p: profile.leave_chat(world, p)),
    }


def _plain(kind: type[P], run: Callable[[P], object]) -> Run:
    return lambda form, _: run(parameters.read(kind, form))


def _uploading(kind: type[P], run: Callable[[P, Uploads], object]) -> Run:
    return lambda form, uploads: run(parameters.read(kind, form), uploads)
