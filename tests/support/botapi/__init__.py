"""A strict Bot API server on loopback, and people to talk to a bot through it.

async with BotApi() as server:
    reader = server.user(7, "ليلى", language_code="ar")
    ...  # a bot polls server.base_url, or runs as a subprocess with server.url and server.token
    await reader.says("من فاز بالكأس؟")
    reply = await reader.hears()
    press = await reader.presses(reply.button("المزيد"))
    assert (await press.answer()).text is None
"""

from __future__ import annotations

from tests.support.botapi.faults import (
    ConnectionReset,
    HtmlPage,
    LostReply,
    NoResult,
    Refused,
    Stall,
    TooManyRequests,
    Unreadable,
)
from tests.support.botapi.objects.errors import Breach, BreachError
from tests.support.botapi.people.people import Person
from tests.support.botapi.people.places import Channel, Group
from tests.support.botapi.people.posts import Button, Post
from tests.support.botapi.people.presses import Press, Result, Typing
from tests.support.botapi.people.watching import SilenceError
from tests.support.botapi.render import page
from tests.support.botapi.server import BOT, TOKEN, BotApi

__all__ = [
    "BOT",
    "TOKEN",
    "BotApi",
    "Breach",
    "BreachError",
    "Button",
    "Channel",
    "ConnectionReset",
    "Group",
    "HtmlPage",
    "LostReply",
    "NoResult",
    "Person",
    "Post",
    "Press",
    "Refused",
    "Result",
    "SilenceError",
    "Stall",
    "TooManyRequests",
    "Typing",
    "Unreadable",
    "page",
]
