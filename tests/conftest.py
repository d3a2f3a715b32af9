"""What several tests need: an archive file of one's own, and settings that point to it."""

from __future__ import annotations

import asyncio
import gc
import importlib
import os
import shutil
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest
import trustme
from _pytest.runner import runtestprotocol

from bot.archive.library import Library
from bot.configuration import settings as configuration
from bot.configuration.messages import Messages, read
from bot.loading.first_use import prepare
from bot.loading.load import load
from bot.semantic import model
from retrieval.bm25.index import BM25
from tests.support.clock import Clock
from tests.support.newsroom import BRIDGE, PORT, write
from tests.support.once import made_once
from tests.support.web import WebServer
from tests.support.web.newsroom import Newsroom

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from bot.configuration.settings import Settings


# Where it is set, every worker and every process that a test starts would compile all modules again.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
# A busy machine may take its time over an example. To look for the smallest one that fails may take five minutes, so
# that is left to who asks for it: pytest --hypothesis-profile=smallest FILE.
hypothesis.settings.register_profile("smallest", deadline=None)
hypothesis.settings.register_profile(
    "unhurried",
    deadline=None,
    max_examples=50,
    phases=[
        phase
        for phase in hypothesis.Phase
        if phase not in {hypothesis.Phase.shrink, hypothesis.Phase.explain}
    ],
)
hypothesis.settings.load_profile("unhurried")


FIRST = (
    "tests/bot/engine/test_archive.py",
    "tests/bot/telegram/transport/test_rate_limiter.py",
    "tests/trust",
    "tests/e2e",
    "tests/bot/engine",
)
"""Where the files lie that are begun with: those whose tests take longest, processes that are killed among them.

The first of them starts a node of OpenSearch; the others that need it would but wait for that, all at once. Those of
the second wait for more than a minute, in which the processors do the others.
"""
TESTS = Path(__file__).parent
MEMORY, ENOUGH = Path("/dev/shm"), 4 << 30
"""Where Linux has a folder in memory, and how many bytes it has to have free."""


def pytest_configure() -> None:
    """Lay the files of tests into memory where there is room: none has to outlive the machine, and a disk is slow."""
    if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ENOUGH:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


@pytest.hookimpl(tryfirst=True)
def pytest_collection(session: pytest.Session) -> None:
    """Have each worker compile a share of the files that all of them are about to import."""
    gc.disable()  # until `pytest_collection_finish`: what is collected stays to the end
    if session.config.args == session.config.getini("testpaths") and hasattr(session.config, "workerinput"):
        worker, workers = session.config.workerinput["workerid"], session.config.workerinput["workercount"]
        for file in sorted(TESTS.rglob("test_*.py"))[int(worker.removeprefix("gw")) :: workers]:
            importlib.import_module(".".join(file.relative_to(TESTS.parent).with_suffix("").parts))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest files: one that came last would keep a single worker busy while the others are done."""

    def place(item: pytest.Item) -> int:
        return next((at for at, begun in enumerate(FIRST) if item.nodeid.startswith(begun)), len(FIRST))

    items.sort(key=place)


def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
    """Have a worker report what is shown of a test: that it passed, or each step that did not.

    Most of what workers tell the process that shows it is of settings up and down that went well. Who wants to know how
    long these took, or more of each test, is told of all.
    """
    if (
        not hasattr(item.config, "workerinput")
        or item.config.option.durations
        or item.config.option.verbose > 0
    ):
        return None
    item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    for report in runtestprotocol(item, log=False, nextitem=nextitem):
        if report.when == "call" or not report.passed:
            item.ihook.pytest_runtest_logreport(report=report)
    item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
    return True


def pytest_collection_finish() -> None:
    """Spare who looks for garbage the tests themselves, and all that they import; the little they leave may wait."""
    gc.freeze()
    gc.set_threshold(10_000, 10, 10)
    gc.enable()


WORDS_ALONE = {"ISNAD_SEMANTIC": "off"}
"""The environment of all tests but those of meaning, which takes half a second a question."""


async def stock(settings: Settings, *folders: Path) -> None:
    """Make an archive of these folders, or else of the pages that Isnad ships with, ready for questions."""
    async with Library.open(settings) as library:
        if folders:
            await load(library, folders, replace=True)
        await prepare(library)


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the certificate of one authority, all that a client has to read at its start."""
    file = tmp_path_factory.mktemp("certificates") / "authority.pem"
    trustme.CA().cert_pem.write_to_path(file)
    return file


