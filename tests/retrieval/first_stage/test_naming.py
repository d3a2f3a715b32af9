"""Which articles are about a subject: those that lead with it, and where these are few those that only tell of it."""

from __future__ import annotations

import pytest

from retrieval.first_stage.naming import Named, widened

ANYWHERE = Named(("headline",), ("lead", "text", "end"))


@pytest.mark.parametrize(
    ("leading", "found"),
    [
        (Named(("headline",), ("lead",)), Named(("headline",), ("lead", "text", "end"))),
        (Named(), Named(("headline",), ("lead", "text", "end"))),
        (Named(("a", "b", "c"), ("d",)), Named(("a", "b", "c"), ("d",))),
    ],
)
def test_behind_a_few_articles_that_lead_with_a_subject_come_those_that_tell_of_it(
    leading: Named, found: Named
) -> None:
    assert widened(leading, lambda: ANYWHERE) == found
