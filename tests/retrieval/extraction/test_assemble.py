"""From a scraped page to its article: the five seeds, labelled pages of other layouts, hostile input."""

from __future__ import annotations

import datetime
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.errors import UnreadableSource
from retrieval.extraction.boilerplate import Boilerplate
from retrieval.readers.text.page import extract
from retrieval.records import CUT
from tests.benchmarks.quality.cleaning import (
    PAGES,
    ROOT,
    WEB_PAGES,
    Label,
    boilerplate_lists,
    labels,
    score,
    score_naive,
    total,
)
from tests.benchmarks.quality.naive import Variant
from tests.support.growth import MOST, growth

if TYPE_CHECKING:
    from collections.abc import Callable

BOILERPLATE = boilerplate_lists()

BODY = (
    "أعلنت البلدية صباح الأحد إغلاق الجسر القديم أمام السيارات شهرا كاملا لإصلاح دعاماته.\n"
    "وقال المهندس المسؤول عن الجسر إن الأعمال ستجري ليلا، حتى لا يتعطل السير في وسط المدينة."
)


def seed(name: str) -> str:
    (path,) = (ROOT / "seeds").glob(f"{name}_*.txt")
    return path.read_text("utf-8")


def test_a_bulleted_list_of_headlines_is_not_body() -> None:
    page = extract(seed("000"), BOILERPLATE)
    assert page.title == "ما سرّ اتصالات روسيا العسكرية مع تركيا؟"
    assert (page.outlet, page.author, page.published) == ("ترك برس", None, None)
    assert page.text.startswith("قال الكاتب والباحث التركي محمد زاهد جول")
    assert page.text.endswith("و”فتح الشام”.")
    assert page.text.count("\n") == 7


def test_the_comment_form_and_the_teasers_after_it_are_not_body() -> None:
    page = extract(seed("001"), BOILERPLATE)
    assert page.title.startswith("بينما يسعى الأسد للحصول على مساعدة روسيا")
    assert page.title.endswith("يستعرض بوتن عضلاته الدبلوماسية")
    assert (page.outlet, page.author, page.published) == (None, None, None)
    assert (page.section, page.dateline) == ("اخر الاخبار", "موسكو")
    assert page.text.startswith("أجرى الرئيس السوري بشار الأسد، الأربعاء")
    assert page.text.endswith("نهجه في التعامل مع سوريا.")


def test_a_name_below_the_headline_is_the_author_and_the_poster_of_the_page_is_not() -> None:
    page = extract(seed("002"), BOILERPLATE)
    assert page.title == "تنسيق عسكري روسي -اميركي معلن.. ماذا بعد ؟"
    assert (page.outlet, page.author, page.published) == (None, "فادي نصار", None)
    assert page.text.startswith("زيارة وزير الخارجية الاميركية جون كيري")
    assert page.text.endswith("الى جحورهم ؟")


def test_captions_go_and_section_headings_stay_as_headings() -> None:
    page = extract(seed("003"), BOILERPLATE)
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
    page = extract(seed("004"), BOILERPLATE)
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
    ("name", "boilerplate"),
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
def test_no_boilerplate_of_the_seeds_can_be_quoted(name: str, boilerplate: str) -> None:
    page, raw = extract(seed(name), BOILERPLATE), seed(name)
    for phrase in boilerplate.split("|"):
        assert phrase in raw
        assert phrase not in page.text


def test_a_caption_between_paragraph_and_heading_is_not_taken_for_a_heading() -> None:
    assert "\nالمعارضة السورية\n" not in extract(seed("003"), BOILERPLATE).text


@pytest.mark.parametrize("split", ["tuned", "held-out", "unseen"])
def test_the_labelled_pages_are_cleaned_at_least_as_well_as_the_floors_ask(split: str) -> None:
    figures = total(score(label, BOILERPLATE) for label in labels(split))
    assert figures.recall >= 0.98
    assert figures.boilerplate <= 0.02
    assert figures.title >= 0.95
    assert figures.date == 1.0
    assert figures.author >= 0.9


