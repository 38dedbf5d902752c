"""Roles of areas, and those that are misspelt."""

import pytest
from roofline.protocol.areas import KNOWN, role_of, unknown_roles


@pytest.mark.parametrize(("written", "meant"), [
    ("training", "train"), ("Trian", "train"), ("validation", "validate"), ("val", "validate"), ("testing", "test"),
    ("prediction", "predict"), ("ignored", "ignore"), ("zoo", None)])
def test_an_unknown_role_leads_to_the_nearest_known_one(written, meant):
    assert list(unknown_roles([role_of(written)])) == [(role_of(written), meant)]


def test_known_roles_and_none_are_not_unknown():
    assert list(unknown_roles(role_of(word) for word in (*KNOWN, " Train ", "", None))) == []
