"""Feeds and sitemaps, well made and badly."""

from __future__ import annotations

import datetime
import gzip
import re
from typing import TYPE_CHECKING

import pytest

from retrieval.errors import UnreadableSource
from retrieval.readers.feeds import rss as reader
from retrieval.readers.feeds import sitemap
from retrieval.readers.feeds.sitemap import Sitemap, SitemapPage
from retrieval.readers.html import addresses
from retrieval.records import Article, SetAside
from tests.support.readers import read, reading

if TYPE_CHECKING:
    from retrieval.readers.feeds.rss import FeedEntry

SENTENCE = "أعلنت البلدية صباح الأحد إغلاق الجسر القديم أمام السيارات شهرا كاملا لإصلاح دعاماته التي تضررت. "
FULL = f"<p>{SENTENCE * 3}</p><h2>لماذا الآن؟</h2><p>{SENTENCE}</p><p>The post جسر appeared first on الميناء.</p>"
ITEM = """<item><title>{title}</title><link>https://harbour.example/n/{n}?utm_source=rss</link>
<dc:creator>ليلى العطار</dc:creator><pubDate>Mon, 06 Sep 2021 23:50:00 +0300</pubDate>
<guid isPermaLink="false">{n}</guid><description>{summary}</description>{content}</item>"""


def rss(*items: str) -> str:
    spaces = (
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    )
    head = f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0" {spaces}><channel><title>صحيفة الميناء</title>'
    return f"{head}{''.join(items)}</channel></rss>"


def item(
    n: int = 1, title: str = "إغلاق &amp; جسر", summary: str = "أعلنت البلدية [&#8230;]", content: str = ""
) -> str:
    full = f"<content:encoded><![CDATA[{content}]]></content:encoded>" if content else ""
    return ITEM.format(n=n, title=title, summary=summary, content=full)


def entries(text: str | bytes) -> tuple[FeedEntry, ...]:
    data = text.encode() if isinstance(text, str) else text
    return reader.read(data, "feed", reading(url="https://harbour.example/feed/")).entries


def test_an_entry_with_its_whole_text_is_read_without_what_plugins_add() -> None:
    (entry,) = entries(rss(item(content=FULL)))
    assert entry.text is not None
    assert entry.text.split("\n") == [(SENTENCE * 3).strip(), "لماذا الآن؟", SENTENCE.strip()]
    assert (entry.title, entry.author, entry.id) == ("إغلاق & جسر", "ليلى العطار", "1")
    assert (entry.published, entry.url) == (
        datetime.date(2021, 9, 6),
        "https://harbour.example/n/1?utm_source=rss",
    )
    assert entry.updated


@pytest.mark.parametrize(
    "summary", ["أعلنت البلدية [&#8230;]", SENTENCE, SENTENCE * 12 + "…", SENTENCE * 12 + "اقرأ المزيد", ""]
)
def test_an_entry_that_only_teases_has_no_text(summary: str) -> None:
    (entry,) = entries(rss(item(summary=summary)))
    assert entry.text is None
    assert entry.url


def test_a_long_summary_that_does_not_break_off_is_the_text() -> None:
    assert entries(rss(item(summary=SENTENCE * 12)))[0].text == (SENTENCE * 12).strip()


