"""Start the bot's modules as processes, from the process that forks: see `processes`."""

from __future__ import annotations

import asyncio
import atexit
import json
import os
import signal
import socket
import subprocess
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import IO, Any, TypeAlias

ROOT = Path(__file__).parents[3]
Stream: TypeAlias = IO[Any] | int | None
"""What `subprocess` takes for a stream: a file, PIPE, DEVNULL, or None for this process's own."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be run as `python -m` would run it, and where; `leading` a process group of its own."""

    module: str
    arguments: list[str]
    environ: dict[str, str]
    folder: str
    leading: bool = False

    def packed(self) -> bytes:
        """Return the request as it is sent."""
        return json.dumps(asdict(self)).encode()


@dataclass(frozen=True, slots=True)
class Forked:
    """A process that was forked; it is used like one of asyncio's."""

    pid: int
    stdin: asyncio.StreamWriter | None
    stdout: asyncio.StreamReader | None
    stderr: asyncio.StreamReader | None
    _ended: asyncio.Future[int]

    @property
    def returncode(self) -> int | None:
        """Return how the process ended; None while it runs."""
        return self._ended.result() if self._ended.done() else None

    async def wait(self) -> int:
        """Wait until the process has ended, and return how."""
        return await asyncio.shield(self._ended)

    async def communicate(self, given: bytes = b"") -> tuple[bytes, bytes]:
        """Send what is `given`, and return all that comes out."""
        out, err, _, _ = await asyncio.gather(
            _read(self.stdout), _read(self.stderr), _write(self.stdin, given), self.wait()
        )
        return out, err

    def send_signal(self, number: int) -> None:
        """Send a signal to the process, if it has not ended."""
        with suppress(ProcessLookupError):
            if self.returncode is None:
                os.kill(self.pid, number)

    def terminate(self) -> None:
        """Ask the process to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """Kill the process."""
        self.send_signal(signal.SIGKILL)


Started: TypeAlias = Process | Forked


async def start(
    module: str,
    *arguments: object,
    environ: dict[str, str] | None = None,
    folder: Path = ROOT,
    stdin: Stream = None,
    stdout: Stream = None,
    stderr: Stream = None,
    leading: bool = False,
) -> Started:
    """Start a module as `python -m` does; `environ` is this process's unless it is given."""
    words, known = [str(argument) for argument in arguments], dict(os.environ) if environ is None else environ
    if sys.platform != "linux":
        return await asyncio.create_subprocess_exec(
            sys.executable, "-m", module, *words, env=known | {"PYTHONPATH": str(ROOT)}, cwd=folder,
            stdin=stdin, stdout=stdout, stderr=stderr, start_new_session=leading,
        )  # fmt: skip
    here, there = socket.socketpair()
    ends = [_ends(stream, number) for number, stream in enumerate((stdin, stdout, stderr))]
    theirs = [their for their, _ in ends]
    request = Request(module, words, known, str(folder), leading)
    socket.send_fds(_forking(), [request.packed()], [*theirs, there.fileno()])
    there.close()
    for their, stream in zip(theirs, (stdin, stdout, stderr), strict=True):
        if stream in {PIPE, DEVNULL}:
            os.close(their)
    (_, given), (_, out), (_, err) = ends
    told, closing = await asyncio.open_connection(sock=here)
    pid = int(await told.readline())
    return Forked(
        pid, await _writer(given), await _reader(out), await _reader(err),
        asyncio.ensure_future(_end(told, closing)),
    )  # fmt: skip


def run(
    module: str,
    *arguments: object,
    given: bytes | None = None,
    environ: dict[str, str] | None = None,
    folder: Path = ROOT,
    stdout: Stream = PIPE,
    stderr: Stream = PIPE,
) -> subprocess.CompletedProcess[bytes]:
    """Run a module as a process to its end, as `subprocess.run` does."""

    async def ended() -> subprocess.CompletedProcess[bytes]:
        process = await start(
            module, *arguments, environ=environ, folder=folder,
            stdin=DEVNULL if given is None else PIPE, stdout=stdout, stderr=stderr,
        )  # fmt: skip
        out, err = await process.communicate(given or b"")
        return subprocess.CompletedProcess(module, await process.wait(), out, err)

    return asyncio.run(ended())


@cache
def _forking() -> socket.socket:
    """Return the socket to the process that forks for this one, begun when it is first needed."""
    here, there = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    code = f"from tests.support.processes.forking import main; main({there.fileno()})"
    with there:
        process = subprocess.Popen([sys.executable, "-c", code], pass_fds=[there.fileno()], cwd=ROOT)

    def end() -> None:
        here.close()
        process.wait()

    atexit.register(end)
    return here


def _ends(stream: Stream, number: int) -> tuple[int, int | None]:
    """Return the process's end of a stream, and this one's if it is a pipe."""
    if stream == PIPE:
        reading, writing = os.pipe()
        return (writing, reading) if number else (reading, writing)
    if stream == DEVNULL:
        return os.open(os.devnull, os.O_RDWR), None
    if stream is None:
        return number, None
    return stream if isinstance(stream, int) else stream.fileno(), None


async def _reader(fd: int | None) -> asyncio.StreamReader | None:
    if fd is None:
        return None
    reader = asyncio.StreamReader()
    connect = asyncio.get_running_loop().connect_read_pipe
    await connect(lambda: asyncio.StreamReaderProtocol(reader), os.fdopen(fd, "rb", 0))
    return reader


async def _writer(fd: int | None) -> asyncio.StreamWriter | None:
    if fd is None:
        return None
    loop = asyncio.get_running_loop()
    pipe = os.fdopen(fd, "wb", 0)
    transport, protocol = await loop.connect_write_pipe(asyncio.streams.FlowControlMixin, pipe)
    return asyncio.StreamWriter(transport, protocol, None, loop)


async def _end(told: asyncio.StreamReader, closing: asyncio.StreamWriter) -> int:
    """Wait until it is told how a process ended, and return it."""
    try:
        return int(await told.readline())
    finally:
        closing.close()


async def _read(stream: asyncio.StreamReader | None) -> bytes:
    return await stream.read() if stream else b""


async def _write(stream: asyncio.StreamWriter | None, given: bytes) -> None:
    """Send it all and close the stream; a process that reads no more ends it."""
    if stream:
        with suppress(BrokenPipeError, ConnectionResetError):
            stream.write(given)
            await stream.drain()
        stream.close()
