"""An archive of this machine → an edition in the engine: anew beside the one that stands, or in place."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

from bot.catalogue.search import searched
from bot.engine.client import LONG
from bot.engine.layout import (
    PIECE,
    STATE,
    EngineState,
    articles_index,
    lexicon_index,
    packed,
    passages_index,
)
from bot.progress import Stage, Step
from retrieval.corpus.columns import documents
from retrieval.first_stage.slices import encoded

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from bot.engine.client import Engine
    from bot.engine.published import Published, VersionEntry
    from bot.progress import Progress
    from retrieval.archive import Archive
    from retrieval.arrays import Bools, Ints, Longs
    from retrieval.bm25.vocabulary import Vocabulary
    from retrieval.corpus.columns import Corpus
    from retrieval.corpus.segment import Segment
    from retrieval.first_stage.lexicon import ArchiveLexicon
    from retrieval.records import Article
    from retrieval.tuning import Tuning

    Action = tuple[Mapping[str, object], object]

BULK = 250
"""Documents written at a time: with more, a node on a small machine is out of memory for a moment and refuses them."""
SAMPLE = 64
"""Words whose numbers tell whether two editions number alike."""


class EditionWriter:
    """Writes one edition of an archive; a context of its own for each."""

    def __init__(self, engine: Engine, index: str, tuning: Tuning) -> None:
        self._engine, self.index, self._tuning = engine, index, tuning

    def create(self) -> None:
        """Make the edition's indexes, as far as a load that was broken off has not."""
        health = self._engine.ask("GET", "/_cluster/health", silence=LONG)
        made = {
            self.index: passages_index(self._tuning, max(1, min(int(health["number_of_data_nodes"]), 3))),
            f"{self.index}-articles": articles_index(),
            f"{self.index}-lexicon": lexicon_index(),
        }
        for name, layout in made.items():
            if self._engine.ask("GET", f"/{name}/_settings", silence=LONG) is None:
                self._engine.ask("PUT", f"/{name}", layout, LONG)

    def held(self) -> int:
        """Return how many passages a load that was broken off has certainly written: they are written in order."""
        self._engine.ask("POST", f"/{self.index}/_refresh", silence=LONG)
        count = int(self._engine.ask("GET", f"/{self.index}/_count", silence=LONG)["count"])
        return max(0, count - BULK)

    def passages(
        self, published: Published, chosen: Collection[str] | None, first: int, progress: Progress
    ) -> int:
        """Write the passages of the articles that stand, or of those `chosen` by id, numbered from `first` on.

        Those that a broken-off load wrote are passed over. Returns the next passage's number.
        """
        archive = published.archive
        total, done = archive.passages if chosen is None else 0, self.held() if chosen is None else 0
        documents = islice(_passages(archive, chosen, first, published.generation), done, None)
        following = first + done
        while batch := list(islice(documents, BULK)):
            entries = published.entries({document["article"] for document in batch})
            self._engine.bulk(self.index, [_action(one, entries[one["article"]]) for one in batch])
            following += len(batch)
            if total:
                progress(Step(Stage.INDEXING, following, total))
        return following

    def articles(self, published: Published, articles: Iterable[Article]) -> None:
        """Write the texts of `articles` as they are in the generation that is published."""
        waiting = iter(articles)
        while batch := list(islice(waiting, BULK)):
            entries = published.entries({article.id for article in batch})
            actions: list[Action] = []
            for one in batch:
                named = hashlib.blake2b(one.id.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
                content = base64.b64encode(msgspec.json.encode(one)).decode()
                number, generation = entries[one.id].number, published.generation
                document = {"id": one.id, "generation": generation, "seq": number, "content": content}
                actions.append(({"index": {"_id": f"{named}-{generation}"}}, document))
            self._engine.bulk(f"{self.index}-articles", actions)

    def refresh(self) -> None:
        """Have what was written found."""
        self._engine.ask("POST", f"/{self.index},{self.index}-articles/_refresh", silence=LONG)

    def lexicon(self, lexicon: ArchiveLexicon) -> tuple[str, int]:
        """Write a whole lexicon; return its name and in how many pieces it stands."""
        content = lexicon.encode()
        name = hashlib.blake2b(content, digest_size=8).hexdigest()
        pieces = range(0, len(content), PIECE)
        for number, start in enumerate(pieces):
            self._put(f"{name}-{number}", packed(content[start : start + PIECE]))
        return name, len(pieces)

    def change(self, base: str, number: int, content: bytes) -> None:
        """Write change `number` of the lexicon `base`."""
        self._put(f"{base}-change-{number}", packed(content))

    def state(self, state: EngineState) -> None:
        """Say what stands from now on."""
        self._put(STATE, msgspec.to_builtins(state))

    def remove(self, ids: Collection[str], before: int) -> None:
        """Remove passages of those articles that are of an earlier generation."""
        within = [{"terms": {"article": sorted(ids)}}, {"range": {"generation": {"lt": before}}}]
        query = {
            "size": 4 * BULK,
            "query": {"bool": {"filter": within}},
            "_source": False,
            "docvalue_fields": ["number"],
        }
        path = f"/{self.index}/_search?allow_partial_search_results=false"
        while ids and (hits := self._engine.ask("POST", path, query, LONG)["hits"]["hits"]):
            numbers = [hit["fields"]["number"][0] for hit in hits]
            self._engine.bulk(self.index, [({"delete": {"_id": str(number)}}, None) for number in numbers])
            self.refresh()

    def _put(self, name: str, document: object) -> None:
        self._engine.ask("PUT", f"/{self.index}-lexicon/_doc/{name}?refresh=false", document, LONG)


def sample(lexicon: ArchiveLexicon) -> dict[str, int]:
    """Return some of the archive's words with their numbers, of all ages."""
    forms = list(lexicon.names.forms)
    places = np.unique(np.linspace(0, max(0, len(forms) - 1), SAMPLE).astype(int)).tolist()
    return {forms[place]: place for place in places if place < len(forms)}


def alike(names: Vocabulary, sampled: Mapping[str, int]) -> bool:
    """Return whether words have the numbers that were sampled elsewhere."""
    return all(names.row(word) == number for word, number in sampled.items())


def _action(document: dict[str, Any], entry: VersionEntry) -> Action:
    """Return what writes a passage's document, with what lists say of its article where it leads."""
    document["group"] = entry.group
    if document["leads"]:
        headline = searched(entry.title, entry.outlet, document["article"])
        listed = {
            "seq": entry.number,
            "outlet_name": entry.outlet,
            "section": entry.section or None,
            "url": entry.url,
            "headline": headline,
        }
        document |= {name: value for name, value in listed.items() if value is not None}
    return {"index": {"_id": str(document["number"])}}, document


def _passages(
    archive: Archive, chosen: Collection[str] | None, first: int, generation: int
) -> Iterator[dict[str, Any]]:
    segments = archive.segments
    terms = np.concatenate([part.corpus.form_terms for part in segments.segments])
    for part, stands in zip(segments.segments, segments.standing, strict=True):
        wanted = stands if chosen is None else stands & np.array([id_ in chosen for id_ in part.ids], bool)
        for document in _of_segment(part, wanted, terms):
            yield {**document, "number": first, "generation": generation}
            first += 1


def _of_segment(part: Segment, wanted: Bools, terms: Ints) -> Iterator[dict[str, Any]]:
    """Yield the documents of a segment's passages, but for what numbers them; `terms` are those of all forms."""
    corpus = part.corpus
    whole = replace(corpus, form_terms=terms)
    leads = np.diff(corpus.passage_articles, prepend=-1) != 0
    numbers: Longs = np.flatnonzero(wanted[corpus.passage_articles])
    for start in range(0, len(numbers), BULK):
        chosen = numbers[start : start + BULK]
        for passage, content, tokens in zip(
            chosen.tolist(), encoded(corpus, chosen), _terms(whole, chosen), strict=True
        ):
            article = int(corpus.passage_articles[passage])
            yield {
                "terms": tokens,
                "slice": base64.b64encode(content).decode(),
                "article": part.ids[article],
                "published": int(corpus.published[article]),
                "outlet": int(corpus.outlets[article]),
                "leads": bool(leads[passage]),
                "key": int(corpus.passage_keys[passage]),
            }


def _terms(whole: Corpus, chosen: Longs) -> Iterator[str]:
    """Yield the terms of each of the `chosen` passages, by the names that they have in the engine."""
    part = replace(
        whole,
        passage_pieces=whole.passage_pieces[chosen],
        passage_articles=whole.passage_articles[chosen],
    )
    for found in documents(part, max(1, len(chosen))):
        order = np.argsort(found.holders, kind="stable")
        ends = np.cumsum(np.bincount(found.holders, minlength=found.count))
        for held in np.split(found.tokens[order], ends[:-1]):
            yield " ".join(f"{term:x}" for term in held.tolist())
