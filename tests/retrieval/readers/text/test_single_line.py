"""Pages that a scraper put on one line are told apart from paragraphs that stand alone."""

from __future__ import annotations

import pytest

from retrieval.errors import UnreadableSource
from retrieval.readers import charset
from retrieval.readers.text import single_line
from retrieval.readers.text.page import extract
from tests.benchmarks.quality.cleaning import WEB_PAGES, boilerplate_lists, labels
from tests.benchmarks.quality.naive import Variant, text

BOILERPLATE = boilerplate_lists()
PARAGRAPH = (
    "أعلنت بلدية الميناء صباح اليوم افتتاح سوق السمك الجديد على الرصيف الشرقي، بحضور مئات الصيادين وعائلاتهم. وقال رئيس"
    " البلدية إن السوق يضم أربعين محلا وغرفتي تبريد، وإن كلفته بلغت ثلاثة ملايين دينار. وأضاف أن الصيادين سيعفون من"
    " الإيجار في السنة الأولى، على أن يدفعوا نصفه في السنة الثانية."
)


@pytest.mark.parametrize(
    "page",
    [
        f"افتتاح سوق السمك الجديد - الميناء الرئيسية سياسة رياضة افتتاح سوق السمك الجديد 12 مايو 2023 {PARAGRAPH}",
        f"الرئيسية سياسة رياضة اقتصاد {PARAGRAPH} اقرأ أيضا انطلاق موسم الزيتون في الجبل جميع الحقوق محفوظة 2023",
        f"افتتاح سوق السمك\n{PARAGRAPH} شارك على فيسبوك اشترك في النشرة البريدية سياسة الخصوصية",
    ],
)
def test_a_page_on_one_line_is_set_aside_with_what_to_do(page: str) -> None:
    with pytest.raises(UnreadableSource, match="keep the line breaks"):
        extract(page, BOILERPLATE)


@pytest.mark.parametrize("text", [PARAGRAPH, f"{PARAGRAPH} {PARAGRAPH}"])
@pytest.mark.parametrize("head", ["", "افتتاح سوق السمك\n"])
def test_an_article_of_one_paragraph_is_read(head: str, text: str) -> None:
    assert extract(head + text, BOILERPLATE).text == text


def test_nearly_all_web_pages_put_on_one_line_are_known_for_it() -> None:
    known = [
        single_line.is_page([" ".join(text(page, Variant.WHOLE).split())], BOILERPLATE)
        for label in labels(folder=WEB_PAGES)
        for page in [charset.decode_page((WEB_PAGES / f"{label.name}.html").read_bytes())]
    ]
    assert known.count(False) <= 1
