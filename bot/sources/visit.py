"""One visit to a source: what is new on it is fetched, read, added to the archive, and remembered."""

from __future__ import annotations

import math
from collections import Counter
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from bot.archive.generation import ChangeCounts
from bot.source_list.kinds import FeedSource, Remote
from bot.sources import feed_entries, sitemap_entries, wordpress_entries
from bot.sources.visit_state import VisitState
from bot.web.refusals import Refused, Rule
from bot.web.responses import UNKNOWN
from retrieval.records import Article, SetAside

if TYPE_CHECKING:
    import datetime
    from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence

    from bot.sources.entries import SourceEntries, SourceEntry
    from bot.sources.pages import Pages
    from bot.sources.visit_state import Logbook
    from bot.web.fetcher import Fetcher
    from bot.web.responses import Validators

    Told = Callable[["Visit"], None]
    # Adds articles to the archive under the name of their source.
    Keep = Callable[[Sequence[Article], str], Awaitable[ChangeCounts]]
    Item = Article | SetAside

MOST_PAGES: Final = 200
"""Pages that one visit asks a site for; what is left waits for the next, which then comes soon."""
LONGEST_URL: Final = 2000
SOON: Final = 60
LONGEST_WAIT: Final = 24 * 60 * 60
"""Seconds until a source with pages left is visited again, and until one that fails is, at most."""
_AT_ONCE: Final = 5
"""Pages after which those read so far are added, so that the first can be found while others are fetched."""
_GONE: Final = frozenset({Rule.UNREACHABLE, Rule.TIME})
_MOST_GONE: Final = 5
"""Pages that cannot be reached before the visit ends."""


@dataclass(slots=True)
class Visit:
    """What a visit came to.

    `refusals` counts pages that were refused, by rule; `pages` of the `planned` ones were asked for, and those `left`
    wait for the next visit.
    """

    source: Remote
    offered: int = 0
    changes: ChangeCounts = field(default_factory=ChangeCounts)
    set_aside: list[SetAside] = field(default_factory=list)
    refusals: Counter[Rule] = field(default_factory=Counter)
    newest: datetime.date | None = None
    left: int = 0
    pages: int = 0
    planned: int = 0
    told: Told | None = None
    known: Validators | None = None
    error: Refused | None = None

    def see(self, portion: SourceEntries, wanted: Sequence[SourceEntry]) -> None:
        """Count a portion, of which these offers are wanted."""
        self.known = portion.known
        self.set_aside.extend(portion.set_aside)
        self.offered += len(wanted)
        days = [offer.day for offer in wanted if offer.day]
        self.newest = max([*days, self.newest] if self.newest else days, default=None)


