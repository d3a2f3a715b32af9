"""An HTTP server that slow and silent clients, and many of them, cannot hold up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from tornado.httpserver import HTTPServer
from tornado.ioloop import PeriodicCallback

if TYPE_CHECKING:
    from tornado.iostream import IOStream
    from tornado.web import Application

LARGEST_BODY, LARGEST_HEADER = 1 << 20, 16 << 10
IDLE_SECONDS, BODY_SECONDS = 60.0, 20.0
"""How long a connection may say nothing, or take over the body of a request."""
SWEEP_SECONDS, SWEEPS = 10.0, 3
"""How often it is looked who does not take what was sent, and for how many looks they may not."""
MOST_CONNECTIONS = 500


class BoundedServer(HTTPServer):
    """A server whose connections are bounded: when there are too many, the one that is there longest makes room."""

    def initialize(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  # tornado's
        """Serve with no connections yet."""
        super().initialize(*args, **kwargs)
        self._streams: dict[IOStream, int] = {}
        self._sweeping = PeriodicCallback(self.sweep, SWEEP_SECONDS * 1000)

    @classmethod
    def of(cls, application: Application) -> Self:
        """Return a server of an application."""
        return cls(
            application,
            max_body_size=LARGEST_BODY,
            max_header_size=LARGEST_HEADER,
            idle_connection_timeout=IDLE_SECONDS,
            body_timeout=BODY_SECONDS,
        )

    def start_sweeping(self) -> None:
        """Look after the connections from now on."""
        self._sweeping.start()

    def stop(self) -> None:
        """Take no more connections."""
        self._sweeping.stop()
        super().stop()

    def handle_stream(self, stream: IOStream, address: tuple[str, int]) -> None:
        """Take a new connection."""
        if len(self._streams) >= MOST_CONNECTIONS:
            self._forget_closed()
        if len(self._streams) >= MOST_CONNECTIONS:
            oldest = next(iter(self._streams))
            del self._streams[oldest]
            oldest.close()
        self._streams[stream] = 0
        super().handle_stream(stream, address)

    def sweep(self) -> None:
        """Close the connections of those who have not taken what was sent to them for some time."""
        self._forget_closed()
        for stream in self._streams:
            self._streams[stream] = self._streams[stream] + 1 if stream.writing() else 0
            if self._streams[stream] > SWEEPS:
                stream.close()

    def _forget_closed(self) -> None:
        self._streams = {stream: looks for stream, looks in self._streams.items() if not stream.closed()}
