"""Logs without the token."""

from __future__ import annotations

import json
import logging
import sys

from bot.telegram.logs import JsonLines

TOKEN = "123456:ABC-DEF"


def test_a_record_is_a_line_of_json_in_which_no_token_stands() -> None:
    try:
        raise ValueError(f"https://api.telegram.org/bot{TOKEN}/getMe\n")
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, "f", 1, "bad: %s", (TOKEN,), sys.exc_info())
    line = JsonLines(TOKEN).format(record)
    assert TOKEN not in line and "\n" not in line
    entry = json.loads(line)
    assert (entry["level"], entry["event"]) == ("ERROR", "bad: …")
    assert "ValueError" in entry["trace"]
