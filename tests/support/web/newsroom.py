"""An invented newsroom's site on the server: pages, feed, sitemaps, WordPress's interface."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date
from html import escape
from typing import TYPE_CHECKING

from tests.support.web.pages import Page

if TYPE_CHECKING:
    from tests.support.web.server import Seen, WebServer

OUTLET = "صحيفة الميناء"
_TOPICS = (
    "الجسر",
    "السوق",
    "المدرسة",
    "الحديقة",
    "المكتبة",
    "المصنع",
    "المحطة",
    "المتحف",
    "الملعب",
    "المستشفى",
)


@dataclass(frozen=True, slots=True)
class Story:
    """One invented article."""

    number: int
    title: str
    text: str
    day: date
    section: str = "محليات"
    folder: str = "local"
    modified: str = ""

    @property
    def path(self) -> str:
        """Return where it stands on the site."""
        return f"/{self.folder}/{self.number}"


def story(number: int, **changes: object) -> Story:
    """Return the story of that number, always the same."""
    topic = _TOPICS[number % len(_TOPICS)]
    title = f"المدينة تفتتح {topic} رقم {number} بعد انتظار طويل"
    text = "\n".join(
        [
            f"افتتح رئيس البلدية سالم النجار {topic} رقم {number} في الحي الشرقي من المدينة، بحضور مئات السكان.",
            f"وقال النجار في كلمته إن العمل في {topic} استغرق {number + 3} أشهر، وإن تكلفته بلغت نحو مليوني دينار.",
            "وأضاف أن البلدية ستبدأ قريبا مشروعا آخر في الحي الغربي، يشمل تعبيد الطرق وتوسعة الأرصفة وزراعة الأشجار.",
            "ورحب السكان بالمشروع، وقالوا إنه يخفف عنهم عناء التنقل كل يوم إلى وسط المدينة في ساعات الازدحام.",
        ]
    )
    made = Story(number, title, text, date(2026, 11, 1 + number % 20))
    return replace(made, **changes)  # type: ignore[arg-type]  # a Story's own fields


class Newsroom:
    """A site with stories that can be added, changed and taken away while the server runs."""

    def __init__(self, server: WebServer, host: str = "news.example") -> None:
        self.server = server
        self.host = host
        self.stories: dict[int, Story] = {}
        self.full_text = False
        server.puts("/feed", self._feed)
        server.puts("/sitemap.xml", self._sitemap_index)
        server.puts("/wp-json/wp/v2/posts", self._posts)

    def publishes(self, *stories: Story) -> None:
        """Put stories on the site, or other versions of them."""
        for one in stories:
            self.stories[one.number] = one
            self.server.puts(one.path, Page(self.page(one).encode(), headers={"Content-Type": "text/html"}))

    def url(self, path: str) -> str:
        """Return an address on the site."""
        return self.server.url(path, self.host)

    def page(self, one: Story) -> str:
        """Return the story as a page with the usual boilerplate around it."""
        paragraphs = "".join(f"<p>{escape(line)}</p>" for line in one.text.split("\n"))
        return (
            f'<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8">'
            f"<title>{one.title} | {OUTLET}</title>"
            f'<meta property="og:title" content="{one.title}"><meta property="og:site_name" content="{OUTLET}">'
            f'<meta property="article:published_time" content="{one.day}T09:00:00+03:00">'
            f'<link rel="canonical" href="{self.url(one.path)}"></head><body><nav><a href="/">الرئيسية</a>'
            f'<a href="/local">محليات</a></nav><article><h1>{one.title}</h1>{paragraphs}</article>'
            "<footer>جميع الحقوق محفوظة</footer></body></html>"
        )

    def _feed(self, seen: Seen) -> Page:
        items = "".join(self._item(one) for one in sorted(self.stories.values(), key=lambda one: -one.number))
        body = (
            '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" '
            'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
            f"<title>{OUTLET}</title><link>{self.url('/')}</link><description>أخبار</description>{items}</channel></rss>"
        ).encode()
        etag = f'"{hash(body) & 0xFFFFFFFF:x}"'
        if seen.headers.get("if-none-match") == etag:
            return Page(status=304)
        return Page(body, headers={"ETag": etag, "Content-Type": "application/rss+xml"})

    def _item(self, one: Story) -> str:
        teaser = one.text.split(" في ")[0] + "…"
        whole = "".join(f"<p>{escape(line)}</p>" for line in one.text.split("\n"))
        content = f"<content:encoded><![CDATA[{whole}]]></content:encoded>" if self.full_text else ""
        return (
            f"<item><title>{one.title}</title><link>{self.url(one.path)}</link><guid>{self.url(one.path)}</guid>"
            f"<pubDate>{one.day:%d %b %Y} 09:00:00 +0000</pubDate><description>{teaser}</description>{content}</item>"
        )

    def _sitemap_index(self, _: Seen) -> Page:
        """Return one map for each ten stories, the newest last, as WordPress has them."""
        numbers = sorted({number // 10 for number in self.stories})
        for number in numbers:
            self.server.puts(f"/sitemap-{number}.xml", self._sitemap(number))
        maps = "".join(
            f"<sitemap><loc>{self.url(f'/sitemap-{number}.xml')}</loc></sitemap>" for number in numbers
        )
        return _xml(
            f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{maps}</sitemapindex>'
        )

    def _sitemap(self, number: int) -> Page:
        pages = "".join(
            f"<url><loc>{self.url(one.path)}</loc><lastmod>{one.day}</lastmod></url>"
            for one in self.stories.values()
            if one.number // 10 == number
        )
        return _xml(f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{pages}</urlset>')

    def _posts(self, seen: Seen) -> Page:
        """Return posts as WordPress orders and pages them; `after` and a page too far are honoured."""
        asked = seen.query
        per_page, number = int(asked["per_page"]), int(asked["page"])
        found = [one for one in self.stories.values() if f"{one.day}T09:00:00" > asked.get("after", "")]
        found.sort(key=lambda one: (one.modified or f"{one.day}T09:00:00", one.number), reverse=True)
        pages = -(-len(found) // per_page)
        if number > max(pages, 1):
            return Page(json.dumps({"code": "rest_post_invalid_page_number"}).encode(), 400)
        chosen = [self._post(one) for one in found[(number - 1) * per_page : number * per_page]]
        headers = {"X-WP-Total": str(len(found)), "X-WP-TotalPages": str(pages)}
        return Page(json.dumps(chosen).encode(), headers={**headers, "Content-Type": "application/json"})

    def _post(self, one: Story) -> dict[str, object]:
        modified = one.modified or f"{one.day}T09:00:00"
        content = "".join(f"<p>{escape(line)}</p>" for line in one.text.split("\n"))
        return {
            "id": one.number,
            "date": f"{one.day}T09:00:00",
            "date_gmt": f"{one.day}T09:00:00",
            "modified_gmt": modified,
            "link": self.url(one.path),
            "type": "post",
            "status": "publish",
            "title": {"rendered": one.title},
            "content": {"rendered": content, "protected": False},
            "_embedded": {
                "author": [{"name": "ليلى حداد"}],
                "wp:term": [[{"taxonomy": "category", "name": one.section}]],
            },
        }


def _xml(body: str) -> Page:
    return Page(
        f'<?xml version="1.0" encoding="UTF-8"?>{body}'.encode(), headers={"Content-Type": "text/xml"}
    )