def test_an_atom_feed_with_relative_links_is_read() -> None:
    atom = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>الميناء</title>
    <entry><title>جسر</title><link href="/n/7"/>
    <id>tag:7</id><published>2022-03-04T01:00:00+03:00</published><updated>2022-03-05T00:00:00Z</updated>
    <author><name>admin</name></author><content type="html">{FULL.replace("<", "&lt;")}</content></entry></feed>"""
    (entry,) = entries(atom)
    assert (entry.url, entry.id, entry.author) == ("https://harbour.example/n/7", "tag:7", None)
    assert (entry.published, entry.updated) == (datetime.date(2022, 3, 4), "2022-03-05T00:00:00Z")
    assert entry.text


def test_an_arabic_date_is_read_and_a_missing_one_is_none() -> None:
    written = item().replace("Mon, 06 Sep 2021 23:50:00 +0300", "الاثنين، 6 سبتمبر 2021")
    none = item().replace("Mon, 06 Sep 2021 23:50:00 +0300", "")
    assert [entry.published for entry in entries(rss(written, none))] == [datetime.date(2021, 9, 6), None]


@pytest.mark.parametrize("encoding", ["utf-8", "cp1256", "iso8859_6", "utf-16"])
def test_a_feed_is_read_in_any_encoding_whatever_it_declares(encoding: str) -> None:
    (entry,) = entries(rss(item(content=FULL.replace("؟", "?"))).encode(encoding))
    assert entry.title == "إغلاق & جسر"
    assert entry.text is not None
    assert "دعاماته" in entry.text


def test_a_slip_in_the_mark_up_costs_little() -> None:
    broken = rss(item(1), item(2)).replace("</channel>", "<oops></channel>")
    assert [entry.id for entry in entries(broken)] == ["1", "2"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"<html><p>x</p></html>", "neither an RSS nor an Atom"),
        (b"", "neither"),
        (
            b"<!DOCTYPE r [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]><rss version='2.0'><channel/></rss>",
            "entities",
        ),
        (b"\x00\x01" * 50, "binary|neither"),
    ],
)
def test_what_is_no_feed_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableSource, match=words):
        reader.read(data, "feed", reading())


def test_a_saved_feed_yields_its_full_entries_and_counts_the_teasers() -> None:
    full, aside = read(rss(item(1, content=FULL), item(2)).encode(), "harbour.xml")
    assert isinstance(full, Article)
    assert (full.id, full.outlet) == (addresses.article_id("https://harbour.example/n/1"), "صحيفة الميناء")
    assert isinstance(aside, SetAside)
    assert aside.reason.startswith("1 of 2 entries only tease")


def test_entries_without_a_link_are_named_within_their_feed_or_by_their_uri() -> None:
    def addresses(text: str) -> list[str]:
        return [entry.address for entry in entries(text)]

    linkless = [re.sub("<link>.*</link>", "", item(n)) for n in (1, 2)]
    uri = linkless[0].replace(">1</guid>", ">tag:harbour.example,2021:1</guid>")
    nameless = re.sub("<guid.*</guid>", "", linkless[0])
    here = addresses(rss(*linkless, uri, nameless))
    there = addresses(rss(*linkless, uri, nameless).replace("صحيفة الميناء", "صحيفة أخرى"))
    assert len({*here, *there}) == 7
    assert here[2] == there[2]


SITEMAP = b"""<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc> https://a.example/1 </loc>
<lastmod>2020-05-06</lastmod><news:news><news:publication_date>2020-05-04T23:00:00+03:00</news:publication_date><news:title>t</news:title>
</news:news></url>
<url><loc>https://a.example/2</loc><lastmod>2020-05-06T10:00:00Z</lastmod></url><url><loc>ftp://a.example/3</loc></url><url/></urlset>"""


def test_a_news_sitemap_gives_links_with_days_and_titles() -> None:
    pages = (
        SitemapPage("https://a.example/1", datetime.date(2020, 5, 4), "t"),
        SitemapPage("https://a.example/2", datetime.date(2020, 5, 6)),
    )
    assert sitemap.read(SITEMAP, "s") == sitemap.read(gzip.compress(SITEMAP), "s") == Sitemap(pages, ())


def test_an_index_gives_further_maps() -> None:
    index = b"<sitemapindex><sitemap><loc>https://a.example/1.xml</loc></sitemap><sitemap><loc>x</loc></sitemap></sitemapindex>"
    assert sitemap.read(index, "s") == Sitemap((), ("https://a.example/1.xml",))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"<html><body/></html>", "not a sitemap"),
        (b"plain", "not XML|not a sitemap"),
        (b"<!DOCTYPE u [<!ENTITY a 'x'>]><urlset/>", "entities"),
        (gzip.compress(b"<urlset>" + b" " * 30_000_000, mtime=0), "expands"),
    ],
)
def test_what_is_no_sitemap_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableSource, match=words):
        sitemap.read(data, "s")


