"""Headless Chromium, driven by its DevTools protocol: what a reader with a phone sees, and may press."""

from __future__ import annotations

import asyncio
import base64
import itertools
import os
import re
import shutil
import tempfile
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any, Self

import aiohttp
import pytest

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

CHROMIUM = shutil.which(os.environ.get("CHROMIUM", "chromium"))
PHONE = {"width": 390, "height": 844, "deviceScaleFactor": 2, "mobile": True}
PATIENCE = 30.0
needs_chromium = pytest.mark.skipif(
    CHROMIUM is None, reason="THE PAGES ARE NOT TRIED IN A BROWSER: there is no chromium on this machine"
)
_OPTIONS = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--remote-debugging-port=0")
_ENDPOINT = re.compile(rb"DevTools listening on (ws://\S+)")


class NavigatedError(Exception):
    """Raised where a page goes on to another while it is asked for something."""


class Tab:
    """One page of a browser, as large as a phone."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)
        self._session: str | None = None
        self.complaints: list[str] = []

    @classmethod
    async def opened(cls, socket: aiohttp.ClientWebSocketResponse) -> Self:
        tab = cls(socket)
        target = await tab.call("Target.createTarget", url="about:blank")
        attached = await tab.call("Target.attachToTarget", targetId=target["targetId"], flatten=True)
        tab._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Log"):
            await tab.call(f"{domain}.enable")
        await tab.call("Emulation.setDeviceMetricsOverride", **PHONE)
        return tab

    async def call(self, method: str, **parameters: object) -> dict[str, Any]:
        """Carry out a command and return its result; what the page complains of meanwhile is kept."""
        number = next(self._numbers)
        session = {"sessionId": self._session} if self._session else {}
        await self._socket.send_json({"id": number, "method": method, "params": parameters, **session})
        async with asyncio.timeout(PATIENCE):
            while True:
                said = await self._socket.receive_json()
                if said.get("method") in {"Log.entryAdded", "Runtime.exceptionThrown"}:
                    self.complaints.append(str(said["params"]))
                if said.get("id") == number:
                    if "navigated" in said.get("error", {}).get("message", ""):
                        raise NavigatedError
                    assert "error" not in said, said["error"]
                    result: dict[str, Any] = said["result"]
                    return result

    async def goes_to(self, url: str) -> None:
        """Open a page and wait until it, and what it goes on to by itself, has settled."""
        await self.call("Page.navigate", url=url)
        await self.waits_for("document.readyState === 'complete' && location.href !== 'about:blank'")

    async def evaluates(self, script: str) -> Any:
        """Return what a script of DevTools, which no policy of the page holds up, comes to."""
        found = await self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in found, found["exceptionDetails"]
        return found["result"].get("value")

    async def waits_for(self, condition: str) -> None:
        async with asyncio.timeout(PATIENCE):
            # Not a promise of the page: it would end where the page goes on to another.
            while True:
                with suppress(NavigatedError):
                    if await self.evaluates(condition):
                        return
                await asyncio.sleep(0.02)  # nothing here tells when it has come true

    async def presses(self, key: str) -> None:
        code = {"Tab": 9, "Enter": 13}[key]
        text = {"text": "\r"} if key == "Enter" else {}
        for kind in ("keyDown", "keyUp"):
            shown = text if kind == "keyDown" else {}
            await self.call(
                "Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code, **shown
            )

    async def prefers(self, scheme: str) -> None:
        """Let the reader prefer "light" or "dark"."""
        feature = {"name": "prefers-color-scheme", "value": scheme}
        await self.call("Emulation.setEmulatedMedia", features=[feature])

    async def runs_scripts(self, *, on: bool) -> None:
        await self.call("Emulation.setScriptExecutionDisabled", value=not on)

    async def picture(self) -> bytes:
        """Return what is seen, as a PNG."""
        shot = await self.call("Page.captureScreenshot", format="png")
        return base64.b64decode(shot["data"])


@asynccontextmanager
async def browsing() -> AsyncIterator[Tab]:
    """Yield a page of a browser of one's own inside."""
    assert CHROMIUM
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        browser = await asyncio.create_subprocess_exec(
            CHROMIUM, *_OPTIONS, f"--user-data-dir={folder}", stderr=asyncio.subprocess.PIPE
        )
        try:
            async with (
                aiohttp.ClientSession() as client,
                client.ws_connect(await _endpoint(browser)) as socket,
            ):
                yield await Tab.opened(socket)
        finally:
            browser.kill()
            await browser.communicate()


async def _endpoint(browser: asyncio.subprocess.Process) -> str:
    assert browser.stderr
    async with asyncio.timeout(PATIENCE):
        while line := await browser.stderr.readline():
            if found := _ENDPOINT.search(line):
                return found[1].decode()
    raise AssertionError("Chromium ended before it could be spoken to")
