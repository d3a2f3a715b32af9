"""The strict Bot API server for tests: start it, point a bot at it, be its readers."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Self

import msgspec
from aiohttp import web

from tests.support.botapi.faults import FaultPlan
from tests.support.botapi.http import Frontend
from tests.support.botapi.methods.table import Methods
from tests.support.botapi.objects.schema import Chat, User
from tests.support.botapi.people.people import Person
from tests.support.botapi.people.places import Channel, Group
from tests.support.botapi.people.watching import PATIENCE, Watch
from tests.support.botapi.state.journal import Journal
from tests.support.botapi.state.world import Room, World
from tests.support.botapi.updates.delivery import Delivery

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from types import TracebackType

    from tests.support.botapi.faults import Fault
    from tests.support.botapi.objects.errors import Breach
    from tests.support.botapi.objects.events import Update
    from tests.support.botapi.state.journal import Call
    from tests.support.botapi.state.world import Numbered

TOKEN = "7000000001:AAisnad-test-token-of-no-real-bot_0000000"
BOT = User(id=7_000_000_001, is_bot=True, first_name="إسناد", username="isnad_test_bot")


class BotApi:
    """One bot's Telegram on a loopback port, inside the running event loop.

    `async with BotApi() as server:` starts it and, at the end, raises BreachError for rules of the Bot API
    that the bot broke without the test expecting it. `privacy` and `inline` are BotFather's switches;
    `clock` gives Unix seconds, and messages are `numbered` as Telegram, or some other server of its API, does.
    """

    def __init__(
        self,
        token: str = TOKEN,
        *,
        me: User = BOT,
        privacy: bool = True,
        inline: bool = True,
        clock: Callable[[], float] = time.time,
        numbered: Numbered = "telegram",
    ) -> None:
        self.token = token
        self.port = 0
        self.world = World(me, privacy=privacy, inline=inline, clock=clock, numbered=numbered)
        self.journal = Journal()
        self._watch = Watch(self.world, self.journal)
        self._delivery = Delivery(self.world.updates)
        self._faults = FaultPlan()
        methods = Methods(self.world, self._delivery)
        self._frontend = Frontend(token, methods, self.world.files, self.journal, self._faults)
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        await self.comes_up()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._delivery.close()
        await self.goes_down()
        if kind is None:
            self.journal.verify()

    @property
    def url(self) -> str:
        """Return the server's root, as a self-hosted Bot API server's address is given."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def base_url(self) -> str:
        """Return what python-telegram-bot takes as `base_url`."""
        return f"{self.url}/bot"

    @property
    def base_file_url(self) -> str:
        """Return what python-telegram-bot takes as `base_file_url`."""
        return f"{self.url}/file/bot"

    @property
    def username(self) -> str:
        """Return the bot's name without @."""
        return str(self.world.me.username)

    @property
    def calls(self) -> list[Call]:
        """Return every call the bot made, in order of arrival."""
        return self.journal.calls

    @property
    def breaches(self) -> list[Breach]:
        """Return the rules broken so far that no test expected to be broken."""
        return self.journal.breaches

    def expecting_breach(self, words: str, least: int = 1) -> AbstractContextManager[None]:
        """Return a block in which the bot must break, so many times at least, a rule whose error text holds `words`."""
        return self.journal.expecting(words, least)

    def user(self, user_id: int, first_name: str = "ليلى", language_code: str | None = "ar") -> Person:
        """Return a person in the private chat with the bot, which cannot write to them before they write to it."""
        user = User(id=user_id, is_bot=False, first_name=first_name, language_code=language_code)
        self.world.users[user_id] = user
        chat = Chat(id=user_id, type="private", first_name=first_name)
        room = self.world.rooms.setdefault(user_id, Room(chat, "unstarted"))
        return Person(user, room, self.world, self._watch)

    def group(self, title: str = "غرفة الأخبار", *, forum: bool = False) -> Group:
        """Return a supergroup with the bot as a member; `forum` gives it topics."""
        return Group(self._place(title, "supergroup", "member", forum=forum), self.world)

    def small_group(self, title: str = "غرفة الأخبار") -> Group:
        """Return a group that is no supergroup yet, with the bot as a member."""
        room = Room(Chat(id=-4_001 - len(self.world.rooms), type="group", title=title), "member")
        self.world.rooms[room.chat.id] = room
        return Group(room, self.world)

    def strangers(self, title: str = "نقاش") -> Group:
        """Return a supergroup that the bot is not in."""
        return Group(self._place(title, "supergroup", "left", forum=False), self.world)

    def direct_messages(self, title: str = "قناة الأخبار") -> Group:
        """Return the direct messages of a channel whose administrator the bot is."""
        group = Group(self._place(title, "supergroup", "administrator", forum=False), self.world)
        group.room.chat = msgspec.structs.replace(group.room.chat, is_direct_messages=True)
        return group

    def channel(self, title: str = "قناة الأخبار") -> Channel:
        """Return a channel with the bot as administrator."""
        return Channel(self._place(title, "channel", "administrator"), self.world)

    def doubts(self) -> None:
        """Let the bot look for what it may have sent before it died, by edits that change nothing."""
        self.world.in_doubt = True

    def fails(self, method: str, *faults: Fault) -> None:
        """Let the next calls of `method` ("*" for any) meet `faults`, one each, in order."""
        self._faults.add(method, *faults)

    def failing(self, method: str, fault: Fault) -> AbstractContextManager[None]:
        """Return a block in which every call of `method` ("*" for any) meets `fault`."""
        return self._faults.standing(method, fault)

    def holding_updates(self) -> AbstractContextManager[list[Update]]:
        """Return a block that collects updates in a list; at its end they go out as the list then stands.

        Reverse it for updates out of order, repeat an item for a duplicate.
        """
        return self.world.updates.holding()

    def redelivers(self, update: Update) -> None:
        """Deliver an update once more, even one that the bot has confirmed."""
        self.world.updates.redeliver(update)

    async def emptied(self, *, within: float = PATIENCE) -> None:
        """Wait until the bot has confirmed, or its webhook accepted, every update; raises SilenceError."""
        queue = self.world.updates
        await self._watch.until(
            queue.departure, lambda: not queue.pending or None, "all updates to go", within
        )

    async def called(self, method: str, *, times: int = 1, within: float = PATIENCE) -> Call:
        """Wait until `method` was carried out `times` times since the start; raises SilenceError."""
        return await self._watch.call(method, times, within)

    def report(self) -> str:
        """Return the last calls, waiting updates and broken rules, for a failure's message."""
        return self._watch.report()

    async def comes_up(self) -> None:
        """Listen (again, on the same port)."""
        runner = web.AppRunner(
            self._frontend.application(), access_log=None, handler_cancellation=True, shutdown_timeout=0.01
        )
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", self.port, reuse_address=True).start()
        self.port = runner.addresses[0][1]
        self._runner = runner

    async def goes_down(self) -> None:
        """Stop listening and drop every connection; chats and updates stay."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    def _place(self, title: str, kind: str, bot: str, *, forum: bool = False) -> Room:
        chat_id = -1_002_000_000_001 - len(self.world.rooms)
        chat = Chat(id=chat_id, type=kind, title=title, is_forum=True if forum else None)
        room = Room(chat, bot)
        self.world.rooms[chat_id] = room
        return room
