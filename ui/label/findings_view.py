"""Label quality findings (labels that deserve a second look), in a list and outlined on the map."""

from __future__ import annotations

from typing import Dict, Iterator, List, Optional

from qgis.core import QgsCoordinateTransform, QgsCsException
from qgis.gui import QgsCollapsibleGroupBox, QgsMapCanvas
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtGui import QHideEvent, QShowEvent
from qgis.PyQt.QtWidgets import QCheckBox, QTreeWidget, QTreeWidgetItem, QVBoxLayout

from ...plugin.layers.workspace import Workspace
from ...plugin.review.label_checks import Finding, label_findings
from ..widgets.highlights import Highlights
from ..words import labels as words
from ..words import tr

MOST_ROWS = 200
"""Rows shown of each kind of finding; more would only be scrolled over."""
PAUSE_MS = 30
"""Delay before the checks, so that events that waited for the count of labels just before come first."""
LINES = 8
"""Height of the list, in lines of text."""
SURROUNDINGS = 4
"""Zooming to a finding shows this many times its width and height."""
FINDING = Qt.ItemDataRole.UserRole


class FindingsView(QgsCollapsibleGroupBox):
    """Findings of the label checks by kind; hidden while there are none. `look()` checks again, in slices between other
    events."""

    def __init__(self, workspace: Workspace, canvas: QgsMapCanvas) -> None:
        super().__init__()
        self._workspace, self._canvas = workspace, canvas
        self._highlights = Highlights(canvas)
        self._shown: List[Finding] = []
        self._parts: Iterator[List[Finding]] = iter(())
        self._coming: List[Finding] = []
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.timeout.connect(self._look_on)
        self._build()
        self.hide()

    def _build(self) -> None:
        self.setToolTip(tr(words.TO_LOOK_AT_HELP))
        self._on_map = QCheckBox(tr(words.SHOW_ON_MAP))
        self._on_map.setObjectName("showFindings")
        self._on_map.setToolTip(tr(words.SHOW_ON_MAP_HELP))
        self._on_map.setChecked(True)
        self._on_map.toggled.connect(self._outline)
        self._list = QTreeWidget()
        self._list.setObjectName("findings")
        self._list.setToolTip(tr(words.FINDINGS_HELP))
        self._list.setHeaderHidden(True)
        self._list.setMinimumHeight(LINES * self.fontMetrics().lineSpacing())
        self._list.itemClicked.connect(self._go_to)
        self._list.itemActivated.connect(self._go_to)
        column = QVBoxLayout(self)
        column.addWidget(self._on_map)
        column.addWidget(self._list)
        self.setCollapsed(True)

    def close(self) -> bool:
        """Stop the checks and remove the outlines from the map."""
        self._next.stop()
        self._highlights.close()
        return bool(super().close())

    def look(self) -> None:
        """Check the labels as they are now, on the event loop; checks that have not ended yet are dropped."""
        self._parts, self._coming = label_findings(self._workspace), []
        self._next.start(PAUSE_MS)

    def _look_on(self) -> None:
        part = next(self._parts, None)
        if part is None:
            self._show(self._coming)
        else:
            self._coming.extend(part)
            self._next.start(0)

    def _show(self, findings: List[Finding]) -> None:
        old = [(finding.kind, finding.label) for finding in self._shown]
        self._shown = findings
        self.setTitle(tr(words.TO_LOOK_AT, n=len(findings)))
        self.setVisible(bool(findings))
        if old != [(finding.kind, finding.label) for finding in findings]:
            self._fill_list()
        self._outline()

    def _fill_list(self) -> None:
        rows = [self._list.topLevelItem(number) for number in range(self._list.topLevelItemCount())]
        was_open = {row.data(0, FINDING) for row in rows if row.isExpanded()}
        self._list.clear()
        by_kind: Dict[str, List[Finding]] = {kind: [] for kind in words.FINDINGS}
        for finding in self._shown:
            by_kind[finding.kind].append(finding)
        for kind, findings in by_kind.items():
            if findings:
                row = _kind_row(kind, findings)
                self._list.addTopLevelItem(row)
                row.setExpanded(kind in was_open or not rows)

    def _go_to(self, row: QTreeWidgetItem) -> None:
        finding: Optional[Finding] = row.data(0, FINDING) if row.parent() is not None else None
        if finding is None:
            return
        to_map = QgsCoordinateTransform(finding.crs, self._canvas.mapSettings().destinationCrs(),
                                        self._workspace.project)
        try:
            box = to_map.transformBoundingBox(finding.geometry.boundingBox())
        except QgsCsException:
            return
        if not self._canvas.extent().contains(box):
            box.scale(SURROUNDINGS)
            self._canvas.setExtent(box)
            self._canvas.refresh()
        self._canvas.flashGeometries([finding.geometry], finding.crs)

    def _outline(self, *_: object) -> None:
        """Outline the findings while the list is visible; other pages have their own outlines."""
        if self._shown and self._on_map.isChecked() and self.isVisible():
            self._highlights.show((finding.geometry for finding in self._shown), self._shown[0].crs)
        else:
            self._highlights.clear()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        self._outline()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        super().hideEvent(event)
        self._outline()


def _kind_row(kind: str, findings: List[Finding]) -> QTreeWidgetItem:
    row = QTreeWidgetItem([tr(words.COUNTED, kind=tr(words.FINDINGS[kind]), n=len(findings))])
    row.setData(0, FINDING, kind)
    for finding in findings[:MOST_ROWS]:
        saved, new = tr(words.LABEL_NUMBER, id=finding.label), tr(words.NEW_LABEL, n=finding.unsaved)
        text = new if finding.unsaved else saved
        child = QTreeWidgetItem(row, [text])
        child.setData(0, FINDING, finding)
    if len(findings) > MOST_ROWS:
        QTreeWidgetItem(row, [tr(words.MORE, n=len(findings) - MOST_ROWS)]).setDisabled(True)
    return row