@pytest.mark.parametrize("variant", Variant)
def test_web_pages_turned_into_plain_text_are_cleaned_at_least_as_well_as_the_floors_ask(
    variant: Variant,
) -> None:
    figures = total(score_naive(label, BOILERPLATE, variant) for label in labels(folder=WEB_PAGES))
    assert figures.recall >= 0.98
    assert figures.boilerplate <= 0.01
    assert figures.title >= 0.95
    assert figures.date == 1.0
    assert figures.known >= 0.8
    assert figures.author >= 0.9


@pytest.mark.parametrize("label", list(labels()), ids=lambda label: label.name)
def test_every_line_of_an_article_stands_on_its_page_to_the_character(label: Label) -> None:
    raw = (PAGES / f"{label.name}.txt").read_text("utf-8")
    page = extract(raw, BOILERPLATE)
    assert all(line in raw for line in page.text.split("\n"))
    assert page.title in raw


@pytest.mark.parametrize("name", ["000", "001", "002", "003", "004"])
def test_every_line_of_a_seed_s_article_stands_in_the_seed_to_the_character(name: str) -> None:
    assert all(line in seed(name) for line in extract(seed(name), BOILERPLATE).text.split("\n"))


def test_today_s_date_at_the_head_of_the_page_is_not_the_article_s() -> None:
    assert extract(f"الجمعة 15 نوفمبر 2024\nإغلاق الجسر القديم شهرا\n{BODY}", BOILERPLATE).published is None


def test_a_date_of_change_is_not_a_date_of_publication() -> None:
    assert extract(f"إغلاق الجسر القديم شهرا\nآخر تحديث: 3 مايو 2024\n{BODY}", BOILERPLATE).published is None


def test_dates_that_contradict_each_other_leave_the_day_unknown() -> None:
    page = f"إغلاق الجسر القديم شهرا\n2 مايو 2024\n3 مايو 2024\n{BODY}"
    assert extract(page, BOILERPLATE).published is None


def test_the_date_of_a_story_beneath_the_article_is_not_the_article_s() -> None:
    page = f"إغلاق الجسر القديم شهرا\n{BODY}\nأخبار ذات صلة\nنشر في 3 مايو 2024\nحفل في الحديقة العامة"
    assert extract(page, BOILERPLATE).published is None


def test_the_editor_in_the_masthead_is_not_the_author() -> None:
    page = f"رئيس التحرير\nسامي حداد\nإغلاق الجسر القديم شهرا\n{BODY}"
    assert extract(page, BOILERPLATE).author is None


def test_an_outlet_behind_the_headline_is_cut_off_and_known() -> None:
    page = extract(f"إغلاق الجسر القديم شهرا | الميدان نيوز\n{BODY}", BOILERPLATE)
    assert (page.title, page.outlet) == ("إغلاق الجسر القديم شهرا", "الميدان نيوز")


def test_a_page_without_a_headline_has_none() -> None:
    teasers = (
        "افتتاح معرض الزهور السنوي في الحديقة\nفوز الفريق الأول في مباراة الكأس\nنتائج القبول في الجامعات"
    )
    assert extract(f"{teasers}\n{BODY}", BOILERPLATE).title == ""


def test_an_article_goes_on_after_a_box_of_links() -> None:
    more = BODY.replace("الجسر", "النفق")
    page = f"إغلاق الجسر القديم شهرا\n{BODY}\nاقرأ أيضا\nحفل في الحديقة العامة\nسباق للدراجات غدا\n{more}"
    assert extract(page, BOILERPLATE).text == f"{BODY}{CUT}{more}"


