"""Combo box of models: the built-in ones, those trained here, and files chosen before."""

from __future__ import annotations

from pathlib import Path
from typing import List

from qgis.PyQt.QtCore import QLocale, Qt, pyqtSignal
from qgis.PyQt.QtGui import QShowEvent, QStandardItemModel
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QFileDialog,
    QGridLayout,
    QInputDialog,
    QMenu,
    QToolButton,
    QWidget,
)

from ...plugin.history import model_choices
from ...plugin.history.model_choices import BUNDLED, is_missing, mine, model_facts, model_name
from ...protocol.model_files import DEFAULT_BASE, ENCODER, is_encoder_choice
from ..words import models as words
from ..words import number, tr
from ..words.things import score_text
from .folding import let_shrink
from .plain import leave_wheel_to_page, tool_button
from .remark import INFO, WARNING, Remark


class ModelBox(QWidget):
    """`changed` carries the value() that the analyst chose. A chosen file that is missing stays in the list, and the
    built-in model stands in until the file is back. With `encoders` a training may start from these too."""

    changed = pyqtSignal(str)

    def __init__(self, encoders: bool = False) -> None:
        super().__init__()
        self._wanted, self._encoders = "", words.ENCODERS if encoders else {}
        self._files: List[str] = []
        self._combo, self._remark = QComboBox(), Remark("modelRemark")
        self._choose = tool_button("modelFromFile", words.FROM_FILE, "/mActionFileOpen.svg")
        self._combo.setObjectName("modelCombo")
        let_shrink(self._combo)
        self._combo.view().setTextElideMode(Qt.TextElideMode.ElideMiddle)
        leave_wheel_to_page(self._combo)
        self._remark.hide()
        self._arrange()
        self.setFocusProxy(self._combo)
        self._combo.activated.connect(self._chosen)
        if encoders:
            self._add_menu()
        else:
            self._choose.clicked.connect(self._ask_for_file)
        self.refresh()

    def value(self) -> str:
        """Name of a built-in model, "" for the default one, path of a file, or an encoder (protocol.model_files)."""
        return str(self._combo.currentData() or "")

    @property
    def wanted(self) -> str:
        """As value(), but also a file that is missing, for which another model stands in."""
        return self._wanted

    def set_value(self, value: str) -> None:
        """Show the model `value`; `changed` is not emitted."""
        self._wanted = "" if value == DEFAULT_BASE else value
        self.refresh()

    def refresh(self) -> None:
        """Fill the list with the models that exist now."""
        self._combo.clear()
        for name in sorted(BUNDLED, key=lambda name: name != DEFAULT_BASE):
            self._combo.addItem(model_name(name), "" if name == DEFAULT_BASE else name)
        trained = [str(path) for path in mine()]
        if self._wanted and self._wanted not in [*BUNDLED, *trained, *self._files, *self._encoders]:
            self._files.append(self._wanted)
        others = [path for path in self._files if path not in trained]
        for paths in (trained, others):
            if paths:
                self._combo.insertSeparator(self._combo.count())
            for path in paths:
                self._add(path)
        if self._encoders:
            self._add_encoders()
        missing = is_missing(self._wanted)
        self._combo.setCurrentIndex(max(0, self._combo.findData("" if missing else self._wanted)))
        self._combo.setToolTip(self.value() or model_name(DEFAULT_BASE))
        if missing or not is_encoder_choice(self._wanted):
            self._remark.set_text(tr(words.FALLS_BACK, path=self._wanted) if missing else "", WARNING)
        else:
            self._remark.set_text(tr(words.KNOWS_NOTHING), INFO)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt names it
        super().showEvent(event)
        self.refresh()

    def _arrange(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.addWidget(self._combo, 0, 0)
        grid.addWidget(self._choose, 0, 1)
        grid.addWidget(self._remark, 1, 0, 1, 2)
        grid.setColumnStretch(0, 1)

    def _add_menu(self) -> None:
        menu = QMenu(self._choose)
        menu.addAction(tr(words.FROM_FILE), self._ask_for_file)
        menu.addAction(tr(words.OTHER_ENCODER), self._ask_for_encoder)
        self._choose.setMenu(menu)
        self._choose.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def _add(self, path: str) -> None:
        gone = is_missing(path)
        self._combo.addItem(tr(words.MISSING, name=model_name(path)) if gone else _title(path), path)
        last = self._combo.count() - 1
        self._combo.setItemData(last, path, Qt.ItemDataRole.ToolTipRole)
        entries = self._combo.model()
        if gone and isinstance(entries, QStandardItemModel):
            entries.item(last).setEnabled(False)

    def _add_encoders(self) -> None:
        self._combo.insertSeparator(self._combo.count())
        for value, text in self._encoders.items():
            self._combo.addItem(tr(text), value)
            self._combo.setItemData(self._combo.count() - 1, tr(text), Qt.ItemDataRole.ToolTipRole)

    def _chosen(self, index: int) -> None:
        self._take(str(self._combo.itemData(index) or ""))

    def _take(self, value: str) -> None:
        self.set_value(value)
        self.changed.emit(self.value())

    def _ask_for_encoder(self) -> None:
        name, _ = QInputDialog.getText(self, tr(words.OTHER_ENCODER), tr(words.WHICH_ENCODER))
        name = name.strip().removeprefix(ENCODER)
        if name:
            self._take(f"{ENCODER}{name}")

    def _ask_for_file(self) -> None:
        is_file = self.value() and not model_choices.is_name(self.value())
        folder = Path(self.value()).parent if is_file else model_choices.models_folder()
        kinds = words.BASE_FILTER if self._encoders else words.FILE_FILTER
        path, _ = QFileDialog.getOpenFileName(self, tr(words.FROM_FILE), str(folder), tr(kinds))
        if not path:
            return
        if model_facts(Path(path)) is None and not (self._encoders and is_encoder_choice(path)):
            self._remark.tell(tr(words.NO_MODEL, path=path), WARNING)
            return
        self._take(path)


def _title(path: str) -> str:
    """Name, F1 score and date of creation, as far as the model card has them."""
    if is_encoder_choice(path):
        return tr(words.ENCODER, name=model_name(path))
    facts = model_facts(Path(path))
    if facts is None:
        return model_name(path)
    created = QLocale().toString(facts.created.date(), QLocale.FormatType.ShortFormat)
    if facts.score is None:
        return tr(words.MINE, name=model_name(path), created=created)
    if facts.score.is_iou:
        return tr(words.MINE_SCORED_IOU, name=model_name(path), score=score_text(facts.score), created=created)
    return tr(words.MINE_SCORED, name=model_name(path), f1=number(facts.score.f1, ".2f"), created=created)
