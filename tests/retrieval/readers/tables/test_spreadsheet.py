"""Tables: the columns are guessed and reported, each row is an article."""

from __future__ import annotations

import datetime
import io
import zipfile

import openpyxl
import pytest

from retrieval.readers.context import Note
from retrieval.readers.html import addresses
from retrieval.readers.tables import spreadsheet
from retrieval.readers.tables.columns import guess
from retrieval.readers.tables.days import day
from retrieval.records import Article, SetAside
from tests.support.readers import FIXTURES, article, fixture, read, reading, reason

HEAD = "العنوان,النص,المصدر,تاريخ النشر,الرابط"
LINE = "سوق السمك,عاد سوق السمك إلى العمل من اليوم.,صحيفة الميناء,2/4/2023,https://harbour.example/n/1"


@pytest.mark.parametrize("name", ["table.csv", "table.xlsx"])
def test_a_table_tells_its_columns_and_yields_an_article_a_row(name: str) -> None:
    note, first, second = fixture(name)
    assert isinstance(note, Note)
    assert "title = 'العنوان', text = 'النص', outlet = 'المصدر', published = 'تاريخ النشر'" in note.reason
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.id, first.title, first.outlet) == ("table-2", "افتتاح مسرح المدينة", "صحيفة الميناء")
    assert (first.author, first.published) == ("ليلى العطار", datetime.date(2023, 3, 14))
    assert first.text.startswith("افتتح أمس مسرح المدينة بعرض موسيقي حضره ألف متفرج، وقال")
    assert (second.author, second.published) == (None, datetime.date(2023, 4, 2))


@pytest.mark.parametrize(
    ("header", "places"),
    [
        (
            ("id", "Headline", "Body", "Publish Date", "Author"),
            {"id": 0, "title": 1, "text": 2, "published": 3, "author": 4},
        ),
        (("Article_Text", "permalink", "Category"), {"text": 0, "url": 1, "section": 2}),
        (
            ("عنوان الخبر", "نص الخبر", "اسم الكاتب", "القسم"),
            {"title": 0, "text": 1, "author": 2, "section": 3},
        ),
        (("النَّص", "المحتوى"), {"text": 0}),
    ],
)
def test_columns_are_known_by_their_names_arabic_or_english(
    header: tuple[str, ...], places: dict[str, int]
) -> None:
    assert guess(header).places == places


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1256", "utf-16"])
def test_any_mark_between_columns_and_any_encoding_will_do(mark: str, encoding: str) -> None:
    data = f"{HEAD}\r\n{LINE}\r\n".replace(",", mark).encode(encoding)
    _, found = read(data, "a.csv")
    assert isinstance(found, Article)
    assert (found.title, found.published) == ("سوق السمك", datetime.date(2023, 4, 2))
    assert found.id == addresses.article_id("https://harbour.example/n/1")


def test_a_cell_of_several_lines_is_a_text_of_several_paragraphs() -> None:
    _, found = read('title,text\nأ,"سطر أول.\r\n\r\nسطر ثان."\n'.encode(), "a.csv")
    assert isinstance(found, Article)
    assert found.text == "سطر أول.\nسطر ثان."


def test_rows_without_text_or_with_an_id_given_before_are_set_aside_by_number_and_empty_ones_passed_over() -> (
    None
):
    rows = "id,text\n1,نص أول.\n,\n2,\n1,نص ثان.\n3,نص ثالث.\n"
    found = read(rows.encode(), "a.csv", reading(outlet="الضفاف"))
    assert [item.id for item in found if isinstance(item, Article)] == ["1", "3"]
    aside = [item for item in found if isinstance(item, SetAside) and not isinstance(item, Note)]
    assert [(item.line, item.reason[:12]) for item in aside] == [(4, "the row has "), (5, "the id '1' s")]


