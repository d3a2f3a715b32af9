"""One scraped page a file, in any encoding that Arabic pages were saved in."""

from __future__ import annotations

import datetime

import pytest

from retrieval.readers.context import ReadContext
from retrieval.readers.text import page as text
from retrieval.records import Article, SetAside
from tests.benchmarks.quality.cleaning import boilerplate_lists
from tests.support.readers import read as read_file

BOILERPLATE = boilerplate_lists()
PAGE = (
    "إغلاق الجسر القديم شهرا\nكتبت: ليلى العطار\n14 مارس 2023\n"
    "أعلنت البلدية صباح الأحد إغلاق الجسر القديم أمام السيارات شهرا كاملا لإصلاح دعاماته.\n"
    "وقال المهندس المسؤول عن الجسر إن الأعمال ستجري ليلا، حتى لا يتعطل السير في وسط المدينة."
)


def read(data: bytes) -> Article | SetAside:
    (result,) = text.read(data, "archive/pages/bridge.old.txt", ReadContext(BOILERPLATE))
    return result


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256", "iso8859_6"])
def test_a_page_is_read_in_every_encoding_that_arabic_pages_use(encoding: str) -> None:
    article = read(PAGE.encode(encoding))
    assert isinstance(article, Article)
    assert (article.id, article.title, article.author) == (
        "bridge.old",
        "إغلاق الجسر القديم شهرا",
        "ليلى العطار",
    )
    assert article.text == "\n".join(PAGE.split("\n")[3:])
    assert article.published is not None


def test_windows_line_ends_do_not_reach_the_text() -> None:
    article = read(PAGE.replace("\n", "\r\n").encode())
    assert isinstance(article, Article)
    assert "\r" not in article.text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"\x00\x01\x02PNG" * 30, "binary"),
        (bytes(range(128, 256)) * 20, "neither UTF-8 nor Arabic"),
        (PAGE.encode()[:-2], "neither UTF-8 nor Arabic"),
        ("الرئيسية\nاتصل بنا".encode(), "no Arabic article"),
        (b"\xff\xfe\x00", "neither UTF-8 nor Arabic"),
    ],
    ids=["empty", "binary", "bytes", "torn", "menu", "torn utf-16"],
)
def test_a_file_without_a_readable_article_is_set_aside_with_the_reason(data: bytes, reason: str) -> None:
    result = read(data)
    assert isinstance(result, SetAside)
    assert result.path == "archive/pages/bridge.old.txt"
    assert reason in result.reason


HEAD = "افتتاح سوق السمك الجديد"
DAY = "12 مايو 2023"
FIRST = (
    "أعلنت بلدية الميناء صباح اليوم افتتاح سوق السمك الجديد على الرصيف الشرقي، بحضور مئات الصيادين وعائلاتهم."
)
SECOND = "وقال رئيس البلدية إن السوق يضم أربعين محلا وغرفتي تبريد، وإن كلفته بلغت ثلاثة ملايين دينار."
RULES = [
    f"إذا كان التعليق {what} فسيحذفه المشرفون دون إنذار، وقد يمنع صاحبه من التعليق مدة شهر كامل."
    for what in ("يحتوي على شتائم", "لا يتفق مع الموضوع", "يكرر ما سبق", "يحرض على الكراهية")
]


def found(*lines: str) -> Article:
    article = read("\n".join(lines).encode())
    assert isinstance(article, Article)
    return article


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ([f"{HEAD} - جريدة الميناء", "قواعد المشاركة", *RULES, "إغلاق"], []),
        ([f"{HEAD} - جريدة الميناء", *RULES], []),
        ([], ["شارك", "شروط التعليق", *RULES]),
        ([], ["جميع الحقوق محفوظة", *RULES]),
    ],
)
def test_rules_for_comments_are_no_article_however_long_they_are(above: list[str], below: list[str]) -> None:
    article = found(*above, HEAD, DAY, FIRST, SECOND, *below)
    assert article.text == f"{FIRST}\n{SECOND}"
    assert article.published is not None


def test_an_article_on_the_rules_for_comments_is_read() -> None:
    assert found("قواعد جديدة للتعليق في موقع الميناء", DAY, *RULES).text == "\n".join(RULES)


