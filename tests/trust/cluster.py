"""`make cluster`: three nodes of OpenSearch are killed, frozen, filled and started again while questions are asked.

An answer must be that of the archive on this machine, or an error that says to try again: never another, and never «not
found» for want of a node. What was acknowledged must be there at the end.
"""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.archive.library import Library
from bot.configuration import settings as configuration
from bot.configuration.environment import EngineSettings
from bot.engine.client import LONG, Engine
from bot.errors import EngineError
from bot.loading.first_use import prepare
from tests.support.corpora import article
from tests.support.serving import opensearch

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from bot.configuration.settings import Settings

QUESTIONS = (
    "متى بدأ وقف إطلاق النار؟",
    "من هو الكاتب التركي؟",
    "كم عدد القتلى؟",
    "ماذا قال وزير الخارجية؟",
    "أين هطل المطر؟",
)
RATE = 20
"""Questions a second."""
NODES = 3
ALIAS = "isnad"
MOMENTS = ("3", "6", "9", "before", "after")
"""When a bot is killed that publishes: after seconds, or before or after it moves the alias."""
CAME = 5_000
"""Articles that come while questions are asked."""

_WATERMARK = "cluster.routing.allocation.disk.watermark"
_LOOKING: dict[str, object] = {
    "cluster.routing.allocation.disk.threshold_enabled": True,
    "cluster.info.update.interval": "10s",
}
_FULL, _ROOMY = (
    _LOOKING | {f"{_WATERMARK}.{name}": part for name in ("low", "high", "flood_stage")}
    for part in ("1%", "99%")
)
"""What makes a cluster take disks of which a hundredth is used for full, and those of which it is free for roomy."""

Told = tuple[str, ...]


@dataclass
class Asking:
    """Questions asked at a rate, and how they ended."""

    expected: dict[str, Told]
    exact: bool = True
    ended: Counter[str] = field(default_factory=Counter)
    longest: float = 0.0

    async def ask(self, library: Library, question: str) -> None:
        begun = time.monotonic()
        try:
            answer = await library.ask(question)
        except EngineError:
            self.ended["try again later"] += 1
        else:
            texts = tuple(quote.text for quote in answer.quotes)
            # Where the archive changes, other quotes may join; an answer it remains.
            right = (
                texts == self.expected[question]
                if self.exact
                else bool(texts) == bool(self.expected[question])
            )
            self.ended["right" if right else "WRONG"] += 1
        self.longest = max(self.longest, time.monotonic() - begun)

    def reported(self, what: str) -> None:
        """Say how it went; exit where an answer was wrong."""
        outcome = ", ".join(f"{count} {how}" for how, count in sorted(self.ended.items()))
        sys.stdout.write(f"{what}: {outcome}; the longest took {self.longest:.1f} s\n")
        sys.stdout.flush()
        if self.ended["WRONG"] or not self.ended["right"]:
            raise SystemExit(f"{what}: failed")


@asynccontextmanager
async def asked(
    library: Library, expected: dict[str, Told], what: str, *, exact: bool = True
) -> AsyncIterator[Asking]:
    """Ask questions at the rate for as long as the body lasts."""
    asking, running = Asking(expected, exact), set[asyncio.Task[None]]()

    async def stream() -> None:
        number = 0
        while True:
            running.add(asyncio.create_task(asking.ask(library, QUESTIONS[number % len(QUESTIONS)])))
            number += 1
            await asyncio.sleep(1 / RATE)

    streaming = asyncio.create_task(stream())
    try:
        yield asking
    finally:
        streaming.cancel()
        await asyncio.gather(*running)
    asking.reported(what)


