"""Trying a source without keeping anything of it: its entries, and whether a page of it can be read."""

from __future__ import annotations

from collections import Counter
from contextlib import aclosing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.regular_files import other_kind_at
from bot.source_list.kinds import Folder, Remote
from bot.sources.visit import fetch_entries, is_wanted
from bot.web.refusals import Refused, Rule
from bot.web.responses import UNKNOWN
from retrieval.records import Article

if TYPE_CHECKING:
    import datetime

    from bot.sources.entries import Entry
    from bot.sources.service import SourceService

ENOUGH: Final = 3
"""Batches of a source's entries that are looked at, and pages of it that are tried."""


@dataclass(slots=True)
class SourceCheck:
    """What trying a source came to: entries seen, the newest day among them, one headline, one article.

    `aside` is why a page gave no article, `refusals` count pages that were not fetched, by rule; `error` is why the
    source itself could not be read. `by` is what a site was found to be read by.
    """

    source: Remote | Folder
    entries: int = 0
    newest: datetime.date | None = None
    headline: str | None = None
    article: Article | None = None
    aside: str | None = None
    refusals: Counter[Rule] = field(default_factory=Counter)
    error: str | None = None
    by: str = ""

    @property
    def sound(self) -> bool:
        """Return whether articles come from it."""
        return self.error is None and (self.article is not None or isinstance(self.source, Folder))


async def check(source: Remote | Folder, service: SourceService) -> SourceCheck:
    """Try a source; whatever goes wrong stands in the result."""
    result = SourceCheck(source)
    if isinstance(source, Folder):
        _count_files(Path(source.path), result)
        return result
    try:
        entries = await _entries(source, service, result)
        newest_first = sorted(entries, key=lambda entry: -entry.day.toordinal() if entry.day else 0)
        for entry in newest_first[:ENOUGH]:
            if await _gives_article(source, entry, service, result):
                break
    except Refused as refusal:
        result.error = f"{refusal.reason} ({refusal.rule})"
    return result


def _count_files(path: Path, result: SourceCheck) -> None:
    if not path.exists():
        result.error = "there is no such file or folder"
    elif kind := other_kind_at(path):
        result.error = f"{kind}, which is not read"
    else:
        result.entries = sum(1 for file in path.rglob("*") if file.is_file()) if path.is_dir() else 1


async def _entries(source: Remote, service: SourceService, result: SourceCheck) -> list[Entry]:
    """Return the entries of the first batches, counted."""
    found: list[Entry] = []
    left = ENOUGH
    async with aclosing(fetch_entries(source, *service.reach(source), UNKNOWN)) as batches:
        async for batch in batches:
            found.extend(entry for entry in batch.entries if is_wanted(entry, source))
            result.by = result.by or batch.by
            left -= bool(batch.entries)
            if not left:
                break
    result.entries = len(found)
    result.newest = max((entry.day for entry in found if entry.day), default=None)
    if not found:
        result.error = "it holds no entry that the list wants"
    return found


async def _gives_article(source: Remote, entry: Entry, service: SourceService, result: SourceCheck) -> bool:
    """Return whether an entry gives an article; the first one's headline is kept in any case."""
    result.headline = result.headline or entry.title
    try:
        read = service.reach(source)[1].read
        items = [entry.article] if entry.article else await read(entry.url, outlet=source.outlet)
    except Refused as refusal:
        result.refusals[refusal.rule] += 1
        return False
    for item in items:
        if isinstance(item, Article):
            result.article = source.cited(item)
            return True
        result.aside = item.reason
    return False