@pytest.mark.parametrize(
    ("menu", "section"),
    [
        (["الأولى", "الحياة السياسية", "ثقافة وفنون", "رياضة"], None),
        (["الرئيسية", "سياسة", "رياضة"], None),
        (["أخبار", "رياضة"], None),
        (["اتصل بنا", "تسجيل الدخول", "رياضة"], None),
        (["رياضة"], "رياضة"),
        (["تابعوا آخر ما ينشر في هذه الصفحة كل يوم", "رياضة"], "رياضة"),
        (
            [
                "آخر الأخبار",
                "انطلاق موسم الزيتون في الجبل ... فيضانات الربيع تغمر قرى الوادي ... إغلاق الطريق يومين",
            ],
            None,
        ),
    ],
)
def test_the_last_item_of_a_menu_is_no_section(menu: list[str], section: str | None) -> None:
    assert found(*menu, HEAD, DAY, FIRST, SECOND).section == section


LISTED = {
    "names": ["سلمى الخوري", "عمر الحسن", "نادية شاهين"],
    "verses": ["يا ساحل البحر القديم سلاما", "حملت رياحك للقلوب غراما", "مرت عليك مراكب وقوافل"],
    "items": ["السردين", "البوري: سمك يدخل مصبات الأنهار.", "اللقز", "السلطان إبراهيم"],
    "figures": ["الترتيب:", "الميناء 12", "النهضة 9", "الوفاق 7"],
}


@pytest.mark.parametrize("kind", LISTED)
def test_a_list_that_ends_an_article_is_kept(kind: str) -> None:
    assert found(HEAD, DAY, FIRST, *LISTED[kind]).text.split("\n") == [FIRST, *LISTED[kind]]


@pytest.mark.parametrize("kind", ["names", "figures"])
def test_a_list_of_people_or_after_a_colon_is_kept_above_a_footer(kind: str) -> None:
    lines = [
        HEAD,
        DAY,
        FIRST,
        *LISTED[kind],
        "اقرأ أيضا",
        "انطلاق موسم الزيتون في الجبل",
        "جميع الحقوق محفوظة",
    ]
    assert found(*lines).text.split("\n") == [FIRST, *LISTED[kind]]


@pytest.mark.parametrize(
    "below",
    [
        ["سوق السمك", "الميناء", "جميع الحقوق محفوظة"],
        ["« انطلاق موسم الزيتون", "إغلاق الطريق الساحلي »"],
        ["جريدة الميناء", "سياسة", "رياضة"],
        ["12 مايو 2023", "10:30"],
    ],
)
def test_tags_links_and_a_footer_below_an_article_are_no_list_of_it(below: list[str]) -> None:
    assert found(HEAD, DAY, FIRST, SECOND, *below).text == f"{FIRST}\n{SECOND}"


def test_labels_below_a_headline_are_none_themselves_and_the_author_needs_no_known_given_name() -> None:
    labels = ["المؤلف:  عباس الأنصاري", "المصدر:  النحو الميسر", "الجزء والصفحة:  ج1، ص 26- 30", "23-10-2014"]
    article = found("علامات الاسم في النحو", *labels, FIRST, SECOND)
    assert (article.title, article.author) == ("علامات الاسم في النحو", "عباس الأنصاري")
    assert article.text == f"{FIRST}\n{SECOND}"


@pytest.mark.parametrize("headline", ["الوزير: الأسعار ستنخفض في الربيع", "الكاتب: سأعود قريبا إلى المدينة"])
def test_a_headline_with_a_colon_is_no_label(headline: str) -> None:
    article = found(headline, "بقلم: سامي النجار", DAY, FIRST, SECOND)
    assert (article.title, article.author) == (headline, "سامي النجار")


def test_the_name_of_the_outlet_before_the_first_word_is_no_text() -> None:
    article = found(f"{HEAD} - الميناء نيوز", HEAD, DAY, f"الميناء نيوز :- {FIRST}", SECOND)
    assert (article.outlet, article.text) == ("الميناء نيوز", f"{FIRST}\n{SECOND}")


def test_utf8_that_a_tool_took_for_an_older_encoding_is_mended() -> None:
    wrong = "\n".join((HEAD, DAY, FIRST, SECOND)).encode().decode("cp1256")
    assert found(wrong).text == f"{FIRST}\n{SECOND}"


def test_letters_that_stand_apart_are_set_aside() -> None:
    apart = " ".join(f"{FIRST} {SECOND}")
    result = read(f"{HEAD}\n{apart}".encode())
    assert isinstance(result, SetAside)
    assert "stand apart" in result.reason


def test_labels_at_the_head_of_a_file_say_what_is_known_of_its_article() -> None:
    said = (
        "الموقع: جريدة الميناء",
        f"العنوان: {HEAD}",
        "الكاتب: نورهان شاهين",
        "التاريخ: 2023-05-12",
        "القسم: اقتصاد",
    )
    article = found(*said, "الرابط: https://mina.example/1", "النص:", FIRST, SECOND)
    assert (article.title, article.outlet, article.author) == (HEAD, "جريدة الميناء", "نورهان شاهين")
    assert (article.url, article.section, str(article.published)) == (
        "https://mina.example/1",
        "اقتصاد",
        "2023-05-12",
    )
    assert article.text == f"{FIRST}\n{SECOND}"


