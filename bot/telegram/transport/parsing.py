"""What Telegram says, read so that nothing it may ever say stops the bot.

python-telegram-bot reads the updates of one poll all or none, and writes those that it cannot read into the log.
"""

from __future__ import annotations

import json
import logging
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from telegram import Update
from telegram.error import NetworkError
from telegram.request import HTTPXRequest

from bot.telegram.transport.chat_order import lane

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from telegram import Bot

_log = logging.getLogger(__name__)

LARGEST_NUMBER = 2**63 - 1
KNOWN_REFUSALS = {401, 403, 404, 408, 409, 429}
"""Refusals (4xx) that have meanings of their own, besides 400."""
SPOKEN = ("message", "edited_message", "guest_message")
NOT_AN_ANSWER = "what came is no answer of Telegram's"
_MESSAGE = {"message_id": int, "date": int, "chat": dict, "from": dict, "text": str}
_CHAT = {"id": int, "type": str}
_SENDER = {"id": int, "is_bot": bool, "first_name": str}
_NAMES = {"title", "username", "first_name", "last_name", "language_code"}
_LATEST = 2**32  # seconds; what no calendar has cannot be read


class CheckedRequest(HTTPXRequest):
    """PTB's connections, which take a page that is no answer for what it is: a failure of the network."""

    async def do_request(self, url: str, method: str, *args: Any, **kwargs: Any) -> tuple[int, bytes]:  # noqa: ANN401
        """Return status and body; what is refused for good, as a file too large (413), is refused as PTB expects it."""
        return as_expected(method, *await super().do_request(url, method, *args, **kwargs))

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Return the answer; raises NetworkError when it is none."""
        try:
            answer = json.loads(payload.decode(errors="replace"))
        except (ValueError, RecursionError):
            raise NetworkError(NOT_AN_ANSWER) from None
        if not isinstance(answer, dict) or not answer.keys() & {"result", "error_code"}:
            raise NetworkError(NOT_AN_ANSWER)
        return answer


def as_expected(method: str, code: int, payload: bytes) -> tuple[int, bytes]:
    """Return status and body of an answer, every refusal for good as PTB expects one, and what is none as a failure.

    Files come by GET, answers by POST.
    """
    if method == "POST" and code < HTTPStatus.MULTIPLE_CHOICES and b'"result"' not in payload:
        return HTTPStatus.BAD_GATEWAY, payload
    if code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE or (400 < code < 500 and code not in KNOWN_REFUSALS):
        # A gateway may say so in its own words.
        refused = {"ok": False, "error_code": code, "description": HTTPStatus(code).phrase}
        return HTTPStatus.BAD_REQUEST, json.dumps(refused).encode()
    return code, payload


def polled(payload: bytes) -> dict[str, Any]:
    """Return an answer to getUpdates, in which unreadable updates are but a number.

    So one that cannot be read keeps no other from arriving. Raises NetworkError when it is no answer.
    """
    answer = CheckedRequest.parse_json_payload(payload)
    if "result" not in answer:
        return answer
    said = answer["result"]
    if not isinstance(said, list):
        raise NetworkError(NOT_AN_ANSWER)
    numbered = [(one, number) for one in said if (number := _number(one)) is not None]
    if said and not numbered:
        raise NetworkError("updates came, and none of them has a number")
    read = [
        _attributed(one) if _is_plain(one) or _read(one, None) else {"update_id": number}
        for one, number in numbered
    ]
    return answer | {"result": read}


def update_of(said: object, bot: Bot | None = None) -> Update | None:
    """Return the update in some JSON: nothing but its number when it cannot be read, None without a number."""
    number = _number(said)
    if number is None:
        return None
    update = _read(_attributed(said), bot) or Update(number)
    update.set_bot(bot)
    return update


def _attributed(said: object) -> object:
    """Return an update in which who speaks in a chat's name, as an anonymous admin or a channel, is that chat.

    Telegram puts one bot of its own in the place of all of them.
    """
    for kind in SPOKEN:
        message = said.get(kind) if isinstance(said, dict) else None
        chat = message.get("sender_chat") if isinstance(message, dict) else None
        if isinstance(chat, dict) and isinstance(chat.get("id"), int):
            speaker = {"id": chat["id"], "is_bot": False, "first_name": str(chat.get("title", ""))}
            return said | {kind: message | {"from": speaker}}  # type: ignore[operator]
    return said


def _number(said: object) -> int | None:
    number = said.get("update_id") if isinstance(said, dict) else None
    return number if isinstance(number, int) and 0 <= number <= LARGEST_NUMBER else None


def _is_plain(said: Any) -> bool:  # noqa: ANN401
    """Return whether an update is what most are, a message of text and nothing else, which can be read for certain.

    PTB reads all updates again, which takes a tenth of the time that an answer takes.
    """
    message = said.get("message")
    if said.keys() != {"update_id", "message"} or not _has(message, _MESSAGE):
        return False
    sender, chat = message["from"], message["chat"]
    return 0 <= message["date"] < _LATEST and _has(chat, _CHAT, _NAMES) and _has(sender, _SENDER, _NAMES)


def _has(said: Any, kinds: Mapping[str, type], names: Collection[str] = ()) -> bool:  # noqa: ANN401
    """Return whether an object has values of these kinds, and none beside them but names."""
    return (
        isinstance(said, dict)
        and all(type(said.get(name)) is kind for name, kind in kinds.items())
        and all(name in kinds or (name in names and type(value) is str) for name, value in said.items())
    )


def _read(said: Any, bot: Bot | None) -> Update | None:  # noqa: ANN401
    """Return the update, if all that is done with any update can be done with it."""
    try:
        update = Update.de_json(said, bot)
        update.to_json()
        hash(lane(update))
    except Exception as error:  # noqa: BLE001  # whatever PTB makes of what nobody foresaw
        kind = next((name for name in said if name != "update_id"), "empty")
        _log.error(
            "update %d, %.40s, cannot be read and is passed over: %s",
            _number(said),
            kind,
            type(error).__name__,
        )
        return None
    return update
