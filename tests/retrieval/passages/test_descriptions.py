"""What somebody is told to be, beside the name."""

from __future__ import annotations

import pytest

from retrieval.arabic.language import folded
from retrieval.passages.descriptions import Descriptions
from retrieval.passages.excerpts import part
from retrieval.records import Article, Span

ROLES = Descriptions(
    folded("رئيس وزير محامي مهاجم زعيم"), lambda word: word in folded("فلاديمير بوتين بشار دونالد سوريا")
)


@pytest.mark.parametrize(
    ("text", "name", "marked"),
    [
        ("التقى الأسد الرئيس الروسي فلاديمير بوتين اليوم.", "بوتين", "الرئيس الروسي فلاديمير بوتين"),
        ("دعا إلى إعادة السيطرة للرئيس بشار الأسد.", "بشار اسد", "للرئيس بشار الأسد"),
        ("قال وزير الدفاع، بيتر هولتكفيست، ذلك.", "بيتر هولتكفيست", "وزير الدفاع، بيتر هولتكفيست"),
        ("فاز محمد صلاح مهاجم نادي روما بالجائزة.", "محمد صلاح", "محمد صلاح مهاجم نادي روما"),
        ("قال محامي شفيق جراية إنه عاد.", "شفيق جرايه", None),
        ("اتفق الرئيس بوتين مع دونالد ترامب.", "ترامب", None),
        ("عاد ترامب من سوريا.", "ترامب", None),
    ],
)
def test_what_stands_right_before_a_name_or_behind_it_is_marked_with_it(
    text: str, name: str, marked: str | None
) -> None:
    article = Article("one", "عنوان", text)
    found = ROLES.marked(part(article, Span(0, len(text))), name.split())
    assert (found and found.text[found.highlights[0].start : found.highlights[0].end]) == marked
