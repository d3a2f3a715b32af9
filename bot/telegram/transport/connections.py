"""Calls to Telegram on connections that are kept (the one importer of aiohttp).

PTB's own go through httpx, which takes three times as much of the processor's time a call; files still do, for PTB
prepares them for it.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
import msgspec
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest

from bot.telegram.transport.parsing import CheckedRequest, as_expected, polled

if TYPE_CHECKING:
    import ssl

    from telegram._utils.types import ODVInput
    from telegram.request import RequestData

FOR_FILES = 4
"""Connections that carry files."""
JSON = "application/json"
LEFT_UNREAD = frozenset({"entities", "caption_entities", "reply_markup"})
"""What nobody asks for of a message that the bot has sent, and PTB takes longest to read."""


class KeptConnections(BaseRequest):
    """So many connections at most, opened as they are needed; see PTB's BaseRequest."""

    __slots__ = ("_connections", "_files", "_session", "_timeout", "_trust")

    def __init__(
        self, connections: int, read: float, connect: float, wait: float, trust: ssl.SSLContext
    ) -> None:
        """Take seconds for an answer, for a connection to be made, and for one to be free; and whom to trust."""
        self._connections, self._trust = connections, trust
        self._timeout = aiohttp.ClientTimeout(
            total=None, connect=wait + connect, sock_connect=connect, sock_read=read
        )
        self._files = CheckedRequest(
            FOR_FILES,
            read_timeout=read,
            connect_timeout=connect,
            pool_timeout=wait,
            httpx_kwargs={"verify": trust},
        )
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        """Return how many seconds an answer may take."""
        return self._timeout.sock_read

    async def initialize(self) -> None:
        """Be ready for calls."""
        await self._files.initialize()
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=self._connections, ssl=self._trust)
            agent = {"User-Agent": self.USER_AGENT}
            self._session = aiohttp.ClientSession(
                connector=connector, headers=agent, cookie_jar=aiohttp.DummyCookieJar()
            )

    async def shutdown(self) -> None:
        """Close the connections."""
        await self._files.shutdown()
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(  # noqa: PLR0913, PLR0917  # the signature is PTB's
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Return status and body; raises TimedOut, or NetworkError with the cause, where none comes."""
        if request_data and request_data.contains_files:
            seconds = read_timeout, write_timeout, connect_timeout, pool_timeout
            return await self._files.do_request(url, method, request_data, *seconds)
        if self._session is None:
            raise RuntimeError("these connections are not initialized")
        parts = urlsplit(url)
        parameters = request_data.parameters if request_data else {}
        body = msgspec.json.encode(parameters) if parameters else None
        try:
            async with self._session.request(
                method,
                url,
                data=body,
                headers={"Content-Type": JSON} if body else None,
                allow_redirects=False,
                proxy=_proxy(parts.scheme, parts.hostname or ""),
                timeout=self._patience(read_timeout),
            ) as response:
                return as_expected(method, response.status, await response.read())
        except TimeoutError as error:
            raise TimedOut from error
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(f"{type(error).__name__}: {error}") from error

    def _patience(self, read: ODVInput[float]) -> aiohttp.ClientTimeout:
        """Return the seconds that a call may take, if it has its own for an answer."""
        if not isinstance(read, float | int):
            return self._timeout
        connect, sock_connect = self._timeout.connect, self._timeout.sock_connect
        return aiohttp.ClientTimeout(total=None, connect=connect, sock_connect=sock_connect, sock_read=read)

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Return the answer, see `LEFT_UNREAD`; raises NetworkError when it is none."""
        answer = CheckedRequest.parse_json_payload(payload)
        sent = answer.get("result")
        if isinstance(sent, dict):
            answer["result"] = {name: value for name, value in sent.items() if name not in LEFT_UNREAD}
        return answer


class PollConnections(KeptConnections):
    """The same for getUpdates."""

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Return the answer, see `polled`."""
        return polled(payload)


@cache
def _proxy(scheme: str, host: str) -> str | None:
    """Return the proxy that the environment names for a host, if it names one."""
    proxies = getproxies()
    if not proxies or proxy_bypass(host):
        return None
    return proxies.get(scheme) or proxies.get("all")
