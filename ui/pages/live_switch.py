"""Switch of the live training on the page Train: a check box, what it does, why it could not begin, its notices."""

from __future__ import annotations

from typing import Any, Callable, Dict

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from ...plugin.jobs.live_training import LiveTraining
from ...plugin.jobs.panel_job import FINETUNE, Jobs
from ...plugin.translation import tr_sentence
from ..running.notices import Notices
from ..widgets.folding import FoldingText
from ..widgets.plain import push_button, wrapped_label
from ..widgets.remark import WARNING, Remark
from ..words import live as words
from ..words import tr


class LiveSwitch(QWidget):
    """Starts and stops the live training, with the `settings` of that moment; it cannot begin while another training
    runs."""

    def __init__(self, live: LiveTraining, jobs: Jobs, settings: Callable[[], Dict[str, Any]]) -> None:
        super().__init__()
        self._live, self._jobs, self._settings = live, jobs, settings
        self._box = QCheckBox(tr(words.LIVE))
        self._box.setObjectName("live")
        FoldingText(self._box)
        self._trouble, self._notices = Remark("liveTrouble"), Notices()
        self._trouble.hide()
        self._notices.setObjectName("liveNotices")
        self._notices.hide()
        self._explained = wrapped_label(name="liveExplained")
        self._anew = push_button("liveAnew", words.ANEW, words.ANEW_HELP)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (self._box, self._explained, self._trouble, self._notices):
            column.addWidget(part)
        column.addWidget(self._anew, 0, Qt.AlignmentFlag.AlignRight)
        self._box.clicked.connect(self._clicked)
        self._anew.clicked.connect(self._begin_anew)
        live.changed.connect(self._show)
        live.stepped.connect(self._show)
        live.noticed.connect(self._noticed)
        jobs.changed.connect(self._show)
        self._show()

    def close(self) -> bool:
        """Disconnect from the training and the jobs."""
        self._live.changed.disconnect(self._show)
        self._live.stepped.disconnect(self._show)
        self._live.noticed.disconnect(self._noticed)
        self._jobs.changed.disconnect(self._show)
        return bool(super().close())

    def _clicked(self, wanted: bool) -> None:
        if wanted:
            self._start()
        else:
            self._live.stop()
        self._show()

    def _start(self, anew: bool = False) -> None:
        self._trouble.set_text("")
        self._notices.clear()
        if not self._live.start(self._settings(), anew):
            self._trouble.tell(self._live.problem, WARNING)

    def _begin_anew(self) -> None:
        """Slot: end the training, and start another one, which waits until its state is saved."""
        self._live.stop()
        self._start(anew=True)

    def _noticed(self, text: str) -> None:
        self._notices.add(tr_sentence(text))

    def _show(self, *_: object) -> None:
        job, progress = self._jobs.current, self._live.progress
        is_training = job is not None and job.algorithm == FINETUNE
        self._box.setChecked(self._live.is_on)
        self._box.setEnabled(self._live.is_on or not is_training)
        self._box.setToolTip(tr(words.NOT_NOW if is_training else words.LIVE_HELP))
        explained = [words.EXPLAINED, words.LIVE_ON] if self._live.is_on else [words.EXPLAINED]
        self._explained.setText(" ".join(map(tr, explained)))
        self._anew.setVisible(self._live.is_on and progress is not None and progress.step > 0)
