"""Which elements of a page are not its article: by what their mark-up calls them, and cards of other stories."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from retrieval.readers.html import dom

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from retrieval.readers.html.dom import Block, Element

_TAGS: Final = frozenset(
    {"nav", "footer", "aside", "figcaption", "button", "dialog", "menu", "amp-sidebar", "title"}
)
_ROLES: Final = frozenset({
    "navigation", "banner", "complementary", "search", "contentinfo", "dialog", "alertdialog", "menu",
    "menubar", "tablist", "toolbar",
})  # fmt: skip
# Names that editors of templates give to what stands around an article, as whole parts of a class or id.
_NAMES: Final = frozenset({
    "nav", "navbar", "navigation", "menu", "submenu", "topmenu", "megamenu", "breadcrumb", "breadcrumbs",
    "crumbs", "share", "sharing", "sharer", "social", "socials", "addtoany", "sharedaddy", "sharethis",
    "related", "relatedposts", "recommended", "recommend", "recommendations", "comments", "comment",
    "commentlist", "respond", "disqus", "newsletter", "subscribe", "subscription", "cookie", "cookies", "gdpr",
    "consent", "popup", "modal", "tags", "taglist", "tagcloud", "keywords", "sidebar", "sidebars", "ticker",
    "newsticker", "trending", "mostread", "popular", "ads", "advert", "advertisement", "adsbygoogle", "banner",
    "banners", "promo", "sponsored", "outbrain", "taboola", "mgid", "footer", "masthead", "toolbar", "login",
    "pagination", "pager", "authorbox", "caption", "figcaption", "credit", "credits", "breaking", "marquee",
    "topbar", "offcanvas", "skip", "widget", "widgets", "weather", "prayer", "poll", "rating", "ratings",
    "video", "videos", "player", "rss", "copyright", "rights", "readmore", "seealso", "next", "prev",
    "previous", "playlist",
})  # fmt: skip
_PAIRS: Final = re.compile(
    r"most[-_]?(?:read|viewed|popular|commented|watched)|see[-_]?also|read[-_]?(?:more|also|next|too)|also[-_]?read"
    r"|(?:about|author)[-_]?(?:the[-_]?)?(?:author|box|bio|info|card|desc)|sr[-_]only|screen[-_]reader|visually[-_]hidden"
    r"|tag[-_](?:list|cloud|links)|(?:post|article|entry|news|story)[-_]?tags?\b|more[-_](?:news|stories|on|from|posts|articles)"
    r"|inline[-_](?:ad|related|promo)|(?:ad|ads)[-_](?:slot|unit|container|wrap|wrapper|box|banner|label)|div-gpt-ad"
    r"|side[-_]?bar|bread[-_]?crumb|follow[-_](?:us|google)|google[-_]news|whatsapp|telegram|latest[-_](?:news|posts)"
    r"|photo[-_](?:credit|caption)|image[-_](?:credit|caption|desc)|wp[-_]caption|site[-_](?:header|footer|nav)"
    r"|article[-_]?(?:more|links)|reading[-_]time|read[-_]time|post[-_](?:views|navigation|nav|share)|views[-_]?count"
)
_BODY: Final = re.compile(
    r"(?:article|post|entry|story|news|node|single)[-_]*(?:body|content|text|details)|field[-_]name[-_]body|wysiwyg"
    r"|theme-post-content|(?:text|body|content)[-_]*(?:article|post|news|story)|\bprose\b",
    re.IGNORECASE,
)
_PARTS: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_UNSHOWN: Final = re.compile(r"display\s{0,2}:\s{0,2}none|visibility\s{0,2}:\s{0,2}hidden")
_WHOLE_PAGE: Final = frozenset({"html", "body", "main"})
# Words from which a line counts as prose here, and the share of a page's prose that no boilerplate holds.
_PROSE_WORDS: Final = 12
_MOST: Final = 0.5
# Share of a line's letters from which it is a link.
_LINKED: Final = 0.5
# What boxes of subscriptions and of other stories are made of, and the share of the page's prose they stay below.
_BOXES: Final = frozenset({"div", "section", "form", "fieldset", "a"})
_SECTIONS: Final = frozenset({"section"})
_COMMENTS: Final = frozenset({"comments", "commentlist", "disqus", "respond"})
_BUTTONS: Final = ("button", "input", "select")
_BOXED: Final = 0.3
# Words that a card, or a box, has at most; neighbours that make a list of cards, and their share of their kind.
_CARD_WORDS, _FEWEST_CARDS, _MOST_CARDS = 100, 3, 0.5
_ITEMS: Final = frozenset({"li", "article"})
# Words from which a caption says more than who is shown.
_CAPTION_WORDS: Final = 5
# Links looked at in one line's element, and addresses that lead to no other page, or to a network to share this one.
_MOST_LINKS: Final = 8
_BUTTON: Final = re.compile(
    r"#|(?:javascript|mailto|whatsapp|tg):|(?:https?:)?//[^/\s]{1,100}/(?:share|intent|send|dialog)\b|(?:https?:)?//wa\.me\b"
    r"|(?:https?:)?//[^/\s]{1,100}/sharer",
    re.IGNORECASE,
)


class BoilerplateElements:
    """Tells which of a page's lines stand in elements beside its article."""

    def __init__(self, lines: Sequence[Block], kept: Iterable[Element]) -> None:
        """Judge the page of `lines`; the elements `kept` (its headline, its marked body) are no boilerplate."""
        self.told = _told_in_captions(lines)
        """The captions that tell a page's story, where it tells it in pictures."""
        kept = [*kept, *self.told]
        self._kept = {above for element in kept for above in (element, *element.iterancestors())}
        cards = _cards(lines) - self._kept
        self.cards = len(cards)
        """How many elements are cards of other stories."""
        self._known: dict[Element, bool] = dict.fromkeys(cards, True)

        # Prose among cards or comments counts for nothing.
        def is_comments(element: Element) -> bool:
            return element not in self._kept and not _COMMENTS.isdisjoint(labels(element))

        own = [line for line in lines if not self._judged(line.element, is_comments)]
        self._prose = dom.totals(own, _prose_words)
        self._linking = dom.totals(lines, lambda line: line.linked >= _LINKED)
        self._buttons = dom.holders(lines, _BUTTONS)
        self._total = sum(map(_prose_words, own))
        # What was no comment or card may be boilerplate all the same, once it is known how much prose there is.
        self._known = {element: True for element, known in self._known.items() if known}

    def holds(self, line: Block) -> bool:
        """Return whether the line stands in boilerplate."""
        return self.covers(line.element)

    def covers(self, element: Element) -> bool:
        """Return whether the element is boilerplate, or in it."""
        return self._judged(element, self._is_boilerplate)

    def _judged(self, element: Element, judge: Callable[[Element], bool]) -> bool:
        path = []
        while element is not None and element not in self._known:
            path.append(element)
            element = element.getparent()
        inside = element is not None and self._known[element]
        for below in reversed(path):
            inside = inside or judge(below)
            self._known[below] = inside
        return inside

    def _is_boilerplate(self, element: Element) -> bool:
        """Return whether the element is named so, or is a small section with a link's line, or a box with a button."""
        if element in self._kept or element.tag in _WHOLE_PAGE:
            return False
        share = self._prose[element] / max(self._total, 1)
        if share > _BOXED and is_body(element):
            return False
        # Whether tag, role, class or id say that this is boilerplate, or that it is not shown.
        if share <= _MOST and (
            element.tag in _TAGS
            or (element.get("role") or "").lower() in _ROLES
            or element.get("hidden") is not None
            or _UNSHOWN.search(element.get("style") or "") is not None
            or _is_named_so(_labels(element))
        ):
            return True
        small = share <= _BOXED and element.tag in _BOXES and self._prose[element] <= _CARD_WORDS
        linking = element.tag in _SECTIONS and self._linking[element] > 0 and not self._is_part(element)
        return small and (linking or element in self._buttons)

    def _is_part(self, section: Element) -> bool:
        """Return whether a section with a heading and prose is a part of an article, others of its kind beside it.

        So encyclopaedias set theirs, with links to longer articles or to what they list.
        """
        alike = [
            one for one in section.itersiblings(section.tag, preceding=True) if _kind(one) == _kind(section)
        ]
        alike += [one for one in section.itersiblings(section.tag) if _kind(one) == _kind(section)]
        own = [*section.iterchildren(*_HEADINGS)] and self._prose[section]
        return bool(own) and sum(self._prose[one] > 0 for one in alike) >= _FEWEST_PARTS


