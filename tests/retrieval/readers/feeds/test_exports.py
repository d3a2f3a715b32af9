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
