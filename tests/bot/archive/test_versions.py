from __future__ import annotations

from typing import TYPE_CHECKING

from bot.archive import versions
from bot.archive.library import Library
from retrieval.records import Article

if TYPE_CHECKING:
    from bot.configuration.settings import Settings

BRIDGE = "افتتحت البلدية الجسر."
HARBOUR = "أغلقت البلدية الميناء."


async def test_a_quotation_stays_checkable_in_the_version_it_came_from(settings: Settings) -> None:
    async with Library.open(settings) as library:
        await library.add([Article("one", "جسر", BRIDGE)], "feed")
        await library.add([Article("one", "جسر", HARBOUR)], "feed")
        for text, found in ((BRIDGE, BRIDGE), (HARBOUR, HARBOUR), ("لا أحد قال هذا", HARBOUR)):
            article = await versions.quoted(library.database, "one", text)
            assert article is not None
            assert article.text == found
        await library.remove(["one"])
        assert await versions.quoted(library.database, "one", BRIDGE) is None
        assert [version.article.text for version in await versions.latest(library.database, "one")] == [
            HARBOUR,
            BRIDGE,
        ]


async def test_a_version_has_a_number_and_a_digest_of_its_own(settings: Settings) -> None:
    async with Library.open(settings) as library:
        numbers = []
        for text in (BRIDGE, HARBOUR):
            await library.add([Article("one", "جسر", text)], "feed")
            at = (await library.edition()).generation
            numbers.append((await versions.numbers(library.database, ["one"], at))["one"])
        first = await versions.numbered(library.database, numbers[0])
        assert first is not None
        assert first.text == BRIDGE
        old, new = await versions.digests(library.database, "one")
        assert (old.until, new.until) == (new.since, None)
        assert old.digest != new.digest
