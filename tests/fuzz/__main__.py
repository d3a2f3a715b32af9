"""Fuzzing of every target, guided by coverage: `make fuzz`, or `python -m tests.fuzz --inputs 100000 [target…]`.

Each target has a process of its own. An input that fails is kept in the folder and named.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

LONGEST_INPUT = 4096
SLOWEST = 10
"""Seconds within which any one input must be done, on a busy machine."""
WORDS = (
    "الوزير",
    "من",
    "كم",
    "قال",
    "د. ",
    "<b>",
    "</p>",
    "&amp;",
    "\u202e",
    "\u200f",
    "؟",
    "\\ud800",
    "2016",
    "٢٠١٦",
)


def main() -> int:
    """Fuzz; 1 if any target failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--findings", type=Path, default=Path("fuzz-findings"))
    parser.add_argument("--inside", help=argparse.SUPPRESS)
    parser.add_argument("target", nargs="*")
    given = parser.parse_args()
    if given.inside:
        _fuzz(given.inside, given.inputs, given.seed, given.findings)
    given.findings.mkdir(exist_ok=True)
    failed = [name for name in given.target or _names() if not _fuzzed(name, given)]
    print(f"failed: {', '.join(failed)}" if failed else "nothing failed")
    return 1 if failed else 0


def _names() -> list[str]:
    from tests.fuzz.targets import targets  # noqa: PLC0415  # where it is instrumented it must not be imported before

    return list(targets())


def _fuzzed(name: str, given: argparse.Namespace) -> bool:
    begun = time.monotonic()
    options = [f"--inputs={given.inputs}", f"--seed={given.seed}", f"--findings={given.findings}"]
    ran = subprocess.run(
        [sys.executable, "-m", "tests.fuzz", f"--inside={name}", *options],
        capture_output=True,
        text=True,
        check=False,
    )
    seconds = time.monotonic() - begun
    verdict = f"FAILED ({ran.returncode})" if ran.returncode else "good"
    print(f"{name}: {verdict}, {given.inputs} inputs, {seconds:.0f} s", flush=True)
    if ran.returncode:
        said = [line for line in (ran.stdout + ran.stderr).splitlines() if not line.startswith(("INFO", "#"))]
        print("\n".join(said[-40:]))
    return ran.returncode == 0


def _fuzz(name: str, inputs: int, seed: int, findings: Path) -> None:
    """Never returns."""
    import atheris  # noqa: PLC0415  # an extra, and Linux's alone

    with atheris.instrument_imports(include=["retrieval", "bot"]):
        from tests.fuzz.targets import targets  # noqa: PLC0415
    target = targets()[name]
    corpus, words = Path(tempfile.mkdtemp(prefix="isnad-corpus-")), Path(tempfile.mkstemp(suffix=".dict")[1])
    for number, begin in enumerate(target.seeds):
        (corpus / str(number)).write_bytes(begin[:LONGEST_INPUT])
    words.write_text("".join(f'"{_quoted(word)}"\n' for word in WORDS))
    options = [f"-runs={inputs}", f"-seed={seed}", f"-max_len={LONGEST_INPUT}", f"-timeout={SLOWEST}"]
    where = [f"-artifact_prefix={findings}/{name}-", f"-dict={words}", "-rss_limit_mb=4096", str(corpus)]
    atheris.Setup([name, *options, *where], target.run)
    atheris.Fuzz()


def _quoted(word: str) -> str:
    return "".join(f"\\x{byte:02x}" for byte in word.encode())


if __name__ == "__main__":
    sys.exit(main())
