"""Help pages (helpUrl): the section of the documentation that explains an algorithm, or a page of the panel."""

from __future__ import annotations

from ..protocol.metadata import plugin_metadata

TUTORIAL, ALGORITHMS = "docs/tutorial.md", "docs/algorithms.md"
PANEL_PAGES = {
    "stepLabel": f"{TUTORIAL}#2-draw-labels-and-areas",
    "stepTrain": f"{TUTORIAL}#3-train",
    "stepPredict": f"{TUTORIAL}#4-find-the-other-footprints",
    "stepCheck": f"{TUTORIAL}#5-check-them",
    "stepHistory": f"{TUTORIAL}#6-look-back",
}
"""By the name of a page's button."""


def algorithm_page(name: str) -> str:
    """The web address of the section of an algorithm, by its name."""
    return web_address(f"{ALGORITHMS}#roofline{name}")


def web_address(page: str) -> str:
    """The address of a file of the repository, such as "docs/tutorial.md#3-train", at the branch of the releases."""
    return f"{plugin_metadata('repository')}/blob/main/{page}"