def test_readers_comments_are_never_body_however_long() -> None:
    comment = "أنا أسكن بجوار الجسر وأرى كل يوم كيف يعبر الناس فوقه مسرعين، ولا أحد يهتم بسلامتهم أبدا. "
    lead = "ويعود بناء الجسر إلى مئة عام، وقد رمم مرتين، وكانت آخر مرة قبل ثلاثين عاما بعد فيضان كبير."
    page = (
        f"إغلاق الجسر القديم شهرا\n{BODY}\n{lead}\n{lead} وبلغ طوله مئتي متر.\nالتعليقات\nقارئ\n{comment * 9}"
    )
    assert "أسكن" not in extract(page, BOILERPLATE).text


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("", "empty"),
        (" \n\u200f\n-----\n", "empty"),
        ("الرئيسية\nسياسة\nاقتصاد\nرياضة\nاتصل بنا\nجميع الحقوق محفوظة", "only menus"),
        ("- افتتاح المعرض\n- فوز الفريق\n- تأجيل المباراة", "only menus"),
        ("The city closed its old bridge for a month on Sunday, an engineer said.\n" * 5, "not in Arabic"),
    ],
)
def test_a_page_without_an_article_is_refused_with_the_reason(page: str, reason: str) -> None:
    with pytest.raises(UnreadableSource, match=reason):
        extract(page, BOILERPLATE)


@given(st.text(alphabet="اقلوسن .،؟:-*•|\n\t/12()“”»…\u00a0\u200f\u2028aB", max_size=300))
def test_whatever_a_page_holds_its_article_is_made_of_lines_of_it(page: str) -> None:
    try:
        cleaned = extract(page, BOILERPLATE)
    except UnreadableSource:
        return
    # Where a line went on in the next, white space stands for the end of the line.
    shown = "".join(page.split())
    assert all("".join(line.split()) in shown for line in cleaned.text.split("\n"))
    for span in cleaned.headings:
        assert cleaned.text[span.start : span.end] in cleaned.text.split("\n")


def test_an_unknown_or_missing_or_misshapen_list_is_named() -> None:
    with pytest.raises(ValueError, match="shares: unknown list"):
        Boilerplate.from_table({"shares": ""})
    with pytest.raises(ValueError, match="comments: expected one string"):
        Boilerplate.from_table({})
    with pytest.raises(ValueError, match="comments: expected one string"):
        Boilerplate.from_table({"comments": ["تعليقات"]})
    with pytest.raises(ValueError, match="comments: the phrase '\\*' holds no word"):
        Boilerplate.from_table({"comments": "التعليقات\n*"})


def test_an_article_may_write_of_cookies_and_privacy() -> None:
    story = (
        "وغيرت الشركة سياسة الخصوصية في تطبيقها بعد أن غرمتها المحكمة مليوني دولار، وقالت إنها لن تحفظ "
        "ملفات تعريف الارتباط من دون إذن صريح من أصحاب الحسابات."
    )
    page = f"غرامة جديدة على شركة التطبيق\n{BODY}\n{story}"
    assert story in extract(page, BOILERPLATE).text


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
    assert (line not in extract(text, BOILERPLATE).text) is listed


CARDS: str = "".join(
    f"خبر رقم {name} عن أمر آخر في مدينة بعيدة\n"
    "قالت مصادر مطلعة إن القرار جاء بعد مشاورات طويلة بين الكتل استمرت حتى الليل.\n"
    for name in ("أول", "ثان", "ثالث", "رابع", "خامس", "سادس")
)

HUGE: dict[str, tuple[Callable[[int], str], int]] = {
    "lines": (lambda size: "كلمة\n" * size, 500),
    "one line": (lambda size: f"{BODY} " * size, 200),
    "one word": (lambda size: "ا" * size, 250_000),
    "spaces": (lambda size: "ا" + " " * size + "ب", 250_000),
    "digits": (lambda size: "1-" * size, 75_000),
    "dots": (lambda size: "." * size + "ا", 125_000),
    "cues": (lambda size: "كتب: " * size, 25_000),
    "dashes": (lambda size: "- " * size + "ا", 125_000),
    "dates": (lambda size: "\n".join(["12 مارس 2020"] * size), 200),
    "paragraphs": (lambda size: f"{BODY}\n" * size, 125),
    "cards": (lambda size: f"{CARDS}\n" * size, 20),
    "headlines and dates": (lambda size: "إغلاق الجسر القديم شهرا كاملا\n12 مارس 2020\n" * size + BODY, 100),
}
"""What a page is made of, and how much of it there is at first."""


