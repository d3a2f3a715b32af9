"""Waiting, on a person's behalf, for what the bot does, and saying what it did instead."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from tests.support.botapi.people.posts import posts_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.botapi.objects.schema import Message
    from tests.support.botapi.state.journal import Call, Journal
    from tests.support.botapi.state.world import Room, World
    from tests.support.botapi.updates.waiting import Bell

T = TypeVar("T")

PATIENCE = 30.0
"""Seconds that a busy machine may take; what comes sooner is not waited for."""
_SHOWN_CALLS = 12
_SHOWN_MESSAGES = 12


class SilenceError(AssertionError):
    """What a test waited for did not come in time."""


class Watch:
    """Waits over one world and its journal."""

    def __init__(self, world: World, journal: Journal) -> None:
        self._world = world
        self._journal = journal

    async def room(self, room: Room, look: Callable[[], T | None], wanted: str, within: float) -> T:
        """Return what `look` finds in `room`; raises SilenceError after `within` seconds."""
        return await self.until(room.bell, look, f"{wanted} in {_name(room)}", within, room)

    async def call(self, method: str, times: int, within: float) -> Call:
        """Return the `times`-th call of `method` since the start that was carried out; raises SilenceError."""

        def look() -> Call | None:
            done = [c for c in self._journal.calls if c.method == method and c.outcome == "ok"]
            return done[times - 1] if len(done) >= times else None

        return await self.until(self._journal.bell, look, f"call {times} of {method}", within)

    async def until(
        self, bell: Bell, look: Callable[[], T | None], wanted: str, within: float, room: Room | None = None
    ) -> T:
        """Return what `look` finds after some ring of `bell`."""
        seen = await bell.until(look, within)
        if seen is None:
            raise SilenceError(f"waited {within:g} s for {wanted}\n{self.report(room)}")
        return seen

    def report(self, room: Room | None = None) -> str:
        """Return the last calls, the updates still waiting, the rules broken, and what stands in `room`."""
        calls = self._journal.calls[-_SHOWN_CALLS:]
        return "\n".join(
            [
                f"last calls of {len(self._journal.calls)}:",
                *(f"  {call}" for call in calls),
                f"updates not yet confirmed: {[p.update.kind for p in self._world.updates.pending]}",
                *(f"broken: {breach}" for breach in dict.fromkeys(self._journal.breaches)),
                *(_transcript(room) if room else ()),
            ]
        )


def _transcript(room: Room) -> list[str]:
    posts = posts_of(room)[-_SHOWN_MESSAGES:]
    return [f"messages in {_name(room)}:", *(f"  {_line(post.message)}" for post in posts)]


def _line(message: Message) -> str:
    author = message.from_.first_name if message.from_ else message.chat.title
    return f"#{message.message_id} {author}: {message.text or message.caption or '(no text)'}"


def _name(room: Room) -> str:
    return f"{room.chat.type} chat {room.chat.id} ({room.chat.title or room.chat.first_name})"
