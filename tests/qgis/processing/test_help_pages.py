"""Help pages: every algorithm and every page of the panel has a section of the documentation, which is there."""

import re

import pytest
from roofline.plugin.help_pages import PANEL_PAGES, web_address
from roofline.protocol.paths import ROOT


def anchors(path):
    """The anchors that GitHub gives the headings of a file."""
    headings = re.findall(r"^#+ (.+)$", (ROOT / path).read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def is_there(address):
    path, anchor = address.replace(web_address(""), "").split("#")
    return anchor in anchors(path)


def test_every_algorithm_has_a_section(qgis, provider):
    algorithms = provider.algorithms()
    assert len(algorithms) == len({algorithm.helpUrl() for algorithm in algorithms}) == 14
    assert [algorithm.name() for algorithm in algorithms if not is_there(algorithm.helpUrl())] == []


@pytest.mark.parametrize("page", PANEL_PAGES.values())
def test_every_page_of_the_panel_has_a_section(page):
    assert is_there(web_address(page)) and not is_there(web_address("docs/tutorial.md#never-written"))
