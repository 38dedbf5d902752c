"""A place with imagery whose pixels say where they are."""

import pytest

from ..support.places import Place


@pytest.fixture
def place(tmp_path):
    return Place(tmp_path)
