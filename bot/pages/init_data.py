"""Who opened a Mini App, as Telegram signs it (https://core.telegram.org/bots/webapps, "Validating data received")."""

from __future__ import annotations

import hmac
from urllib.parse import parse_qsl

import msgspec

GOOD_SECONDS = 24 * 60 * 60
AHEAD_SECONDS = 5 * 60
"""How far Telegram's clock may be ahead of this machine's."""
LONGEST = 8_192


class _User(msgspec.Struct):
    id: int


def user(init_data: str, token: str, now: float) -> int | None:
    """Return the id of who opened the Mini App; None where Telegram did not sign that for this bot, or long ago."""
    if len(init_data) > LONGEST:
        return None
    try:
        pairs = parse_qsl(init_data, keep_blank_values=True, strict_parsing=True, max_num_fields=50)
    except ValueError:
        return None
    fields = dict(pairs)
    given = fields.pop("hash", "")
    lines = "\n".join(f"{name}={value}" for name, value in sorted(fields.items()))
    secret = hmac.digest(b"WebAppData", token.encode(), "sha256")
    right = hmac.digest(secret, lines.encode(errors="replace"), "sha256").hex()
    if len(fields) + 1 != len(pairs) or not hmac.compare_digest(
        given.encode(errors="replace"), right.encode()
    ):
        return None
    try:
        signed = int(fields["auth_date"])
        who = msgspec.json.decode(fields["user"], type=_User)
    except (KeyError, ValueError, msgspec.MsgspecError):
        return None
    return who.id if now - GOOD_SECONDS <= signed <= now + AHEAD_SECONDS else None
