"""Word, PDF, EPUB and Markdown documents that real programs made, and damaged, empty and hostile ones."""

from __future__ import annotations

import datetime
import io
import re
import unicodedata
import zipfile
import zlib
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.errors import UnreadableSource
from retrieval.readers.documents import pdf
from retrieval.readers.documents.glyphs import Row, _bracketed, rows
from retrieval.readers.documents.layout import ordered
from retrieval.readers.documents.places import Glyph
from retrieval.records import Article as Stored
from retrieval.records import SetAside
from tests.support.growth import MOST, growth
from tests.support.readers import FIXTURES, article, fixture, headings, read, reason

if TYPE_CHECKING:
    from retrieval.records import Article

TITLE = "إغلاق الجسر القديم شهرا لإصلاح دعاماته"
FIRST = (
    "أعلنت بلدية الميناء، صباح الأحد، إغلاق الجسر القديم أمام السيارات شهرا كاملا لإصلاح دعاماته التي تضررت في فيضان"
    " الشتاء."
)
SECOND = (
    "وقال المهندس المسؤول عن الجسر سالم الحايك إن الأعمال ستجري ليلا (بين 10 مساء و5 صباحا)، حتى لا يتعطل السير في وسط"
    " المدينة، وإن كلفتها تبلغ 2.5 مليون دينار."
)
HEADING = "مسارات بديلة"
TEXT = [
    FIRST,
    SECOND,
    HEADING,
    'ودعت الشرطة السائقين إلى استعمال جسر "الواحة" في الشمال، أو الطريق الساحلي في الجنوب، إلى أن تنتهي الأعمال في 14'
    " أبريل 2023.",
    "حافلات الخط 12 تسير عبر جسر الواحة.",
    "عبارات المشاة تعمل من السادسة صباحا حتى منتصف الليل.",
    "المرحلة المدة",
    "الدعامات الشرقية 12 يوما",
    "الدعامات الغربية 18 يوما",
    "ويعود بناء الجسر إلى عام 1932، وتعبره يوميا نحو 14,000 سيارة، وفق أرقام مديرية المواصلات الصادرة عام 2022.",
]


def is_the_bridge(found: Article) -> bool:
    said = (found.title, found.author, found.published)
    return said == (TITLE, "ليلى العطار", datetime.date(2023, 3, 14)) and found.text.split("\n") == TEXT


@pytest.mark.parametrize("name", ["bridge.docx", "bridge.pdf", "libreoffice.pdf"])
def test_a_document_yields_its_text_to_the_letter_with_title_byline_date_and_headings(name: str) -> None:
    found = article(fixture(name))
    assert is_the_bridge(found), found
    assert headings(found) == [HEADING]


def test_a_book_of_one_chapter_is_one_article() -> None:
    found = article(fixture("bridge.epub"))
    assert (found.id, found.title, found.author) == ("bridge", TITLE, "ليلى العطار")
    assert found.text.startswith(f"{FIRST}\n{SECOND}")


def test_columns_of_a_pdf_are_read_one_after_the_other_from_the_right() -> None:
    found = article(fixture("columns.pdf"))
    assert found.title == "الصحراء تزهر بعد مواسم من المطر"
    starts = [line.split()[0] for line in found.text.split("\n") if not line.startswith("Al-Waha")]
    assert starts == ["تكسو", "وقالت", "ويأتي", "ويتوقع"]
    assert "(وربما أكثر)" in found.text


def test_letters_that_a_program_draws_as_their_vowel_marks_are_read_where_they_stand() -> None:
    said = re.findall("<(?:h1|p)[^<>]*>([^<>]+)", (FIXTURES / "vowels.html").read_text("utf-8"))
    found = article(fixture("vowels.pdf"))
    shown = [unicodedata.normalize("NFC", line) for line in (found.title, *found.text.split("\n"))]
    assert shown == [unicodedata.normalize("NFC", line) for line in said]


