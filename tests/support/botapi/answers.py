"""The envelope of every answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from aiohttp import web

if TYPE_CHECKING:
    from tests.support.botapi.objects.errors import ApiError


def good_answer(result: object) -> web.Response:
    """Return {"ok": true, "result": …}."""
    return _json({"ok": True, "result": result}, 200)


def error_answer(error: ApiError) -> web.Response:
    """Return {"ok": false, "error_code": …, "description": …}, and what parameters it has."""
    body: dict[str, object] = {"ok": False, "error_code": error.code, "description": error.description}
    if error.retry_after is not None:
        body["parameters"] = {"retry_after": error.retry_after}
    if error.moved_to is not None:
        body["parameters"] = {"migrate_to_chat_id": error.moved_to}
    return _json(body, error.code)


def _json(body: dict[str, object], status: int) -> web.Response:
    return web.Response(body=msgspec.json.encode(body), status=status, content_type="application/json")
