"""A newsroom on loopback, and what visits it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.web import WebServer
from support.web.newsroom import Newsroom

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@pytest.fixture
async def server() -> AsyncIterator[WebServer]:
    async with WebServer() as server:
        yield server


@pytest.fixture
def newsroom(server: WebServer) -> Newsroom:
    return Newsroom(server)
