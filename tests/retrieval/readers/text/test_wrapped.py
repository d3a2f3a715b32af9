"""Text that a mail program or an old editor broke at a width."""

from __future__ import annotations

import textwrap

import pytest

from retrieval.readers.text import wrapped
from tests.support.readers import article, read

PARAGRAPHS = (
    "أعلنت بلدية الميناء صباح اليوم افتتاح سوق السمك الجديد على الرصيف الشرقي، بحضور مئات الصيادين وعائلاتهم الذين"
    " انتظروه أعواما.",
    "وقال رئيس البلدية إن السوق يضم أربعين محلا وغرفتي تبريد، وإن كلفته بلغت ثلاثة ملايين دينار دفعت المدينة نصفها.",
    "وأضاف أن الصيادين سيعفون من الإيجار في السنة الأولى، على أن يدفعوا نصفه في السنة الثانية وكله بعد ذلك.",
)


@pytest.mark.parametrize("width", [45, 60, 72])
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_paragraphs_broken_at_a_width_are_whole_again(width: int, between: str) -> None:
    page = between.join(textwrap.fill(one, width) for one in PARAGRAPHS)
    found = article(read(f"افتتاح سوق السمك الجديد{between}{page}".encode(), "a.txt"))
    assert found.title == "افتتاح سوق السمك الجديد"
    assert found.text.split("\n") == list(PARAGRAPHS)


@pytest.mark.parametrize("page", [
    "\n".join(PARAGRAPHS),
    "الرئيسية\nسياسة\nرياضة\nافتتاح سوق السمك الجديد\n12 مايو 2023\nسامي النجار",
    "يا ساحل البحر القديم عليك مني سلام العاشقين\nحملت رياحك للقلوب غرامها فبكت عيون الراحلين\n" * 4,
    "يا ساحل البحر القديم سلاما\nحملت رياحك للقلوب غراما\nوبكيت حين رحلت عنك وحيدا\nوكتبت شعري للرمال كلاما",
])  # fmt: skip
def test_lines_that_end_where_their_author_ended_them_stay(page: str) -> None:
    assert wrapped.whole(page) == page
