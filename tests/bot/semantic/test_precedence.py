"""Work in the background, and the questions that it waits for."""

from __future__ import annotations

import threading

from bot.semantic.precedence import Precedence


def waiting(questions: Precedence) -> threading.Event:
    """Return what is set once a thread has waited."""
    done = threading.Event()

    def wait() -> None:
        questions.wait()
        done.set()

    threading.Thread(target=wait, daemon=True).start()
    return done


def test_work_waits_until_the_last_question_that_is_under_way_is_answered() -> None:
    questions = Precedence(60)
    with questions.taken():
        with questions.taken():
            done = waiting(questions)
        assert not done.wait(0.05)
    assert done.wait(10)


def test_work_that_has_waited_long_enough_goes_on_whoever_asks() -> None:
    questions = Precedence(0.01)
    with questions.taken():
        assert waiting(questions).wait(10)


def test_who_waits_is_let_go_where_the_work_is_to_end() -> None:
    questions = Precedence(60)
    with questions.taken():
        done = waiting(questions)
        questions.end_waiting()
        assert done.wait(10)
