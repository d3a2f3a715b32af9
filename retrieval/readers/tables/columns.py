"""Which column of a table is what: by the names at its head, Arabic, English or French, else by what stands in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from retrieval.extraction.boilerplate import folded
from retrieval.readers.html import facts
from retrieval.readers.tables.days import day, written

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from retrieval.readers.tables.days import Cell

_NAMES: Final = {
    "id": "id article_id post_id guid uuid معرف المعرف رقم_المقال رقم_الخبر",
    "title": "title headline post_title subject name heading titre عنوان العنوان عنوان_المقال عنوان_الخبر عنوان_المادة"
    " الموضوع المانشيت",
    "text": "text body content article article_text post_content full_text maintext story texte contenu corps news"
    " paragraphs blocks passage نص النص المتن المحتوى المضمون نص_المقال نص_الخبر المقال المقالة الخبر محتوى متن"
    " التفاصيل الفقرات description",
    "outlet": "outlet source publisher newspaper site website publication site_name journal المصدر مصدر الصحيفة الجريدة"
    " الموقع الناشر جهة_النشر الوسيلة المجلة",
    "author": "author authors writer byline creator by reporter journalist auteur journaliste كاتب الكاتب المؤلف المحرر"
    " بقلم اسم_الكاتب الصحفي الصحافي المراسل",
    "published": "date published date_published publish_date published_at date_publish pub_date pubdate post_date"
    " datetime created created_at timestamp publication_date date_de_publication ts epoch"
    " تاريخ التاريخ تاريخ_النشر تاريخ_المقال"
    " تاريخ_الخبر",
    "url": "url link permalink address href lien main_entity_of_page رابط الرابط العنوان_الالكتروني رابط_المقال"
    " رابط_الخبر",
    "section": "section category topic desk rubrique القسم قسم التصنيف الباب تصنيف الفئة",
    "day": "day jour اليوم يوم",
    "month": "month mois الشهر شهر",
    "year": "year annee année السنة سنة العام",
}
# Words that say nothing of a field when they stand beside its name: of what it is, and in which form.
_BESIDE: Final = frozenset(map(folded, (
    "article", "articles", "post", "posts", "news", "story", "item", "page", "entry", "main", "full", "raw", "clean",
    "html", "name", "time", "at", "on", "of", "the", "primary", "publication", "created", "de", "du",
    "la", "l", "المقال", "المقالة", "الخبر", "المادة", "الموضوع", "المنشور",
    "الصفحة", "اسم", "نشر", "كامل", "الكامل",
)))  # fmt: skip
# What an Arabic name of several words begins with says what it is («نص الخبر كما ورد»), but for these fields.
_HEADED: Final = frozenset({"title", "text", "author", "published", "section"})
# The folded name of a column → the field of an article that it holds, and how well it says so, best first.
_FIELDS: Final[Mapping[str, tuple[str, int]]] = MappingProxyType(
    {
        folded(name.replace("_", " ")): (field, rank)
        for field, names in _NAMES.items()
        for rank, name in enumerate(names.split())
    }
)
_PARTS: Final = re.compile(r"[\s_.:/-]+|(?<=[a-z])(?=[A-Z])")
_WIDE_NAME: Final = 100
# Words of a column's cells, on average, from which it holds the text, and up to which it may hold the headline.
_TEXT_WORDS, _TITLE_WORDS = 10, range(2, 25)
_MOST_LETTERS: Final = 2_000
_MOST_CELLS: Final = 0.8


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """Where each field stands in a row, by number; and the columns' names as written.

    Where the text has a column for each of its parts («paragraph1», «paragraph2»), `parts` are these, in order.
    """

    places: Mapping[str, int]
    names: tuple[str, ...]
    parts: tuple[int, ...] = ()

    def description(self) -> str:
        """Say which column is taken for what, and which for nothing."""
        named = [name or f"#{at}" for at, name in enumerate(self.names, start=1)]
        more = "".join(f" + {named[place]!r}" for place in self.parts[1:])
        taken = ", ".join(
            f"{field} = {named[place]!r}{more if field == 'text' else ''}"
            for field, place in self.places.items()
        )
        known = {*self.places.values(), *self.parts}
        left = [name for at, name in enumerate(self.names) if name and at not in known]
        return f"columns read: {taken}" + (f"; not read: {', '.join(map(repr, left))}" if left else "")


def guess(header: Sequence[Cell]) -> ColumnMap:
    """Tell the columns of a header; of several that could be the same field it is the one whose name says it best.

    «article_title» says the same as «title», and less surely.
    """
    names = tuple("" if cell is None else str(cell).strip() for cell in header)
    best: dict[str, tuple[int, int]] = {}
    for place, name in enumerate(names):
        known = _known(name)
        if known:
            field, rank = known
            best[field] = min(best.get(field, (rank, place)), (rank, place))
    parts = _parts(names)
    if parts:
        best["text"] = 0, parts[0]
    places = sorted((place, field) for field, (_, place) in best.items())
    return ColumnMap(MappingProxyType({field: place for place, field in places}), names, parts)


_NUMBERED: Final = re.compile(r"(\D{1,40}?)[ _.:-]?(\d{1,3})")
_PARTS_OF_TEXT: Final = frozenset(
    map(folded, ("paragraph", "para", "p", "part", "فقرة", "الفقرة", "الجزء", "جزء"))
)


def _parts(names: Sequence[str]) -> tuple[int, ...]:
    """Return the columns of a text's numbered parts in their order, if it has several."""
    found: dict[str, list[tuple[int, int]]] = {}
    for place, name in enumerate(names):
        if numbered := _NUMBERED.fullmatch(name):
            known = _known(numbered[1])
            if folded(numbered[1]) in _PARTS_OF_TEXT or (known and known[0] == "text"):
                found.setdefault(folded(numbered[1]), []).append((int(numbered[2]), place))
    parts = max(found.values(), key=len, default=[])
    return tuple(place for _, place in sorted(parts)) if len(parts) > 1 else ()


