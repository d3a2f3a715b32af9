"""From a scraped page to its article: the five seeds, labelled pages of other layouts, hostile input."""

from __future__ import annotations

import datetime

import pytest
from benchmarks.cleaning import PAGES, ROOT, Label, chrome_lists, labels, score, total
from hypothesis import given
from hypothesis import strategies as st

from retrieval.chrome import Chrome
from retrieval.cleaning import clean
from retrieval.errors import UnreadableSource
from retrieval.records import CUT

CHROME = chrome_lists()

BODY = (
    "أعلنت البلدية صباح الأحد إغلاق الجسر القديم أمام السيارات شهرا كاملا لإصلاح دعاماته.\n"
    "وقال المهندس المسؤول عن الجسر إن الأعمال ستجري ليلا، حتى لا يتعطل السير في وسط المدينة."
)


def seed(name: str) -> str:
    (path,) = (ROOT / "seeds").glob(f"{name}_*.txt")
    return path.read_text("utf-8")


def test_a_bulleted_list_of_headlines_is_not_body() -> None:
    page = clean(seed("000"), CHROME)
    assert page.title == "ما سرّ اتصالات روسيا العسكرية مع تركيا؟"
    assert (page.outlet, page.author, page.published) == ("ترك برس", None, None)
    assert page.text.startswith("قال الكاتب والباحث التركي محمد زاهد جول")
    assert page.text.endswith("و”فتح الشام”.")
    assert page.text.count("\n") == 7


def test_the_comment_form_and_the_teasers_after_it_are_not_body() -> None:
    page = clean(seed("001"), CHROME)
    assert page.title.startswith("بينما يسعى الأسد للحصول على مساعدة روسيا")
    assert page.title.endswith("يستعرض بوتن عضلاته الدبلوماسية")
    assert (page.outlet, page.author, page.published) == (None, None, None)
    assert (page.section, page.dateline) == ("اخر الاخبار", "موسكو")
    assert page.text.startswith("أجرى الرئيس السوري بشار الأسد، الأربعاء")
    assert page.text.endswith("نهجه في التعامل مع سوريا.")


def test_a_name_below_the_headline_is_the_author_and_the_poster_of_the_page_is_not() -> None:
    page = clean(seed("002"), CHROME)
    assert page.title == "تنسيق عسكري روسي -اميركي معلن.. ماذا بعد ؟"
    assert (page.outlet, page.author, page.published) == (None, "فادي نصار", None)
    assert page.text.startswith("زيارة وزير الخارجية الاميركية جون كيري")
    assert page.text.endswith("الى جحورهم ؟")


def test_captions_go_and_section_headings_stay_as_headings() -> None:
    page = clean(seed("003"), CHROME)
    assert page.title == "3 ملفات تقود التقاء المصالح الأميركية الروسية في دمشق"
    assert (page.outlet, page.author, page.published) == ("شبكة رصد الإخبارية", None, None)
    assert page.text.startswith("يبدو أن مصالح القوتين")
    assert page.text.endswith("وهو ما يطمح إليه بوتين من خلال تسويات مشتركة.")
    assert [page.text[span.start : span.end] for span in page.headings] == [
        "لقاء وبيان مشترك",
        "التقاء مصالح",
        "كوريا الشمالية",
        "مؤتمر سوتشي",
        "التواجد العسكري الأميركي في سوريا",
    ]


def test_the_date_comes_from_the_line_of_publication_and_not_from_the_ticker() -> None:
    page = clean(seed("004"), CHROME)
    assert page.title == "الارتياب في دوافع واشنطن يقطع الطريق على التعاون الروسي الأمريكي في سوريا"
    assert (page.outlet, page.author) == ("البوابة", None)
    assert page.published == datetime.date(2014, 9, 28)
    assert page.text.startswith("ترى الولايات المتحدة وروسيا")
    assert page.text.endswith('وهذا يعني سوريا."')
    assert [page.text[span.start : span.end] for span in page.headings] == [
        '* "لم تغير شيئا"',
        "* مساع وراء الكواليس",
    ]


