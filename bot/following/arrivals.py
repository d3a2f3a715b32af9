"""Which articles are new, and what each says of a subject."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.archive.duplicates import duplicate_groups, without_repeats

if TYPE_CHECKING:
    from collections.abc import Collection

    from bot.archive.library import Library
    from retrieval.records import Article, Quote

_NEW = """SELECT seq, id FROM articles AS new WHERE seq > :after AND since <= :at AND (until IS NULL OR until > :at)
    AND NOT EXISTS (SELECT 1 FROM articles AS old WHERE old.id = new.id AND old.seq < new.seq)
    ORDER BY seq LIMIT :most"""
_LATEST = "SELECT coalesce(max(seq), 0) FROM articles WHERE since <= ?"


class Arrivals:
    """The articles that came, as the edition of the archive holds them that is answered from."""

    def __init__(self, library: Library) -> None:
        self._library = library

    async def latest(self) -> int:
        """Return the highest number of an article; each version has one of its own."""
        at = (await self._library.edition()).generation
        [(number,)] = await self._library.database.rows(_LATEST, [at])
        return int(number)

    async def since(self, number: int, most: int) -> dict[int, Article]:
        """Return at most so many articles that are new since `number`, by number.

        New versions of articles that the archive has held before are not new.
        """
        at = (await self._library.edition()).generation
        rows = await self._library.database.rows(_NEW, {"after": number, "at": at, "most": most})
        articles = await self._library.store.articles([row["id"] for row in rows], at=at)
        return {int(row["seq"]): articles[row["id"]] for row in rows}

    async def stories(self, ids: Collection[str]) -> dict[str, int]:
        """Return the number of the story that each article tells, by id: near duplicates have the same."""
        at = (await self._library.edition()).generation
        groups = await duplicate_groups(self._library.database, ids, at)
        return {id_: group.first for id_, group in groups.items()}

    async def also(self, id_: str) -> tuple[str, ...]:
        """Return the other outlets that have the story of an article."""
        at = (await self._library.edition()).generation
        group = (await duplicate_groups(self._library.database, [id_], at)).get(id_)
        return group.also if group else ()

    async def stems(self, subject: str) -> tuple[frozenset[str], ...]:
        """Return, for each word of a subject, the stems of all that stands for it; see `Archive.stems`."""
        archive = (await self._library.edition()).archive
        return await self._library.index.here(lambda: archive.stems(subject))

    async def quotable(self, subject: str, id_: str) -> Quote | None:
        """Return the best quote on a subject from one article, with the other outlets that have its story.

        There is none without a word of the subject in it, or where the archive holds it no more.
        """
        indexed, store = await self._library.edition(), self._library.store
        findings = await self._library.index.here(lambda: indexed.archive.quotable(subject, id_))
        articles = await store.articles(findings.articles, at=indexed.generation)
        groups = await duplicate_groups(store.database, findings.articles, indexed.generation)
        answer = indexed.archive.answer(findings, articles)
        return next(iter(without_repeats(answer, groups).quotes), None)