def test_a_table_whose_columns_say_nothing_is_set_aside_with_what_was_seen() -> None:
    said = reason(read("س,ص\n1,2\n".encode(), "a.csv"))
    assert "'س', 'ص'" in said
    assert "«النص»" in said


def test_an_empty_table_is_set_aside() -> None:
    assert reason(read(b",,\n,,\n", "a.csv")) == "the table is empty"


def test_a_header_may_stand_below_a_title() -> None:
    _, found = read("أرشيف عام 2023,\n,\nالعنوان,النص\nأ,نص المقال.\n".encode(), "a.csv")
    assert isinstance(found, Article)
    assert (found.id, found.text) == ("a-4", "نص المقال.")


def test_a_workbook_of_another_name_is_known_by_what_it_is() -> None:
    assert len(fixture("table.xlsx", called="export.xls")) == 3


def workbook(*sheets: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def test_each_sheet_that_is_not_empty_is_read_and_its_own_dates_are_days() -> None:
    rows: list[list[object]] = [
        ["النص", "التاريخ"],
        ["عاد السوق إلى العمل.", datetime.date(2023, 4, 2)],
    ]
    found = read(workbook(rows, rows), "book.xlsx")
    assert [(item.id, item.published) for item in found if isinstance(item, Article)] == [
        ("book-Sheet1-2", datetime.date(2023, 4, 2)),
        ("book-Sheet2-2", datetime.date(2023, 4, 2)),
    ]
    assert sum(isinstance(item, Note) for item in found) == 2


def test_an_empty_workbook_is_set_aside() -> None:
    assert reason(read(workbook(), "book.xlsx")) == "the table is empty"


def test_of_a_sheet_that_claims_a_million_rows_only_so_many_are_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(spreadsheet, "_MOST_ROWS", 5_000)
    rows: list[list[object]] = [["النص"], ["عاد السوق إلى العمل."]]
    data = workbook(rows)
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            new.writestr(
                name,
                old.read(name).replace(b'<row r="2"', b'<row r="1048576"').replace(b'"A2"', b'"XFD1048576"'),
            )
    found = read(made.getvalue(), "book.xlsx")
    assert isinstance(found[0], Note)
    assert not [item for item in found if isinstance(item, Article)]


def test_the_sheets_of_a_workbook_have_so_many_rows_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheet, "_MOST_ROWS", 10)
    rows: list[list[object]] = [["النص"]]
    rows += [[f"عاد السوق رقم {number} إلى العمل."] for number in range(4)]
    found = read(workbook(rows, rows, rows, rows), "book.xlsx")
    assert len([item for item in found if isinstance(item, Article)]) < 8
    assert reason(found[-1:]) == "only the first 10 were read; split it"


def test_a_huge_cell_is_read() -> None:
    _, found = read(f"text\n{'كلمة ' * 100_000}\n".encode(), "a.csv")
    assert isinstance(found, Article)
    assert len(found.text.split()) == 100_000


def test_fixtures_stay_small() -> None:
    assert sum(file.stat().st_size for file in FIXTURES.iterdir() if file.is_file()) < 400_000


def test_one_column_is_enough() -> None:
    assert article(read("النص\nأغلق الجسر من اليوم.\n".encode(), "a.csv")[1:]).text == "أغلق الجسر من اليوم."


SAID = "أعلنت البلدية إغلاق الجسر شهرا كاملا لإصلاح دعاماته."


@pytest.mark.parametrize(
    ("header", "places"),
    [
        (("article_title", "article_text", "article_url", "article_date", "article_category", "newspaper"),
         {"title": 0, "text": 1, "url": 2, "published": 3, "section": 4, "outlet": 5}),
        (("newsTitle", "articleBody", "datePublished"), {"title": 0, "text": 1, "published": 2}),
        (("description", "full_content", "published_time"), {"text": 0, "published": 2}),
        (("description", "content"), {"text": 1}),
        (("text_length", "title_en", "image_url", "author_id"), {}),
        (("عنوان المادة", "النص الكامل", "تاريخ نشر الخبر"), {"title": 0, "text": 1, "published": 2}),
    ],
)  # fmt: skip
def test_a_columns_name_says_the_same_beside_words_that_say_nothing(
    header: tuple[str, ...], places: dict[str, int]
) -> None:
    assert guess(header).places == places