def _known(name: str) -> tuple[str, int] | None:
    """Return the field that a column's name says, and how well: as it stands, or without words that say nothing."""
    words = [folded(word) for word in _PARTS.split(name[:_WIDE_NAME]) if word]
    exact = _FIELDS.get(" ".join(words))
    if exact or not words:
        return exact
    bare = _FIELDS.get(" ".join(word for word in words if word not in _BESIDE))
    if bare:
        return bare[0], bare[1] + _WIDE_NAME
    head = None if words[0].isascii() else _FIELDS.get(words[0])
    return (head[0], head[1] + 2 * _WIDE_NAME) if head and head[0] in _HEADED else None


def by_content(header: Sequence[Cell], rows: Sequence[Sequence[Cell]]) -> ColumnMap | None:
    """Tell the columns whose names say nothing by what stands in the first `rows`; None where none holds a text.

    The text is the longest column, the headline the first of few words; days and addresses tell themselves.
    """
    named = guess(header)
    cells = [
        [said for row in rows if at < len(row) and (said := written(row[at])[:_MOST_LETTERS])]
        for at in range(max(map(len, rows), default=0))
    ]
    words = [sum(len(said.split()) for said in column) / max(1, len(column)) for column in cells]
    places = dict(named.places)
    longest = max(range(len(cells)), key=words.__getitem__, default=0)
    if not cells or words[longest] < _TEXT_WORDS:
        return None
    places.setdefault("text", longest)
    for field, fits in _FITTING.items():
        left = (at for at, column in enumerate(cells) if at not in places.values() and column)
        most = (at for at in left if sum(map(fits, cells[at])) >= _MOST_CELLS * len(cells[at]))
        if field not in places and (place := next(most, None)) is not None:
            places[field] = place
    return ColumnMap(MappingProxyType(places), named.names, named.parts)


_FITTING: Final = MappingProxyType({
    "url": lambda said: facts.address(said) is not None,
    "published": lambda said: not said.isdecimal() and day(said) is not None,
    "title": lambda said: len(said.split()) in _TITLE_WORDS,
})  # fmt: skip
