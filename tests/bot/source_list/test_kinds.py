"""What a source on the list says of itself."""

from __future__ import annotations

import pytest

from bot.source_list.kinds import ChannelSource, FeedSource, Folder, Site, host

URL = "https://news.example/feed"


@pytest.mark.parametrize(
    ("every", "seconds"), [("90 seconds", 90), ("1 minute", 60), ("6 hours", 21600), ("2 days", 172800)]
)
def test_a_span_of_time_is_written_in_words(every: str, seconds: int) -> None:
    assert FeedSource(url=URL, every=every).seconds == seconds


@pytest.mark.parametrize(
    "every", ["30", "minutes", "1.5 hours", "-3 hours", "30 seconds", "٣ hours", "9" * 30]
)
def test_a_span_of_time_that_is_not_understood_or_too_short_is_refused(every: str) -> None:
    with pytest.raises(ValueError, match="every"):
        FeedSource(url=URL, every=every)


def test_a_folder_needs_no_schedule() -> None:
    assert Folder(path="archive").seconds is None


@pytest.mark.parametrize(
    "url",
    ["", "news.example", "ftp://news.example", "https://", "https://u:p@a.example", "https://a.example:x/"],
)
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="url"):
        Site(url=url)


@pytest.mark.parametrize("chat", ["", "news", "@a", "-123", "@news!", "1234567"])
def test_a_channel_that_is_none_is_refused(chat: str) -> None:
    with pytest.raises(ValueError, match="channel"):
        ChannelSource(chat=chat)


def test_the_server_of_a_source_is_known_by_its_name() -> None:
    assert host(FeedSource(url="https://News.Example:8080/feed")) == "news.example"
