"""What a soak is to do, and what came of it; see `soak`."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from statistics import linear_regression, quantiles
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Load:
    """How many chats ask how many questions in all, so many a second, during so many reloads, requests and presses."""

    chats: int = 500
    questions: int = 10_000
    rate: float = 30.0
    reloads: int = 3
    requests: int = 10_000
    presses: int = 300
    bombs: bool = True
    """Whether files that would cost much are loaded meanwhile."""


@dataclass(frozen=True, slots=True)
class Sample:
    """The bot's memory in bytes, file descriptors and tasks when so many answers had been given."""

    answers: int
    memory: float
    files: float
    tasks: float


@dataclass
class Report:
    """What came of it; times in milliseconds."""

    asked: int
    lost: int = 0
    doubled: int = 0
    reloads: int = 0
    news: bool = False
    requests: Counter[int] = field(default_factory=Counter)
    """Requests of pages and the API by the status of what was answered."""
    hostile_loads: int = 0
    """How often a folder of files that would cost much was loaded."""
    pressed: int = 0
    beside_presses: list[float] = field(default_factory=list)
    """From a question in a group to the reply to it, while another reader of the group presses a button."""
    searching: list[float] = field(default_factory=list)
    """As the journal has it: from taking up a question to its answer found."""
    waiting: list[float] = field(default_factory=list)
    """As the reader sees it: from the question to the reply in the chat."""
    samples: list[Sample] = field(default_factory=list)

    def settled(self) -> Sequence[Sample]:
        """The samples after the first third, in which caches fill."""
        return self.samples[len(self.samples) // 3 :]

    def slope(self) -> float:
        """Megabytes that 10,000 answers add."""
        settled = self.settled()
        answers, memory = [s.answers for s in settled], [s.memory for s in settled]
        return linear_regression(answers, memory).slope * 10_000 / 2**20

    def __str__(self) -> str:
        lines = [
            f"{self.asked} questions: {self.lost} lost, {self.doubled} doubled; {self.reloads} reloads,"
            f" news of a feed {'found' if self.news else 'NOT FOUND'}",
            f"pages and API: {self.requests.total()} requests by status {dict(sorted(self.requests.items()))}",
            f"hostile files: loaded {self.hostile_loads} times; beside {self.pressed} presses in their group"
            f" {len(self.beside_presses)} readers waited p50 {_at(self.beside_presses, 50):.0f} ms,"
            f" at most {max(self.beside_presses, default=0):.0f} ms",
            f"finding an answer: p50 {_at(self.searching, 50):.1f} ms, p99 {_at(self.searching, 99):.1f} ms",
            f"question to reply: p50 {_at(self.waiting, 50):.0f} ms, p99 {_at(self.waiting, 99):.0f} ms",
        ]
        first, last = self.settled()[0], self.settled()[-1]
        lines += [
            f"memory: {first.memory / 2**20:.0f} → {last.memory / 2**20:.0f} MB, {self.slope():+.1f} MB per 10,000",
            f"file descriptors: {first.files:.0f} → {last.files:.0f}; tasks: {first.tasks:.0f} → {last.tasks:.0f}",
        ]
        return "\n".join(lines)


def _at(times: list[float], percent: int) -> float:
    return quantiles(times, n=100)[percent - 1] if len(times) > 1 else sum(times)