_HEADINGS: Final = ("h2", "h3", "h4", "header")
_FEWEST_PARTS: Final = 2


def _told_in_captions(lines: Sequence[Block]) -> frozenset[Element]:
    """Return the captions of a row of pictures, if they say more than all that the page says beside them."""
    captions = Counter(
        {line.element: len(line.text.split()) for line in lines if line.element.tag == "figcaption"}
    )
    told = {one for one, words in captions.items() if words >= _CAPTION_WORDS}
    rows = Counter(one.getparent().getparent() for one in told)
    row, pictures = max(rows.items(), key=lambda item: item[1], default=(None, 0))
    if pictures < _FEWEST_CARDS:
        return frozenset()
    own = {one for one in told if one.getparent().getparent() is row}
    prose = sum(_prose_words(line) for line in lines if line.element not in captions)
    return frozenset(own) if sum(captions[one] for one in own) > prose else frozenset()


def _cards(lines: Sequence[Block]) -> set[Element]:
    """Find the elements that are cards of other stories: a row of small neighbours, each with a link's line.

    They are below one parent, of one tag and class, most of them small; those without a class are cards only where
    their tag says that they are items.
    """
    words = dom.totals(lines, lambda line: len(line.text.split()))
    links = dom.totals(lines, lambda line: line.linked >= _LINKED)
    staying = dom.totals(lines, lambda line: line.linked >= _LINKED and _stays(line.element))
    kinds = Counter[Any](map(_kind, words))
    small: dict[Any, list[Element]] = {}
    for element, count in links.items():
        if count > staying[element] and words[element] <= _CARD_WORDS:
            small.setdefault(_kind(element), []).append(element)
    return {
        card
        for (parent, tag, label), group in small.items()
        if parent is not None and (label or (tag in _ITEMS and not is_part_of_text(parent)))
        if len(group) >= max(_FEWEST_CARDS, _MOST_CARDS * kinds[parent, tag, label])
        for card in group
    }


