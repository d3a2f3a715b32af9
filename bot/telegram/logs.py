"""Logs as lines of JSON on stderr, without the token and without readers' words."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime


class JsonLines(logging.Formatter):
    """One line of JSON a record; whatever a library puts in, the token is not among it."""

    def __init__(self, token: str) -> None:
        super().__init__()
        self._token = token

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        time = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        entry = {"time": time, "level": record.levelname, "logger": record.name, "event": record.getMessage()}
        if record.exc_info:
            entry["trace"] = self.formatException(record.exc_info)
        return json.dumps(entry, ensure_ascii=False).replace(self._token, "…")


def start_logging(token: str) -> None:
    """Log to stderr from INFO on, but not what names every URL, nor whole answers of Telegram that are no JSON."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines(token))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for name in ("httpx", "httpcore", "tornado.access"):
        logging.getLogger(name).setLevel(logging.WARNING)
    for name in ("telegram.request", "tornado.general"):  # this one names visitors and what they asked for
        logging.getLogger(name).setLevel(logging.CRITICAL)
