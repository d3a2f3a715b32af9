"""How an archive is laid out in an engine: three indexes for each edition, and aliases that name those that stand.

`<alias>-<edition>` has the passages: terms by number to find them by, and their slices as doc values; the first of an
article, which leads, says of it what lists want. `…-articles` has the texts in their versions. `…-lexicon` has the
words of the archive in pieces, changes to them, and the state: how far these go. The state is written last: what it
does not count does not stand yet.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from retrieval.corpus import storage

if TYPE_CHECKING:
    from retrieval.arabic.language import Language
    from retrieval.tuning import Tuning

LAYOUT = 2
"""The revision of what is described here; an edition of another one is built anew."""
STATE = "state"
PIECE = 4 << 20
"""Bytes of a lexicon a document."""
_MOST_LISTED = 1_000_000
_WORDS = {"type": "keyword", "ignore_above": 8_000}  # Lucene takes 32,766 bytes
_SHARED = {"number_of_shards": 1, "auto_expand_replicas": "0-1", "codec": "best_compression"}


@dataclass(frozen=True, slots=True)
class EngineState:
    """What stands in an edition; numbers count from 0.

    `base` names the lexicon, which has so many `pieces` and as many changes as `changes`. Passages up to generation
    `generation` stand, less those of articles that are `gone` but for that generation's; `following` is the next
    passage's number. Where the first words have these numbers, `sample`, others mean the same.
    """

    fingerprint: str
    generation: int
    recipe: str
    articles: int
    following: int
    base: str
    pieces: int
    changes: int
    gone: tuple[str, ...]
    sample: dict[str, int]


def passages_index(tuning: Tuning, shards: int) -> dict[str, object]:
    """Return the settings and the mapping of an index of passages."""
    similarity = {"isnad": {"type": "BM25", "k1": tuning.bm25.k1, "b": tuning.bm25.b}}
    fields = {
        "terms": {"type": "text", "analyzer": "whitespace", "similarity": "isnad", "index_options": "freqs"},
        "slice": {"type": "binary", "doc_values": True},
        "article": {"type": "keyword"},
        "number": {"type": "long"},
        "generation": {"type": "integer"},
        "published": {"type": "integer"},
        "outlet": {"type": "integer"},
        "leads": {"type": "boolean"},
        "key": {"type": "unsigned_long"},
        "group": {"type": "long"},
        "seq": {"type": "long"},
        "outlet_name": _WORDS,
        "section": _WORDS,
        "url": _WORDS,
        "headline": _WORDS,
    }
    mapping = {
        "dynamic": False,
        "_source": {"enabled": False, "recovery_source_enabled": False},
        "properties": fields,
    }
    own = {"number_of_shards": shards, "similarity": similarity, "max_result_window": _MOST_LISTED}
    settings = {"index": {**_SHARED, **own}}
    return {"settings": settings, "mappings": mapping}


def articles_index() -> dict[str, object]:
    """Return the settings and the mapping of an index of texts."""
    fields = {"id": {"type": "keyword"}, "generation": {"type": "integer"}, "seq": {"type": "long"}}
    return {"settings": {"index": _SHARED}, "mappings": {"dynamic": False, "properties": fields}}


def lexicon_index() -> dict[str, object]:
    """Return the settings and the mapping of an index of documents that are got by name only."""
    return {"settings": {"index": _SHARED}, "mappings": {"enabled": False}}


def packed(content: bytes) -> dict[str, str]:
    """Return the document of some bytes."""
    return {"content": base64.b64encode(content).decode()}


def unpacked(document: dict[str, str]) -> bytes:
    """Return the bytes of a document."""
    return base64.b64decode(document["content"])


def recipe(language: Language, tuning: Tuning) -> str:
    """Return what names how an edition is made, of words and of documents."""
    return f"{storage.recipe(language, tuning)}-{LAYOUT}"


def state_of(document: object) -> EngineState:
    """Return the state that a document says; raises ValidationError where it is another program's."""
    return msgspec.convert(document, EngineState)