class Visitor:
    """Visits sources, one at a time."""

    def __init__(self, fetcher: Fetcher, pages: Pages, logbook: Logbook, keep: Keep) -> None:
        self._fetcher = fetcher
        self._pages = pages
        self._logbook = logbook
        self._keep = keep

    async def visit(self, source: Remote, told: Told | None = None) -> Visit:
        """Take what is new on a source; what goes wrong stands in the visit and in the logbook.

        `told` hears of the visit after each page.
        """
        before = await self._logbook.state(source.name)
        visit = Visit(source, told=told)
        try:
            await self._go_through(visit, before)
        except Refused as refusal:
            visit.error = refusal
        await self._logbook.end(source.name, _ended(visit, before, int(self._logbook.clock())))
        return visit

    async def _go_through(self, visit: Visit, before: VisitState) -> None:
        """Take everything new."""
        source = visit.source
        async with aclosing(offered(source, self._fetcher, self._pages, before.known)) as portions:
            async for portion in portions:
                wanted = [offer for offer in portion.offers if is_wanted(offer, source)]
                visit.see(portion, wanted)
                fresh = await self._logbook.fresh(source.name, wanted)
                await self._take(source, fresh, visit)
                if portion.by_change and before.whole and wanted and not fresh:
                    break

    async def _take(self, source: Remote, fresh: Sequence[SourceEntry], visit: Visit) -> None:
        whole = [offer for offer in fresh if offer.article]
        await self._add(source, whole, [offer.article for offer in whole if offer.article], visit)
        linked = [offer for offer in fresh if not offer.article]
        room = MOST_PAGES - visit.pages
        visit.left += max(0, len(linked) - room)
        visit.planned += len(linked[:room])
        await self._follow(source, linked[:room], visit)

    async def _follow(self, source: Remote, linked: Sequence[SourceEntry], visit: Visit) -> None:
        """Fetch the pages of offers and add their articles, some at a time."""
        for start in range(0, len(linked), _AT_ONCE):
            taken: list[SourceEntry] = []
            items: list[Item] = []
            try:
                for offer in linked[start : start + _AT_ONCE]:
                    if (found := await self._page(source, offer, visit)) is not None:
                        taken.append(offer)
                        items.extend(found)
                    if visit.told:
                        visit.told(visit)
            finally:
                await self._add(source, taken, items, visit)

    async def _page(self, source: Remote, offer: SourceEntry, visit: Visit) -> list[Item] | None:
        """Return the articles of one page; None when it is refused."""
        visit.pages += 1
        try:
            items = await self._pages.read(offer.url, outlet=source.outlet)
        except Refused as refusal:
            if refusal.rule is Rule.BUSY:
                raise
            visit.refusals[refusal.rule] += 1
            await self._logbook.miss(source.name, offer)
            if sum(visit.refusals[rule] for rule in _GONE) >= _MOST_GONE:
                raise
            return None
        return [_dated(item, offer) for item in items] if isinstance(source, FeedSource) else items

    async def _add(
        self, source: Remote, taken: Sequence[SourceEntry], items: Sequence[Item], visit: Visit
    ) -> None:
        """Add the articles that are wanted, and remember that these offers were taken."""
        visit.set_aside.extend(item for item in items if isinstance(item, SetAside))
        articles = [source.cited(item) for item in items if isinstance(item, Article) and source.wants(item)]
        if articles:
            visit.changes += await self._keep(articles, source.name)
        if taken:
            await self._logbook.take(source.name, taken)


def is_wanted(offer: SourceEntry, source: Remote) -> bool:
    """Return whether an offer is worth a look."""
    return len(offer.url) <= LONGEST_URL and source.may_want(offer.url)


def _ended(visit: Visit, before: VisitState, now: int) -> VisitState:
    """Return what the logbook is to say after a visit."""
    error = visit.error
    seen = visit.known is not None
    return VisitState(
        known=_to_ask_with(visit, before),
        whole=error is None and (seen or before.whole),
        visited=now,
        due=now + _wait(visit, before.failures),
        failures=before.failures + 1 if error else 0,
        rule=error.rule if error else None,
        reason=error.reason if error else None,
        offered=visit.offered if seen else before.offered,
        added=visit.changes.added,
        changed=visit.changes.changed,
        aside=len(visit.set_aside) + visit.refusals.total(),
        newest=visit.newest or before.newest,
    )


def _to_ask_with(visit: Visit, before: VisitState) -> Validators:
    """Return what to ask with the next time: a source that was not taken to the end is to show itself whole again."""
    if visit.known is None:
        return before.known
    return UNKNOWN if visit.error or visit.left or visit.refusals else visit.known


def _wait(visit: Visit, failures: int) -> int:
    """Return seconds until the next visit: longer and longer while a source fails, soon while there is more to take."""
    usual = visit.source.seconds or LONGEST_WAIT
    if visit.error:
        doubled: int = min(usual * 2 ** min(failures, 12), LONGEST_WAIT)
        return max(doubled, math.ceil(visit.error.wait or 0))
    return min(usual, SOON) if visit.left else usual


def _dated(item: Item, offer: SourceEntry) -> Item:
    """Return the article with the day that its feed gives, where the page does not say one."""
    if isinstance(item, SetAside) or item.published or not offer.day:
        return item
    return replace(item, published=offer.day)


def offered(
    source: Remote, fetcher: Fetcher, pages: Pages, known: Validators
) -> AsyncGenerator[SourceEntries]:
    """Return what a source offers, in portions; raises Refused."""
    if isinstance(source, FeedSource):
        return feed_entries.offered(source, fetcher, pages, known)
    if source.by == "wordpress":
        return wordpress_entries.offered(source, fetcher, pages)
    return sitemap_entries.offered(source, fetcher, known)
