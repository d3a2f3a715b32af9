"""What only the environment says: of Telegram, and of the pages; its values are checked, and never repeated."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Literal, TypeVar

from bot.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

T = TypeVar("T")

Serving = Literal["polling", "webhook"]

LEAST_KEY = 16
"""Characters of a key of the API."""
ASK_BOTFATHER = "copy the token that @BotFather gave, like 123456:ABC-DEF"
MAKE_KEYS = "give keys of at least 16 characters between commas, such as `openssl rand -hex 32` makes"
NAME_THE_ADDRESS = "give the address under which Telegram reaches this program, like https://bot.example.org"
_TOKEN = re.compile(r"^\d+:[\w-]+", re.ASCII)
_APART = re.compile(r"[\s,،;؛\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]+")
_ADDRESS = re.compile(r"https?://[^\s/]\S*")
# An address that paths can be added to: without query and fragment.
_PAGES = re.compile(r"https?://[^\s/?#\"<>\\]+(?:/[\w.~%-]+)*/?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Telegram:
    """What only the environment says; `port` serves health checks, metrics and the webhook.

    `webhook_url` is the address under which Telegram reaches that port.
    """

    token: str | None = field(default=None, repr=False)
    admins: frozenset[int] = frozenset()
    api_url: str | None = None
    port: int = 8080
    webhook_url: str | None = None


@dataclass(frozen=True, slots=True)
class PublicSite:
    """What only the environment says of the pages: the address they have for readers, and the keys of the API.

    `replica_key` opens the archive to its replicas, and is what a replica shows; without one nothing is offered.
    """

    url: str = ""
    keys: frozenset[str] = field(default=frozenset(), repr=False)
    replica_key: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class EngineSettings:
    """The nodes of an OpenSearch cluster, `ca` the file of the authority that their certificates are of.

    `alias` is what the archive is called there; empty addresses mean an archive on this machine. User and password, or
    an API key, are only taken from the environment.
    """

    url: tuple[str, ...] = ()
    alias: str = "isnad"
    ca: str = ""
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    key: str = field(default="", repr=False)

    @property
    def urls(self) -> tuple[str, ...]:
        """Return the addresses of the nodes."""
        return self.url


def telegram(environ: Mapping[str, str], problems: list[Problem]) -> Telegram:
    """Return what is said of Telegram; what is wrong joins `problems`."""
    read = partial(_read, environ, problems)
    address = partial(_matching, _ADDRESS)
    token = read("ISNAD_TELEGRAM_TOKEN", partial(_matching, _TOKEN), ASK_BOTFATHER)
    admins = read("ISNAD_ADMINS", _numbers, "list numeric Telegram ids, like 1234, 5678")
    api_url = read("ISNAD_BOT_API_URL", address, "give the server's address, like http://localhost:8081")
    port = read("PORT", _port, "give a number from 1 to 65535")
    webhook_url = read("ISNAD_WEBHOOK_URL", address, NAME_THE_ADDRESS)
    return Telegram(token, admins or frozenset(), api_url, port or 8080, webhook_url)


def site(environ: Mapping[str, str], problems: list[Problem]) -> PublicSite:
    """Return what is said of the pages; what is wrong joins `problems`."""
    read = partial(_read, environ, problems)
    address = partial(_matching, _PAGES)
    url = read("ISNAD_PUBLIC_URL", address, "give the pages' address, like https://bot.example.org")
    keys = read("ISNAD_API_KEYS", _keys, MAKE_KEYS) or frozenset()
    # Paths are added to the address.
    return PublicSite((url or "").rstrip("/"), keys, read("ISNAD_REPLICA_KEY", _key, MAKE_KEYS) or "")


def engine(given: EngineSettings, environ: Mapping[str, str]) -> EngineSettings:
    """Return what the file says; addresses of the environment go before it, and credentials are only there."""
    urls = tuple(url.strip() for url in environ.get("ISNAD_ENGINE_URL", "").split(",") if url.strip())
    return replace(
        given,
        url=urls or given.url,
        user=environ.get("ISNAD_ENGINE_USER", ""),
        password=environ.get("ISNAD_ENGINE_PASSWORD", ""),
        key=environ.get("ISNAD_ENGINE_KEY", ""),
    )


def _read(
    environ: Mapping[str, str], problems: list[Problem], name: str, parse: Callable[[str], T], remedy: str
) -> T | None:
    """Return what a variable holds; None where it is not set, or wrong, which then is among `problems`."""
    text = environ.get(name, "").strip()
    try:
        return parse(text) if text else None
    except ValueError:
        # The value is not repeated: it may be the token.
        problems.append(Problem("environment", name, "is not of the right form", remedy))
        return None


def missing(environ: Mapping[str, str], serving: Serving | None) -> list[Problem]:
    """Return what the environment has to say before Telegram can be served, and does not."""
    needed = {"ISNAD_TELEGRAM_TOKEN": ASK_BOTFATHER} if serving else {}
    if serving == "webhook":
        needed["ISNAD_WEBHOOK_URL"] = NAME_THE_ADDRESS
    return [
        Problem("environment", name, "is missing", remedy)
        for name, remedy in needed.items()
        if not environ.get(name, "").strip()
    ]


def _matching(form: re.Pattern[str], text: str) -> str:
    if not form.fullmatch(text):
        raise ValueError
    return text


def _numbers(text: str) -> frozenset[int]:
    """Return the numbers in a list; marks of direction come along where it is copied out of Arabic text."""
    return frozenset(int(number) for number in _APART.split(text) if number)


def _keys(text: str) -> frozenset[str]:
    keys = frozenset(re.split(r"[\s,]+", text.strip(", ")))
    if any(len(key) < LEAST_KEY or not key.isascii() for key in keys):
        raise ValueError
    return keys


def _key(text: str) -> str:
    [key] = _keys(text)
    return key


def _port(text: str) -> int:
    if not 1 <= int(text) <= 65535:
        raise ValueError
    return int(text)