@pytest.mark.parametrize(
    "page",
    [
        ["تسجيل الدخول - جريدة الميناء", "الرئيسية", "تسجيل الدخول", "كلمة المرور", FIRST],
        ["نتائج البحث عن: سوق السمك", "الرئيسية", HEAD, FIRST, SECOND],
        ["404", "الصفحة غير موجودة", "404", FIRST],
        [
            line
            for n in range(4)
            for line in (f"منذ {n + 3} ساعات", f"{HEAD} في مدينة {n}", f"{FIRST[:-1]} {n}.")
        ],
    ],
)
def test_a_page_to_log_in_of_results_of_errors_or_of_the_latest_stories_is_no_article(
    page: list[str],
) -> None:
    assert isinstance(read("\n".join(page).encode()), SetAside)


def test_a_menu_that_begins_with_logging_in_hides_no_article() -> None:
    assert found("تسجيل الدخول", "الرئيسية", HEAD, DAY, FIRST, SECOND).text == f"{FIRST}\n{SECOND}"


def test_a_city_that_is_in_no_list_beside_a_name_is_none_of_it() -> None:
    assert found(HEAD, "الميناء - سامي النجار", DAY, FIRST, SECOND).author == "سامي النجار"


@pytest.mark.parametrize("head", [
    "العنوان: {0}\nالمصدر: جريدة الميناء\nالكاتب: زكية بن رمضان\nالتاريخ: 14 مارس 2023\nالقسم: محليات\n",
    "العنوان\n{0}\nالمصدر\nجريدة الميناء\nالكاتب\nزكية بن رمضان\nتاريخ النشر\n14 مارس 2023\nالقسم\nمحليات\nالنص\n",
    "Title: {0}\nSource: جريدة الميناء\nAuthor: زكية بن رمضان\nDate: 2023-03-14\nSection: محليات\nContent:\n",
])  # fmt: skip
def test_labels_at_the_head_say_who_when_and_where_beside_them_or_in_the_line_below(head: str) -> None:
    page = head.format("إغلاق الجسر القديم شهرا") + "\n".join(PAGE.split("\n")[3:])
    found = read(page.encode())
    assert isinstance(found, Article)
    assert (found.title, found.outlet, found.author) == (
        "إغلاق الجسر القديم شهرا",
        "جريدة الميناء",
        "زكية بن رمضان",
    )
    assert (str(found.published), found.section) == ("2023-03-14", "محليات")
    assert found.text == "\n".join(PAGE.split("\n")[3:])


def test_a_path_through_the_site_names_the_section() -> None:
    title, *rest = PAGE.split("\n")
    page = "\n".join(["جريدة الميناء", "سياسة", "رياضة", f"الرئيسية > محليات > {title}", title, *rest])
    found = read(page.encode())
    assert isinstance(found, Article)
    assert (found.title, found.section) == (title, "محليات")


NOTICES = [
    "يرجى الالتزام بآداب الحوار وعدم نشر التعليقات المسيئة، ويحق لإدارة الموقع حذف أي تعليق مخالف دون إنذار.",
    "لا يسمح بنشر التعليقات التي تتضمن إعلانات أو روابط خارجية أو عبارات عنصرية أو تحريضا على الكراهية.",
    "باستخدامك هذا الموقع فإنك توافق على شروط الاستخدام وسياسة الخصوصية وعلى ملفات تعريف الارتباط.",
]


@pytest.mark.parametrize("above", [True, False])
def test_rules_whose_sentences_are_partly_known_notices_are_no_article(*, above: bool) -> None:
    lines = (
        [*NOTICES, *PAGE.split("\n")] if above else [*PAGE.split("\n"), "ضوابط النشر", *NOTICES, "أضف تعليقا"]
    )
    found = read("\n".join(lines).encode())
    assert isinstance(found, Article)
    assert found.text == "\n".join(PAGE.split("\n")[3:])