def _stays(element: Element) -> bool:
    """Return whether all links of a line's element are buttons, such as those to share or to like."""
    addresses = [link.get("href") or "/" for link in islice(element.iter("a"), _MOST_LINKS)]
    return bool(addresses) and all(_BUTTON.match(address.strip()) for address in addresses)


def _kind(element: Element) -> tuple[Element | None, str, str]:
    return element.getparent(), element.tag, " ".join((element.get("class") or "").split()[:1])


def _prose_words(line: Block) -> int:
    words = len(line.text.split())
    return words if words >= _PROSE_WORDS and line.linked < _LINKED else 0


def is_part_of_text(listed: Element) -> bool:
    """Return whether a list has a heading of its own among headings and paragraphs, as encyclopaedias set links.

    Above and beside it stand paragraphs, and other headings of the same height.
    """
    above, around = listed.getprevious(), listed.getparent()
    if above is None or above.tag not in _HEADINGS or around is None:
        return False
    prose = sum(len(dom.text_of(one).split()) >= _PROSE_WORDS for one in around.iterchildren("p"))
    return prose >= _FEWEST_CARDS and sum(1 for _ in around.iterchildren(above.tag)) > 1


def is_body(element: Element) -> bool:
    """Return whether the mark-up calls an element an article's body («post-content», `articleBody`)."""
    names = (element.get(name) or "" for name in ("class", "id", "itemprop"))
    return _BODY.search(" ".join(names)) is not None


def _labels(element: Element) -> str:
    """Return class and id as written; utilities of a few letters («md:hidden») say nothing of what this is."""
    written = f"{element.get('class') or ''} {element.get('id') or ''}"
    return " ".join(label for label in written.split() if ":" not in label)


def labels(element: Element) -> tuple[str, ...]:
    """List the words of an element's class and id, in small letters."""
    return _words(_labels(element))


# The same classes stand on all elements of a kind, and on all pages of a site.
@lru_cache(maxsize=2048)
def _words(written: str) -> tuple[str, ...]:
    return tuple(word.lower() for word in _PARTS.findall(written))


@lru_cache(maxsize=2048)
def _is_named_so(written: str) -> bool:
    return not _NAMES.isdisjoint(_words(written)) or _PAIRS.search(written.lower()) is not None
