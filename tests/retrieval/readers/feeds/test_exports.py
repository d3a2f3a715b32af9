"""What WordPress and Telegram Desktop export."""

from __future__ import annotations

import datetime
import json

import pytest

from retrieval.errors import UnreadableSource
from retrieval.readers.context import Note, ReadContext
from retrieval.readers.feeds import wordpress
from retrieval.readers.html import addresses
from retrieval.records import CUT, Article, SetAside
from tests.support.readers import BOILERPLATE, FIXTURES, article, fixture, headings, read, reading, reason


def test_posts_of_the_rest_api_become_articles_and_the_others_say_what_is_wrong() -> None:
    post, empty, untitled = fixture("posts.json")
    assert isinstance(post, Article)
    assert (post.title, post.author, post.section) == (
        "موسم الملح يبدأ على الساحل “باكرا”",
        "كريم الساحلي",
        "اقتصاد",
    )
    assert (post.published, post.id) == (
        datetime.date(2024, 11, 8),
        addresses.article_id("https://reef.example/2024/11/08/salt-harvest"),
    )
    assert headings(post) == ["أسعار متقلبة"]
    assert post.text.endswith("وقالت رئيسة التعاونية هالة المرسي إن الطن بيع هذا الأسبوع بتسعين دينارا.")
    assert "أكوام" not in post.text
    assert isinstance(empty, SetAside)
    assert "has no text" in empty.reason
    assert isinstance(untitled, SetAside)
    assert untitled.reason.startswith("post 3: ")


def test_the_outlet_of_posts_is_that_of_the_source() -> None:
    data = (FIXTURES / "posts.json").read_bytes()
    first = next(wordpress.read_posts(data, "x", ReadContext(BOILERPLATE, outlet="مجلة الشعاب")))
    assert isinstance(first, Article)
    assert first.outlet == "مجلة الشعاب"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b'{"code":"rest_no_route","message":"No route"}', "rest_no_route: No route"),
        (b"<html>", "not a list of posts"),
        (b"", "not a"),
    ],
)
def test_an_answer_that_is_no_list_of_posts_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableSource, match=words):
        list(wordpress.read_posts(data, "x", reading()))


def test_an_export_yields_published_posts_only_without_shortcodes_and_captions() -> None:
    found = article(fixture("export.xml"))
    assert (found.title, found.author, found.outlet) == ("حارس المنارة الأخير", "كريم الساحلي", "مجلة الشعاب")
    assert (found.section, found.published) == ("وجوه", datetime.date(2019, 5, 2))
    assert found.id == addresses.article_id("https://reef.example/2019/05/02/lighthouse/")
    assert found.text.replace(CUT, "\n").split("\n") == [
        "صعد العم رفعت درج المنارة للمرة الأخيرة مساء الثلاثاء، وأطفأ مصباحها بيده بعد اثنين وأربعين عاما.",
        "وسيقوم مكانه مصباح يعمل وحده بالطاقة الشمسية.",
    ]


def test_of_a_torn_export_what_stood_before_is_read() -> None:
    data = (FIXTURES / "export.xml").read_bytes()
    found = read(data[: data.index("مسودة".encode())], "export.xml")
    assert [type(item) for item in found] == [Article, SetAside]


def test_an_export_without_posts_says_so() -> None:
    data = (FIXTURES / "export.xml").read_bytes().replace(b"[publish]", b"[draft]")
    assert "no published post" in reason(read(data, "export.xml"))


def test_posts_of_a_channel_are_articles_with_their_links_and_forwards_name_their_source() -> None:
    first, second, note = fixture("result.json")
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert isinstance(note, Note)
    assert (first.title, first.outlet) == (
        "عاجل: إغلاق المدخل الشمالي للميناء حتى السادسة مساء بسبب الرياح.",
        "صوت الميناء",
    )
    assert (
        first.text.split("\n")[1] == "وتدعو السلطات السائقين إلى الطريق الساحلي. https://harbour.example/n/7"
    )
    assert (first.id, first.url) == ("tg-1200300400-2", "https://t.me/c/1200300400/2")
    assert (second.outlet, second.published) == ("وكالة الضفة", datetime.date(2023, 6, 2))
    assert "1 posts of fewer than 5 words" in note.reason


def test_a_public_channels_name_is_in_the_links_of_its_posts() -> None:
    data = (FIXTURES / "result.json").read_bytes()
    first, *_ = read(data, "result.json", reading(url="https://t.me/PortVoice"))
    assert isinstance(first, Article)
    assert (first.id, first.url) == ("tg-portvoice-2", "https://t.me/PortVoice/2")


