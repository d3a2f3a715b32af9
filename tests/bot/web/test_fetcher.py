"""What is fetched, and by which rule what is not."""

from __future__ import annotations

import gzip
import ssl
import zlib
from typing import TYPE_CHECKING

import pytest
import trustme

from bot.web.address_guard import AddressGuard
from bot.web.fetcher import Fetched, Fetcher, FetchLimits, NotModified, Refused, Rule, Web
from bot.web.politeness import Politeness
from bot.web.responses import Validators
from bot.web.sniffing import BodyKind
from tests.support.web import Broken, Dripping, Endless, Page, Silent, WebServer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.support.clock import Clock

PAGE = "<html><body><p>خبر قصير من المدينة</p></body></html>"
QUICK = FetchLimits(seconds=0.2, silence=0.1)


@pytest.fixture
async def server() -> AsyncIterator[WebServer]:
    async with WebServer() as server:
        yield server


async def fetched(server: WebServer, path: str = "/", web: Web | None = None, **asked: object) -> Fetched:
    async with Fetcher.open(web or server.web()) as fetcher:
        found = await fetcher.get(server.url(path), **asked)  # type: ignore[arg-type]
    assert isinstance(found, Fetched)
    return found


async def refused(url: str, web: Web) -> Refused:
    async with Fetcher.open(web) as fetcher:
        with pytest.raises(Refused) as caught:
            await fetcher.get(url, crawling=False)
    return caught.value


async def test_a_page_comes_with_its_kind_its_declared_charset_and_what_to_ask_again_with(
    server: WebServer,
) -> None:
    headers = {
        "Content-Type": "image/png; charset=windows-1256",
        "ETag": '"v1"',
        "Last-Modified": "yesterday",
    }
    server.puts("/", Page(PAGE.encode("cp1256"), headers=headers))
    found = await fetched(server)
    assert found.body == PAGE.encode("cp1256")
    assert (found.content_type, found.charset, found.status) == (BodyKind.HTML, "windows-1256", 200)
    assert found.known == Validators('"v1"', "yesterday")
    assert found.header("etag") == '"v1"'


async def test_the_request_names_the_host_and_the_program_and_carries_nothing_else(server: WebServer) -> None:
    server.puts("/", Page(PAGE.encode(), headers={"Set-Cookie": "id=1"}))
    async with Fetcher.open(server.web(contact="https://news.example/bot")) as fetcher:
        for _ in range(2):
            await fetcher.get(server.url(), crawling=False)
    first, second = server.seen
    assert first.headers["host"] == f"news.example:{server.port}"
    assert first.headers["user-agent"].startswith("Isnad/")
    assert first.headers["user-agent"].endswith("(+https://news.example/bot)")
    assert set(second.headers) == {"host", "user-agent", "accept", "accept-language", "accept-encoding"}


