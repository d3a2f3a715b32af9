"""Text files that begin with what is known of their article, a label a line («العنوان: …», «الكاتب: …»)."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from retrieval.extraction.boilerplate import folded

if TYPE_CHECKING:
    from collections.abc import Mapping

_NAMES: Final = {
    "title": "عنوان العنوان title headline",
    "author": "كاتب الكاتب المؤلف بقلم المحرر author writer byline",
    "published": "تاريخ التاريخ date published",
    "outlet": "مصدر المصدر الموقع الصحيفة الجريدة المجلة الناشر جهة site source publisher outlet",
    "section": "قسم القسم تصنيف التصنيف section category",
    "url": "رابط الرابط url link",
    "text": "نص النص المتن محتوى المحتوى text body content",
}
# Words of a label that say nothing of its field.
_BESIDE: Final = frozenset(
    map(
        folded,
        ["الخبر", "المقال", "المقالة", "المادة", "التقرير", "الموضوع", "النشر", "نشر", "اسم", "article"],
    )
)
_FIELDS: Final[Mapping[str, str]] = MappingProxyType(
    {folded(name): field for field, names in _NAMES.items() for name in names.split()}
)
# Lines at a file's head that labels are among, and labels at least.
_MOST, _FEWEST = 12, 3
# Words of a label and of its value up to which one that says something else («عدد القراءات: 12») is passed over.
_LABEL_WORDS, _VALUE_WORDS = 3, 6


_LONGEST: Final = 60


def parted(page: str) -> tuple[dict[str, str], str]:
    """Return what the labels at the head of `page` say, by field, and the page below them, its headline first.

    Without a headline among them and two others nothing is one, and the page stays whole.
    """
    found: dict[str, str] = {}
    lines = page.splitlines()
    end = 0
    waiting: str | None = None  # the field of a label that stands alone: its value is the next line
    for line in lines[: 2 * _MOST]:
        label, mark, value = line.partition(":")
        parts = label.split() if len(label) <= _LONGEST else ()
        words = [word for part in parts if (word := folded(part)) and word not in _BESIDE]
        field = _FIELDS.get(" ".join(words))  # «تاريخ نشر الخبر»
        if waiting and field is None and line.strip():
            field, value = waiting, line
        other = bool(mark and len(label.split()) <= _LABEL_WORDS and len(value.split()) <= _VALUE_WORDS)
        if "text" in found or field in found or (field is None and line.strip() and not other):
            break
        end += 1
        waiting = field if field not in {None, "text"} and not value.strip() else None
        if field is not None and (value.strip() or field == "text"):
            found[field] = value.strip()
    if "title" not in found or len(found) < _FEWEST:
        return {}, page
    return found, "\n".join([found["title"], found.pop("text", ""), *lines[end:]])