@pytest.mark.parametrize("kind", HUGE)
def test_the_time_for_a_page_grows_with_its_length_and_no_faster(kind: str) -> None:
    def work(page: str) -> None:
        with suppress(UnreadableSource):
            assert extract(page, BOILERPLATE).text

    assert growth(work, *HUGE[kind]) < MOST


def test_a_long_list_of_other_stories_outweighs_no_short_article() -> None:
    page = extract(f"إغلاق الجسر القديم شهرا كاملا\n14 مارس 2023\n{BODY}\n{CARDS}", BOILERPLATE)
    assert (page.title, page.text) == ("إغلاق الجسر القديم شهرا كاملا", BODY)


def test_a_page_of_nothing_but_headlines_and_sentences_is_read_all_the_same() -> None:
    assert "مشاورات" in extract(CARDS, BOILERPLATE).text


def test_comments_longer_than_the_article_are_not_the_article() -> None:
    said = "كلام صحيح، وقد انتظرنا سنوات طويلة ولم يحدث شيء على الإطلاق في هذه المدينة.\n" * 9
    page = extract(f"إغلاق الجسر القديم شهرا كاملا\n14 مارس 2023\n{BODY}\nالتعليقات\n{said}", BOILERPLATE)
    assert page.text == BODY


def test_an_article_goes_on_after_links_to_other_stories_in_its_middle() -> None:
    first, second = BODY.split("\n")
    more = "وتقول البلدية إن الجسر القديم سيفتح أمام السيارات بعد إصلاح دعاماته، وإن المهندس سيبقى في وسط المدينة."
    page = extract(
        f"إغلاق الجسر القديم شهرا كاملا\n{first}\nمقالات ذات صلة\nالصيادون يعودون إلى البحر\n{second}\n{more}",
        BOILERPLATE,
    )
    assert page.text.replace(CUT, "\n").split("\n") == [first, second, more]


def test_a_path_through_the_site_is_no_part_of_the_headline() -> None:
    title = "إغلاق الجسر القديم أمام السيارات"
    assert extract(f"الرئيسية أخبار محلية {title}\nمحلية\n{title}\n{BODY}", BOILERPLATE).title == title


def test_a_telling_of_how_long_ago_counts_only_where_a_day_is_known() -> None:
    page = f"إغلاق الجسر القديم أمام السيارات\nأمس\n{BODY}"
    assert extract(page, BOILERPLATE).published is None
    assert extract(page, BOILERPLATE, datetime.date(2024, 3, 1)).published == datetime.date(2024, 2, 29)


def test_an_islamic_date_alone_is_the_day_and_beside_another_it_is_not_asked() -> None:
    alone = f"إغلاق الجسر القديم أمام السيارات\nالاثنين 16 جمادى الآخرة 1444هـ\n{BODY}"
    both = f"إغلاق الجسر القديم أمام السيارات\nالاثنين 16 جمادى الآخرة 1444هـ - 8 يناير 2023م\n{BODY}"
    assert extract(alone, BOILERPLATE).published == datetime.date(2023, 1, 9)
    assert extract(both, BOILERPLATE).published == datetime.date(2023, 1, 8)


FIRST, SECOND = BODY.split("\n")
MORE = "\n".join((BODY, BODY.replace("الجسر", "النفق")))


@pytest.mark.parametrize(
    "box",
    [
        "تخطى قصص مقترحة وواصل القراءة\nقصص مقترحة\nحكاية من مدينة بعيدة.\nقصص مقترحة نهاية",
        "list of 2 items\nالصيادون يعودون إلى البحر\nlist 2 of 2\nموسم الزيتون يبدأ باكرا\nend of list",
        "اشترك في نشرتنا الأسبوعية\nكل خميس نرسل إليك أهم ما كتبناه، من دون إعلانات.\nاشترك",
        "التعليق على الصورة\nمشهد من الجسر قبل بدء الأعمال",
    ],
)
def test_a_box_in_the_middle_of_an_article_is_left_out(box: str) -> None:
    page = extract(f"إغلاق الجسر القديم شهرا كاملا\n{FIRST}\n{box}\n{SECOND}", BOILERPLATE)
    assert page.text.replace(CUT, "\n") == BODY