def test_a_feed_that_says_its_days_in_dublin_core_only_is_dated_by_them() -> None:
    dated = item(content=FULL).replace(
        "<pubDate>Mon, 06 Sep 2021 23:50:00 +0300</pubDate>", "<dc:date>2020-05-12T10:00:00+03:00</dc:date>"
    )
    (entry,) = entries(rss(dated))
    assert entry.published == datetime.date(2020, 5, 12)
    said = f"<title>جسر</title><link>https://x.example/1</link><description>{SENTENCE * 9}</description>"
    for day in ("2020-05-12", "2020-05-12T10:00Z"):
        (entry,) = entries(
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'
            f' xmlns:dc="http://purl.org/dc/elements/1.1/"><item>{said}<dc:date>{day}</dc:date></item></rdf:RDF>'
        )
        assert entry.published == datetime.date(2020, 5, 12)


def test_when_an_atom_entry_was_changed_is_not_when_it_was_published() -> None:
    (entry,) = entries(
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title><entry><title>جسر</title><id>tag:x</id>'
        f"<updated>2020-05-12T00:00:00Z</updated><content>{SENTENCE * 9}</content></entry></feed>"
    )
    assert (entry.published, entry.updated) == (None, "2020-05-12T00:00:00Z")


@pytest.mark.parametrize("written", [
    "<author>noreply@blogger.com (سامي النجار)</author>",
    "<author>سامي النجار &lt;sami@mina.example&gt;</author>",
    "<author>سامي النجار (sami@mina.example)</author>",
    "<author>sami@mina.com سامي النجار</author>",
    "<dc:creator>سامي النجار (mailto:sami@mina.example)</dc:creator>",
])  # fmt: skip
def test_an_author_is_named_without_a_mail_address(written: str) -> None:
    text = rss(item(content=FULL)).replace("<dc:creator>ليلى العطار</dc:creator>", written)
    assert entries(text)[0].author == "سامي النجار"


def test_a_mail_address_alone_is_no_author() -> None:
    text = rss(item(content=FULL)).replace(
        "<dc:creator>ليلى العطار</dc:creator>", "<author>a@b.example</author>"
    )
    assert entries(text)[0].author is None


def test_who_wrote_an_atom_feed_wrote_the_entries_that_name_nobody() -> None:
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>مدونة</title><author><name>هاجر بوعزيزي</name></author>'
        "<entry><title>أ</title><id>a</id></entry>"
        "<entry><title>ب</title><id>b</id><author><name>منى الطيب</name></author></entry></feed>"
    )
    assert [entry.author for entry in entries(atom)] == ["هاجر بوعزيزي", "منى الطيب"]


@pytest.mark.parametrize(
    ("categories", "section"),
    [
        ("<category><![CDATA[تمور]]></category><category>اقتصاد</category>", "اقتصاد"),
        ("<category>جهات</category><category>تمور أرفود</category>", "جهات"),
        ("<category>غير مصنف</category><category>Uncategorized</category>", None),
        ('<category domain="https://x.example/tag">كل ما يجري في أسواق الجنوب القديمة</category>', None),
        ("", None),
    ],
)
def test_the_section_of_an_entry_is_the_first_of_its_categories_that_can_be_one(
    categories: str, section: str | None
) -> None:
    entry = item(content=f"<content:encoded><![CDATA[{FULL}]]></content:encoded>")
    document = rss(entry.replace("<guid", f"{categories}<guid"))
    (found,) = (one for one in read(document.encode(), "feed.xml") if isinstance(one, Article))
    assert found.section == section
