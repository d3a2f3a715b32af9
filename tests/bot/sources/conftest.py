"""A newsroom on loopback, and what visits it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.support.web import WebServer
    from tests.support.web.newsroom import Newsroom


@pytest.fixture
def newsroom(newspaper: Newsroom) -> Newsroom:
    """The newspaper, here rather than an archive of two articles."""
    return newspaper


@pytest.fixture
def server(newspaper: Newsroom) -> WebServer:
    return newspaper.server
