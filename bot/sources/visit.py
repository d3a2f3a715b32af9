"""One visit to a source: what is new on it is fetched, read, added to the archive, and remembered."""

from __future__ import annotations

import math
from collections import Counter
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from bot.archive.changes.generation import ChangeCounts
from bot.source_list.kinds import FeedSource, Remote
from bot.sources import discovery
from bot.sources.visit_state import VisitState
from bot.web.refusals import Refused, Rule
from bot.web.responses import UNKNOWN
from retrieval.extraction.teasers import LASTING
from retrieval.records import Article, SetAside

if TYPE_CHECKING:
    import datetime
    from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence

    from bot.sources.entries import Entry, EntryBatch
    from bot.sources.pages import PageReader
    from bot.sources.visit_state import Logbook
    from bot.web.fetcher import Fetcher
    from bot.web.responses import Validators

    Report = Callable[["Visit"], None]
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

    `entries` counts those that are wanted, `refusals` pages that were refused, by rule; `pages` of the `planned` ones
    were asked for, and those `left` wait for the next visit. `report` is called after each page.
    """

    source: Remote
    entries: int = 0
    changes: ChangeCounts = field(default_factory=ChangeCounts)
    set_aside: list[SetAside] = field(default_factory=list)
    refusals: Counter[Rule] = field(default_factory=Counter)
    newest: datetime.date | None = None
    left: int = 0
    pages: int = 0
    planned: int = 0
    report: Report | None = None
    known: Validators | None = None
    error: Refused | None = None

    def see(self, batch: EntryBatch, wanted: Sequence[Entry]) -> None:
        """Count a batch, of which these entries are wanted."""
        self.known = batch.known
        self.set_aside.extend(batch.set_aside)
        self.entries += len(wanted)
        days = [entry.day for entry in wanted if entry.day]
        self.newest = max([*days, self.newest] if self.newest else days, default=None)


class Visitor:
    """Visits sources, one at a time."""

    def __init__(self, fetcher: Fetcher, pages: PageReader, logbook: Logbook, keep: Keep) -> None:
        self._fetcher = fetcher
        self._pages = pages
        self._logbook = logbook
        self._keep = keep

    async def visit(self, source: Remote, report: Report | None = None) -> Visit:
        """Take what is new on a source; what goes wrong stands in the visit and in the logbook."""
        before = await self._logbook.state(source.name)
        visit = Visit(source, report=report)
        try:
            await self._go_through(visit, before)
        except Refused as refusal:
            visit.error = refusal
        await self._logbook.end(source.name, _ended(visit, before, int(self._logbook.clock())))
        return visit

    async def _go_through(self, visit: Visit, before: VisitState) -> None:
        """Take everything new."""
        source = visit.source
        async with aclosing(fetch_entries(source, self._fetcher, self._pages, before.known)) as batches:
            async for batch in batches:
                wanted = [entry for entry in batch.entries if is_wanted(entry, source)]
                visit.see(batch, wanted)
                fresh = await self._logbook.fresh(source.name, wanted)
                whole = [entry for entry in fresh if entry.article]
                await self._add(source, whole, [entry.article for entry in whole if entry.article], visit)
                linked = [entry for entry in fresh if not entry.article]
                allowed = MOST_PAGES - visit.pages
                visit.left += max(0, len(linked) - allowed)
                visit.planned += len(linked[:allowed])
                await self._follow(source, linked[:allowed], visit)
                if batch.by_change and before.whole and wanted and not fresh:
                    break

    async def _follow(self, source: Remote, linked: Sequence[Entry], visit: Visit) -> None:
        """Fetch the pages of entries and add their articles, some at a time."""
        for start in range(0, len(linked), _AT_ONCE):
            taken: list[Entry] = []
            left: list[Entry] = []
            items: list[Item] = []
            try:
                for entry in linked[start : start + _AT_ONCE]:
                    if (found := await self._page(source, entry, visit)) is not None:
                        aside = [item for item in found if isinstance(item, SetAside)]
                        # A section, a front page, a form or notices: a page of a kind that never is an article.
                        never = (
                            found and len(aside) == len(found) and {one.reason for one in aside} <= LASTING
                        )
                        (left if never else taken).append(entry)
                        items.extend(found)
                    if visit.report:
                        visit.report(visit)
            finally:
                await self._add(source, taken, items, visit)
                if left:
                    await self._logbook.leave(source.name, left)

    async def _page(self, source: Remote, entry: Entry, visit: Visit) -> list[Item] | None:
        """Return the articles of one page; None when it is refused."""
        visit.pages += 1
        try:
            items = await self._pages.read(entry.url, outlet=source.outlet)
        except Refused as refusal:
            if refusal.rule is Rule.BUSY:
                raise
            visit.refusals[refusal.rule] += 1
            await self._logbook.miss(source.name, entry)
            if sum(visit.refusals[rule] for rule in _GONE) >= _MOST_GONE:
                raise
            return None
        if not isinstance(source, FeedSource) or entry.day is None:
            return items
        # The day that its feed gives, where the page does not say one.
        return [
            replace(item, published=item.published or entry.day) if isinstance(item, Article) else item
            for item in items
        ]

    async def _add(self, source: Remote, taken: Sequence[Entry], items: Sequence[Item], visit: Visit) -> None:
        """Add the articles that are wanted, and remember that these entries were taken."""
        visit.set_aside.extend(item for item in items if isinstance(item, SetAside))
        articles = [source.cited(item) for item in items if isinstance(item, Article) and source.wants(item)]
        if articles:
            visit.changes += await self._keep(articles, source.name)
        if taken:
            await self._logbook.take(source.name, taken)


def is_wanted(entry: Entry, source: Remote) -> bool:
    """Return whether an entry is worth a look."""
    return len(entry.url) <= LONGEST_URL and source.may_want(entry.url)


def _ended(visit: Visit, before: VisitState, now: int) -> VisitState:
    """Return the state to remember after a visit."""
    error = visit.error
    seen = visit.known is not None
    known = visit.known or before.known
    if seen and (error or visit.left or visit.refusals):
        known = UNKNOWN  # what was not taken to the end is to show itself whole again
    return VisitState(
        known=known,
        whole=error is None and (seen or before.whole),
        visited=now,
        due=now + _wait(visit, before.failures),
        failures=before.failures + 1 if error else 0,
        rule=error.rule if error else None,
        reason=error.reason if error else None,
        offered=visit.entries if seen else before.offered,
        added=visit.changes.added,
        changed=visit.changes.changed,
        aside=len(visit.set_aside) + visit.refusals.total(),
        newest=visit.newest or before.newest,
    )


def _wait(visit: Visit, failures: int) -> int:
    """Return seconds until the next visit: longer and longer while a source fails, soon while there is more to take."""
    usual = visit.source.seconds or LONGEST_WAIT
    if visit.error:
        doubled: int = min(usual * 2 ** min(failures, 12), LONGEST_WAIT)
        return max(doubled, math.ceil(visit.error.wait or 0))
    return min(usual, SOON) if visit.left else usual


def fetch_entries(
    source: Remote, fetcher: Fetcher, pages: PageReader, known: Validators
) -> AsyncGenerator[EntryBatch]:
    """Return the entries of a source, in batches; raises Refused."""
    if not isinstance(source, FeedSource) and source.by == "auto":
        return discovery.fetch(source, fetcher, pages, known)
    return discovery.by_one_way(source, fetcher, pages, known)
