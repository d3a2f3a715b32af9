"""What the server refuses, and whether the bot is to blame for it.

A *breach* is a call that a correct bot never makes; any other refusal is the world's doing (a reader blocked
the bot, a message was deleted, a second process polls).
"""

from __future__ import annotations

from dataclasses import dataclass


class ApiError(Exception):
    """A Bot API error answer: an HTTP status, Telegram's words, and whether it is the bot's fault."""

    def __init__(
        self,
        code: int,
        description: str,
        *,
        breach: bool,
        retry_after: int | None = None,
        moved_to: int | None = None,
    ) -> None:
        super().__init__(f"{code} {description}")
        self.code = code
        self.description = description
        self.breach = breach
        self.retry_after = retry_after
        self.moved_to = moved_to


@dataclass(frozen=True, slots=True)
class Breach:
    """One call that broke a rule of the Bot API: the method, what it was given, and what was wrong."""

    method: str
    parameters: str
    description: str

    def __str__(self) -> str:
        return f"{self.method}: {self.description}\n    {self.parameters}"


class BreachError(AssertionError):
    """The bot under test broke rules of the Bot API that the test did not expect to be broken."""


def breach(reason: str) -> ApiError:
    """Return a 400 that is the bot's fault."""
    return ApiError(400, f"Bad Request: {reason}", breach=True)


def bad_request(reason: str) -> ApiError:
    """Return a 400 that even a correct bot may meet."""
    return ApiError(400, f"Bad Request: {reason}", breach=False)


def forbidden(reason: str) -> ApiError:
    """Return a 403: the bot may not act in that chat."""
    return ApiError(403, f"Forbidden: {reason}", breach=False)


def migrated(chat_id: int) -> ApiError:
    """Return a 400: the group is a supergroup now, of that number."""
    reason = "Bad Request: group chat was upgraded to a supergroup chat"
    return ApiError(400, reason, breach=False, moved_to=chat_id)


def conflict(reason: str) -> ApiError:
    """Return a 409: two ways of fetching updates at once."""
    return ApiError(409, f"Conflict: {reason}", breach=False)
