"""Articles that admins send: understood, mended, saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from bot.telegram.admin.commands.add import LARGEST
from tests.support.botapi import BotApi
from tests.support.newsroom import BRIDGE, PORT, SCHOOL
from tests.support.serving.bot import running, settings_for, talking

if TYPE_CHECKING:
    from bot.configuration.settings import Settings
    from tests.support.botapi import Person, Post

PASTED = """/add سوق الورد يعود
عاد سوق الورد إلى ساحة المنارة بعد غياب سنتين. ويفتح السوق أبوابه كل خميس.

وقال منظموه إن عدد البائعين بلغ تسعين بائعًا."""
ASKED = "متى يفتح سوق الورد أبوابه؟"


async def reply_to(admin: Person, text: str) -> Post:
    await admin.says(text)
    return await admin.hears()


def lines(*articles: dict[str, str]) -> bytes:
    return b"\n".join(msgspec.json.encode(article) for article in articles)


async def test_a_pasted_text_is_shown_saved_and_found(newsroom: Settings) -> None:
    async with talking(newsroom) as server:
        admin, reader = server.user(1), server.user(7)
        shown = await reply_to(admin, PASTED)
        for line in ("العنوان: سوق الورد يعود", "جهة النشر: غير معروف", "الطول بالكلمات: 22"):
            assert line in shown.text
        assert shown.quotes[0].startswith("عاد سوق الورد") and "تسعين بائعًا" in shown.quotes[0]
        await reader.says(ASKED)
        assert not (await reader.hears()).quotes
        await admin.presses(shown.button("حفظ"))
        assert "الجديدة: 1" in (await admin.sees_change(shown, "حُفظ في الأرشيف")).text
        await reader.says(ASKED)
        assert "كل خميس" in (await reader.hears()).quotes[0]
        again = await admin.forges(shown, shown.button("حفظ").data or "")
        assert "لم يعد" in ((await again.answer()).text or "")


async def test_a_document_is_read_whatever_its_caption(newsroom: Settings) -> None:
    async with talking(newsroom) as server:
        admin = server.user(1)
        for caption in (None, "/add", "خبر جديد"):
            await admin.sends_document("school.jsonl", lines(SCHOOL), caption=caption)
            shown = await admin.hears()
            assert f"العنوان: {SCHOOL['title']}" in shown.text and shown.stretches("code") == ["school"]
        await admin.presses(shown.button("حفظ"))
        await admin.sees_change(shown, "حُفظ")
        await admin.hears_nothing(0.05)


async def test_fields_are_mended_one_by_one(newsroom: Settings) -> None:
    async with talking(newsroom) as server:
        admin = server.user(1)
        shown = await reply_to(admin, PASTED)
        for label, value, line in (
            ("التاريخ", "٢٨ أيلول 2014", "التاريخ: 28 سبتمبر 2014"),
            ("جهة النشر", "<i>نداء الجبل</i>", "جهة النشر: <i>نداء الجبل</i>"),
            ("العنوان", "سوق الورد يعود ثانية", "العنوان: سوق الورد يعود ثانية"),
            ("الكاتب", "Noor <3", "الكاتب: \u2068Noor <3\u2069"),
            ("الكاتب", "-", "الكاتب: غير معروف"),
        ):
            await admin.presses(shown.button("تعديل"))
            fields = await admin.sees_change(shown)
            await admin.presses(fields.button(label))
            assert label in (await admin.hears()).text
            shown = await reply_to(admin, value)
            assert line in shown.text
        await admin.presses(shown.button("حفظ"))
        await admin.sees_change(shown, "حُفظ")
        heard = await reply_to(admin, "/articles ثانية")
        assert "<i>نداء الجبل</i> · 28 سبتمبر 2014" in heard.text


async def test_a_value_is_asked_for_until_it_fits_or_a_command_or_going_back_ends_the_wait(
    newsroom: Settings,
) -> None:
    async with talking(newsroom) as server:
        admin = server.user(1)
        shown = await reply_to(admin, PASTED)
        await admin.presses(shown.button("تعديل"))
        fields = await admin.sees_change(shown)
        await admin.presses(fields.button("العنوان"))
        await admin.hears()
        assert "لا يصلح" in (await reply_to(admin, "-")).text
        await reply_to(admin, "/audit")
        assert (await reply_to(admin, "كم بلغت كلفة جسر الياسمين؟")).quotes
        await admin.presses(fields.button("العنوان"))
        await admin.hears()
        await admin.presses(fields.button("رجوع"))
        assert (await admin.sees_change(fields)).button("حفظ")
        assert (await reply_to(admin, "كم بلغت كلفة جسر الياسمين؟")).quotes[0].count("مليوني")


async def test_a_cancelled_draft_is_gone(newsroom: Settings) -> None:
    async with talking(newsroom) as server:
        admin = server.user(1)
        shown = await reply_to(admin, PASTED)
        await admin.presses(shown.button("إلغاء"))
        assert "لم يتغير شيء" in (await admin.sees_change(shown)).text
        for data in [button.data or "" for button in shown.buttons]:
            press = await admin.forges(shown, data)
            assert "لم يعد" in ((await press.answer()).text or "")


async def test_a_draft_outlives_a_restart(newsroom: Settings) -> None:
    async with BotApi() as server:
        settings = settings_for(server, newsroom)
        admin = server.user(1)
        async with running(settings):
            shown = await reply_to(admin, PASTED)
            await admin.presses(shown.button("تعديل"))
            fields = await admin.sees_change(shown)
            await admin.presses(fields.button("العنوان"))
            await admin.hears()
        async with running(settings):
            shown = await reply_to(admin, "سوق الورد في الربيع")
            await admin.presses(shown.button("حفظ"))
            await admin.sees_change(shown, "حُفظ")
            assert "سوق الورد في الربيع" in (await reply_to(admin, "/articles الربيع")).text


async def test_several_articles_of_a_file_are_counted_and_the_first_are_shown(newsroom: Settings) -> None:
    many = [SCHOOL | {"id": f"s{number}", "title": f"مدرسة {number}"} for number in range(7)]
    async with talking(newsroom) as server:
        admin = server.user(1)
        await admin.sends_document("many.jsonl", lines(*many, PORT) + b'\n{"id": "bad"}' * 9)
        shown = await admin.hears()
        assert "8 مقالات" in shown.text and shown.bold == [f"مدرسة {number}" for number in range(5)]
        assert "لم يُعرض: 3" in shown.text and "المستبعدة: 9" in shown.text
        assert "سيحل الجديد محله: مقال واحد" in shown.text
        assert [button.text for button in shown.buttons] == ["حفظ", "إلغاء"]
        await admin.presses(shown.button("حفظ"))
        assert "الجديدة: 7" in (await admin.sees_change(shown, "حُفظ")).text


async def test_what_is_no_article_is_told_why(newsroom: Settings) -> None:
    async with talking(newsroom) as server:
        admin = server.user(1)
        for name, data in (("a.bin", b"\0\1"), ("empty.jsonl", b"\n"), ("a.jsonl", b"{}")):
            await admin.sends_document(name, data)
            heard = await admin.hears()
            assert heard.text.startswith("لم أجد فيه ما أحفظه") and not heard.buttons
        await admin.sends_document("large.txt", b"x" * (LARGEST + 1))
        assert "20 ميغابايت" in (await admin.hears()).text
        for said in ("/add", "/add عنوان وحده", "/add …\nنص"):
            assert (await reply_to(admin, said)).text.startswith("أرسل إليّ ملفًا")


async def test_one_admins_draft_is_no_other_readers(newsroom: Settings) -> None:
    async with talking(newsroom) as server:
        admin, reader = server.user(1), server.user(7)
        shown = await reply_to(admin, PASTED)
        await reply_to(reader, "/new")
        press = await reader.forges((reader.chat())[-1], shown.button("حفظ").data or "")
        assert "لم يعد" in ((await press.answer()).text or "")
        assert BRIDGE["id"] in (await reply_to(admin, "/articles")).text
        assert "سوق" not in (await reply_to(admin, "/articles")).text
