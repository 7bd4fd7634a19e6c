"""Completion of reasons, advice and feedback from those given before."""

from __future__ import annotations

from pccdesk.domain.applications import Action, Stage
from pccdesk.queries.words_before import OVERRIDE, WordsOf, words_before
from pccdesk.services.awards import withdraw
from tests.office import Office


def test_reasons_come_by_step_each_once_the_newest_first(office: Office) -> None:
    other = "They found other money.\nBy telephone."
    for reason in ("The group closed.", other, "The group closed."):
        one = office.bring_to(Stage.RECEIVED)
        withdraw(office.desk, office.who("officer"), one, office.version(one), reason)
    officer = office.who("officer")

    def found(asked: Action | WordsOf | str, typed: str = "") -> tuple[str, ...]:
        return office.desk.read(officer, words_before, asked, typed)

    assert found(Action.WITHDRAW) == ("The group closed.", other)
    assert found(Action.WITHDRAW, "the gr") == ("The group closed.",)
    assert found(Action.WITHDRAW, "teleph") == (other,)
    assert found(Action.DEFER) == ()
    assert found(OVERRIDE) == ()


def test_advice_and_feedback_come_from_their_own_columns(office: Office) -> None:
    office.bring_to(Stage.DECLINED)
    officer = office.who("officer")
    advice = office.desk.read(officer, words_before, WordsOf.ADVICE)
    feedback = office.desk.read(officer, words_before, WordsOf.FEEDBACK)
    assert len(advice) == len(feedback) == 1
    assert office.desk.read(officer, words_before, WordsOf.CONDITIONS, "no such words") == ()