async def test_proxies_of_the_environment_are_not_heeded(
    server: WebServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    server.puts("/", PAGE)
    assert (await fetched(server)).body


async def test_what_has_not_changed_is_not_sent_again(server: WebServer) -> None:
    server.puts(
        "/",
        lambda seen: Page(status=304) if seen.headers.get("if-none-match") == '"v1"' else Page(PAGE.encode()),
    )
    async with Fetcher.open(server.web()) as fetcher:
        again = await fetcher.get(server.url(), known=Validators('"v1"', "yesterday"))
        assert isinstance(again, NotModified)
        assert server.seen[-1].headers["if-modified-since"] == "yesterday"
        assert isinstance(await fetcher.get(server.url(), known=Validators('"v0"')), Fetched)


async def test_redirects_are_followed_and_the_last_address_is_given(server: WebServer) -> None:
    server.puts("/", Page(status=301, headers={"Location": "/b"}))
    server.puts("/b", Page(status=307, headers={"Location": server.url("/c", "www.example")}))
    server.puts("/c", PAGE)
    assert (await fetched(server)).url == server.url("/c", "www.example")


@pytest.mark.parametrize(
    ("url", "rule"),
    [
        ("ftp://news.example/", Rule.SCHEME),
        ("file:///etc/passwd", Rule.SCHEME),
        ("no address", Rule.SCHEME),
        ("http://", Rule.UNKNOWN_HOST),
        ("http://reader:secret@news.example/", Rule.CREDENTIALS),
        ("http://news.example:22/", Rule.PORT),
        ("http://10.0.0.1/", Rule.ADDRESS),
        ("http://[::ffff:127.0.0.1]/", Rule.ADDRESS),
    ],
)
async def test_an_address_that_leads_astray_is_refused_before_anything_is_sent(
    server: WebServer, url: str, rule: Rule
) -> None:
    refusal = await refused(url, server.web())
    assert refusal.rule is rule
    assert "secret" not in str(refusal)
    assert server.seen == []


async def test_without_the_tests_own_setting_this_machine_is_out_of_reach(server: WebServer) -> None:
    server.puts("/", PAGE)
    named = AddressGuard(ports=frozenset({("news.example", server.port)}))
    assert (await refused(server.url(), Web(resolve=server.resolve))).rule is Rule.PORT
    assert (await refused(server.url(), Web(guard=named, resolve=server.resolve))).rule is Rule.ADDRESS
    assert server.seen == []


@pytest.mark.parametrize(
    "target",
    ["http://127.0.0.1:1/", "http://169.254.169.254/latest/meta-data", "http://inside.example/", "ftp://x/"],
)
async def test_a_redirect_to_where_nobody_may_go_is_refused(server: WebServer, target: str) -> None:
    server.leads("inside.example", ["192.168.0.7"])
    server.puts("/", Page(status=302, headers={"Location": target}))
    refusal = await refused(server.url(), server.web())
    assert refusal.rule in {Rule.ADDRESS, Rule.PORT, Rule.SCHEME}
    assert len(server.seen) == 1


async def test_one_private_address_among_a_hosts_answers_is_enough_to_refuse_it(server: WebServer) -> None:
    server.leads("news.example", ["127.0.0.1", "10.0.0.5"])
    refusal = await refused(server.url(), server.web())
    assert refusal.rule is Rule.ADDRESS
    assert "10.0.0.5" in refusal.reason
    assert server.seen == []


async def test_a_name_that_changes_its_answer_is_connected_to_where_it_was_checked(server: WebServer) -> None:
    server.puts("/", PAGE)
    server.leads("news.example", ["127.0.0.1"], ["10.0.0.5"])
    async with Fetcher.open(server.web()) as fetcher:
        assert isinstance(await fetcher.get(server.url(), crawling=False), Fetched)
        assert server.asked == ["news.example"]
        with pytest.raises(Refused, match=r"10\.0\.0\.5"):
            await fetcher.get(server.url(), crawling=False)


async def test_the_next_address_of_a_host_is_tried_when_the_first_takes_no_connection(
    server: WebServer,
) -> None:
    server.puts("/", PAGE)
    server.leads("news.example", ["127.0.0.2", "127.0.0.1"])
    assert (await fetched(server)).body


async def test_an_unknown_host_is_said_to_be_one(server: WebServer) -> None:
    server.leads("news.example", [])
    assert (await refused(server.url(), server.web())).rule is Rule.UNKNOWN_HOST


@pytest.mark.parametrize(
    ("host", "rule"),
    [
        ("localhost", Rule.ADDRESS),
        ("127.1", Rule.ADDRESS),
        ("0x7f000001", Rule.ADDRESS),
        ("2130706433", Rule.ADDRESS),
        ("a" * 70, Rule.UNKNOWN_HOST),
    ],
)
async def test_the_systems_own_resolver_is_not_taken_at_its_word(host: str, rule: Rule) -> None:
    assert (await refused(f"http://{host}/", Web())).rule is rule


async def test_redirects_in_a_circle_end(server: WebServer) -> None:
    server.puts("/", Page(status=302, headers={"Location": "/"}))
    assert (await refused(server.url(), server.web(FetchLimits(redirects=3)))).rule is Rule.REDIRECTS
    assert len(server.seen) == 4


@pytest.mark.parametrize(
    "page",
    [
        Silent(),
        Silent(b"HTTP/1.1 200 OK\r\nX: "),
        Silent(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n12"),
        Dripping(),
    ],
    ids=["nothing", "half a head", "half a body", "a byte at a time"],
)
async def test_a_server_that_takes_its_time_is_given_up(server: WebServer, page: Silent | Dripping) -> None:
    server.puts("/", page)
    assert (await refused(server.url(), server.web(QUICK))).rule is Rule.TIME


@pytest.mark.parametrize(
    "page",
    [
        Endless(),
        Page(b"", length=10**9),
        Page(gzip.compress(bytes(10**7)), headers={"Content-Encoding": "gzip"}),
        Page(zlib.compress(bytes(10**7)), headers={"Content-Encoding": "deflate"}),
        Page(gzip.compress(bytes(10**6)) * 9, headers={"Content-Encoding": "gzip"}),
        Endless({"Content-Encoding": "gzip"}, block=gzip.compress(b"") * 1000),
    ],
    ids=["endless", "declared", "gzip bomb", "deflate bomb", "many members", "endless empty members"],
)
async def test_a_body_that_is_too_long_is_given_up(server: WebServer, page: Page | Endless) -> None:
    server.puts("/", page)
    assert (await refused(server.url(), server.web(FetchLimits(size=10**6)))).rule is Rule.SIZE


@pytest.mark.parametrize(
    ("page", "rule"),
    [
        (Page(PAGE.encode(), length=9999), Rule.UNREACHABLE),
        (Broken(b"SSH-2.0-OpenSSH\r\n"), Rule.UNREACHABLE),
        (Broken(b""), Rule.UNREACHABLE),
        (Broken(b"HTTP/1.1 200 OK\r\n" + b"X: " + b"y" * 300_000), Rule.UNREACHABLE),
        (Page(PAGE.encode(), headers={"Content-Encoding": "br"}), Rule.ENCODING),
        (Page(PAGE.encode(), headers={"Content-Encoding": "gzip"}), Rule.ENCODING),
        (Page(gzip.compress(PAGE.encode())[:-9], headers={"Content-Encoding": "gzip"}), Rule.ENCODING),
        (Page(b"\x89PNG\r\n\x1a\n\0\0\0", headers={"Content-Type": "text/html"}), Rule.KIND),
        (Page(PAGE.encode(), status=404), Rule.STATUS),
        (Page(PAGE.encode(), status=999), Rule.STATUS),
    ],
)
async def test_what_is_broken_or_of_no_use_is_refused(
    server: WebServer, page: Page | Broken, rule: Rule
) -> None:
    server.puts("/", page)
    assert (await refused(server.url(), server.web())).rule is rule


async def test_more_than_was_declared_is_not_read(server: WebServer) -> None:
    server.puts("/", Page(PAGE.encode(), length=20))
    assert (await fetched(server)).body == PAGE.encode()[:20]


async def test_a_packed_page_is_unpacked(server: WebServer) -> None:
    server.puts("/", Page(gzip.compress(PAGE.encode()), headers={"Content-Encoding": "gzip"}))
    assert (await fetched(server)).body == PAGE.encode()


async def test_robots_txt_is_heeded_when_crawling_and_asked_for_once(server: WebServer) -> None:
    server.puts("/robots.txt", "User-agent: isnad\nDisallow: /private\n")
    server.puts("/private/a", PAGE)
    server.puts("/public", PAGE)
    async with Fetcher.open(server.web()) as fetcher:
        for _ in range(2):
            with pytest.raises(Refused) as caught:
                await fetcher.get(server.url("/private/a"))
            assert caught.value.rule is Rule.ROBOTS
        await fetcher.get(server.url("/public"))
        await fetcher.get(server.url("/private/a"), crawling=False)
    assert [seen.path for seen in server.seen] == ["/robots.txt", "/public", "/private/a"]


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, True), (500, False)])
async def test_without_robots_txt_all_is_allowed_but_not_while_the_server_fails(
    server: WebServer, status: int, allowed: bool
) -> None:
    server.puts("/robots.txt", Page(status=status))
    server.puts("/", PAGE)
    async with Fetcher.open(server.web()) as fetcher:
        if allowed:
            assert await fetcher.get(server.url())
        else:
            with pytest.raises(Refused) as caught:
                await fetcher.get(server.url())
            assert caught.value.rule is Rule.ROBOTS


