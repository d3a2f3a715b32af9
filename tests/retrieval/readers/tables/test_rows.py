"""Tables of any making: columns in other words or without names, days written month first, names in lists."""

from __future__ import annotations

import datetime

import pytest

from retrieval.records import Article
from tests.support.readers import read

SAID = "انطلقت صباح الاثنين حملة التلقيح ضد الحصبة في ولايات الجنوب، بمشاركة مئتي مركز صحي."
TITLE = "انطلاق حملة التلقيح في الجنوب"
DAY = datetime.date(2024, 5, 1)


def articles(table: str, name: str = "a.csv") -> list[Article]:
    return [item for item in read(table.encode(), name) if isinstance(item, Article)]


@pytest.mark.parametrize("header", [
    "Titre;Contenu;Date de publication;Auteur;Lien",
    "عنوان الخبر كما ورد;نص الخبر كاملا كما ورد;تاريخ صدور العدد;كاتب المادة;رابط",
    "c1;c2;c3;author;c5",
])  # fmt: skip
def test_columns_in_other_words_or_in_none_are_known_by_what_they_say_or_hold(header: str) -> None:
    (one,) = articles(f"{header}\n{TITLE};{SAID};2024-05-01;هاجر بوعزيزي;https://x.example/1\n")
    assert (one.title, one.text, one.published) == (TITLE, SAID, DAY)
    assert (one.author, one.url) == ("هاجر بوعزيزي", "https://x.example/1")


def test_a_table_without_names_is_read_from_its_first_row() -> None:
    first, second = articles(f"{TITLE};{SAID};2024-05-01\nخبر آخر;{SAID} وغيرها.;2024-05-02\n")
    assert (first.title, first.text, first.published) == (TITLE, SAID, DAY)
    assert second.title == "خبر آخر"


def test_days_are_read_month_first_where_one_of_them_can_be_read_in_no_other_way() -> None:
    rows = "text,date\n{0} 1,05/13/2024\n{0} 2,05/01/2024\n"
    assert [one.published for one in articles(rows.format(SAID.replace("،", "")))] == [
        datetime.date(2024, 5, 13),
        DAY,
    ]
    other = "text,date\n{0} 1,13/05/2024\n{0} 2,05/01/2024\n"
    assert articles(other.format(SAID.replace("،", "")))[1].published == datetime.date(2024, 1, 5)


@pytest.mark.parametrize(
    ("header", "cells"), [("اليوم;الشهر;السنة", "1;5;2024"), ("day;month;year", "01;ماي;2024")]
)
def test_day_month_and_year_may_stand_in_columns_of_their_own(header: str, cells: str) -> None:
    assert articles(f"text;{header}\n{SAID};{cells}\n")[0].published == DAY


def test_several_authors_written_as_a_list_are_named_one_after_the_other() -> None:
    (one,) = articles(f"text;authors\n{SAID};\"['هاجر بوعزيزي', 'منى الطيب']\"\n")
    assert one.author == "هاجر بوعزيزي، منى الطيب"
    assert articles(f"text;authors\n{SAID};[]\n")[0].author is None


def test_an_address_in_the_column_of_the_source_is_the_articles_and_no_outlet() -> None:
    (one,) = articles(f"text;source\n{SAID};https://x.example/1\n")
    assert (one.url, one.outlet) == ("https://x.example/1", None)


def test_escaped_mark_up_is_no_text() -> None:
    (one,) = articles(
        f'[{{"title": "{TITLE}", "text": "&lt;p&gt;{SAID}&lt;/p&gt;&lt;p&gt;آخر.&lt;/p&gt;"}}]', "a.json"
    )
    assert one.text == f"{SAID}\nآخر."


def test_a_quotation_mark_that_nothing_closes_swallows_no_rows_of_a_table_with_tabs() -> None:
    found = articles(f'id\ttext\n1\t"قال {SAID}\n2\t{SAID}\n', "a.tsv")
    assert [one.id for one in found] == ["1", "2"]


@pytest.mark.parametrize(
    "cell",
    [f"['{SAID}', 'وتدوم أسبوعين.']", f'["{SAID}", "وتدوم أسبوعين."]', f"['{SAID}', \"وتدوم أسبوعين.\"]"],
)
def test_paragraphs_written_as_a_list_are_lines_without_its_marks(cell: str) -> None:
    quoted = cell.replace('"', '""')
    (one,) = articles(f'title;text\n{TITLE};"{quoted}"\n')
    assert one.text == f"{SAID}\nوتدوم أسبوعين."


@pytest.mark.parametrize("broken", [f"['{SAID}', 'لم تغلق", f"['{SAID}', 7]", f"['{SAID}'].join('')"])
def test_what_only_looks_like_a_list_stays_as_it_is(broken: str) -> None:
    assert articles(f'title;text\n{TITLE};"{broken}"\n')[0].text == broken


@pytest.mark.parametrize(
    "names",
    ["paragraph1;paragraph2;paragraph10", "نص_1;نص_2;نص_3", "فقرة 1;فقرة 2;فقرة 3", "text1;text2;text3"],
)
def test_a_text_whose_paragraphs_have_columns_of_their_own_is_read_in_their_order(names: str) -> None:
    first, second, third = names.split(";")
    (one,) = articles(f"title;{third};{first};{second}\n{TITLE};ثالثة.;{SAID};ثانية.\n")
    assert one.text == f"{SAID}\nثانية.\nثالثة."


@pytest.mark.parametrize(
    ("written", "days"),
    [
        (("03/11/23", "25/12/22"), (datetime.date(2023, 11, 3), datetime.date(2022, 12, 25))),
        (("05/01/24", "12/25/23"), (DAY, datetime.date(2023, 12, 25))),
        (("03/11/23", "03/12/23"), (None, None)),
    ],
)
def test_years_of_two_figures_are_read_where_a_tables_days_end_in_them(
    written: tuple[str, str], days: tuple[datetime.date | None, ...]
) -> None:
    said = SAID.replace("،", "")
    found = articles(f"text,date\n{said} 1,{written[0]}\n{said} 2,{written[1]}\n")
    assert tuple(one.published for one in found) == days


@pytest.mark.parametrize("name", ["ts", "epoch", "created_ts"])
def test_a_column_of_seconds_is_the_day(name: str) -> None:
    assert (
        articles(f"headline,story,{name}\n{TITLE},{SAID.replace('،', '')},1714557600000\n")[0].published
        == DAY
    )