class Cluster:
    """Three nodes in a folder, and what is done to them."""

    def __init__(self, folder: Path, urls: tuple[str, ...]) -> None:
        self.folder, self.settings = folder, EngineSettings(url=urls, alias=ALIAS)

    def manager(self) -> int:
        """The number of the node that manages the cluster."""
        with Engine(self.settings) as engine:
            [found] = engine.ask("GET", "/_cat/cluster_manager?format=json")
            return int(found["node"].removeprefix("node"))

    def other(self) -> int:
        """The number of a node that does not manage the cluster."""
        return (self.manager() + 1) % NODES

    def signal(self, number: int, sign: signal.Signals) -> None:
        os.kill(opensearch.pid(self.folder, number), sign)

    async def restart(self, number: int) -> None:
        await asyncio.to_thread(opensearch.again, self.folder, number)
        await asyncio.to_thread(opensearch.green, self.folder)


async def killed(cluster: Cluster, number: int) -> None:
    """Kill a node, and start it again after some seconds."""
    cluster.signal(number, signal.SIGKILL)
    await asyncio.sleep(15)
    await cluster.restart(number)


async def frozen(cluster: Cluster, number: int) -> None:
    """Have a node stand still for some seconds."""
    cluster.signal(number, signal.SIGSTOP)
    await asyncio.sleep(20)
    cluster.signal(number, signal.SIGCONT)
    await asyncio.to_thread(opensearch.green, cluster.folder)


async def restarted(cluster: Cluster) -> None:
    """End all nodes at once and start them again."""
    for number in range(NODES):
        cluster.signal(number, signal.SIGKILL)
    for number in range(NODES):
        await asyncio.to_thread(opensearch.again, cluster.folder, number)
    await asyncio.to_thread(opensearch.green, cluster.folder)


async def full(cluster: Cluster, writer: Library) -> None:
    """Have the cluster take its disks for full, so that it makes its indexes read-only, and for empty again.

    What is refused meanwhile is an error, and published once there is room.
    """
    with Engine(cluster.settings) as engine:
        await asyncio.to_thread(engine.ask, "PUT", "/_cluster/settings", {"transient": _FULL})
        await _until(lambda: _read_only(engine))
        refused = ""
        try:
            await writer.add([article("full", "وصلت رسالة إلى القرية البعيدة.")], "news")
        except EngineError as error:
            refused = str(error)
        await asyncio.to_thread(engine.ask, "PUT", "/_cluster/settings", {"transient": _ROOMY})
        # What OpenSearch lifts by itself once it has looked again.
        await _until(lambda: not _read_only(engine))
        again = {"transient": dict.fromkeys(_FULL), "persistent": {"cluster.blocks.create_index": None}}
        await asyncio.to_thread(engine.ask, "PUT", "/_cluster/settings", again)
    if not refused:
        raise SystemExit("a full disk was not told")
    await writer.refresh()


async def _until(holds: Callable[[], bool]) -> None:
    begun = time.monotonic()
    while not await asyncio.to_thread(holds):
        if time.monotonic() - begun > 120:
            raise SystemExit("the cluster does not notice its disks")
        await asyncio.sleep(1)


def _read_only(engine: Engine) -> bool:
    """Return whether any index of the archive is read-only."""
    found = engine.ask("GET", f"/{ALIAS}-*/_settings/index.blocks.*?flat_settings=true", silence=LONG)
    return any("true" in one["settings"].values() for one in found.values())


async def came(writer: Library) -> None:
    """Have many articles come, a hundred at a time."""
    for first in range(0, CAME, 100):
        articles = [
            article(f"came-{number}", f"نزل الثلج على الجبل رقم {number}.")
            for number in range(first, first + 100)
        ]
        await writer.add(articles, "news")


def broken_off(settings: Settings, moment: str) -> None:
    """Kill a bot that publishes an archive anew: after so many seconds, or before or after the alias is moved."""
    environment = dict(os.environ) | {
        "ISNAD_ENGINE_URL": ",".join(settings.engine.urls),
        "ISNAD_SEMANTIC": "off",
    }
    command = [sys.executable, "-m", "tests.trust.cluster", "--publish", str(settings.archive), moment]
    process = subprocess.Popen(command, env=environment)
    with suppress(subprocess.TimeoutExpired):
        process.wait(float(moment) if moment.replace(".", "").isdigit() else 300)
    process.kill()
    if process.wait() != -signal.SIGKILL:
        raise SystemExit(f"a bot that was to be killed ({moment}) ended by itself with {process.returncode}")


