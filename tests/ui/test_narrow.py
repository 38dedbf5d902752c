"""The panel in a narrow dock, in every language: nothing in it is cut off."""

import sys
from pathlib import Path

import pytest
from qgis.core import QgsApplication, QgsProject
from qgis.gui import QgsCollapsibleGroupBox
from qgis.PyQt.QtWidgets import QApplication, QCheckBox, QPushButton, QScrollArea, QSizePolicy, QStackedWidget, QWidget
from roofline.tests.ui.support.footprint_checks import settle
from roofline.tests.ui.support.languages import plugin_in
from roofline.tools.translations import LANGUAGES
from roofline.ui import panel as panel_module
from roofline.ui.widgets.folding import FoldingGrid, FoldingText

ROOM = 248
"""Pixels that a page has beside its scroll bar in a dock of 280."""


@pytest.fixture(params=["en", *LANGUAGES])
def panel(request, small_font, compiled, iface, workspace, monkeypatch):
    from roofline.plugin.processing import worker_algorithm

    monkeypatch.setattr(worker_algorithm, "worker_python", lambda: Path(sys.executable))
    monkeypatch.setattr(panel_module, "is_ready", lambda: True)
    monkeypatch.setattr(iface.canvas, "project", QgsProject.instance)
    with plugin_in(request.param, compiled):
        provider = QgsApplication.processingRegistry().providerById("roofline")
        monkeypatch.setattr(provider.workers, "keep_spare", lambda network: None)
        panel = panel_module.Panel(iface, provider)
        yield panel
        panel.close_all()
        panel.deleteLater()


def show_all(part):
    """Unfold every box, and show what else is shown only when there is something to say or to do."""
    for box in part.findChildren(QgsCollapsibleGroupBox):
        box.setCollapsed(False)
    for one in part.findChildren(QWidget):
        if one.isHidden() and not one.isWindow() and not isinstance(one.parent(), (QScrollArea, QStackedWidget)):
            one.show()


def wider(part):
    """Where in `part` more room is needed than there is: the width, and the names of the widgets down to there."""
    width, name = part.minimumSizeHint().width(), part.objectName() or type(part).__name__
    is_free = part.sizePolicy().horizontalPolicy() == QSizePolicy.Policy.Ignored or isinstance(part, QScrollArea)
    if width <= ROOM or is_free or not part.isVisibleTo(part.parentWidget()):
        return []
    inside = [child for child in part.children() if isinstance(child, QWidget) and not child.isWindow()]
    return [f"{name}/{found}" for child in inside for found in wider(child)] or [f"{name}: {width}"]


def test_no_page_needs_more_room_than_a_narrow_dock_has(panel):
    scrolled = [area.widget() for area in panel.findChildren(QScrollArea) if area.widget().layout() is not None]
    assert len(scrolled) == 6  # the pages and the set-up
    for part in (*scrolled, panel.offers, panel.job_view, panel.live_view):
        show_all(part)
    settle()
    too_wide = [one for part in (*scrolled, panel.offers, panel.job_view, panel.live_view) for one in wider(part)]
    assert not too_wide, too_wide


@pytest.fixture()
def three_buttons(qgis):
    parent = QWidget()
    buttons = [QPushButton(text) for text in ("Show", "Skip it for now", "Done")]
    parent.setLayout(FoldingGrid(3, buttons))
    yield parent, buttons
    parent.deleteLater()


def rows(buttons):
    return [sum(other.y() == y for other in buttons) for y in sorted({button.y() for button in buttons})]


def test_a_row_of_buttons_folds_where_there_is_no_room_and_unfolds(three_buttons):
    parent, buttons = three_buttons
    parent.show()
    wide, narrow = parent.sizeHint().width(), parent.minimumSizeHint().width()
    for width, expected in ((wide, [3]), (wide - 1, [2, 1]), (narrow, [1, 1, 1]), (wide, [3])):
        parent.resize(width, parent.heightForWidth(width))
        settle()
        assert rows(buttons) == expected
        assert all(parent.rect().contains(button.geometry()) for button in buttons)
        assert all(button.width() >= button.minimumSizeHint().width() for button in buttons)
    buttons[1].hide()
    parent.resize(wide, 40)
    settle()
    assert buttons[2].y() == buttons[0].y() and parent.width() - buttons[2].geometry().right() <= 2


def test_a_long_text_is_broken_into_lines_and_stays_whole(qgis):
    box = QCheckBox("Learn from the 12 selected labels only")
    folding, whole = FoldingText(box), box.text()
    box.show()
    needed = box.sizeHint().width()
    for width, lines in ((needed + 5, 1), (needed - 20, 2), (needed + 5, 1)):
        box.resize(width, 60)
        settle()
        assert box.text().count("\n") == lines - 1 and box.text().replace("\n", " ") == whole
        assert box.sizeHint().width() <= width
    folding.write("Short")
    assert box.text() == "Short"
    box.deleteLater()
    QApplication.processEvents()
