"""The page Check, shown."""

import pytest
from roofline.tests.ui.support.footprint_checks import shown_page


@pytest.fixture()
def page(workspace, iface, tmp_path):
    yield from shown_page(workspace, iface, tmp_path)
