"""`isnad evaluate` as a reader runs it."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bot.__main__ import main

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.configuration.settings import Settings

    Run = Callable[..., tuple[int, str, str]]

GOLD = Path(__file__).parents[2] / "gold" / "seeds.jsonl"
HELD = {"id": "1", "question": "ما الاسم الجديد لجبهة النصرة؟", "answers": ["فتح الشام"], "doc": "000"}
FOREIGN = {"id": "2", "question": "متى ولد طه حسين؟", "answers": ["1889"], "article": "arcd-7"}
WORDLESS = {"id": "3", "question": "؟!", "article": None, "kind": "none"}


@pytest.fixture
def run(stocked: Settings, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run `isnad evaluate` on the articles that ship, indexed before; exit code, stdout, stderr."""
    return evaluating(stocked.archive, capsys)


def evaluating(archive: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def evaluate(*arguments: str | Path) -> tuple[int, str, str]:
        code = main(["--archive", str(archive), "evaluate", *map(str, arguments)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return evaluate


def written(path: Path, *questions: object) -> Path:
    path.write_text("\n".join(map(json.dumps, questions)), encoding="utf-8")
    return path


def document(run: Run, *arguments: str | Path) -> dict[str, Any]:  # what json.loads gives
    code, out, _ = run(*arguments, "--json")
    assert code == 0
    [line] = out.splitlines()
    found: dict[str, Any] = json.loads(line)
    return found


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    return written(tmp_path / "questions.jsonl", HELD, FOREIGN, WORDLESS)


def test_figures_are_printed_and_progress_is_told_apart_from_them(
    archive: Path, capsys: pytest.CaptureFixture[str], questions: Path
) -> None:
    code, out, err = evaluating(archive, capsys)("--questions", questions)
    assert code == 0
    assert err == "قراءة الملفات: 5\nفهرسة المقالات: 5\nمقارنة المقالات: 5\nالإجابة عن الأسئلة: 3\n"
    lines = out.splitlines()
    assert "1 of these name only articles that the archive does not hold" in lines
    assert "quote@1          1.000    1.000–1.000          1" in lines
    assert lines[-1].startswith("signature  questions:")


def test_the_json_holds_every_outcome_under_the_kind_that_was_given_or_understood(
    run: Run, questions: Path
) -> None:
    found = document(run, "--questions", questions)
    outcomes = found["outcomes"]
    assert [(each["id"], each["kind"], each["answerable"]) for each in outcomes] == [
        ("1", "what", True),
        ("2", "when", False),
        ("3", "none", False),
    ]
    assert (outcomes[0]["rank"], outcomes[0]["quote"]) == (1, 1)
    assert (outcomes[2]["answered"], outcomes[2]["confidence"]) == (False, 0.0)
    assert (found["counts"]["graded"], found["counts"]["foreign"]) == (1, 1)
    assert found["figures"]["quote@1"] == {"value": 1.0, "low": 1.0, "high": 1.0, "questions": 1}
    assert list(found["by_kind"]) == ["none", "what", "when"]


def test_the_questions_may_come_from_stdin(
    run: Run, questions: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(questions.read_bytes())))
    assert document(run, "--questions", "-")["counts"]["questions"] == 3


def test_a_run_compared_with_itself_is_equal(run: Run, questions: Path, tmp_path: Path) -> None:
    earlier = written(tmp_path / "earlier.json", document(run, "--questions", questions))
    _, out, _ = run("--questions", questions, "--compare", earlier)
    assert out.endswith("\nsignature  the same\n")
    assert "article@1" in out.partition(f"since {earlier}")[2]
    changes = document(run, "--questions", questions, "--compare", earlier)["comparison"]
    assert {change["tendency"] for change in changes} == {"equal"}


def test_a_run_that_refuses_everything_is_told_apart_from_noise(run: Run, tmp_path: Path) -> None:
    earlier = written(tmp_path / "earlier.json", document(run, "--questions", GOLD))
    strict = tmp_path / "strict"
    strict.mkdir()
    (strict / "settings.toml").write_text("[retrieval.verdict]\nthreshold = 1.0\n")
    code, out, _ = run("--questions", GOLD, "--compare", earlier, "--config", strict)
    compared = dict(line.split(maxsplit=1) for line in out.partition("\nsince ")[2].splitlines() if line)
    assert code == 0
    assert compared["article@1"].endswith("equal")
    assert compared["quote@1"].endswith("worse")
    assert compared["wrong_refusals"].endswith("worse")
    assert compared["signature"].startswith("tuning:")


@pytest.mark.parametrize(
    ("others", "says"),
    [
        ([HELD], "من هذه الأسئلة، وعددها 1، في التقييم السابق 1، وفيه غيرها 2"),
        (
            [HELD, FOREIGN, {**WORDLESS, "id": "4"}],
            "من هذه الأسئلة، وعددها 3، في التقييم السابق 2، وفيه غيرها 1",
        ),
        (
            [{**HELD, "answers": ["النصرة"]}, FOREIGN, WORDLESS],
            "ألفاظ الأسئلة أو أجوبتها",
        ),
    ],
)
def test_other_questions_are_not_compared(
    run: Run, questions: Path, tmp_path: Path, others: list[object], says: str
) -> None:
    earlier = written(tmp_path / "earlier.json", document(run, "--questions", questions))
    code, out, err = run("--questions", written(tmp_path / "others.jsonl", *others), "--compare", earlier)
    assert (code, out) == (1, "")
    assert says in err.splitlines()[-1]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--questions", "nowhere"], "nowhere: لا ملف ولا مجلد بهذا الاسم"),
        (["--questions", str(Path(__file__))], f"{__file__}:1: "),
        (["--questions", str(GOLD), "--compare", str(GOLD)], f"{GOLD}: "),
    ],
)
def test_a_bad_file_is_an_error_of_one_sentence(run: Run, arguments: list[str], says: str) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (1, "")
    assert err.splitlines()[-1].startswith(f"isnad: {says}")


def test_an_evaluation_needs_questions(run: Run) -> None:
    with pytest.raises(SystemExit) as ended:
        run()
    assert ended.value.code == 2
