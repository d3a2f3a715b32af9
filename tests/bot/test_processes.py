from __future__ import annotations

import gc
import os
import platform
import signal
import subprocess
import sys
from itertools import count
from multiprocessing import active_children
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.processes import YOUNG, Workers, give_back_memory, processors, resident
from tests.bot.squares import Square, youngest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]


def test_results_come_in_the_order_of_what_was_given_and_from_other_processes() -> None:
    with Workers(2) as workers:
        made = list(workers.mapped(Square(os.getpid()), range(40)))

    assert [square for square, _ in made] == [number * number for number in range(40)]
    assert os.getpid() not in {process for _, process in made}
    assert active_children() == []


def test_the_same_processes_do_one_work_after_the_other() -> None:
    with Workers(1) as workers:
        [(_, first)] = workers.mapped(Square(os.getpid()), [3])
        lengths = list(workers.mapped(len, ["", "ab"]))
        [(_, again)] = workers.mapped(Square(os.getpid()), [4])

    assert (lengths, again) == ([0, 2], first)


def test_what_works_for_a_bot_looks_for_garbage_less_often() -> None:
    with Workers(1) as workers:
        [young] = workers.mapped(youngest, [None])

    assert young == YOUNG > gc.get_threshold()[0]


def test_only_a_few_are_read_ahead_and_the_processes_end_with_whoever_asked() -> None:
    given = count()
    with Workers(2) as workers:
        next(workers.mapped(Square(os.getpid()), given))

    assert next(given) < 10
    assert active_children() == []


def test_what_a_process_that_dies_leaves_undone_is_done_here_and_another_takes_its_place() -> None:
    with Workers(2) as workers:
        made = list(workers.mapped(Square(os.getpid(), deadly=7), range(20)))

    assert [square for square, _ in made] == [number * number for number in range(20)]
    assert [number for number, (_, process) in enumerate(made) if process == os.getpid()] == [7]


def test_when_what_is_given_breaks_the_processes_end() -> None:
    def broken() -> Iterator[int]:
        yield from range(6)
        raise ValueError("six")

    with Workers(2) as workers, pytest.raises(ValueError, match="six"):
        list(workers.mapped(Square(os.getpid()), broken()))
    assert active_children() == []


def test_processes_end_when_the_one_that_began_them_is_killed() -> None:
    code = (
        "import os, signal, sys; from itertools import count\n"
        "from tests.bot.squares import Square; from bot.processes import Workers\n"
        "made = Workers(2).mapped(Square(0), count())\n"
        "print(*{process for _, process in (next(made) for _ in range(9))})\n"
        "sys.stdout.flush(); os.kill(os.getpid(), signal.SIGKILL)"
    )
    path = str(ROOT)

    # The processes hold the other end of stderr: reading it ends when they have ended.
    killed = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        check=False,
        timeout=60,
    )

    assert killed.returncode == -signal.SIGKILL
    assert killed.stdout.split()


def test_there_is_a_processor() -> None:
    assert processors() >= 1


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc is known to keep what is freed")
def test_memory_that_was_freed_below_what_is_held_is_given_back() -> None:
    freed = [bytes(4_000) for _ in range(10_000)]
    held = bytes(4_000)
    freed.clear()
    before = resident()

    give_back_memory()

    assert resident() < before - 20_000_000
    assert held
