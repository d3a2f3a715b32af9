"""Pages whose paragraphs a scraper broke at each link and each bold word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.readers.text import fragments
from retrieval.readers.text.page import extract
from tests.benchmarks.quality.cleaning import boilerplate_lists

BOILERPLATE = boilerplate_lists()
HEAD = "افتتاح سوق السمك الجديد - جريدة الميناء\nالرئيسية\nسياسة\nافتتاح سوق السمك الجديد\n12 مايو 2023\n"
FIRST = (
    "أعلنت بلدية الميناء صباح اليوم افتتاح سوق السمك الجديد على الرصيف الشرقي، بحضور مئات الصيادين وعائلاتهم."
)
LAST = "وأضاف أن الصيادين سيعفون من الإيجار في السنة الأولى، على أن يدفعوا نصفه في السنة الثانية."


def text(*lines: str) -> list[str]:
    page = extract(HEAD + "\n".join(lines) + "\nجميع الحقوق محفوظة", BOILERPLATE)
    assert (page.title, page.headings) == ("افتتاح سوق السمك الجديد", ())
    return page.text.split("\n")


@pytest.mark.parametrize(
    "pieces",
    [
        ("وقال رئيس البلدية إن", "السوق", "يضم أربعين محلا وغرفتي تبريد."),
        ("وقال رئيس البلدية", "سامي النجار", "إن السوق يضم أربعين محلا وغرفتي تبريد."),
        ("ونقلت", "وكالة الميناء", "عن البلدية أن السوق يضم أربعين محلا."),
        ("ونشر موقع", "Port News", "أن السوق يضم أربعين محلا وغرفتي تبريد."),
        ("ويضم السوق الجديد الذي", "بني", "قبل عام أربعين محلا وغرفتي تبريد."),
        ("وافتتح", "رئيس البلدية السوق بحضور مئات الصيادين وعائلاتهم."),
    ],
)
def test_a_paragraph_broken_at_a_link_is_one_again(pieces: tuple[str, ...]) -> None:
    assert text(FIRST, *pieces, LAST) == [FIRST, " ".join(pieces), LAST]


def test_the_first_paragraph_is_one_again_where_a_verb_stands_alone() -> None:
    words = FIRST.split()
    assert text(words[0], " ".join(words[1:3]), " ".join(words[3:]), LAST) == [FIRST, LAST]


def test_a_line_that_begins_with_a_mark_belongs_to_the_one_above() -> None:
    pieces = ("وقال إن السوق يشبه", "سوق الحرير", "، وإنه يضم أربعين محلا", ".")
    assert text(FIRST, *pieces, LAST)[1] == "وقال إن السوق يشبه سوق الحرير، وإنه يضم أربعين محلا."


def test_a_name_in_quotation_marks_of_its_own_lines_goes_back_between_them() -> None:
    pieces = ("وأقلعت السفينة", "«", "نجمة البحر", "»", "من الميناء بعد الظهر.")
    assert text(FIRST, *pieces, LAST)[1] == "وأقلعت السفينة «نجمة البحر» من الميناء بعد الظهر."


def test_a_heading_between_whole_paragraphs_stays_a_heading() -> None:
    page = extract(f"{HEAD}{FIRST}\nكلفة السوق\n{LAST}\nأربعون محلا\n{FIRST} {LAST}", BOILERPLATE)
    assert [page.text[start:end] for start, end in page.headings] == ["كلفة السوق", "أربعون محلا"]


def test_headlines_of_other_stories_in_a_row_are_not_joined() -> None:
    stories = (
        "وزير الصحة يتفقد مستشفيات الإقليم قبل الشتاء",
        "محكمة تقضي بسجن مقاول سنتين",
        "النفط يهبط بعد بيانات",
    )
    page = f"{HEAD}{FIRST}\n{LAST}\n" + "\n".join(stories)
    whole, lines = fragments.joined(page, BOILERPLATE)
    assert whole.split("\n") == page.split("\n")
    assert [line.text for line in lines][-3:] == list(stories)


@pytest.mark.parametrize("blank", ["", "\n"])
def test_who_speaks_is_joined_to_what_is_said(blank: str) -> None:
    turns = [("سامي", "أهلا بكم."), ("هدى", "شكرا لك."), ("سامي", "وكيف السوق؟"), ("هدى", "بخير.")]
    page = "\n".join(f"{name}:\n{blank}{said}" for name, said in turns)
    whole, _ = fragments.joined(page.replace("\n\n", "\n"), BOILERPLATE)
    assert whole.split("\n") == [f"{name}: {said}" for name, said in turns]


@given(st.text(alphabet="اقوسن .،؟:»«()\n12", max_size=200))
def test_joining_changes_nothing_but_white_space(page: str) -> None:
    whole, lines = fragments.joined(page, BOILERPLATE)
    kept = "".join("".join(line.text.split()) for line in lines)
    shown = "".join("".join(line.split()) for line in page.splitlines() if any(map(str.isalnum, line)))
    assert set(kept) <= set(page)
    assert [c for c in kept if c.isalnum()] == [c for c in shown if c.isalnum()]
    assert all(line.text in whole for line in lines)
