"""Programs run where file systems can be small or read-only, without harm to this machine: Linux's namespaces."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
_UNSHARE = ("unshare", "--map-root-user", "--mount")


def _allowed() -> bool:
    if sys.platform != "linux" or not shutil.which("unshare"):
        return False
    return subprocess.run([*_UNSHARE, "true"], capture_output=True, check=False).returncode == 0


needs_mounts = pytest.mark.skipif(not _allowed(), reason="this machine allows no mounts in a user namespace")


def within(script: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a shell script that may mount; `isnad` in it is this checkout's, $1, $2 … are the arguments."""
    isnad = f'isnad() {{ "{sys.executable}" -m bot "$@"; }}\n'
    return subprocess.run(
        [*_UNSHARE, "sh", "-euc", isnad + script, "sh", *map(str, arguments)],
        env=os.environ | {"PYTHONPATH": str(ROOT)}, cwd=arguments[0] if arguments else None,
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