@pytest.mark.parametrize(
    ("name", "chrome"),
    [
        ("000", "شينجيانغ تطلق|طاجيكستان والكويت|شنغهاي للتعاون|ترك برس"),
        (
            "001",
            "Connect with us|looking for|اترك تعليقك|الحقول الإلزامية|ذات صلة|بورصة نيويورك|بوليوود|جولف",
        ),
        ("002", "Author|Firas|Share This|Submit a Comment|الحقول الإلزامية|Pinterest|شارك هذا المقال"),
        ("003", "feedly|أرشيفية|الزعيم كيم كونج|طيران حربي|ميكس ميديا|شبكة رصد"),
        ("004", "طارق الشناوي|أسعار الذهب|سلطات للتخسيس|شكرا على الإبلاغ|سيتم حجب|نشر في|انقر هنا"),
    ],
)
def test_no_chrome_of_the_seeds_can_be_quoted(name: str, chrome: str) -> None:
    page, raw = clean(seed(name), CHROME), seed(name)
    for phrase in chrome.split("|"):
        assert phrase in raw
        assert phrase not in page.text


def test_a_caption_between_paragraph_and_heading_is_not_taken_for_a_heading() -> None:
    assert "\nالمعارضة السورية\n" not in clean(seed("003"), CHROME).text


@pytest.mark.parametrize("split", ["tuned", "held-out"])
def test_the_labelled_pages_are_cleaned_at_least_as_well_as_the_floors_ask(split: str) -> None:
    figures = total(score(label, CHROME) for label in labels(split))
    assert figures.recall >= 0.98
    assert figures.chrome <= 0.02
    assert figures.title >= 0.95
    assert figures.date == 1.0
    assert figures.author >= 0.9


@pytest.mark.parametrize("label", list(labels()), ids=lambda label: label.name)
def test_every_line_of_an_article_stands_on_its_page_to_the_character(label: Label) -> None:
    raw = (PAGES / f"{label.name}.txt").read_text("utf-8")
    page = clean(raw, CHROME)
    assert all(line in raw for line in page.text.split("\n"))
    assert page.title in raw


@pytest.mark.parametrize("name", ["000", "001", "002", "003", "004"])
def test_every_line_of_a_seed_s_article_stands_in_the_seed_to_the_character(name: str) -> None:
    assert all(line in seed(name) for line in clean(seed(name), CHROME).text.split("\n"))


def test_today_s_date_at_the_head_of_the_page_is_not_the_article_s() -> None:
    assert clean(f"الجمعة 15 نوفمبر 2024\nإغلاق الجسر القديم شهرا\n{BODY}", CHROME).published is None


def test_a_date_of_change_is_not_a_date_of_publication() -> None:
    assert clean(f"إغلاق الجسر القديم شهرا\nآخر تحديث: 3 مايو 2024\n{BODY}", CHROME).published is None


def test_dates_that_contradict_each_other_leave_the_day_unknown() -> None:
    page = f"إغلاق الجسر القديم شهرا\n2 مايو 2024\n3 مايو 2024\n{BODY}"
    assert clean(page, CHROME).published is None


def test_the_date_of_a_story_beneath_the_article_is_not_the_article_s() -> None:
    page = f"إغلاق الجسر القديم شهرا\n{BODY}\nأخبار ذات صلة\nنشر في 3 مايو 2024\nحفل في الحديقة العامة"
    assert clean(page, CHROME).published is None


def test_the_editor_in_the_masthead_is_not_the_author() -> None:
    page = f"رئيس التحرير\nسامي حداد\nإغلاق الجسر القديم شهرا\n{BODY}"
    assert clean(page, CHROME).author is None


def test_an_outlet_behind_the_headline_is_cut_off_and_known() -> None:
    page = clean(f"إغلاق الجسر القديم شهرا | الميدان نيوز\n{BODY}", CHROME)
    assert (page.title, page.outlet) == ("إغلاق الجسر القديم شهرا", "الميدان نيوز")


def test_a_page_without_a_headline_has_none() -> None:
    teasers = (
        "افتتاح معرض الزهور السنوي في الحديقة\nفوز الفريق الأول في مباراة الكأس\nنتائج القبول في الجامعات"
    )
    assert clean(f"{teasers}\n{BODY}", CHROME).title == ""


def test_an_article_goes_on_after_a_box_of_links() -> None:
    more = BODY.replace("الجسر", "النفق")
    page = f"إغلاق الجسر القديم شهرا\n{BODY}\nاقرأ أيضا\nحفل في الحديقة العامة\nسباق للدراجات غدا\n{more}"
    assert clean(page, CHROME).text == f"{BODY}{CUT}{more}"