def test_an_export_of_a_whole_account_yields_the_posts_of_each_chat() -> None:
    chat = json.loads((FIXTURES / "result.json").read_bytes())
    other = chat | {"id": 7, "name": "أخرى"}
    whole = json.dumps({"about": "x", "chats": {"list": [chat, other]}}).encode()
    assert [item.id for item in read(whole, "result.json") if isinstance(item, Article)] == [
        "tg-1200300400-2", "tg-1200300400-4", "tg-7-2", "tg-7-4",
    ]  # fmt: skip


def test_a_message_of_another_shape_is_set_aside_alone() -> None:
    chat = json.loads((FIXTURES / "result.json").read_bytes())
    chat["messages"].insert(0, {"id": "x", "text": 7})
    found = read(json.dumps(chat).encode(), "result.json")
    assert isinstance(found[0], SetAside)
    assert sum(isinstance(item, Article) for item in found) == 2


def test_json_that_is_no_export_is_refused() -> None:
    with pytest.raises(UnreadableSource, match="no export of Telegram Desktop"):
        read(b'{"messages": 3}', "result.json")


SAID = "وقال رئيس البلدية سامي النجار إن السوق يضم أربعين محلا وغرفتي تبريد."


def chat(kind: str | None, number: int, name: str | None) -> dict[str, object]:
    message = {"id": 2, "type": "message", "date": "2023-05-12T10:00:00", "text": SAID}
    of = {} if kind is None else {"type": kind}
    return of | {"id": number, "name": name, "messages": [message]}


ACCOUNT = {
    "about": "…",
    "contacts": {"list": [{"first_name": "سامي", "phone_number": "0" * 40}] * 90},
    "chats": {
        "list": [
            chat("personal_chat", 1, "سامي"), chat("saved_messages", 2, None), chat("bot_chat", 3, "روبوت"),
            chat("private_group", 4, "العائلة"), chat("private_supergroup", 5, "الزملاء"), chat("new_kind", 6, "؟"),
            chat(None, 7, "بلا نوع"), chat("public_channel", 8, "قناة"), chat("public_supergroup", 9, "مجموعة عامة"),
            {"type": "personal_chat", "id": 10}, {"type": "public_channel", "id": "x", "messages": 1},
        ]
    },
    "left_chats": {"list": [chat("public_channel", 11, "قناة قديمة"), chat("personal_chat", 12, "نادية")]},
}  # fmt: skip


def ids(found: list[Article | SetAside]) -> list[str]:
    return [item.id for item in found if isinstance(item, Article)]


def test_of_an_account_only_chats_that_everybody_may_read_are_taken_and_the_others_counted() -> None:
    found = read(json.dumps(ACCOUNT, ensure_ascii=False, indent=1).encode(), "result.json")
    assert ids(found) == ["tg-8-2", "tg-9-2", "tg-11-2"]
    note = found[-1]
    assert isinstance(note, Note)
    assert (
        "(personal: 2, saved messages: 1, with bots: 1, private groups: 2, of an unknown kind: 2)"
        in note.reason
    )
    assert "سامي" not in note.reason


@pytest.mark.parametrize("named", ["سامي", " سامي ", "1"])
def test_a_chat_that_the_editor_names_is_taken_and_no_other(named: str) -> None:
    found = read(json.dumps(ACCOUNT).encode(), "x.json", ReadContext(BOILERPLATE, chats=(named,)))
    assert ids(found) == ["tg-1-2", "tg-8-2", "tg-9-2", "tg-11-2"]


@pytest.mark.parametrize("kind", ["personal_chat", "saved_messages", "private_group", None])
def test_the_export_of_one_private_chat_alone_is_no_article(kind: str | None) -> None:
    found = read(json.dumps(chat(kind, 1, "سامي")).encode(), "result.json")
    assert ids(found) == []
    assert "not public" in reason(found)


def test_an_account_that_left_all_its_chats_is_an_export_too() -> None:
    assert ids(read(json.dumps({"left_chats": ACCOUNT["left_chats"]}).encode(), "a.json")) == ["tg-11-2"]


CHANNEL_PAGE = (
    '<!DOCTYPE html><html><head><meta charset="utf-8"/><title>Exported Data</title></head><body'
    ' onload="CheckLocation();"><div class="page_wrap"><div class="page_body chat_page"><div class="history">'
    f'<div class="message default clearfix" id="message2"><div class="text">{SAID} {SAID}</div></div></div></div></div>'
)


