"""A web server on loopback that behaves as badly as a test asks it to, and the resolver that leads to it."""

from __future__ import annotations

from tests.support.web.pages import Broken, Dripping, Endless, Page, Silent
from tests.support.web.server import Seen, WebServer

__all__ = ["Broken", "Dripping", "Endless", "Page", "Seen", "Silent", "WebServer"]