@pytest.mark.parametrize(
    "labels",
    [
        ("عنوان الخبر :", "مصدر الخبر : ", "تاريخ نشر الخبر : ", "نص الخبر :"),
        ("عنوان المقال: ", "جهة النشر: ", "تاريخ المادة: ", "محتوى المقال:"),
        ("رقم المادة: 114\nالعنوان: ", "المصدر: ", "عدد القراءات: 12\nالتاريخ: ", "النص:"),
    ],
)
def test_labels_of_several_words_and_others_between_them_are_known(labels: tuple[str, ...]) -> None:
    title, source, day, text = labels
    said = found(f"{title}{HEAD}", f"{source}جريدة الميناء", f"{day}2023/5/12", text, FIRST, SECOND)
    assert (said.title, said.outlet, str(said.published)) == (HEAD, "جريدة الميناء", "2023-05-12")
    assert said.text == f"{FIRST}\n{SECOND}"


@pytest.mark.parametrize("between", [" ... ", "…", " *** ", "    ", " = "])
def test_verses_of_two_halves_end_an_article_as_its_text(between: str) -> None:
    verses = [
        f"يا نائما في قاع بحرك آمنا{between}أيقظتك اليوم الشباك العاثرة",
        f"كم من سفين قد رأيت محطما{between}وحكايات في حديدك ساهرة",
    ]
    said = found(HEAD, DAY, FIRST, SECOND, "وكتب شاعر المدينة في السوق أبياتا قال فيها:", *verses).text
    assert said.split("\n")[-2:] == verses


@pytest.mark.parametrize(
    ("head", "day"),
    [
        (["جريدة الميناء", "الرئيسية", "ثقافة", "الثلاثاء 2 آذار 2021"], "2021-03-02"),
        (["ثقافة", "2021-03-02 14:05"], "2021-03-02"),
        (["جريدة الميناء", "الثلاثاء 2 آذار 2021"], None),
        (["الثلاثاء 2 آذار 2021"], None),
        (["الثلاثاء 2 آذار 2021", "الرئيسية", "ثقافة"], None),
    ],
)
def test_a_day_right_above_the_headline_is_the_articles_but_not_at_the_head_of_the_page(
    head: list[str], day: str | None
) -> None:
    assert found(*head, HEAD, FIRST, SECOND).published == (day and datetime.date.fromisoformat(day))


@pytest.mark.parametrize("cue", ["أجرت الحوار", "بقلم", "حاورته:"])
def test_whom_the_line_below_a_cue_names_is_the_author_in_no_list_too(cue: str) -> None:
    assert found(HEAD, cue, "غيداء المصعبي", DAY, FIRST, SECOND).author == "غيداء المصعبي"
    assert found(HEAD, "غيداء المصعبي", DAY, FIRST, SECOND).author is None


def test_letters_of_lam_and_alef_that_a_tool_put_in_the_wrong_order_are_mended_in_every_kind_of_file() -> (
    None
):
    garbled = "افتتحت األسبوع الماضي في األردن فعاليات األسبوع الثقافي اإلداري بحضور األمين العام."
    meant = "افتتحت الأسبوع الماضي في الأردن فعاليات الأسبوع الثقافي الإداري بحضور الأمين العام."
    page = f"<html><body><h1>{HEAD}</h1><p>{garbled}</p></body></html>"
    table = f"title,text\n{HEAD},{garbled}\n"
    for data, name in ((page, "a.html"), (table, "a.csv"), (f"# {HEAD}\n\n{garbled}\n", "a.md")):
        (one,) = (item for item in read_file(data.encode(), name) if isinstance(item, Article))
        assert one.text == meant


def test_a_page_that_thanks_for_a_subscription_or_tells_of_an_error_is_no_article() -> None:
    for window in (
        "شكرا لاشتراكك",
        "شكرا | جريدة الميناء",
        "تم التسجيل بنجاح - جريدة الميناء",
        "500 - خطأ في الخادم",
    ):
        page = f"<html><head><title>{window}</title></head><body><p>{FIRST}</p></body></html>"
        (one,) = read_file(page.encode(), "a.html")
        assert isinstance(one, SetAside)


def test_figures_in_lines_of_their_own_belong_to_the_list_that_ends_an_article() -> None:
    table = ["نتائج الجولة:", "النهضة", "2", "الوفاق", "1", "الميناء", "0"]
    assert found(HEAD, DAY, FIRST, SECOND, *table).text.split("\n")[-7:] == table


def test_who_took_part_wrote_nothing() -> None:
    assert found(HEAD, "المشاركون: سعد الهاجري، رنا قطان", DAY, FIRST, SECOND).author is None


def test_jawi_is_not_arabic() -> None:
    said = "راج مليسيا تله مراسميكن سبواه مسجد بارو د كوتا بارو ڤد هاري اين دڠن دهاديري اوليه رعيت، اڬر برساتو ڤادو."
    assert isinstance(read(f"{said[:40]}\n{said}\n{said}".encode()), SetAside)
