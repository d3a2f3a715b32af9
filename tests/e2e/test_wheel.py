"""The wheel, in an environment with what it asks for and nothing else, answers from any folder."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import venv
from importlib.metadata import PathDistribution, distribution
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import Path as ZipPath
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from importlib.metadata import Distribution

pytestmark = pytest.mark.slow

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
    # Into what builds it nothing is installed but what it asks for: there is nothing to be in conflict with.
    environ = {**os.environ, "PIP_NO_WARN_CONFLICTS": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    wheel = (sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, source)
    run(*wheel, environ=environ)
    [built] = folder.glob("isnad-*.whl")
    return built


def test_the_wheel_carries_the_seeds_and_the_settings_byte_for_byte(wheel: Path) -> None:
    with ZipFile(wheel) as packed:
        for name in ("seeds", "config"):
            for file in (ROOT / name).iterdir():
                assert packed.read(f"bot/_data/{name}/{file.name}") == file.read_bytes()


def needed(asking: Distribution, extras: Iterable[str] = ()) -> Iterator[Distribution]:
    """The installed packages that one asks for with these extras, and those that these ask for."""
    for line in asking.requires or ():
        requirement = Requirement(line)
        marker = requirement.marker
        if marker and not any(marker.evaluate({"extra": extra}) for extra in ("", *extras)):
            continue
        found = distribution(requirement.name)
        assert requirement.specifier.contains(found.version)
        yield found
        yield from needed(found, requirement.extras)


@pytest.fixture
def environment(wheel: Path, tmp_path: Path) -> Path:
    """An environment with the wheel, and links to the packages that it needs, so that nothing is downloaded."""
    folder = tmp_path / "venv"
    venv.create(folder)
    [packages] = folder.glob("lib/*/site-packages")
    [metadata] = (entry for entry in ZipPath(wheel).iterdir() if entry.name.endswith(".dist-info"))
    for found in needed(PathDistribution(metadata)):
        for name in {
            file.parts[0] for file in found.files or () if file.parts[0] not in {"..", "__pycache__"}
        }:
            if not (link := packages / name).exists():
                link.symlink_to(str(found.locate_file(name)))
    pip = (sys.executable, "-m", "pip", "--python", folder / "bin/python")
    run(*pip, "install", "--quiet", "--no-deps", "--no-index", "--no-compile", wheel)
    return folder


def test_the_wheel_answers_from_any_folder_with_what_it_asks_for_alone(
    environment: Path, tmp_path: Path
) -> None:
    environ = {"PATH": os.environ["PATH"], "HOME": str(tmp_path)}
    question = "ما الاسم الجديد لجبهة النصرة؟"
    for isnad in ([environment / "bin/isnad"], [environment / "bin/python", "-m", "bot"]):
        answer = json.loads(run(*isnad, "ask", question, "--json", environ=environ))
        assert "فتح الشام" in answer["quotes"][0]["text"]
