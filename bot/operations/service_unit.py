"""A systemd unit of one's own, which keeps the bot running while nobody is logged in."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

NAME: Final = "isnad.service"
START: Final = (
    ("systemctl", "--user", "daemon-reload"),
    ("systemctl", "--user", "enable", "--now", "isnad"),
    ("loginctl", "enable-linger"),
)
"""What starts the bot now and whenever the machine does, whoever is logged in."""
PATIENCE_SECONDS = 30
_UNIT = """\
[Unit]
Description=Isnad, answering from an archive in Telegram
Wants=network-online.target
After=network-online.target

[Service]
# The .env of this folder says which bot it is.
WorkingDirectory={folder}
ExecStart="{python}" -m bot serve
# Told to end, the bot finishes its answers within 8 seconds.
TimeoutStopSec=20
Restart=always
RestartSec=5
UMask=0077
NoNewPrivileges=yes

[Install]
WantedBy=default.target
"""


def is_offered() -> bool:
    """Return whether this machine has systemd."""
    return shutil.which("systemctl") is not None


def write(folder: Path, home: Path) -> Path:
    """Write the unit of a bot whose `.env` is in `folder`, and return its file; raises OSError."""
    file = home / ".config" / "systemd" / "user" / NAME
    file.parent.mkdir(parents=True, exist_ok=True)
    where, python = (str(path).replace("%", "%%") for path in (folder, sys.executable))
    file.write_text(_UNIT.format(folder=where, python=python), encoding="utf-8")
    return file


def start() -> bool:
    """Start the bot as a service; return whether it runs."""
    try:
        for command in START:
            subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE_SECONDS)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return False
    return True
