"""What disturbs a soak: requests of pages, slow clients, presses in a group, and hostile files; see `soak`."""

from __future__ import annotations

import asyncio
import time
from asyncio.subprocess import DEVNULL, PIPE
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import httpx

from tests.support.bombs import put
from tests.support.processes import start

if TYPE_CHECKING:
    from tests.support.botapi import BotApi, Person, Post
    from tests.support.botapi.people.posts import Button
    from tests.trust.soak.report import Load, Report

ROOT = Path(__file__).parents[3]
PATIENCE = 60.0
QUESTIONS = (
    "ما الاسم الجديد لجبهة النصرة؟",
    "كم عاصمة أوروبية طالبت بمراجعة النهج مع سوريا؟",
    "في أي سنة تدخلت روسيا عسكريا في سوريا؟",
    "ما اسم حاملة الطائرات التي سترسلها فرنسا؟",
    "من هو مؤسس شركة السفن الطائرة؟",
    "كم تبعد المجرة عن الشمس؟",
)
REQUESTS = (
    "/api/ask?q={question}",
    "/?q={question}",
    "/latest",
    "/api/articles/none",
    "/a/..%2f..%2fetc%2fpasswd",
    "/?q=%3Cscript%3Ealert(1)%3C/script%3E",
    "/api/ask?q=%00%ff{question}",
)
HARMLESS = frozenset({200, 400, 404, 503})
"""What may be answered to any request: 503 where more search at once than may."""
SLOW_CLIENTS = 8
PRESSED_SECONDS = 0.03
"""Between two presses: as fast as fingers and clients can."""


BETWEEN_LOADS = 5.0
"""Seconds in which others may load."""


class Disturbances:
    """All that disturbs one bot; what it comes to is counted in the report."""

    def __init__(self, load: Load, report: Report, server: BotApi, folder: Path) -> None:
        self.load = load
        self.report = report
        self._server = server
        self._folder = folder

    async def browse(self, site: str) -> None:
        """Ask for pages one after the other, as fast as they come, while slow clients say nothing whole."""
        place = httpx.URL(site)
        slow = [await asyncio.open_connection(place.host, place.port) for _ in range(SLOW_CLIENTS)]
        for _, writer in slow:
            writer.write(b"GET / HTTP/1.1\r\nHost: slow\r\nX: ")
        async with httpx.AsyncClient(timeout=PATIENCE) as client:
            for number in range(self.load.requests):
                question = quote(QUESTIONS[number % len(QUESTIONS)])
                path = REQUESTS[number % len(REQUESTS)].format(question=question)
                answered = await client.get(f"{site}{path}")
                assert answered.status_code in HARMLESS, (path, answered.status_code)
                assert b"<script>alert" not in answered.content
                self.report.requests[answered.status_code] += 1
        for _, writer in slow:
            writer.close()

    async def press(self) -> None:
        """Press a button of a group again and again, while other readers of the group ask one after the other."""
        group = self._server.group()
        reader = self._server.user(901).within(group)
        opening = next(button for button in (await self._replied_to(reader)).buttons if "سياق" in button.text)
        pressing = asyncio.create_task(self._press_often(reader, opening))
        while not pressing.done():
            begun, other = time.monotonic(), self._server.user(902 + len(self.report.beside_presses))
            await self._replied_to(other.within(group))
            self.report.beside_presses.append((time.monotonic() - begun) * 1000)
        await pressing

    async def _press_often(self, reader: Person, button: Button) -> None:
        for _ in range(self.load.presses):
            await reader.presses(button)
            self.report.pressed += 1
            await asyncio.sleep(PRESSED_SECONDS)

    async def _replied_to(self, reader: Person) -> Post:
        """Let somebody ask in a group; gives the reply."""
        asked = await reader.says(f"/ask@{self._server.username} {QUESTIONS[0]}")

        def reply() -> Post | None:
            for post in reader.chat():
                answered = post.message.reply_to_message
                if answered and answered.message_id == asked.id:
                    return post
            return None

        found = await reader.room.bell.until(reply, PATIENCE)
        assert found, "no reply in the group"
        return found

    async def load_bombs(self) -> None:
        """Have another process load files that would cost much, again and again until cancelled."""
        bombs = self._folder / "bombs"
        await asyncio.to_thread(put, bombs)
        while True:
            archive = self._folder / "archive.db"
            loading = await start("bot", "--archive", archive, "load", bombs, stdout=DEVNULL, stderr=PIPE)
            try:
                _, said = await loading.communicate()
            except asyncio.CancelledError:
                loading.kill()
                await loading.wait()
                raise
            assert loading.returncode == 0 and b"Traceback" not in said, said.decode()
            self.report.hostile_loads += 1
            await asyncio.sleep(BETWEEN_LOADS)