def test_mark_up_and_the_names_of_characters_are_no_text_of_a_cell() -> None:
    cell = f"<!-- wp:paragraph --><p>{SAID}</p><!-- /wp:paragraph --><p>وقال: &quot;نعم&quot;&nbsp;<b>فورا</b>.</p>"
    table = f'post_title,post_content\n<b>جسر</b> &amp; طريق,"{cell.replace(chr(34), chr(34) * 2)}"\n'
    _, found = read(table.encode(), "a.csv")
    assert isinstance(found, Article)
    assert (found.title, found.text) == ("جسر & طريق", f'{SAID}\nوقال: "نعم" فورا.')


@pytest.mark.parametrize(("cell", "text"), [
    ("سطر أول<br>سطر ثان", "سطر أول\nسطر ثان"),
    ("[caption id=1]صورة[/caption]<div>نص</div>", "نص"),
    ("العدد 3 < 5 و7 > 6", "العدد 3 < 5 و7 > 6"),
    ("قال &laquo;نعم&raquo;", "قال «نعم»"),
    ("<strong>عاجل</strong> سطر\nوآخر", "عاجل سطر\nوآخر"),
    ("<script>x()</script><p>نص</p>", "نص"),
])  # fmt: skip
def test_a_cell_of_any_mark_up_is_read_as_it_is_shown(cell: str, text: str) -> None:
    _, found = read(f'text\n"{cell}"\n'.encode(), "a.csv")
    assert isinstance(found, Article)
    assert found.text == text


@pytest.mark.parametrize("name", ["م", "الرقم", "رقم", "#", "no"])
def test_a_running_number_tells_rows_of_one_table_apart_and_not_of_two(name: str) -> None:
    table = f"{name},النص\n1,{SAID}\n2,{SAID} ثم فتحه.\n".encode()
    both = [*read(table, "a.csv"), *read(table, "b.csv")]
    assert [item.id for item in both if isinstance(item, Article)] == ["a-2", "a-3", "b-2", "b-3"]


@pytest.mark.parametrize("written", [
    "1442/05/16 هـ", "16-05-1442", "الخميس، ١٦ جمادى الأولى ١٤٤٢", "20201231", "٢٠٢٠١٢٣١", "44196", "31-Dec-20",
    "31 Dec 20", "1609372800", "1609372800000", "14420516", "31/12/2020", "Thu, 31 Dec 2020 10:00:00 +0300",
    "12/31/2020", "/Date(1609372800000)/", "/Date(1609372800000+0300)/", "1609372800.123", "31 décembre 2020",
])  # fmt: skip
def test_a_day_is_read_in_every_form_that_says_it_clearly(written: str) -> None:
    assert day(written) == datetime.date(2020, 12, 31)


def test_a_day_that_cannot_be_read_is_said_of_the_first_rows_each_and_of_the_others_together() -> None:
    rows = "".join(f"{SAID} {n},قديم {n}\n" for n in range(25))
    found = read(f"text,date\n{rows}".encode(), "a.csv")
    notes = [item for item in found if isinstance(item, Note)][1:]
    assert sum(isinstance(item, Article) for item in found) == 25
    assert [note.line for note in notes] == [*range(2, 22), None]
    assert "قديم 0" in notes[0].reason
    assert notes[-1].reason.startswith("5 more dates")


@pytest.mark.parametrize("written", ["9999999999999999999999", "20209999", "12", "-5", "1e400", "02/03/20"])
def test_a_number_that_is_no_day_is_none(written: str) -> None:
    assert day(written) is None