def test_readers_comments_are_never_body_however_long() -> None:
    comment = "أنا أسكن بجوار الجسر وأرى كل يوم كيف يعبر الناس فوقه مسرعين، ولا أحد يهتم بسلامتهم أبدا. "
    lead = "ويعود بناء الجسر إلى مئة عام، وقد رمم مرتين، وكانت آخر مرة قبل ثلاثين عاما بعد فيضان كبير."
    page = (
        f"إغلاق الجسر القديم شهرا\n{BODY}\n{lead}\n{lead} وبلغ طوله مئتي متر.\nالتعليقات\nقارئ\n{comment * 9}"
    )
    assert "أسكن" not in clean(page, CHROME).text


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("", "empty"),
        (" \n\u200f\n-----\n", "empty"),
        ("الرئيسية\nسياسة\nاقتصاد\nرياضة\nاتصل بنا\nجميع الحقوق محفوظة", "only menus"),
        ("- افتتاح المعرض\n- فوز الفريق\n- تأجيل المباراة", "only menus"),
        ("The city closed its old bridge for a month on Sunday, an engineer said.\n" * 5, "another language"),
    ],
)
def test_a_page_without_an_article_is_refused_with_the_reason(page: str, reason: str) -> None:
    with pytest.raises(UnreadableSource, match=reason):
        clean(page, CHROME)


@pytest.mark.parametrize(
    "page",
    [
        "كلمة\n" * 50_000,
        f"{BODY} " * 20_000,
        "ا" * 2_000_000,
        "ا" + " " * 1_000_000 + "ب",
        "1-" * 300_000,
        "." * 500_000 + "ا",
        "كتب: " * 100_000,
        "- " * 500_000 + "ا",
        "\n".join(["12 مارس 2020"] * 5_000),
    ],
    ids=["lines", "one line", "one word", "spaces", "digits", "dots", "cues", "dashes", "dates"],
)
def test_a_huge_page_is_cleaned_in_linear_time(page: str) -> None:
    try:
        assert clean(page, CHROME).text
    except UnreadableSource as refused:
        assert refused.reason


@given(st.text(alphabet="اقلوسن .،؟:-*•|\n\t/12()“”»…\u00a0\u200f\u2028aB", max_size=300))
def test_whatever_a_page_holds_its_article_is_made_of_lines_of_it(page: str) -> None:
    try:
        cleaned = clean(page, CHROME)
    except UnreadableSource:
        return
    assert all(line in page for line in cleaned.text.split("\n"))
    for span in cleaned.headings:
        assert cleaned.text[span.start : span.end] in cleaned.text.split("\n")


def test_an_unknown_or_missing_or_misshapen_list_is_named() -> None:
    with pytest.raises(ValueError, match="shares: unknown list"):
        Chrome.from_table({"shares": ""})
    with pytest.raises(ValueError, match="comments: expected one string"):
        Chrome.from_table({})
    with pytest.raises(ValueError, match="comments: expected one string"):
        Chrome.from_table({"comments": ["تعليقات"]})
    with pytest.raises(ValueError, match="comments: the phrase '\\*' holds no word"):
        Chrome.from_table({"comments": "التعليقات\n*"})


def test_an_article_may_write_of_cookies_and_privacy() -> None:
    story = (
        "وغيرت الشركة سياسة الخصوصية في تطبيقها بعد أن غرمتها المحكمة مليوني دولار، وقالت إنها لن تحفظ "
        "ملفات تعريف الارتباط من دون إذن صريح من أصحاب الحسابات."
    )
    page = f"غرامة جديدة على شركة التطبيق\n{BODY}\n{story}"
    assert story in clean(page, CHROME).text


@pytest.mark.parametrize(
    ("line", "listed"),
    [
        ("فيسبوك تويتر نسخ الرابط", True),
        ("مشاركة 12", True),
        ("شارِكْ هذا المقال!", True),
        ("شارك مئات المحتجين في المسيرة", False),
        ("شارك", True),
    ],
)
def test_share_buttons_are_told_from_sentences_that_begin_alike(line: str, listed: bool) -> None:
    text = f"إغلاق الجسر القديم شهرا\n{BODY}\n{line}\n{BODY.replace('الجسر', 'النفق')}"
    assert (line not in clean(text, CHROME).text) is listed
