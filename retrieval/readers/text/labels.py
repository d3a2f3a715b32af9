"""Text files that begin with what is known of their article, a label a line («العنوان: …», «الكاتب: …»)."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from retrieval.extraction.boilerplate import folded

if TYPE_CHECKING:
    from collections.abc import Mapping

_NAMES: Final = {
    "title": ("العنوان", "عنوان المقال", "عنوان الخبر", "title", "headline"),
    "author": ("الكاتب", "اسم الكاتب", "المؤلف", "بقلم", "author"),
    "published": ("التاريخ", "تاريخ النشر", "date", "published"),
    "outlet": (
        "الموقع",
        "الصحيفة",
        "الجريدة",
        "المجلة",
        "جهة النشر",
        "المصدر",
        "الناشر",
        "site",
        "source",
        "publisher",
    ),
    "section": ("القسم", "التصنيف", "section", "category"),
    "url": ("الرابط", "رابط المقال", "رابط الخبر", "url", "link"),
    "text": ("النص", "نص المقال", "نص الخبر", "المتن", "text", "body", "content", "المحتوى"),
}
_FIELDS: Final[Mapping[str, str]] = MappingProxyType(
    {folded(name): field for field, names in _NAMES.items() for name in names}
)
# Lines at a file's head that labels are among, and labels at least.
_MOST, _FEWEST = 12, 3


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
        field = _FIELDS.get(folded(label)) if mark or folded(line) in _FIELDS else None
        if waiting and field is None and line.strip():
            field, value = waiting, line
        elif "text" in found or field in found or (field is None and line.strip()):
            break
        end += 1
        waiting = field if field not in {None, "text"} and not value.strip() else None
        if field is not None and (value.strip() or field == "text"):
            found[field] = value.strip()
    if "title" not in found or len(found) < _FEWEST:
        return {}, page
    return found, "\n".join([found["title"], found.pop("text", ""), *lines[end:]])
