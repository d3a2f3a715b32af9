"""What stands in the store → what stands in the engine: changed in place, put back, or built beside and swapped in."""

from __future__ import annotations

import hashlib
import secrets
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.engine.edition_writer import EditionWriter, alike, sample
from bot.engine.layout import EngineState
from bot.errors import EngineError
from bot.progress import silent
from retrieval.first_stage.lexicon import ArchiveLexicon

if TYPE_CHECKING:
    from bot.engine.editions import Edition, Editions
    from bot.engine.published import Changes, Published
    from bot.progress import Progress

CHANGED = 5
"""A part of the archive: no more of it is changed in place, more is built beside it."""
MOST_CHANGES = 50
"""Changes to a lexicon before it is written whole again."""


def publish(
    editions: Editions, known: Edition | None, published: Published, progress: Progress, *, anew: bool = False
) -> Edition:
    """Return the edition that holds what is published, once it stands; `known` is the one answered from before.

    If `anew`, it is built of nothing else, and no other is kept.
    """
    edition = _published(editions, known, published, progress, anew=anew)
    published.note(editions.alias)
    return edition


def _published(
    editions: Editions, known: Edition | None, published: Published, progress: Progress, *, anew: bool
) -> Edition:
    index = editions.standing()
    if index and anew:
        _changes(editions, published, editions.state(index))
        edition = _anew(editions, published, progress, secrets.token_hex(2))
        editions.keep_only(edition.index)
        return edition
    if index:
        state = editions.state(index)
        if (state.recipe, _sum(state.fingerprint)) == (editions.recipe, _sum(published.archive.fingerprint)):
            return editions.latest(known) or _anew(editions, published, progress)
        changes = _changes(editions, published, state)
        if changes is not None:
            return _changed(editions, known, (index, state), published, changes)
    same = _same(editions, published)
    if same:
        editions.stand(same)
        return editions.latest(known) or _anew(editions, published, progress)
    return _anew(editions, published, progress)


def _changes(editions: Editions, published: Published, state: EngineState) -> Changes | None:
    """Return what is to be changed in place; None where that cannot be or is too much.

    Raises EngineError where the state is of another archive.
    """
    changes = published.since(state.fingerprint)
    if changes is None and published.is_ours(editions.alias, state.fingerprint):
        # What is between is known no more: versions were erased, or a backup was put back.
        return None
    if changes is None:
        raise EngineError(
            f"{editions.alias} in the engine is of another archive; give this one another alias, or remove"
            f" the alias {editions.alias} there"
        )
    few = len(changes) <= len(published.archive) // CHANGED
    numbered_alike = few and alike(published.archive.segments.names.forms, state.sample)
    return changes if numbered_alike and state.recipe == editions.recipe else None


def _changed(
    editions: Editions,
    known: Edition | None,
    stands: tuple[str, EngineState],
    published: Published,
    changes: Changes,
) -> Edition:
    """Return the edition after it was changed in place."""
    index, state = stands
    writer = EditionWriter(editions.engine, index, editions.tuning)
    lexicon = ArchiveLexicon.of(published.archive.segments)
    before = editions.lexicon(index, state, known)
    difference = lexicon.difference(before) if state.changes < MOST_CHANGES else None
    with closing(published.came(state.fingerprint)) as came:
        articles = list(came)
    ids = frozenset(article.id for article in articles)
    following = writer.passages(published, ids, state.following, silent)
    writer.articles(published, articles)
    writer.refresh()
    base, pieces, number = state.base, state.pieces, state.changes
    if difference is None:
        (base, pieces), number = writer.lexicon(lexicon), 0
    else:
        writer.change(base, number, difference)
        number += 1
    now = replace(
        state,
        fingerprint=published.archive.fingerprint,
        generation=published.generation,
        articles=len(published.archive),
        following=following,
        base=base,
        pieces=pieces,
        changes=number,
        gone=tuple(sorted(changes.went)),
        sample=sample(lexicon),
    )
    writer.state(now)
    writer.remove(changes.went, published.generation)
    return editions.edition(index, now, lexicon)


def _anew(editions: Editions, published: Published, progress: Progress, salt: str = "") -> Edition:
    """Return the edition that was built beside the one that stands and took its place.

    With a `salt`, whatever was begun before is not gone on with.
    """
    named = hashlib.blake2b(
        f"{published.archive.fingerprint}\0{editions.recipe}{salt}".encode(), digest_size=6
    ).hexdigest()
    index = f"{editions.alias}-{published.generation}-{named}"
    writer = EditionWriter(editions.engine, index, editions.tuning)
    writer.create()
    lexicon = ArchiveLexicon.of(published.archive.segments)
    following = writer.passages(published, None, 0, progress)
    with closing(published.all()) as articles:
        writer.articles(published, articles)
    writer.refresh()
    base, pieces = writer.lexicon(lexicon)
    state = EngineState(
        fingerprint=published.archive.fingerprint,
        generation=published.generation,
        recipe=editions.recipe,
        articles=len(published.archive),
        following=following,
        base=base,
        pieces=pieces,
        changes=0,
        gone=(),
        sample=sample(lexicon),
    )
    writer.state(state)
    editions.stand(index)
    return editions.edition(index, state, lexicon)


def _same(editions: Editions, published: Published) -> str | None:
    """Return an edition that holds just what is to be published, if one is kept."""
    for index in reversed(editions.kept()):
        try:
            state = editions.state(index)
        except EngineError:
            continue
        if state.recipe == editions.recipe and _sum(state.fingerprint) == _sum(published.archive.fingerprint):
            return index
    return None


def _sum(fingerprint: str) -> str:
    """Return what of a fingerprint names the articles, whatever their generation."""
    return fingerprint.partition("-")[2]
