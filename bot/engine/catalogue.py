"""Lists, numbers, single articles and near duplicates of an archive in an engine; see `bot.catalogue`.

Every article has one leading passage, which says of it what lists want; its texts stand in their versions elsewhere.
"""

from __future__ import annotations

import datetime
import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from bot.catalogue.records import NAMED, DuplicateGroup, Holdings, Listing, VersionDigest
from bot.catalogue.search import search_words
from bot.engine.layout import unpacked
from bot.errors import EngineError
from retrieval.records import Article

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from bot.catalogue.records import Catalogue
    from bot.engine.archive import EngineArchive
    from bot.engine.editions import Edition
    from retrieval.records import Scope, Span

    Filters = list[dict[str, Any]]
    Hit = dict[str, list[Any]]

T = TypeVar("T")

_VERSIONS = 200
_MOST = 10_000  # outlets or sections that are counted, and members of groups
_NEWEST = [{"published": "desc"}, {"seq": "desc"}]
_WHOLE = "allow_partial_search_results=false"


@dataclass(frozen=True, slots=True)
class _Text:
    """A version of an article since a generation."""

    since: int
    article: Article


class EngineCatalogue:
    """See `Catalogue`; its functions raise EngineError when the engine cannot be asked."""

    def __init__(self, archive: EngineArchive) -> None:
        self._archive = archive

    async def articles(self, ids: Collection[str], at: int | None = None) -> dict[str, Article]:
        """Return the articles among `ids` as they stand, or stood at generation `at`, by id."""
        standing = await self._leads_of(ids)
        if at is None or not standing:
            return await self._archive.articles(standing)
        found = await self._in(lambda edition: self._texts(edition, [{"terms": {"id": sorted(standing)}}]))
        # Before the oldest that the edition keeps, nothing is known: it is taken to have stood.
        oldest = {one.article.id: one.article for one in found}
        return oldest | {one.article.id: one.article for one in reversed(found) if one.since <= at}

    async def holdings(self) -> Holdings:
        """Return what the archive holds; outlets and sections with most articles first."""
        return await self._in(self._holdings)

    async def select(self, scope: Scope | None, section: str | None, first: int, most: int) -> Listing:
        """Return at most so many articles of a scope and of a section, newest first, from place `first` (from 0) on."""
        filters: Filters = [{"term": {"section": section}}] if section is not None else []
        if scope and (scope.first or scope.last):
            # What has no known date is written down as of day 0.
            bounds = {"gte": scope.first.toordinal() if scope.first else 1}
            until = {"lte": scope.last.toordinal()} if scope.last else {}
            filters.append({"range": {"published": bounds | until}})
        if scope and scope.outlets:
            filters.append({"terms": {"outlet_name": list(scope.outlets)}})
        if scope and scope.articles:
            filters.append({"terms": {"article": list(scope.articles)}})
        return await self._listed(filters, first, most)

    async def of_section(self, ids: Collection[str], section: str) -> Collection[str]:
        """Return those among `ids` whose articles are of a section."""
        within: Filters = [{"terms": {"article": sorted(ids)}}, {"term": {"section": section}}]
        asked = {"docvalue_fields": ["article"], "size": len(ids)}
        found = await self._in(lambda edition: self._leads(edition, within, asked))
        return {hit["article"][0] for hit in _fields(found)}

    async def search(self, words: str, first: int, most: int) -> Listing:
        """Return at most so many articles that have all `words` in headline, outlet or id, in any spelling."""
        # What means something in a pattern stands for itself.
        literal = (re.sub(r"[\\*?]", r"\\\g<0>", word) for word in search_words(words))
        patterns = [{"wildcard": {"headline": f"*{word}*"}} for word in literal]
        return await self._listed(patterns, first, most)

    async def oldest(self) -> Article | None:
        """Return the article of the earliest known date."""
        sort = [{"published": "asc"}, {"seq": "asc"}]
        found = await self._listed([{"range": {"published": {"gt": 0}}}], 0, 1, sort)
        return next(iter(found.articles), None)

    async def at_url(self, url: str) -> Article | None:
        """Return the article of that address."""
        return next(iter((await self._listed([{"term": {"url": url}}], 0, 1)).articles), None)

    async def numbers(self, ids: Collection[str]) -> dict[str, int]:
        """Return the numbers of the articles among `ids`, by id; each version of an article has one of its own."""
        return {id_: hit["seq"][0] for id_, hit in (await self._leads_of(ids)).items()}

    async def numbered(self, number: int) -> Article | None:
        """Return the version of an article that has a number; None when the archive holds the article no more."""
        found = await self._in(lambda edition: self._texts(edition, [{"term": {"seq": number}}]))
        standing = await self._leads_of([version.article.id for version in found])
        return found[0].article if standing else None

    async def quoted(self, id_: str, text: str) -> Article | None:
        """Return the article that `text` was quoted from, in its last version that says so; see `Catalogue`."""
        found = [version.article for version in await self._versions(id_)]
        if not found:
            return None
        return next((article for article in found if text in article.text), found[0])

    async def digests(self, id_: str) -> list[VersionDigest]:
        """Return the versions of an article that the edition keeps without their texts, the oldest first."""
        found = (await self._versions(id_))[::-1]
        sinces = [0, *(version.since for version in found[1:])]
        untils = [*sinces[1:], None]
        digests = (
            hashlib.blake2b(msgspec.json.encode(one.article), digest_size=16).digest() for one in found
        )
        return [VersionDigest(*one) for one in zip(sinces, untils, digests, strict=False)]

    async def passages(self, id_: str, span: Span) -> list[tuple[int, str]]:
        """Return what stands in a place of each of the versions of an article; see `Catalogue`."""
        return [(one.since, one.article.text[span.start : span.end]) for one in await self._versions(id_)]

    async def groups(self, ids: Collection[str]) -> dict[str, DuplicateGroup]:
        """Return the groups of near duplicates that articles are in, by article id."""
        # What a question has just found need not be asked for.
        edition = await self._archive.edition()
        lately = edition.source.groups if edition else {}
        found = {id_: lately[id_] for id_ in ids if id_ in lately}
        if len(found) < len(ids):
            found = {id_: hit["group"][0] for id_, hit in (await self._leads_of(ids)).items()}
        if not found:
            return {}
        fields = ["article", "group", "outlet_name"]
        asked = {"sort": [{"seq": "asc"}], "docvalue_fields": fields, "size": _MOST}
        within = [{"terms": {"group": sorted(set(found.values()))}}]
        members = await self._in(lambda edition: self._leads(edition, within, asked))
        own = {hit["article"][0]: hit.get("outlet_name") for hit in _fields(members)}
        outlets: dict[int, dict[str, None]] = {}
        for hit in _fields(members):
            outlets.setdefault(hit["group"][0], {}).update(dict.fromkeys(hit.get("outlet_name", ())))
        return {
            id_: DuplicateGroup(
                group, tuple(name for name in outlets.get(group, ()) if [name] != own[id_])[:NAMED]
            )
            for id_, group in found.items()
            if id_ in own
        }

    async def _versions(self, id_: str) -> list[_Text]:
        """Return the versions of an article that stands, the newest first."""
        if not await self._leads_of([id_]):
            return []
        return await self._in(lambda edition: self._texts(edition, [{"term": {"id": id_}}]))

    async def _in(self, ask: Callable[[Edition], T]) -> T:
        """Return what is found in the edition that stands."""
        edition = await self._archive.edition()
        if edition is None:
            raise EngineError("the engine holds no such archive yet; load one")
        return await self._archive.work(lambda: ask(edition))

    async def _listed(
        self, filters: Filters, first: int, most: int, sort: Sequence[dict[str, str]] = _NEWEST
    ) -> Listing:
        asked = {"from": first, "size": most, "sort": list(sort), "docvalue_fields": ["article"]}
        found = await self._in(lambda edition: self._leads(edition, filters, asked))
        ids = [hit["article"][0] for hit in _fields(found)]
        articles = await self._archive.articles(ids)
        return Listing(
            found["hits"]["total"]["value"], tuple(articles[id_] for id_ in ids if id_ in articles)
        )

    async def _leads_of(self, ids: Collection[str]) -> dict[str, Hit]:
        """Return what the leading passages of those articles say that stand, by article."""
        if not ids:
            return {}
        within: Filters = [{"terms": {"article": sorted(ids)}}]
        fields = ["article", "seq", "group", "outlet_name"]
        asked = {"docvalue_fields": fields, "size": len(ids)}
        found = await self._in(lambda edition: self._leads(edition, within, asked))
        return {hit["article"][0]: hit for hit in _fields(found)}

    def _leads(self, edition: Edition, filters: Filters, asked: dict[str, Any]) -> dict[str, Any]:
        """Return what is found among the leading passages of the articles that stand."""
        state = edition.state
        within = [{"term": {"leads": True}}, {"range": {"generation": {"lte": state.generation}}}, *filters]
        earlier = {"range": {"generation": {"lt": state.generation}}}
        gone = (
            [{"bool": {"filter": [{"terms": {"article": list(state.gone)}}, earlier]}}] if state.gone else []
        )
        query = {
            "query": {"bool": {"filter": within, "must_not": gone}},
            "stored_fields": "_none_",
            "track_total_hits": True,
            **asked,
        }
        return self._archive.found(f"/{edition.index}/_search?{_WHOLE}", query)

    def _texts(self, edition: Edition, filters: Filters) -> list[_Text]:
        """Return the versions of texts that are found, the newest first."""
        query = {
            "size": _VERSIONS,
            "query": {
                "bool": {"filter": [*filters, {"range": {"generation": {"lte": edition.state.generation}}}]}
            },
            "sort": [{"generation": "desc"}],
        }
        found = self._archive.found(f"/{edition.index}-articles/_search?{_WHOLE}", query)
        sources = [hit["_source"] for hit in found["hits"]["hits"]]
        return [
            _Text(source["generation"], msgspec.json.decode(unpacked(source), type=Article))
            for source in sources
        ]

    def _holdings(self, edition: Edition) -> Holdings:
        dated = {"filter": {"range": {"published": {"gt": 0}}}}
        days = {"first": {"min": {"field": "published"}}, "last": {"max": {"field": "published"}}}
        counted = {
            name: {"terms": {"field": field, "size": _MOST, "order": [{"_count": "desc"}, {"_key": "asc"}]}}
            for name, field in (("outlets", "outlet_name"), ("sections", "section"))
        }
        asked = {"size": 0, "aggs": {**counted, "dated": {**dated, "aggs": days}}}
        found = self._leads(edition, [], asked)
        aggregated = found["aggregations"]
        outlets, sections = (
            tuple((one["key"], one["doc_count"]) for one in aggregated[name]["buckets"]) for name in counted
        )
        ordinals = (aggregated["dated"][name]["value"] for name in days)
        first, last = (datetime.date.fromordinal(int(day)) if day else None for day in ordinals)
        return Holdings(found["hits"]["total"]["value"], outlets, first, last, sections)


def _fields(found: dict[str, Any]) -> list[Hit]:
    return [hit["fields"] for hit in found["hits"]["hits"]]


if TYPE_CHECKING:

    def _fulfils(catalogue: EngineCatalogue) -> Catalogue:
        return catalogue
