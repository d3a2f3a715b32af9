"""Which addresses may be connected to: public ones, on the web's own ports."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from bot.web.refusals import Refused, Rule

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    Address = ipaddress.IPv4Address | ipaddress.IPv6Address
    # Host and port → numeric addresses, best first; raises OSError.
    Resolve = Callable[[str, int], Awaitable[Sequence[str]]]

_PORTS: Final = {"http": 80, "https": 443}
_V4_NEVER: Final = tuple(map(ipaddress.IPv4Network, ("192.0.0.0/24", "192.88.99.0/24", "240.0.0.0/4")))
_V6_GLOBAL: Final = ipaddress.IPv6Network("2000::/3")
_V6_NEVER: Final = tuple(map(ipaddress.IPv6Network, ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")))
_V6_OF_V4: Final = tuple(map(ipaddress.IPv6Network, ("::ffff:0:0/96", "64:ff9b::/96")))
"""IPv4 in IPv6: mapped addresses, and those that a NAT64 makes. The inner address is what is reached."""


_RESOLVERS: Final = ThreadPoolExecutor(8, thread_name_prefix="resolver")
"""Name servers that do not answer hold up nobody else's threads."""


@dataclass(frozen=True, slots=True)
class Parts:
    """An address taken apart; `secret` when it holds a user's name or password."""

    text: str
    scheme: str
    host: str
    port: int | None = None
    secret: bool = False


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a request goes: `host` as in the address, without brackets."""

    scheme: str
    host: str
    port: int

    @property
    def authority(self) -> str:
        """Return the value of a Host header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"


@dataclass(frozen=True, slots=True)
class AddressGuard:
    """What may be fetched beyond the public internet's ports 80 and 443.

    `ports` are pairs of host and port that the list of sources names, `internal` those of them that may be in the
    own network. `loopback` are ports on which this very
    machine may be reached; only tests give any.
    """

    ports: frozenset[tuple[str, int]] = frozenset()
    loopback: frozenset[int] = frozenset()
    internal: frozenset[tuple[str, int]] = frozenset()

    def endpoint(self, parts: Parts) -> Endpoint:
        """Return where an address leads; raises Refused where nobody is to go."""
        url = parts.text
        if parts.scheme not in _PORTS:
            raise Refused(url, Rule.SCHEME, "only addresses that begin with http:// or https:// are fetched")
        if parts.secret:
            # It is not repeated.
            raise Refused(
                parts.host, Rule.CREDENTIALS, "the address holds a user name or a password; leave them out"
            )
        if not parts.host:
            raise Refused(url, Rule.UNKNOWN_HOST, "it names no server")
        port = _PORTS[parts.scheme] if parts.port is None else parts.port
        open_ports = {*_PORTS.values(), *self.loopback}
        if port not in open_ports and (parts.host.lower(), port) not in self.ports | self.internal:
            raise Refused(
                url, Rule.PORT, f"port {port} is not fetched from, unless the list of sources names it"
            )
        return Endpoint(parts.scheme, parts.host, port)

    def check(self, url: str, found: Sequence[str], endpoint: Endpoint) -> None:
        """Raise Refused unless every one of the addresses `found` for a host is public, or the host may be internal."""
        port = endpoint.port
        if (endpoint.host.lower(), port) in self.internal:
            return
        for address in found:
            loopback = port in self.loopback and ipaddress.ip_address(address).is_loopback
            if not (is_public(address) or loopback):
                raise Refused(
                    url, Rule.ADDRESS, f"it leads to {address}, which is not on the public internet"
                )


def is_public(address: str) -> bool:
    """Return whether a numeric address belongs to the public internet, by IANA's special-purpose registries."""
    try:
        return _is_public(ipaddress.ip_address(address))
    except ValueError:
        return False


async def resolved(host: str, port: int) -> list[str]:
    """Return the addresses of a host by the system's resolver, without repetition; raises OSError."""
    ask = partial(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
    found = await asyncio.get_running_loop().run_in_executor(_RESOLVERS, ask)
    return list(dict.fromkeys(str(where[0]) for *_, where in found))


def _is_public(address: Address) -> bool:
    # Python's is_global judges neither multicast nor IPv4 in IPv6, and differs between its versions.
    if address.is_multicast or not address.is_global:
        inner = _inner(address)
        return inner is not None and _is_public(inner)
    if isinstance(address, ipaddress.IPv4Address):
        return not any(address in network for network in _V4_NEVER)
    if inner := _inner(address):
        return _is_public(inner)
    return address in _V6_GLOBAL and not any(address in network for network in _V6_NEVER)


def _inner(address: Address) -> ipaddress.IPv4Address | None:
    if isinstance(address, ipaddress.IPv6Address) and any(address in network for network in _V6_OF_V4):
        return ipaddress.IPv4Address(address.packed[12:])
    return None
