from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from retrieval.semantic.places import KeyIndex
from tests.support.corpora import unhurried

keys = st.lists(st.integers(0, 2**64 - 1), unique=True, max_size=30)


@given(keys, st.integers(0, 30))
@unhurried
def test_each_key_has_the_place_in_which_it_came_and_others_have_none(found: list[int], first: int) -> None:
    places = KeyIndex(np.array(found[:first], np.uint64))
    for key in found[first:]:
        assert places.of(key) is None
        places.add(key)
    assert [places.of(key) for key in found] == list(range(len(found)))
    assert places.keys.tolist() == found and len(places) == len(found)
    assert places.known(np.array([*found, 5], np.uint64)).tolist() == [*(True for _ in found), 5 in found]
