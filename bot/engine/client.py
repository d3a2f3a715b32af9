"""HTTP requests to the nodes of a cluster: a node that fails or keeps silent is left for the next at once."""

from __future__ import annotations

import re
import ssl
import time
from typing import TYPE_CHECKING, Any, Self

import httpx
import msgspec

from bot.errors import EngineError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from types import TracebackType

    from bot.configuration.environment import EngineSettings

SILENCE, LONG = 2.0, 60.0
"""Seconds after which a question goes to the next node, and after which a node has failed at more than a question."""
SIGN_OF_LIFE = 0.5
"""Seconds within which a node that works says who it is."""
ROUNDS, PAUSE = 4, 0.5
"""How often all nodes are tried, and seconds between: a cluster chooses another manager in a few."""
PATIENCE = 5
"""So many times its silence a request may take in all, however many nodes are left to ask."""
_AWAY = 10.0  # seconds after which a node that failed is asked for a sign of life again
_READING = re.compile(r"/_search\b|/_mget\b|/_doc/")
_WHO = "/_nodes/_local?filter_path=nodes.*.name"
_BUSY = frozenset({429, 502, 503, 504})


class Engine:
    """The nodes of one cluster. Several threads may use it; a context manager."""

    def __init__(self, settings: EngineSettings) -> None:
        self._nodes = [url.rstrip("/") for url in settings.urls]
        self._failed: dict[str, float] = {}
        self._ids: dict[str, str] = {}
        verify: ssl.SSLContext | bool = True
        if settings.ca:
            try:
                verify = ssl.create_default_context(cafile=settings.ca)
            except OSError as error:
                raise EngineError(f"{settings.ca}: no certificates can be read there: {error}") from error
        # To compress what a question needs takes longer than to send it.
        headers = {"accept-encoding": "identity"}
        if settings.key:
            headers["authorization"] = f"ApiKey {settings.key}"
        auth = (settings.user, settings.password) if settings.user else None
        self._client = httpx.Client(verify=verify, auth=auth, headers=headers, trust_env=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def ask(self, method: str, path: str, body: object = None, silence: float = SILENCE) -> Any:  # noqa: ANN401, JSON
        """Return what the cluster answers, decoded; None where there is no such thing.

        Raises EngineError when no node answers, or the answer is an error.
        """
        content = b"" if body is None else body if isinstance(body, bytes) else msgspec.json.encode(body)
        response = self._answered(method, path, content, silence)
        if response.status_code == 404:
            return None
        try:
            found = msgspec.json.decode(response.content)
        except msgspec.DecodeError as error:
            raise EngineError(f"the engine does not answer as OpenSearch does: {error}") from error
        if response.status_code >= 300:
            reason = found.get("error") if isinstance(found, dict) else found
            raise EngineError(f"the engine refused {path.partition('?')[0]}: {reason}")
        return found

    def bulk(self, index: str, actions: Iterable[tuple[Mapping[str, object], object | None]]) -> None:
        """Write documents to `index`, each given with what is done with it; raises EngineError where one is refused."""
        parts = (part for pair in actions for part in pair if part is not None)
        lines = b"".join(msgspec.json.encode(part) + b"\n" for part in parts)
        if lines:
            done = self.ask("POST", f"/{index}/_bulk", lines, LONG)
            failed = [item for one in done["items"] for item in one.values() if item["status"] >= 300]
            if failed:
                raise EngineError(f"{index}: a document was refused: {failed[0]['error']}")

    def _answered(self, method: str, path: str, content: bytes, silence: float) -> httpx.Response:
        kind = "application/x-ndjson" if "_bulk" in path else "application/json"
        why: object = None
        until = time.monotonic() + PATIENCE * silence
        for attempt in range(ROUNDS):
            left = list(self._nodes)
            while left and time.monotonic() < until:
                before = time.monotonic() - _AWAY
                # Who failed so long ago may be back.
                self._look([node for node, since in list(self._failed.items()) if since < before])
                left.remove(node := min(left, key=self._failed.__contains__))
                address = node + (self._preferring(path) if method != "PUT" else path)
                try:
                    response = self._client.request(
                        method, address, content=content, headers={"content-type": kind}, timeout=silence
                    )
                except httpx.HTTPError as error:
                    why = f"{type(error).__name__} at {node}"
                    # The node that was asked may have waited for another, which is the one that is silent.
                    self._look(self._nodes if isinstance(error, httpx.TimeoutException) else [node])
                    continue
                if response.status_code not in _BUSY:
                    return response
                why = f"{node} answers {response.status_code}"
            if attempt + 1 < ROUNDS and time.monotonic() < until:
                time.sleep(PAUSE * (attempt + 1))
        raise EngineError(f"the engine cannot be asked now ({why}); try again later")

    def _look(self, nodes: Iterable[str]) -> None:
        """Find out which of `nodes` are there."""
        for node in nodes:
            # Others that look meanwhile leave it to this one.
            self._failed[node] = time.monotonic()
            try:
                found = self._client.get(node + _WHO, timeout=SIGN_OF_LIFE)
                self._ids[node] = next(iter(msgspec.json.decode(found.content)["nodes"]))
            except (httpx.HTTPError, msgspec.DecodeError, LookupError, StopIteration):
                continue
            self._failed.pop(node, None)

    def _preferring(self, path: str) -> str:
        """Return the path of what is read, with a preference for nodes that are there, where one is not."""
        there = [id_ for node, id_ in list(self._ids.items()) if node not in self._failed]
        if not (self._failed and there and _READING.search(path)):
            return path
        return f"{path}{'&' if '?' in path else '?'}preference=_prefer_nodes:{','.join(there)}"