@pytest.fixture(autouse=True)
def unset_environment(monkeypatch: pytest.MonkeyPatch, certificates: Path) -> None:
    for name in (
        "ARCHIVE",
        "CONFIG",
        "TELEGRAM_TOKEN",
        "ADMINS",
        "BOT_API_URL",
        "WEBHOOK_URL",
        "PUBLIC_URL",
        "API_KEYS",
    ):
        monkeypatch.delenv(f"ISNAD_{name}", raising=False)
    monkeypatch.delenv("PORT", raising=False)
    # The usual bundle takes 20 ms, and a bot reads it twice.
    monkeypatch.setenv("SSL_CERT_FILE", str(certificates))
    monkeypatch.setenv("ISNAD_SEMANTIC", "off")
    # Without it python-telegram-bot warns of coming types wherever it meets seconds, and warnings are errors.
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return tmp_path / "archive.db"


@pytest.fixture(scope="session")
def usual_settings() -> Settings:
    """Isnad's own settings, with nothing from this machine's environment."""
    return configuration.load(environ=WORDS_ALONE)


@pytest.fixture
def settings(archive: Path, usual_settings: Settings) -> Settings:
    """The same with an archive of one's own."""
    return replace(usual_settings, archive=archive)


@pytest.fixture(scope="session")
def messages() -> Messages:
    """Isnad's own sentences in Arabic."""
    return read(configuration.load(environ={}), "ar")


@pytest.fixture
async def newspaper() -> AsyncIterator[Newsroom]:
    """An invented newspaper's site on loopback."""
    async with WebServer() as server:
        yield Newsroom(server)


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an archive of the pages that Isnad ships with, ready for questions; to be copied."""

    def make(folder: Path) -> None:
        asyncio.run(stock(configuration.load(archive=folder / "archive.db", environ=WORDS_ALONE)))

    return made_once(tmp_path_factory, "shelf", make)


@pytest.fixture
def stocked(shelf: Path, settings: Settings) -> Settings:
    """Settings whose archive holds the pages that Isnad ships with."""
    shutil.copytree(shelf, settings.archive.parent, dirs_exist_ok=True)
    return settings


@pytest.fixture(scope="session")
def prepared_encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the encoder made ready, which takes a second; to be linked."""
    return made_once(tmp_path_factory, "encoder", model.opened)


@pytest.fixture(scope="session")
def compiled_search(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Have one worker compile the search, which takes six seconds: the others read what numba keeps of it."""
    pytest.importorskip("numba")
    made_once(tmp_path_factory, "compiled-search", lambda _: BM25([["كلمة"]]).accelerate())


@pytest.fixture
def with_encoder(prepared_encoder: Path) -> Callable[[Settings], Settings]:
    """Lays the encoder, as it was made ready for another archive, beside the archive of some settings."""

    def laid(settings: Settings) -> Settings:
        shutil.copytree(prepared_encoder, settings.model, copy_function=os.link)
        return settings

    return laid


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of two invented articles."""
    folder = tmp_path / "news"
    folder.mkdir()
    write(folder, BRIDGE, PORT)
    return folder


@pytest.fixture
async def loaded(settings: Settings, folder: Path) -> Settings:
    """Settings whose archive holds the two articles of that folder."""
    await stock(settings, folder)
    return settings


@pytest.fixture(scope="session")
def newsroom_shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an archive of two invented articles, ready for questions; to be copied."""

    def make(shelf: Path) -> None:
        folder = tmp_path_factory.mktemp("news")
        write(folder, BRIDGE, PORT)
        asyncio.run(stock(configuration.load(archive=shelf / "archive.db", environ=WORDS_ALONE), folder))

    return made_once(tmp_path_factory, "newsroom", make)


@pytest.fixture
def newsroom(newsroom_shelf: Path, settings: Settings) -> Settings:
    """Settings whose archive holds two invented articles, for tests that do not read their folder again."""
    shutil.copytree(newsroom_shelf, settings.archive.parent, dirs_exist_ok=True)
    return settings
