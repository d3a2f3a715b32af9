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

from .errors import Breach, BreachError
from .faults import ConnectionReset, HtmlPage, LostReply, Refused, Stall, TooManyRequests, Unreadable
from .people import Person
from .places import Channel, Group
from .posts import Button, Post
from .presses import Press, Result, Typing
from .render import page
from .server import BOT, TOKEN, BotApi
from .watching import SilenceError

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
