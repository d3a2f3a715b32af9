"""The wheel, installed into an empty environment, answers from any folder."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[2]


def run(*command: str | Path, environ: dict[str, str] | None = None) -> str:
    """The stdout of a command, run in the root folder."""
    ended = subprocess.run(command, capture_output=True, text=True, cwd="/", env=environ, check=False)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    # Built from a copy: setuptools would put what an earlier build left in the checkout into the wheel.
    source, leftovers = folder / "source", shutil.ignore_patterns(".*", "build", "dist", "*.egg-info")
    shutil.copytree(ROOT, source, ignore=leftovers)
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, source)
    [built] = folder.glob("isnad-*.whl")
    return built


@pytest.mark.slow
def test_the_wheel_carries_the_seeds_and_the_settings_byte_for_byte(wheel: Path) -> None:
    with ZipFile(wheel) as packed:
        for name in ("seeds", "config"):
            for file in (ROOT / name).iterdir():
                assert packed.read(f"bot/_data/{name}/{file.name}") == file.read_bytes()


@pytest.mark.slow
def test_the_wheel_in_an_empty_environment_answers_from_any_folder(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "venv", with_pip=True)
    run(tmp_path / "venv/bin/python", "-m", "pip", "install", "--quiet", wheel)
    environ = {"PATH": os.environ["PATH"], "HOME": str(tmp_path)}
    question = "ما الاسم الجديد لجبهة النصرة؟"
    for isnad in ([tmp_path / "venv/bin/isnad"], [tmp_path / "venv/bin/python", "-m", "bot"]):
        answer = json.loads(run(*isnad, "ask", question, "--json", environ=environ))
        assert "فتح الشام" in answer["quotes"][0]["text"]
