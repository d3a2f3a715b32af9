from __future__ import annotations

import mmap

from bot.archive.memory import resident


def test_memory_that_is_written_to_is_resident() -> None:
    before = resident()
    with mmap.mmap(-1, 50_000_000) as memory:
        for place in range(0, len(memory), mmap.PAGESIZE):
            memory[place] = 1

        assert resident() - before > 40_000_000 or before == 0