async def test_a_redirect_goes_by_the_robots_txt_of_where_it_leads(server: WebServer) -> None:
    server.puts(
        "/robots.txt",
        lambda seen: Page(b"User-agent: *\nDisallow: /" if "other" in seen.headers["host"] else b""),
    )
    server.puts("/", Page(status=302, headers={"Location": server.url("/", "other.example")}))
    async with Fetcher.open(server.web()) as fetcher:
        with pytest.raises(Refused) as caught:
            await fetcher.get(server.url())
    assert caught.value.rule is Rule.ROBOTS


async def test_a_server_that_asks_for_a_little_patience_is_asked_once_more(
    server: WebServer, clock: Clock
) -> None:
    waits: list[float] = []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)
        clock.now += seconds

    pages = iter([Page(status=429, headers={"Retry-After": "7"}), Page(PAGE.encode())])
    server.puts("/", lambda _: next(pages))
    web = server.web(politeness=Politeness(gap=1, clock=clock, sleep=sleep))
    async with Fetcher.open(web) as fetcher:
        assert isinstance(await fetcher.get(server.url(), crawling=False), Fetched)
    assert waits == [7]


async def test_a_server_that_asks_for_much_patience_is_left_alone_until_then(
    server: WebServer, clock: Clock
) -> None:
    server.puts("/", Page(status=503, headers={"Retry-After": "900"}))
    async with Fetcher.open(server.web(politeness=Politeness(gap=0, clock=clock))) as fetcher:
        for passed, asked in ((0, 1), (800, 1), (100, 2)):
            clock.now += passed
            with pytest.raises(Refused) as caught:
                await fetcher.get(server.url(), crawling=False)
            assert caught.value.rule is Rule.BUSY
            assert len(server.seen) == asked
    assert caught.value.wait == 900


async def test_a_certificate_has_to_be_that_of_the_named_host() -> None:
    authority = trustme.CA()
    own, trust = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH), ssl.create_default_context()
    authority.issue_cert("news.example").configure_cert(own)
    authority.configure_trust(trust)
    async with WebServer(own) as server:
        server.puts("/", PAGE)
        assert (await fetched(server, web=server.web(trust=trust))).body
        other = await refused(server.url(host="other.example"), server.web(trust=trust))
        unknown = await refused(server.url(), server.web())
    assert other.rule is unknown.rule is Rule.CERTIFICATE
