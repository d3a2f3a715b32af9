"""What a page says of itself in JSON-LD, by the words of schema.org."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from retrieval.readers.html.facts import Facts, address, day, instant, plain, short_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retrieval.readers.html.dom import Element

# Types of schema.org that are an article, most telling first; a WebPage says less.
_ARTICLE_TYPES: Final = (
    "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle", "BackgroundNewsArticle",
    "ReviewNewsArticle", "LiveBlogPosting", "Article", "BlogPosting", "Report", "ScholarlyArticle", "TechArticle",
    "SocialMediaPosting", "VideoObject", "WebPage",
)  # fmt: skip
_WEAK_TYPES: Final = frozenset({"VideoObject", "WebPage"})
# Nodes of JSON-LD looked at: a page has a few dozen.
_MOST_NODES: Final = 2000


def read(root: Element) -> Facts:
    """Read the article that the page describes; a WebPage beside it may add to it."""
    scripts = (one for one in root.iter("script") if "ld+json" in (one.get("type") or "").lower())
    nodes = [node for script in scripts for node in _objects(_parsed("".join(script.itertext())))]
    by_id = {str(node["@id"]): node for node in reversed(nodes) if "@id" in node and len(node) > 1}
    ranked = sorted((rank, at) for at, node in enumerate(nodes) if (rank := _rank(node)) is not None)
    facts = Facts()
    for _, at in ranked[:_MOST_ARTICLES]:
        facts = facts.or_else(_of_article(nodes[at], by_id))
    return facts


# The first article that a page describes is its own; a WebPage beside it may add to it.
_MOST_ARTICLES: Final = 3


def _parsed(text: str) -> object:
    """Parse JSON as pages have it: raw line ends in strings, comment marks around it, a comma too many.

    Half a surrogate pair, which JSON may hold and a file may not, becomes U+FFFD.
    """
    bare = (
        text.strip()
        .removeprefix("<!--")
        .removeprefix("//<![CDATA[")
        .removesuffix("-->")
        .removesuffix("//]]>")
    )
    for attempt in (bare, re.sub(r",\s{0,50}([}\]])", r"\1", bare)):
        try:
            value: object = json.loads(attempt.strip().rstrip(";"), strict=False)
            if _ESCAPED_HALF.search(attempt):
                halves = json.dumps(value, ensure_ascii=False).encode("utf-16-le", "surrogatepass")
                value = json.loads(halves.decode("utf-16-le", "replace"))
        except (ValueError, RecursionError):
            continue
        else:
            return value
    return None


_ESCAPED_HALF: Final = re.compile(r"\\u[dD][89a-fA-F]")


def _objects(value: object) -> Iterator[Mapping[str, object]]:
    """List the objects in lists, graphs and main entities, outer ones first."""
    waiting, seen = deque([value]), 0
    while waiting and seen < _MOST_NODES:
        item = waiting.popleft()
        seen += 1
        if isinstance(item, list):
            waiting.extend(item)
        elif isinstance(item, Mapping):
            yield item
            waiting.extend(item[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in item)


def _rank(node: Mapping[str, object]) -> int | None:
    """Tell how telling a node's type is; 0 is best, None is no article."""
    types = node.get("@type")
    named = {str(one).rpartition("/")[2] for one in (types if isinstance(types, list) else [types])}
    return next((rank for rank, known in enumerate(_ARTICLE_TYPES) if known in named), None)


def _of_article(node: Mapping[str, object], by_id: Mapping[str, Mapping[str, object]]) -> Facts:
    weak = _ARTICLE_TYPES[_rank(node) or 0] in _WEAK_TYPES
    written = short_text(node.get("datePublished")) or (None if weak else short_text(node.get("dateCreated")))
    return Facts(
        title=short_text(node.get("headline")) or (None if weak else short_text(node.get("name"))),
        outlet=_name(node.get("publisher"), by_id),
        author=_name(node.get("author") or node.get("creator"), by_id),
        published=day(written) if written else None,
        url=address(node.get("url")) or address(node.get("mainEntityOfPage")),
        section=_name(node.get("articleSection"), by_id),
        instant=instant(written) if written else None,
        body=plain(body) if isinstance(body := node.get("articleBody"), str) else None,
    )


def _name(value: object, by_id: Mapping[str, Mapping[str, object]]) -> str | None:
    """Read a name given as a string, an object, a reference, or a list of these (its first few)."""
    if isinstance(value, list):
        names = [
            name for one in value[:_MOST_NAMES] if not isinstance(one, list) and (name := _name(one, by_id))
        ]
        return "، ".join(dict.fromkeys(names)) or None
    if isinstance(value, Mapping):
        known = value if "name" in value else by_id.get(str(value.get("@id")), value)
        called = known.get("name")
        return _name(called, {}) if isinstance(called, str | list) else None
    return short_text(value)


_MOST_NAMES: Final = 5