@pytest.mark.parametrize("page", [
    CHANNEL_PAGE,
    CHANNEL_PAGE.replace(' onload="CheckLocation();"', ""),
    CHANNEL_PAGE.replace("Exported Data", "سامي"),
    '<!DOCTYPE html><html><head><title>Exported Data</title></head><body><div class="page_wrap list_page">'
    f'<div class="entry_list"><div class="entry">{SAID}</div></div></div></body></html>',
])  # fmt: skip
def test_an_export_as_web_pages_does_not_say_who_may_read_it_and_is_asked_for_as_json(page: str) -> None:
    assert "as JSON" in reason(read(page.encode(), "messages.html"))


@pytest.mark.parametrize(
    "slip",
    [
        b"\x0b",
        b"\x00\x1f",
        b"&#11;",
        b"&#x1F;",
        b"\xff",
        b"\xd8",
        "\uffff".encode(),
        b"\xed\xa0\x80",
        b"&nbsp;",
        b"&laquo;",
        b" & ",
        b"&unknown;",
        b"?a=1&b",
    ],
)
@pytest.mark.parametrize("place", [b"<title>", b"<content:encoded><![CDATA["])
def test_a_character_that_xml_does_not_know_ends_no_export(slip: bytes, place: bytes) -> None:
    data = (FIXTURES / "export.xml").read_bytes()
    usual = ids(read(data, "export.xml"))
    assert ids(read(data.replace(place, place + slip), "export.xml")) == usual != []


PROSE = (
    "أعلنت المكتبة العامة أسماء الفائزين بجائزة القصة القصيرة، وستسلم الجوائز مساء الخميس في قاعة المدينة."
)


@pytest.mark.parametrize("lines", [
    ["الفائزون:", "سلمى الخوري", "عمر الحسن", "نادية شاهين"],
    ["يا ساحل البحر القديم سلاما", "حملت رياحك للقلوب غراما", "", "المصدر: مجلة الميناء"],
    ["الأهداف", "سامي د 12", "عمر د 80", f"وبعد المباراة {PROSE[:40]}.", "الحكم: نادر", "الملعب البلدي"],
    ["بقلم: سامي النجار"],
    ["- شمعة واحدة", "- خيط", "* إبرة"],
])  # fmt: skip
@pytest.mark.parametrize("mark", ["{}", "<p>{}</p>"])
def test_short_lines_of_a_post_are_its_text_to_the_last(lines: list[str], mark: str) -> None:
    shown = [PROSE, *filter(None, lines)] if mark != "{}" else [PROSE, *lines]
    post = {
        "title": {"rendered": "جائزة"},
        "content": {"rendered": "\n".join(mark.format(line) for line in shown)},
        "link": "https://mina.example/1",
    }
    found = article(list(wordpress.read_posts(json.dumps([post]).encode(), "x", reading())))
    assert found.text.replace(CUT, "\n").split("\n") == [PROSE, *filter(None, lines)]


def exported(*kinds: str) -> bytes:
    items = "".join(
        f"<item><title>{kind}</title><content:encoded>{PROSE}</content:encoded><wp:post_type>{kind}</wp:post_type>"
        "<wp:status>publish</wp:status></item>"
        for kind in kinds
    )
    spaces = (
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/"'
    )
    return f'<?xml version="1.0"?><rss {spaces}><channel><title>م</title>{items}</channel></rss>'.encode()


def test_posts_of_a_themes_own_type_are_articles_where_its_name_says_so_and_counted_where_not() -> None:
    found = read(exported("news", "page", "nav_menu_item", "product", "opinion_post"), "export.xml")
    assert [item.title for item in found if isinstance(item, Article)] == ["news", "opinion_post"]
    (note,) = (item for item in found if isinstance(item, Note))
    assert note.reason == "posts of other types were passed over (product: 1)"


@pytest.mark.parametrize(
    "line", ["01/05/2024, 10:0{n} - سامي: {said}", "[1.5.2024 10:0{n}:11 ص] سامي: {said}"]
)
def test_a_chat_that_an_app_exported_is_personal_and_no_article(line: str) -> None:
    chat = "\n".join(line.format(n=n, said=PROSE) for n in range(4))
    assert "personal" in reason(read(chat.encode(), "_chat.txt"))
