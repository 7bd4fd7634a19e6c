"""Whom a letter greets."""

from __future__ import annotations

import pytest

from pccdesk.domain.salutations import OFFICE_HOLDER, greeted


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Ms Aisha Khan", "Ms Khan"),
        ("Aisha Khan", "Aisha Khan"),
        ("Dr. Jan van der Berg", "Dr. van der Berg"),
        ("Sir John Smith", "Sir John"),
        ("Dame Mary O’Neill DL", "Dame Mary"),
        ("Mr Lee Smith-Jones, OBE", "Mr Smith-Jones"),
        ("Cllr Jo Bloggs", "Cllr Bloggs"),
        ("Revd Canon Ann Lee", "Revd Lee"),
        ("Mx", "Mx"),
        ("Prince", "Prince"),
        ("", "Sir or Madam"),
        (OFFICE_HOLDER, "Sir or Madam"),
    ],
)
def test_title_and_family_name_where_a_title_is_known(name: str, words: str) -> None:
    assert greeted(name) == words
