"""What Prometheus may know of a running bot; nothing of it names a reader or a question."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.semantic.reading import Coverage

_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0, 2.5, 5.0)


class Metrics:
    """Counters of one process, and the time of its last good contact with Telegram."""

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        coverage: Callable[[], Coverage | None] = lambda: None,
    ) -> None:
        self._clock = clock
        self._contact = clock()
        self.registry = CollectorRegistry()
        self.updates = Counter("isnad_updates", "Updates from Telegram", ["kind"], registry=self.registry)
        self.questions = Counter(
            "isnad_questions", "Questions by place and verdict", ["place", "verdict"], registry=self.registry
        )
        self.seconds = Histogram(
            "isnad_answer_seconds", "Time to find an answer", buckets=_BUCKETS, registry=self.registry
        )
        self.votes = Counter("isnad_votes", "Readers' votes", ["helpful"], registry=self.registry)
        self.failures = Counter("isnad_failures", "Updates whose handling failed", registry=self.registry)
        silence = Gauge(
            "isnad_silence_seconds", "Since the last good contact with Telegram", registry=self.registry
        )
        silence.set_function(self.silence)
        passages = Gauge("isnad_passages", "Passages to be read for meaning", registry=self.registry)
        passages.set_function(lambda: covered.total if (covered := coverage()) else 0)
        read = Gauge("isnad_passages_read", "Passages that were read for meaning", registry=self.registry)
        read.set_function(lambda: covered.done if (covered := coverage()) else 0)
        tasks = Gauge("isnad_tasks", "Tasks of the event loop", registry=self.registry)
        tasks.set_function(lambda: len(asyncio.all_tasks()))
        ProcessCollector(registry=self.registry)

    def contact(self) -> None:
        """Note that Telegram has just answered, or called."""
        self._contact = self._clock()

    def silence(self) -> float:
        """Return the seconds since the last good contact with Telegram, or since the start."""
        return self._clock() - self._contact

    def text(self) -> bytes:
        """Return the exposition that Prometheus reads."""
        return generate_latest(self.registry)