def test_an_article_goes_on_after_each_advertisement() -> None:
    paragraphs = [*MORE.split("\n"), FIRST.replace("شهرا", "عاما"), "ودعت الشرطة السائقين إلى جسر الواحة."]
    page = extract(
        "إغلاق الجسر القديم شهرا كاملا\n" + "\nإعلان\nمساحة إعلانية\n".join(paragraphs), BOILERPLATE
    )
    assert page.text.split(CUT) == paragraphs


def test_what_two_invitations_to_subscribe_enclose_stays_if_it_is_long() -> None:
    more = "\n".join((SECOND, FIRST.replace("الجسر", "النفق"), SECOND.replace("الجسر", "النفق")))
    page = extract(
        f"إغلاق الجسر القديم شهرا\n{FIRST}\nاشترك في نشرتنا\n{more}\nاشترك الآن\n{BODY}", BOILERPLATE
    )
    assert more in page.text


def test_a_caption_without_a_word_of_the_article_is_left_out_and_a_heading_is_kept() -> None:
    page = extract(
        f"إغلاق الجسر القديم شهرا\n{FIRST}\nلقطات بثها التلفزيون تظهر رجال الإنقاذ\n{SECOND}\n"
        f"ما بعد انتهاء أعمال الجسر القديم\n{FIRST.replace('شهرا', 'عاما')}",
        BOILERPLATE,
    )
    assert "لقطات" not in page.text
    assert "ما بعد انتهاء أعمال الجسر القديم" in page.text


def test_a_quotation_pulled_out_of_the_text_to_draw_the_eye_is_not_quoted_twice() -> None:
    pulled = "حتى لا يتعطل السير في وسط المدينة"
    page = extract(
        f"إغلاق الجسر القديم شهرا كاملا\n{BODY}\n«{pulled}»\n{FIRST.replace('شهرا', 'عاما')}", BOILERPLATE
    )
    assert page.text.count(pulled) == 1


@pytest.mark.parametrize(
    "portrait",
    [
        "سمير حداد\nكاتب وروائي من مواليد 1971، صدرت له ثلاث روايات، ويكتب هنا كل ثلاثاء.",
        "* باحثة في علم الاجتماع، تدرس في جامعة المدينة، وتكتب مقالا نصف شهري.",
    ],
)
def test_what_says_at_the_end_who_the_author_is_is_not_body(portrait: str) -> None:
    assert extract(f"إغلاق الجسر القديم شهرا كاملا\n{MORE}\n{portrait}", BOILERPLATE).text == MORE


def test_a_writer_whom_the_article_is_about_stays() -> None:
    about = "كاتب وروائي من مواليد 1971، صدرت له ثلاث روايات، ويكتب هنا كل ثلاثاء."
    page = f"رحيل الكاتب سمير حداد\n{about}\n{BODY}"
    assert extract(page, BOILERPLATE).text == f"{about}\n{BODY}"


def test_the_name_of_a_topic_above_the_headline_is_not_the_headline() -> None:
    topic = "إغلاق الجسر القديم أمام السيارات"
    title = f"لحظة بلحظة: {topic} وتحويل خطوط الحافلات"
    page = extract(f"{topic}\nتغطية مباشرة\n{title}\n14 مارس 2023\n{BODY}", BOILERPLATE)
    assert page.title == title


def test_an_article_goes_on_after_a_table_whose_cells_are_lines() -> None:
    cells = "\n".join(
        f"{number}\n{name}\n{number}.5" for number, name in enumerate(("هند", "سالم", "عمر بكر"), 1)
    )
    page = extract(
        f"إغلاق الجسر القديم شهرا كاملا\n{BODY}\nوهذه أسماء العمال:\n{cells}\n{SECOND.replace('ليلا', 'نهارا')}",
        BOILERPLATE,
    )
    assert page.text.endswith(SECOND.replace("ليلا", "نهارا"))


