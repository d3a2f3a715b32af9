"""Why an address was not fetched, as one typed error that names the rule."""

from __future__ import annotations

from enum import StrEnum

from bot.errors import BotError


class Rule(StrEnum):
    """The rules of fetching; each value is the key under which the messages word it."""

    SCHEME = "scheme"
    CREDENTIALS = "credentials"
    PORT = "port"
    ADDRESS = "address"
    UNKNOWN_HOST = "unknown_host"
    UNREACHABLE = "unreachable"
    CERTIFICATE = "certificate"
    REDIRECTS = "redirects"
    SIZE = "size"
    TIME = "time"
    ENCODING = "encoding"
    KIND = "kind"
    ROBOTS = "robots"
    STATUS = "status"
    BUSY = "busy"
    CONTENT = "content"


class Refused(BotError):
    """`url` was not fetched, or not used, because of `rule`; `reason` says it in a plain sentence.

    `wait` is for how many seconds the server asked to be left alone.
    """

    def __init__(self, url: str, rule: Rule, reason: str, wait: float | None = None) -> None:
        super().__init__(f"{url}: {reason}")
        self.url = url
        self.rule = rule
        self.reason = reason
        self.wait = wait
