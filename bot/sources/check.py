"""Trying a source without keeping anything of it: what it offers, and whether a page of it can be read."""

from __future__ import annotations

from collections import Counter
from contextlib import aclosing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.source_list.kinds import Folder, Remote
from bot.sources.visit import is_wanted, offered
from bot.web.refusals import Refused, Rule
from bot.web.responses import UNKNOWN
from retrieval.records import Article

if TYPE_CHECKING:
    import datetime

    from bot.sources.entries import SourceEntry
    from bot.sources.service import SourceService

ENOUGH: Final = 3
"""Portions of a source that are looked at, and pages of it that are tried."""


@dataclass(slots=True)
class SourceCheck:
    """What trying a source came to: entries seen, the newest day among them, one headline, one article.

    `aside` is why a page gave no article, `refusals` count pages that were not fetched, by rule; `error` is why the
    source itself could not be read.
    """

    source: Remote | Folder
    entries: int = 0
    newest: datetime.date | None = None
    headline: str | None = None
    article: Article | None = None
    aside: str | None = None
    refusals: Counter[Rule] = field(default_factory=Counter)
    error: str | None = None

    @property
    def sound(self) -> bool:
        """Return whether articles come from it."""
        return self.error is None and (self.article is not None or isinstance(self.source, Folder))


async def check(source: Remote | Folder, wire: SourceService) -> SourceCheck:
    """Try a source; whatever goes wrong stands in the finding."""
    finding = SourceCheck(source)
    if isinstance(source, Folder):
        _look(source, finding)
        return finding
    try:
        offers = await _offers(source, wire, finding)
        for offer in sorted(offers, key=_newest_first)[:ENOUGH]:
            if await _tried(source, offer, wire, finding):
                break
    except Refused as refusal:
        finding.error = f"{refusal.reason} ({refusal.rule})"
    return finding


async def _offers(source: Remote, wire: SourceService, finding: SourceCheck) -> list[SourceEntry]:
    """Return what the first portions offer, counted."""
    found: list[SourceEntry] = []
    left = ENOUGH
    async with aclosing(offered(source, wire.fetcher, wire.pages, UNKNOWN)) as portions:
        async for portion in portions:
            found.extend(offer for offer in portion.offers if is_wanted(offer, source))
            left -= bool(portion.offers)
            if not left:
                break
    finding.entries = len(found)
    finding.newest = max((offer.day for offer in found if offer.day), default=None)
    if not found:
        finding.error = "it holds no entry that the list wants"
    return found


async def _tried(source: Remote, offer: SourceEntry, wire: SourceService, finding: SourceCheck) -> bool:
    """Return whether an offer gives an article; the first one's headline is kept in any case."""
    finding.headline = finding.headline or offer.title
    try:
        items = [offer.article] if offer.article else await wire.pages.read(offer.url, outlet=source.outlet)
    except Refused as refusal:
        finding.refusals[refusal.rule] += 1
        return False
    for item in items:
        if isinstance(item, Article):
            finding.article = source.cited(item)
            return True
        finding.aside = item.reason
    return False


def _newest_first(offer: SourceEntry) -> int:
    return -offer.day.toordinal() if offer.day else 0


def _look(source: Folder, finding: SourceCheck) -> None:
    """Count a folder's files."""
    path = Path(source.path)
    if not path.exists():
        finding.error = "there is no such file or folder"
    else:
        finding.entries = sum(1 for file in path.rglob("*") if file.is_file()) if path.is_dir() else 1