def test_two_cards_below_the_heading_of_links_do_not_go_on_with_the_article() -> None:
    cards = (
        "رسالة إلى من يسكن الطابق الأخير\nعن السلالم والماء الذي لا يصل، وعن جارة تعرف أسماء القطط كلها في الحي.\n"
        "كيف تقرأ كتابا لا تحبه\nثلاث حيل تعلمتها من معلم اللغة، وحيلة رابعة اخترعتها بنفسي ذات مساء."
    )
    page = f"إغلاق الجسر القديم شهرا كاملا\n{MORE}\nاقرأ المزيد\n{cards}"
    assert extract(page, BOILERPLATE).text == MORE


def test_long_headings_with_a_paragraph_each_are_an_article() -> None:
    parts = "\n".join(
        f"{name} في وجبة العشاء الخفيفة للكبار والصغار\nيساعد {name} على النوم العميق، ولا ينصح بأكثر من حفنة منه."
        for name in ("الموز الناضج", "اللوز المحمص", "الحليب الدافئ")
    )
    page = extract(
        f"ثلاثة أطعمة تحسن النوم العميق\nينصح أطباء التغذية بأطعمة بعينها قبل النوم بساعتين.\n{parts}",
        BOILERPLATE,
    )
    assert all(name in page.text for name in ("الموز", "اللوز", "الحليب"))


def test_a_headline_that_stands_below_the_article_again_is_another_story_s() -> None:
    other = "البلدية تفتح الجسر الجديد في المدينة"
    page = extract(f"إغلاق الجسر القديم شهرا\n{FIRST}\n{other}\n{SECOND}\nالأكثر قراءة\n{other}", BOILERPLATE)
    assert other not in page.text


@pytest.mark.parametrize(
    ("byline", "author"),
    [
        ("قناة المدار - أبوظبي 6 نوفمبر 2012 - 12:00 بتوقيت أبوظبي", None),
        ("طارق السعدني 6 نوفمبر، 2012 0 1٬203 دقيقة واحدة", "طارق السعدني"),
        ("مازن زيدان·6 نوفمبر 2012·4 دقائق قراءة", "مازن زيدان"),
        ("Published On 6/11/20126/11/2012", None),
    ],
)
def test_names_and_counters_may_stand_beside_the_date(byline: str, author: str | None) -> None:
    page = extract(f"إغلاق الجسر القديم شهرا كاملا\n{byline}\n{BODY}", BOILERPLATE)
    assert (page.published, page.author) == (datetime.date(2012, 11, 6), author)


def test_the_author_may_stand_above_the_headline() -> None:
    page = extract(
        f"الرواق اليومي\nسمير حداد\nتابع الكاتب\nإغلاق الجسر القديم شهرا كاملا\n{BODY}", BOILERPLATE
    )
    assert page.author == "سمير حداد"


@pytest.mark.parametrize(
    "byline",
    [
        "نُشر بتاريخ 6 نوفمبر 2012 بواسطة طارق السعدني",
        "طارق السعدني الثلاثاء 6 نوفمبر 2012",
        "نص: طارق السعدني",
    ],
)
def test_the_author_may_stand_beside_the_date_or_after_the_word_for_text(byline: str) -> None:
    assert extract(f"إغلاق الجسر القديم شهرا كاملا\n{byline}\n{BODY}", BOILERPLATE).author == "طارق السعدني"


def test_an_outlet_after_the_author_s_cue_is_not_the_author() -> None:
    page = extract(f"إغلاق الجسر القديم شهرا كاملا\nكتب: بوابة النهار\n{BODY}", BOILERPLATE)
    assert page.author is None


def test_readers_dated_comments_below_their_number_are_not_the_article() -> None:
    said = "كلام صحيح، وقد انتظرنا سنوات طويلة ولم يحدث شيء على الإطلاق في هذه المدينة."
    comments = "\n".join(f"زائر\n{day} نوفمبر 2019 10:20\n{said}" for day in range(1, 9))
    assert extract(f"إغلاق الجسر القديم شهرا كاملا\n{BODY}\n8 تعليقات\n{comments}", BOILERPLATE).text == BODY
