"""Articles → an index on this machine, built, saved, opened and changed."""

from __future__ import annotations

from contextlib import nullcontext
from functools import partial
from typing import TYPE_CHECKING, Protocol, TypeVar

import numpy as np

from retrieval.arabic.analysis import Analyser
from retrieval.bm25.scoring import Best
from retrieval.corpus import manifest, storage
from retrieval.corpus.builder import CorpusBuilder
from retrieval.corpus.lexicon import FormMaker
from retrieval.corpus.portions import PortionMaker, batches
from retrieval.corpus.segment import indexed
from retrieval.corpus.segments import Segments
from retrieval.first_stage.local import LocalSource
from retrieval.first_stage.source import Found
from retrieval.searcher import Findings, Ranked, Searcher

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from numpy.typing import NDArray

    from retrieval.arabic.language import Language
    from retrieval.arrays import Longs
    from retrieval.records import Article, Unread
    from retrieval.tuning import Tuning

__all__ = ["Archive", "Findings", "ParallelMap", "Ranked"]

Given = TypeVar("Given")
Made = TypeVar("Made")


class ParallelMap(Protocol):
    """Does what `map` does, be it in other processes."""

    def __call__(self, work: Callable[[Given], Made], given: Iterable[Given], /) -> Iterator[Made]:
        """Return what `work` makes of each of `given`, in order."""


class Archive(Searcher):
    """Articles made searchable on this machine."""

    def __init__(self, segments: Segments, analyser: Analyser, tuning: Tuning) -> None:
        super().__init__(LocalSource(segments), analyser, tuning)
        self._segments = segments

    @classmethod
    def build(
        cls,
        articles: Iterable[Article],
        language: Language,
        tuning: Tuning,
        fingerprint: str = "",
        parallel: AbstractContextManager[ParallelMap] | None = None,
    ) -> Archive:
        """Read `articles` once, keeping numbers of them only.

        `parallel` is entered for as long as there is work to do in parallel.
        """
        builder = _filled(CorpusBuilder(), articles, language, tuning, parallel)
        segment = indexed(builder, tuning.bm25)
        segments = Segments.of([segment], [np.ones(len(segment.ids), bool)], fingerprint)
        return cls(segments, Analyser(language), tuning)

    @classmethod
    def open(cls, folder: Path, language: Language, tuning: Tuning, known: Archive | None = None) -> Archive:
        """Map a saved archive; raises DamagedIndex when it cannot be trusted or was made in another way.

        What it has in common with the archive that is `known`, opened from the same folder before, is not read again.
        """
        segments = known._segments.segments if known else ()
        opened = manifest.open_from(folder, storage.recipe(language, tuning), segments)
        return cls(opened, known._analyser if known else Analyser(language), tuning)

    @staticmethod
    def verify(folder: Path) -> None:
        """Compare every byte of a saved archive with its checksums; raises DamagedIndex where one differs."""
        manifest.verify(folder)

    def save(self, folder: Path) -> None:
        """Write to `folder` what of the archive does not stand there yet, all or nothing.

        What came since it was saved is merged into one segment, and that with others when it is time.
        """
        recipe = storage.recipe(self._analyser.language, self._tuning)
        manifest.save(folder, self._segments.compact(), recipe)

    def changed(
        self,
        came: Iterable[Article],
        gone: Collection[str],
        fingerprint: str,
        parallel: AbstractContextManager[ParallelMap] | None = None,
    ) -> Archive:
        """Return another archive: this one less the articles of the ids `gone`, followed by those that `came`.

        It finds what an archive built of these articles finds, with the same scores but for rounding; only what came is
        analysed. See `build` for `parallel`.
        """
        before, tuning = self._segments, self._tuning
        builder = _filled(CorpusBuilder(before.names), came, self._analyser.language, tuning, parallel)
        segment = indexed(builder, tuning.bm25, before.segments) if builder.ids else None
        return Archive(before.changed(segment, gone, fingerprint), self._analyser, tuning)

    def accelerate(self) -> bool:
        """Search with compiled code from now on, where there is numba to compile it; see `BM25.accelerate`."""
        return self._segments.index.accelerate()

    def release(self) -> None:
        """Give back the memory of what has been read of the saved archive; see `FlatFiles.release`."""
        for segment in self._segments.segments:
            segment.release()

    @property
    def segments(self) -> Segments:
        """Return what the archive is made of."""
        return self._segments

    @property
    def changes(self) -> int:
        """Return how many articles came and went since the archive was built or saved."""
        return self._segments.changes

    def standing(self) -> tuple[Longs, NDArray[np.uint64]]:
        """Return the numbers of the passages of articles that stand, one of each content, and their keys."""
        return self._segments.passages()

    def unread(self, passages: Longs) -> tuple[Unread, ...]:
        """Return what an encoder is to read of the ascending `passages`, by number."""
        excerpt = self._segments.excerpt(passages)
        best = Best(passages, np.zeros(len(passages)))
        found = Found(excerpt.corpus, best, self._segments.ids(excerpt.articles))
        return found.unread(np.arange(len(passages)))


def _filled(
    builder: CorpusBuilder,
    articles: Iterable[Article],
    language: Language,
    tuning: Tuning,
    parallel: AbstractContextManager[ParallelMap] | None,
) -> CorpusBuilder:
    """Return `builder` with the articles added."""
    with parallel or nullcontext(map) as mapped:
        for portion in mapped(PortionMaker(language, tuning.passages), batches(articles)):
            builder.add(portion)
        builder.define(partial(mapped, FormMaker(language)))
    return builder