async def publish(archive: Path, moment: str) -> None:
    """Replace most of an archive by other articles, which is published beside the one that stands."""
    ask = Engine.ask

    def dying(engine: Engine, method: str, path: str, *more: Any, **named: Any) -> Any:
        if path == "/_aliases" and moment == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        found = ask(engine, method, path, *more, **named)
        if path == "/_aliases" and moment == "after":
            os.kill(os.getpid(), signal.SIGKILL)
        return found

    Engine.ask = dying  # type: ignore[assignment, method-assign]
    settings = configuration.load(archive=archive)
    async with Library.open(settings) as library:
        articles = [
            article(f"{moment}-{number}", f"هب الغبار على السهل رقم {number} من {moment}.")
            for number in range(8_000)
        ]
        await library.add(articles, "more")


async def killed_publishing(settings: Settings, writer: Library) -> None:
    """Kill a bot at each of the moments, and have the writer publish what it had taken."""
    for moment in MOMENTS:
        await asyncio.to_thread(broken_off, settings, moment)
    await writer.refresh()


async def main(folder: Path, urls: tuple[str, ...], chosen: list[str]) -> None:
    """Do all that can go wrong, or what has one of the `chosen` words in its name."""
    cluster = Cluster(folder / "opensearch", urls)
    local = configuration.load(archive=folder / "writer" / "archive.db", environ={"ISNAD_SEMANTIC": "off"})
    remote = replace(local, engine=cluster.settings)
    reader = replace(remote, archive=folder / "reader" / "archive.db")
    async with Library.open(local) as here:
        await prepare(here)
        await here.add([article("rain", "هطل المطر على القرى الشمالية مساء السبت.")], "news")
        expected = {
            question: tuple(q.text for q in (await here.ask(question)).quotes) for question in QUESTIONS
        }
    async with Library.open(remote) as writer, Library.open(reader) as bot:
        await writer.refresh()
        await asyncio.to_thread(opensearch.green, cluster.folder)
        faults: dict[str, Callable[[], Awaitable[None]]] = {
            "nothing happens": lambda: asyncio.sleep(5),
            "a node is killed": lambda: killed(cluster, cluster.other()),
            "the manager is killed": lambda: killed(cluster, cluster.manager()),
            "a node freezes": lambda: frozen(cluster, cluster.other()),
            "the manager freezes": lambda: frozen(cluster, cluster.manager()),
            "a disk is full": lambda: full(cluster, writer),
            "all nodes are killed": lambda: restarted(cluster),
            f"{CAME:,} articles come": lambda: came(writer),
            "a bot is killed while it publishes": lambda: killed_publishing(remote, writer),
        }
        for what, fault in faults.items():
            if not chosen or any(words in what for words in chosen):
                async with asked(bot, expected, what, exact=not what.endswith(("come", "publishes"))):
                    await fault()
        held = await writer.holdings()
        edition = await bot.engine.follow() if bot.engine else None
        if edition is None or edition.state.articles != held.articles:
            raise SystemExit(
                f"{held.articles} articles were taken, the engine holds {edition and edition.state}"
            )
        sys.stdout.write(f"all {held.articles:,} articles that were acknowledged are in the engine\n")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--publish"]:
        asyncio.run(publish(Path(sys.argv[2]), sys.argv[3]))
    elif lacking := opensearch.missing():
        raise SystemExit(f"make cluster needs {', '.join(lacking)}: install a JDK 17 and Maven")
    else:
        with (
            tempfile.TemporaryDirectory() as made,
            opensearch.cluster(Path(made) / "opensearch", NODES) as addresses,
        ):
            asyncio.run(main(Path(made), addresses, sys.argv[1:]))
