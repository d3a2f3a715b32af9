"""What an article from the web is called: by its address, however that was written."""

from __future__ import annotations

from hashlib import blake2b
from typing import Final
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

_DIGEST_BYTES: Final = 8
_DEFAULT_PORTS: Final = frozenset({80, 443})
# Parameters that say how a reader came to the page; the page is the same without them.
_TRACKING: Final = frozenset({
    "fbclid", "gclid", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "twclid", "ttclid", "igshid", "igsh",
    "mc_cid", "mc_eid", "_ga", "_gl", "ref", "ref_src", "ref_url", "referrer", "cmpid", "ocid", "spm", "share",
    "shared", "amp", "outputtype", "xtor", "fb_ref", "fb_source",
})  # fmt: skip
_TRACKING_STARTS: Final = ("utm_", "at_", "pk_", "mtm_", "hsa_", "_hs")
_INDEX_PAGES: Final = ("index.html", "index.htm", "index.php", "default.aspx", "default.asp")
# Characters of a path that mean the same escaped or not stay as they are; others are escaped as UTF-8.
_SAFE: Final = "/:@!$&'()*+,;=-._~"


def from_url(url: str) -> str:
    """Name the article at `url`: short, stable, the same for every way of writing the address.

    Example: `web-5f0c4c3b9a3d1e27`. Equal ids mean equal `canonical` addresses, but for one chance in about
    10⁷ in an archive of a million.
    """
    digest = blake2b(canonical(url).encode("utf-8", "surrogatepass"), digest_size=_DIGEST_BYTES)
    return f"web-{digest.hexdigest()}"


def canonical(url: str) -> str:
    """Write `url` in the one form that addresses are compared in; it is for comparing, not for fetching.

    Scheme, `www.`, default port, user, trailing slash, index page, fragment and tracking parameters go;
    letters of the host are made small, escapes uniform, the other parameters sorted. An address that
    cannot be parsed is only trimmed.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = _host(parts.hostname or ""), parts.port
    except ValueError:
        return url.strip()
    if port is not None and port not in _DEFAULT_PORTS:
        host = f"{host}:{port}"
    query = urlencode(sorted(_meaningful(parts.query)))
    return host + _path(parts.path) + (f"?{query}" if query else "")


def _host(host: str) -> str:
    bare = host.lower().rstrip(".").removeprefix("www.")
    try:
        return bare.encode("idna").decode("ascii")
    except UnicodeError:
        return bare


def _path(path: str) -> str:
    written = quote(unquote(path, errors="surrogateescape"), safe=_SAFE, errors="surrogateescape")
    head, _, last = written.rpartition("/")
    return (head if last.lower() in _INDEX_PAGES else written).rstrip("/").removesuffix("/amp")


def _meaningful(query: str) -> list[tuple[str, str]]:
    pairs = parse_qsl(query, keep_blank_values=True, errors="replace", max_num_fields=200)
    return [
        (key, value)
        for key, value in pairs
        if key.lower() not in _TRACKING and not key.lower().startswith(_TRACKING_STARTS)
    ]