def test_a_scan_is_set_aside_as_having_no_text() -> None:
    assert "no text" in reason(fixture("scan.pdf"))


@pytest.mark.parametrize("name", ["bridge.docx", "bridge.pdf", "bridge.epub", "table.xlsx"])
@pytest.mark.parametrize("share", [0.3, 0.9])
def test_a_torn_document_is_set_aside_or_read(name: str, share: float) -> None:
    data = (FIXTURES / name).read_bytes()
    assert read(data[: int(len(data) * share)], name)


@pytest.mark.parametrize("name", ["bridge.docx", "bridge.pdf", "bridge.epub", "table.xlsx"])
@pytest.mark.parametrize("place", [0.2, 0.5, 0.8])
def test_a_damaged_document_is_set_aside_or_read(name: str, place: float) -> None:
    data = bytearray((FIXTURES / name).read_bytes())
    at = int(len(data) * place)
    data[at : at + 40] = b"\xff" * 40
    assert read(bytes(data), name)


def repacked(name: str, part: str, data: bytes) -> bytes:
    """The fixture with one of its parts replaced."""
    made = io.BytesIO()
    with zipfile.ZipFile(FIXTURES / name) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            new.writestr(entry, data if entry == part else old.read(entry))
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("bridge.docx", "word/document.xml"),
        ("table.xlsx", "xl/workbook.xml"),
        ("bridge.epub", "OEBPS/content.opf"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_whose_xml_declares_entities_is_refused(name: str, part: str, encoding: str) -> None:
    hostile = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><x>&a;</x>'
    assert (
        "entities" in (said := reason(read(repacked(name, part, hostile.encode(encoding)), name)))
        or "document type" in said
    )


def test_a_document_that_is_a_bomb_is_refused() -> None:
    bomb = repacked("bridge.docx", "word/document.xml", b" " * 30_000_000)
    assert "expands more than" in reason(read(bomb, "a.docx"))


def test_a_pdf_that_is_a_bomb_is_refused_before_it_is_unpacked() -> None:
    packer = zlib.compressobj(9)
    once = b"".join(packer.compress(bytes(2**20)) for _ in range(130)) + packer.flush()
    stream = b"<< /Filter [/FlateDecode /FlateDecode] >> stream\n%s\nendstream" % zlib.compress(once)
    data = (FIXTURES / "bridge.pdf").read_bytes().replace(b"%%EOF", stream + b"\n%%EOF")
    assert "unpacks to more than" in reason(read(data, "a.pdf"))


def test_a_pdf_of_more_letters_than_any_book_is_refused() -> None:
    data = (FIXTURES / "bridge.pdf").read_bytes()
    assert sum(map(len, pdf.pages(data))) > 100
    with pytest.raises(UnreadableSource, match="more than 100 letters"):
        list(pdf.pages(data, 100))


def test_a_pdf_with_a_password_is_set_aside_as_such() -> None:
    data = (FIXTURES / "bridge.pdf").read_bytes()
    encrypt = b"/Encrypt << /Filter /Standard /V 1 /R 2 /O (%s) /U (%s) /P -4 >> /ID [<00> <00>] /Root" % (
        b"x" * 32,
        b"y" * 32,
    )
    assert "password" in reason(read(data.replace(b"/Root", encrypt), "a.pdf"))


MARKDOWN = f"""---
title: "{TITLE}"
author: ليلى العطار
date: 2023-03-14
---
# {TITLE}

{FIRST}

## {HEADING}

* حافلات الخط 12 تسير عبر **جسر الواحة**.

| المرحلة | المدة |
|---|---|
| الشرقية | 12 يوما |
"""


def test_markdown_yields_its_head_headings_lists_and_tables() -> None:
    found = article(read(MARKDOWN.encode(), "bridge.md"))
    assert (found.title, found.author, found.published) == (TITLE, "ليلى العطار", datetime.date(2023, 3, 14))
    assert found.text.split("\n") == [
        FIRST,
        HEADING,
        "حافلات الخط 12 تسير عبر جسر الواحة.",
        "المرحلة المدة",
        "الشرقية 12 يوما",
    ]
    assert headings(found) == [HEADING]


def test_markdown_without_a_head_takes_its_first_heading_as_the_title() -> None:
    found = article(read(f"# {TITLE}\n\nكتبت: ليلى العطار\n\n{FIRST}".encode(), "a.md"))
    assert (found.title, found.author, found.text) == (TITLE, "ليلى العطار", FIRST)


@pytest.mark.parametrize("data", [b"---\n", b"---\ntitle: x\n---\n", b"# \n"])
def test_markdown_without_text_is_set_aside(data: bytes) -> None:
    assert "no text" in reason(read(data, "a.md"))


def set_out(text: str, *, shapes: bool = False) -> list[Glyph]:
    """A row of letters as a page shows it: from right to left, numbers and Latin words from left to right."""
    glyphs, place = [], 500.0
    for letter in text:
        place -= 6
        glyphs.append(Glyph(letter, place + 0.3, place + 5.7, place, 100.0, 12.0))
    return glyphs if not shapes else sorted(glyphs, key=lambda one: one.start)


@given(st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهوي ", min_size=1, max_size=60), st.randoms())
def test_letters_in_any_order_come_back_in_the_order_they_are_read(text: str, random: object) -> None:
    glyphs = set_out(" ".join(text.split()))
    random.shuffle(glyphs)  # type: ignore[attr-defined]
    assert [row.text for row in rows(glyphs)] == ([" ".join(text.split())] if text.strip() else [])


@pytest.mark.parametrize("apart", [0.0, 0.1, -0.1, 2.0])
def test_lam_and_alef_over_one_another_are_one_shape_and_beside_one_another_two(apart: float) -> None:
    lam, alef = Glyph("ل", 10.0, 17.0, 10.0, 100.0, 12.0), Glyph("ا", 10.0, 16.0, 10.0 + apart, 100.0, 12.0)
    assert [row.text for row in rows([alef, lam])] == ["لا"]
    assert [row.text for row in rows([alef._replace(left=17.0, right=20.0, start=17.0), lam])] == ["ال"]


def test_a_row_of_nothing_but_fillers_and_spaces_is_no_row() -> None:
    spaced = [one._replace(right=one.right + at) for at, one in enumerate(set_out("ـ ـ"))]
    assert rows(spaced) == []
    assert [row.text for row in rows(set_out("ـ قال"))] == ["قال"]


def test_vowel_marks_stand_after_the_letters_that_bear_them() -> None:
    bare = "كتب الولد"
    marks = [one._replace(letter="\u064e") for one in set_out(bare) if not one.letter.isspace()]
    marked = "".join(letter if letter == " " else f"{letter}\u064e" for letter in bare)
    assert [row.text for row in rows([*marks, *set_out(bare)])] == [marked]


def monstrous(size: int) -> list[Glyph]:
    """Letters and spaces far apart in one row, and a row of as many vowel marks above theirs."""
    apart = [Glyph("ب", 60.0 * at, 60.0 * at + 5, 60.0 * at, 100.0, 12.0) for at in range(size)]
    spaces = [one._replace(letter=" ") for one in apart]
    marks = [Glyph("\u064e", 6.0 * at, 6.0 * at + 5, 6.0 * at, 300.0, 12.0) for at in range(size)]
    return [*apart, *spaces, *marks, *(one._replace(letter="ت") for one in marks)]


def test_a_monstrous_page_of_letters_is_put_in_order_in_time_that_grows_no_faster_than_it() -> None:
    found = rows(monstrous(5000))
    assert len(found) == 5001
    assert len(ordered(found)) == 5001 - 4999
    assert growth(lambda glyphs: ordered(rows(glyphs)), monstrous, 625) < MOST


def test_a_page_of_more_columns_than_pages_have_is_read_all_the_same() -> None:
    stairs = [
        Row("خمس كلمات في كل سطر", 500.0 - at, 500.5 - at, 1000.0 - at % 5 * 20, 12.0) for at in range(200)
    ]
    assert sum(len(placed.row.text.split()) for placed in ordered(stairs)) == 1000


@pytest.mark.parametrize(
    ("shown", "read_as"),
    [
        ("عام 2391 وبعده", "عام 1932 وبعده"),
        ("نسبة 5,2 بالمئة", "نسبة 2,5 بالمئة"),
        ("أعلنت شركة moc.elpmaxe اليوم أرباحها", "أعلنت شركة example.com اليوم أرباحها"),
        ("ﻗﺎل ﻻ", "قال لا"),
        ("قـــال", "قال"),
    ],
)
def test_numbers_latin_words_and_shapes_are_put_right(shown: str, read_as: str) -> None:
    assert [row.text for row in rows(set_out(shown))] == [read_as]


def test_brackets_that_are_kept_as_they_look_are_turned() -> None:
    assert [row.text for row in rows(set_out("قال )أمس( نعم"))] == ["قال (أمس) نعم"]
    assert [row.text for row in rows(set_out("قال (أمس) نعم"))] == ["قال (أمس) نعم"]


def word(body: str) -> bytes:
    """Return a Word document with a body of one's own."""
    space = "http://schemas.openxmlformats.org"
    mark = (
        f'<w:document xmlns:w="{space}/wordprocessingml/2006/main"'
        f' xmlns:mc="{space}/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"><w:body>{body}</w:body>'
        "</w:document>"
    )
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(FIXTURES / "bridge.docx") as old,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.namelist():
            new.writestr(entry, mark if entry == "word/document.xml" else old.read(entry))
    return packed.getvalue()


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def para(inner: str) -> str:
    return f"<w:p>{inner}</w:p>"


BOX = f"<w:txbxContent>{para(run('يفتح السوق من الخامسة صباحا حتى الثانية ظهرا.'))}</w:txbxContent>"
BOXED = "يفتح السوق من الخامسة صباحا حتى الثانية ظهرا."
OLD = '<w:r><w:delText xml:space="preserve">مليوني </w:delText></w:r>'


@pytest.mark.parametrize(("body", "lines"), [
    (para(f"{run('وبلغت الكلفة ')}<w:ins>{run('ثلاثة ملايين ')}</w:ins><w:del>{OLD}</w:del>{run('دينار.')}"),
     ["وبلغت الكلفة ثلاثة ملايين دينار."]),
    (para(f"<w:ins>{run('أضيفت هذه الفقرة كلها في المراجعة.')}</w:ins>"), ["أضيفت هذه الفقرة كلها في المراجعة."]),
    (f"<w:ins>{para(run('فقرة في إضافة واحدة.'))}</w:ins>", ["فقرة في إضافة واحدة."]),
    (para(f"<w:moveFrom>{run('نقلت هذه الجملة من هنا.')}</w:moveFrom>")
     + para(f"<w:moveTo>{run('نقلت هذه الجملة إلى هنا.')}</w:moveTo>"), ["نقلت هذه الجملة إلى هنا."]),
    (para(f"<w:hyperlink><w:ins>{run('رابط أضيف إلى النص.')}</w:ins></w:hyperlink>"), ["رابط أضيف إلى النص."]),
    (para(f"<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('جملة تبدأ هنا ')}") + para(run("وتنتهي في الفقرة التالية.")),
     ["جملة تبدأ هنا وتنتهي في الفقرة التالية."]),
    (f"<w:sdt><w:sdtContent>{para(run('فقرة في عنصر تحكم.'))}</w:sdtContent></w:sdt>", ["فقرة في عنصر تحكم."]),
    (para(f"{run('قبل ')}<w:sdt><w:sdtContent>{run('داخل العنصر')}</w:sdtContent></w:sdt>{run(' وبعده.')}"),
     ["قبل داخل العنصر وبعده."]),
    (para("<w:r><mc:AlternateContent><mc:Choice><w:drawing>" + BOX + "</w:drawing></mc:Choice><mc:Fallback><w:pict>"
          + BOX + "</w:pict></mc:Fallback></mc:AlternateContent></w:r>"), [BOXED]),
    (para("<w:r><mc:AlternateContent><mc:Choice><w:drawing/></mc:Choice><mc:Fallback><w:pict>" + BOX
          + "</w:pict></mc:Fallback></mc:AlternateContent></w:r>"), [BOXED]),
    (para(f"<w:r><w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict></w:r>"), [BOXED]),
    (f"<w:tbl><w:tr><w:tc>{para('<w:ins>' + run('خلية') + '</w:ins>')}</w:tc><w:sdt><w:sdtContent><w:tc>"
     f"{para(run('وأخرى'))}</w:tc></w:sdtContent></w:sdt></w:tr><w:tr><w:trPr><w:del/></w:trPr><w:tc>"
     f"{para(run('صف حذف'))}</w:tc></w:tr></w:tbl>", ["خلية وأخرى"]),
    (para(run("نشر القرار.") + "<w:r><w:rPr><w:vanish/></w:rPr><w:t>ملاحظة لا تنشر.</w:t></w:r>"), ["نشر القرار."]),
    (para("<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>ظاهر.</w:t></w:r>"), ["ظاهر."]),
    (f"<w:tbl><w:tr><w:tc>{para(run(FIRST.replace('الجسر', 'النفق')))}{para(run(SECOND))}</w:tc></w:tr></w:tbl>",
     [FIRST.replace("الجسر", "النفق"), SECOND]),
])  # fmt: skip
def test_word_text_is_as_the_document_shows_it_with_all_changes_accepted(body: str, lines: list[str]) -> None:
    found = article(read(word(para(run(TITLE)) + para(run(FIRST)) + body), "a.docx"))
    assert found.text.split("\n") == [FIRST, *lines]


def test_content_controls_around_title_byline_and_day_hide_none_of_them() -> None:
    def control(kind: str, inner: str) -> str:
        return f"<w:sdt><w:sdtPr><w:{kind}/></w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"

    body = (
        control("text", para(run(TITLE)))
        + para(run("كتبت: ") + control("text", run("ليلى العطار")))
        + para(control("date", run("14 مارس 2023")))
        + control("docPartObj", para(run(FIRST)) + para(run(SECOND)))
    )
    found = article(read(word(body), "a.docx"))
    assert (found.title, found.author, str(found.published)) == (TITLE, "ليلى العطار", "2023-03-14")
    assert found.text == f"{FIRST}\n{SECOND}"


def test_text_boxes_of_one_drawing_are_read_once_each_however_often_it_is_drawn() -> None:
    def box(text: str) -> str:
        return f"<w:txbxContent>{para(run(text))}</w:txbxContent>"

    both = box("علقت شباكي ثلاث مرات في المكان ذاته.") + box("الصياد أبو حسن، ميناء صيدا القديم.")
    drawing = (
        f"<mc:AlternateContent><mc:Choice><w:drawing>{both}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:group>{both}</v:group></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    found = article(read(word(para(run(TITLE)) + para(run(FIRST) + f"<w:r>{drawing}</w:r>")), "a.docx"))
    assert sorted(found.text.split("\n")) == sorted(
        ["علقت شباكي ثلاث مرات في المكان ذاته.", "الصياد أبو حسن، ميناء صيدا القديم.", FIRST]
    )


def test_a_change_that_splits_a_paragraph_or_takes_its_end_away_leaves_no_word_of_the_old_one() -> None:
    old = f"<w:del><w:r><w:delText>{SECOND}</w:delText></w:r></w:del>"
    merged = f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run(FIRST[:30])}</w:p>{para(run(FIRST[30:]))}"
    split = f"<w:p><w:pPr><w:rPr><w:ins/></w:rPr></w:pPr><w:ins>{run(HEADING)}</w:ins></w:p>{para(old)}"
    found = article(read(word(para(run(TITLE)) + merged + split), "a.docx"))
    assert found.text == f"{FIRST}\n{HEADING}"


def test_notes_at_the_foot_of_pages_are_read_after_the_text() -> None:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    notes = (
        f'<w:footnotes xmlns:w="{space}"><w:footnote w:type="separator"><w:p><w:r><w:t>---</w:t></w:r></w:p>'
        f"</w:footnote><w:footnote><w:p><w:r><w:footnoteRef/></w:r>{run('محضر جلسة البلدية.')}</w:p></w:footnote>"
        "</w:footnotes>"
    )
    packed = io.BytesIO(word(para(run(TITLE)) + para(run(FIRST))))
    with zipfile.ZipFile(packed, "a") as pack:
        pack.writestr("word/footnotes.xml", notes)
    assert article(read(packed.getvalue(), "a.docx")).text == f"{FIRST}\nمحضر جلسة البلدية."


def test_the_space_that_word_draws_over_a_lines_last_letter_stands_after_it() -> None:
    found = article(fixture("word-space.pdf"))
    assert found.title == "الملخص التنفيذي"
    assert found.text.split("\n") == [
        "احتياجات العميل",
        "أعلنت بلدية الميناء صباح اليوم افتتاح سوق السمك الجديد على الرصيف الشرقي بحضور مئات الصيادين وعائلاتهم وقال"
        " رئيس البلدية إن السوق كبير وإنه يضم أربعين محلا وغرفتي تبريد وقاعة",
    ]


def test_vowel_marks_that_are_drawn_a_little_raised_stand_on_their_letters() -> None:
    found = article(fixture("marks-raised.pdf"))
    expected = (
        "يُعدّ السوق قديمًا جدًّا، وقد جُدّد مرارًا منذ بنائه أوّلًا على الرصيف الشرقيّ بحضور مئات الصيادين وعائلاتهم. وقال"
        " رئيس البلدية إنّ السوق يضمّ أربعين محلًّا وغرفتي تبريد جديدة."
    )
    assert unicodedata.normalize("NFC", found.text) == unicodedata.normalize("NFC", expected)


def test_brackets_round_latin_letters_open_and_close_in_a_document_of_word() -> None:
    found = article(fixture("brackets.pdf"))
    assert "للصيانة الوقائية (PM) مصمما بدقة لمفاتيح" in f"{found.title} {found.text}"


def shown(text: str, size: float = 10.0) -> list[Glyph]:
    """Return what looks like `text` from right to left, letters a half of their height wide, on one line."""
    return [
        Glyph(letter, -5.0 * at - 5, -5.0 * at, -5.0 * at - 5, 100.0, size) for at, letter in enumerate(text)
    ]


@pytest.mark.parametrize("over", [0.0, 0.1, 0.5])
def test_a_space_over_a_letter_parts_no_word(over: float) -> None:
    letters = shown("كبير")
    last = letters[-1]
    space = Glyph(" ", last.left + over, last.left + over + 3, last.left + over, 100.0, 10.0)
    for part in ([*letters, space], [*letters[:-1], space, last]):
        assert [row.text for row in rows(part)] == ["كبير"]


@pytest.mark.parametrize("raised", [0.5, 1.4, 3.0, 4.5, 6.0])
def test_a_mark_however_raised_stands_on_the_letter_below_it(raised: float) -> None:
    letters = shown("جدا")
    below = [one._replace(baseline=80.0) for one in shown("نعم")]
    middle = letters[1]
    mark = Glyph("ّ", middle.left + 1, middle.right - 1, middle.left + 1, 100.0 + raised, 10.0)
    tiny = Glyph(" ", -20.0, -20.0, -20.0, 100.0, 1.0)
    assert [row.text for row in rows([mark, tiny, *letters, *below])] == ["جدّا", "نعم"]


@pytest.mark.parametrize(("drawn", "read_as"), [
    (")MP) صيانة", "(PM) صيانة"), ("صيانة )MP) دقيقة", "صيانة (PM) دقيقة"), ("صيانة (MP( دقيقة", "صيانة (PM) دقيقة"),
    ("عام )5102) قبل", "عام (2015) قبل"), ("معيار ]OSI] جديد", "معيار [ISO] جديد"),
    ("صيانة (دورية) دقيقة", "صيانة (دورية) دقيقة"), ("بند (أ) 21 (ب)", "بند (أ) 12 (ب)"),
])  # fmt: skip
def test_brackets_round_what_is_read_from_left_to_right_open_and_close(drawn: str, read_as: str) -> None:
    assert [row.text for row in rows(shown(drawn))] == [read_as]


def book(metadata: str, chapters: dict[str, str], toc: str = "", kind: str = "nav", again: int = 1) -> bytes:
    """Return a book of chapters, called by name, and of a table of contents; its order names all `again` times."""
    packed = io.BytesIO()
    items = "".join(
        f'<item id="{n}" href="t/{n}.xhtml" media-type="application/xhtml+xml"/>' for n in chapters
    )
    spine = "".join(f'<itemref idref="{n}"/>' for n in chapters) * again
    media = "application/xhtml+xml" if kind == "nav" else "application/x-dtbncx+xml"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr("META-INF/container.xml", '<container><rootfile full-path="E/p.opf"/></container>')
        pack.writestr("E/p.opf", (
            '<package xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf"><metadata>'
            f'<dc:title>تاريخ السوق</dc:title>{metadata}</metadata><manifest><item id="toc" href="toc.xml"'
            f' properties="{kind if kind == "nav" else ""}" media-type="{media}"/>{items}</manifest>'
            f"<spine>{spine}</spine></package>"
        ))  # fmt: skip
        pack.writestr("E/toc.xml", toc or "<html/>")
        for name, text in chapters.items():
            pack.writestr(
                f"E/t/{name}.xhtml", f"<html><head><title>x</title></head><body>{text}</body></html>"
            )
    return packed.getvalue()


LONG = f"<p>{FIRST} {SECOND}</p>"
SAID = "<dc:creator>سامي النجار</dc:creator><dc:publisher>دار الميناء</dc:publisher>"
TWO = {"a": f"<div>الفصل الأول</div><div>المخازن الأولى</div>{LONG}", "b": f"<h2>الحريق</h2>{LONG}"}


def test_a_chapter_that_a_book_names_a_thousand_times_is_read_once() -> None:
    assert read(book(SAID, TWO, again=1000), "b.epub") == read(book(SAID, TWO), "b.epub")


@pytest.mark.parametrize(("toc", "kind", "titles"), [
    ("", "nav", ["المخازن الأولى – تاريخ السوق", "الحريق – تاريخ السوق"]),
    ('<html><nav><a href="t/a.xhtml">المخازن</a><a href="t/a.xhtml#x">جزء</a><a href="t/b.xhtml">النار</a></nav>'
     "</html>",
     "nav", ["المخازن – تاريخ السوق", "النار – تاريخ السوق"]),
    ("<ncx><navMap><navPoint><navLabel><text>المخازن</text></navLabel><content src='t/a.xhtml'/><navPoint><navLabel>"
     "<text>النار</text></navLabel><content src='t/b.xhtml#p'/></navPoint></navPoint></navMap></ncx>", "ncx",
     ["المخازن – تاريخ السوق", "النار – تاريخ السوق"]),
    ("<ncx><broken", "ncx", ["المخازن الأولى – تاريخ السوق", "الحريق – تاريخ السوق"]),
])  # fmt: skip
def test_each_chapter_is_cited_with_its_headline_the_book_its_author_and_its_publisher(
    toc: str, kind: str, titles: list[str]
) -> None:
    found = read(book(SAID, TWO, toc, kind), "b.epub")
    assert [(one.title, one.author, one.outlet) for one in found if isinstance(one, Stored)] == [
        (title, "سامي النجار", "دار الميناء") for title in titles
    ]


def test_a_translator_is_no_author_and_two_authors_are_both_named() -> None:
    said = (
        "<dc:creator opf:role='aut'>سامي النجار</dc:creator><dc:creator opf:role='trl'>كريم</dc:creator>"
        "<dc:creator>ليلى العطار</dc:creator>"
    )
    assert article(read(book(said, {"a": LONG}), "b.epub")).author == "سامي النجار، ليلى العطار"


def titles(found: list[Stored | SetAside]) -> list[str]:
    return [one.title for one in found if isinstance(one, Stored)]


def test_a_book_in_one_file_is_parted_at_the_headlines_of_its_chapters() -> None:
    named = ("الحكاية الأولى", "الحكاية الثانية", "الحكاية الثالثة")
    whole = "<h1>تاريخ السوق</h1>" + "".join(f"<h2>{name}</h2>{LONG}" for name in named)
    found = read(book(SAID, {"a": whole}), "b.epub")
    assert titles(found) == [f"{name} – تاريخ السوق" for name in named]
    assert [one.text for one in found if isinstance(one, Stored)] == [f"{FIRST} {SECOND}"] * 3


def test_a_book_in_one_file_is_parted_at_the_lines_that_its_table_of_contents_lists() -> None:
    toc = '<html><nav><a href="t/a.xhtml#x">السفر</a><a href="t/a.xhtml#y">العودة</a></nav></html>'
    found = read(book(SAID, {"a": f"<p>السفر</p>{LONG}<p>العودة</p>{LONG}"}, toc), "b.epub")
    assert titles(found) == ["السفر – تاريخ السوق", "العودة – تاريخ السوق"]


def test_sections_of_a_short_text_are_no_chapters() -> None:
    assert len(read(book(SAID, {"a": f"<h2>الموقع</h2>{LONG}<h2>الطقس</h2>{LONG}"}), "b.epub")) == 1


def test_a_file_that_the_table_of_contents_passes_over_goes_on_with_the_chapter_before() -> None:
    toc = '<html><nav><a href="t/a.xhtml">السفر</a><a href="t/c.xhtml">العودة</a></nav></html>'
    files = {"a": f"<h1>السفر</h1>{LONG}", "b": f"<p>{SECOND} {FIRST}</p>", "c": f"<h1>العودة</h1>{LONG}"}
    found = read(book(SAID, files, toc), "b.epub")
    assert titles(found) == ["السفر – تاريخ السوق", "العودة – تاريخ السوق"]
    assert next(one.text for one in found if isinstance(one, Stored)) == f"{FIRST} {SECOND}\n{SECOND} {FIRST}"


def test_the_page_that_says_who_may_print_a_book_is_no_chapter_and_unknown_is_nobodys_name() -> None:
    imprint = f"<p>جميع الحقوق محفوظة 2019، رقم الإيداع 12، {FIRST} {SECOND}</p>"
    files = {"i": imprint, "a": f"<h1>السفر</h1>{LONG}", "b": f"<h1>العودة</h1>{LONG}"}
    found = read(book("<dc:creator>Unknown</dc:creator>", files), "b.epub")
    assert [(one.title[:6].strip(), one.author) for one in found if isinstance(one, Stored)] == [
        ("السفر", None),
        ("العودة", None),
    ]


@pytest.mark.parametrize(("drawn", "read_as"), [
    ("الوطني» (INS).", "الوطني» (INS)."), ("وقال )WHO( إن", "وقال (WHO) إن"), ("الجدول )2]", "الجدول (2["),
])  # fmt: skip
def test_brackets_are_turned_as_on_their_page_unless_more_then_stand_alone(drawn: str, read_as: str) -> None:
    marks = "()[]«»"
    assert _bracketed(drawn, str.maketrans(marks, ")(][»«")) == read_as
