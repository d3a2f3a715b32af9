"""The nodes are asked over TLS with one's own authority and credentials; one that is silent is left for the next."""

from __future__ import annotations

import asyncio
import base64
import ssl
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest
import trustme

from bot.configuration.environment import EngineSettings
from bot.engine.client import Engine
from bot.errors import EngineError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

BASIC = f"Basic {base64.b64encode(b'isnad:a secret').decode()}"
REFUSED = b"HTTP/1.1 401 Unauthorized\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}"


@asynccontextmanager
async def guarded(node: str, authority: trustme.CA, allowed: set[str]) -> AsyncIterator[str]:
    """The address of a door to a node: TLS, and nobody passes without credentials that are `allowed`."""
    host, _, port = node.removeprefix("http://").partition(":")

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        said = dict(line.split(": ", 1) for line in head.decode().lower().split("\r\n")[1:] if ": " in line)
        if said.get("authorization") not in {one.lower() for one in allowed}:
            writer.write(REFUSED)
        else:
            body = await reader.readexactly(int(said.get("content-length", "0")))
            theirs, ours = await asyncio.open_connection(host, int(port))
            # One request a connection: the node closes it behind its answer.
            ours.write(head.replace(b"onnection: keep-alive", b"onnection: close") + body)
            writer.write(
                (await theirs.read()).replace(b"content-type", b"connection: close\r\ncontent-type", 1)
            )
            ours.close()
        await writer.drain()
        writer.close()

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context)
    async with server:
        yield f"https://localhost:{server.sockets[0].getsockname()[1]}"


async def asked(settings: EngineSettings) -> object:
    with Engine(settings) as engine:
        return await asyncio.to_thread(engine.ask, "GET", "/")


async def test_a_node_behind_tls_is_asked_with_ones_own_authority_and_credentials_and_not_otherwise(
    nodes: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.engine.client.PAUSE", 0.0)
    authority, file = trustme.CA(), tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(file)
    async with guarded(nodes[0], authority, {BASIC, "ApiKey a-key"}) as url:
        for said in ({"user": "isnad", "password": "a secret"}, {"key": "a-key"}):
            found = await asked(EngineSettings(url=(url,), ca=str(file), **said))
            assert isinstance(found, dict)
            assert found["version"]["number"]
        for said in ({}, {"user": "isnad", "password": "another"}, {"key": "another"}):
            with pytest.raises(EngineError, match="refused") as refused:
                await asked(EngineSettings(url=(url,), ca=str(file), **said))
            assert "another" not in str(refused.value)
        with pytest.raises(EngineError, match="ConnectError"):
            await asked(EngineSettings(url=(url,), user="isnad", password="a secret"))
    with pytest.raises(EngineError, match="no certificates"):
        await asked(EngineSettings(url=nodes, ca=str(tmp_path / "none.pem")))


async def test_a_silent_node_is_asked_once_and_then_left_alone(nodes: tuple[str, ...]) -> None:
    asked: list[bytes] = []

    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append((await reader.readline()).split()[1])
        await reader.read()
        writer.close()

    server = await asyncio.start_server(silent, "127.0.0.1", 0)
    async with server:
        url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        with Engine(EngineSettings(url=(url, *nodes))) as engine:
            for _ in range(4):
                assert await asyncio.to_thread(engine.ask, "GET", "/")
    assert asked == [b"/", b"/_nodes/_local?filter_path=nodes.*.name"]
