"""The panel, a dock widget (QgsDockWidget): imagery at the top, one page a step, the running job at the bottom."""

from __future__ import annotations

from pathlib import Path
from typing import Any, List, Tuple

from qgis.core import QgsApplication, QgsSettings
from qgis.gui import QgsDockWidget
from qgis.PyQt.QtCore import Qt, QTimer, QUrl
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import (
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ..plugin.environment.plan import new_graphics_card
from ..plugin.environment.self_test_page import page_file
from ..plugin.environment.virtual_environment import is_ready
from ..plugin.help_pages import PANEL_PAGES, web_address
from ..plugin.history import past_runs
from ..plugin.history.model_choices import is_its_base
from ..plugin.history.prediction_record import PredictionRecord
from ..plugin.jobs import live_preview
from ..plugin.jobs.live_training import LiveTraining
from ..plugin.jobs.panel_job import (
    ALIGN,
    CANCELED,
    FINETUNE,
    FINISHED,
    PREDICT,
    SELF_TEST,
    SETUP,
    SUGGEST,
    JobOutcome,
    Jobs,
    PanelJob,
)
from ..plugin.layers.workspace import Workspace
from ..plugin.translation import tr_sentence
from .check.check_page import CheckPage
from .label.label_page import LabelPage
from .pages.history_page import HistoryPage
from .pages.predict_page import PredictPage
from .pages.setup_page import SetupPage
from .pages.train_page import TrainPage
from .running.job_view import JobView
from .running.live_map import LiveMap
from .running.live_view import LiveView
from .running.resume_offer import Offers
from .running.waiting_bar import WaitingBar
from .widgets.imagery_box import ImageryBox
from .widgets.lookup import Lookup
from .widgets.plain import scrolled
from .widgets.start_page import StartPage
from .widgets.step_row import StepRow
from .words import live as live_words
from .words import panel as words
from .words import tr
from .words import train as train_words

KEEP_UNSEEN_MS = 60_000
"""The spare worker is kept for this long while the panel is not visible."""
WAS_WIDE = "plugins/roofline/panel_was_wide"
"""QGIS's setting that the panel was opened before, with room for all names."""
LAST_WAIT_S = 6.0
"""A job has these seconds to save itself when QGIS closes; a training needs about one."""


class Panel(QgsDockWidget):
    """Everything an analyst sees of Roofline. The panel computes nothing: its jobs are Processing algorithms of the
    toolbox."""

    def __init__(self, iface: Any, provider: Any) -> None:
        super().__init__(tr(words.TITLE), iface.mainWindow())
        self.setObjectName("RooflinePanel")
        self._iface, self._provider, self._closed, self._projects = iface, provider, False, 0
        self.workspace = Workspace(iface.mapCanvas().project())
        self.jobs = Jobs()
        self.live = LiveTraining(self.workspace)
        self._unseen = QTimer(self)  # a dock behind another tab is often back soon
        self._unseen.setSingleShot(True)
        self._unseen.setInterval(KEEP_UNSEEN_MS)
        self._unseen.timeout.connect(provider.workers.release_spare)
        self._make_parts(iface)
        self._arrange()
        self._connect()
        self._show_setup_or_work()

    def _make_parts(self, iface: Any) -> None:
        workspace, jobs, live = self.workspace, self.jobs, self.live
        self.imagery = ImageryBox(workspace)
        self.label_page = LabelPage(workspace, jobs, live, iface)
        self.train_page = TrainPage(workspace, jobs, live)
        self.predict_page = PredictPage(workspace, jobs, iface)
        self.check_page = CheckPage(workspace, jobs, iface)
        self.history_page = HistoryPage(workspace, jobs)
        self.setup_page = SetupPage(jobs)
        self.job_view = JobView(jobs)
        self.live_view = LiveView(live, workspace)
        self.offers = Offers()
        self._bar = WaitingBar(iface.messageBar(), lambda: self.setUserVisible(True))
        self._new_card = Lookup(lambda: new_graphics_card())
        self._previews = live_preview.MapPreviews(workspace.project, jobs, iface.mapCanvas().refresh)
        self._live_map = LiveMap(live, iface.mapCanvas())

    @property
    def _steps(self) -> List[Tuple[str, str, str, str, QWidget]]:
        return [
            ("stepLabel", words.LABEL, words.LABEL_HELP, "/mActionCapturePolygon.svg", self.label_page),
            ("stepTrain", words.TRAIN, words.TRAIN_HELP, "/mActionPlay.svg", self.train_page),
            ("stepPredict", words.PREDICT, words.PREDICT_HELP, "/search.svg", self.predict_page),
            ("stepCheck", words.CHECK, words.CHECK_HELP, "/mActionHandleStoreFilterExpressionChecked.svg",
             self.check_page),
            ("stepHistory", words.HISTORY, words.HISTORY_HELP, "/mIconHistory.svg", self.history_page),
        ]

    def _arrange(self) -> None:
        self._pages, steps = QStackedWidget(), self._steps
        self._pages.setObjectName("pages")
        for *_, page in steps:
            page.layout().setContentsMargins(0, self.fontMetrics().height() // 2, 0, 0)  # the dock has margins
            self._pages.addWidget(page if isinstance(page, StartPage) else scrolled(page))
        self._row = StepRow([(name, text, help_text, icon) for name, text, help_text, icon, _ in steps], [
            (("openSetup", words.SETUP, words.SETUP_HELP, "/mActionOptions.svg"), self.show_setup),
            (("openHelp", words.HELP, words.HELP_HELP, "/mActionHelpContents.svg"), self.show_help)])
        work = QWidget()
        work.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # else the arrow keys move the map after a click beside a field
        column = QVBoxLayout(work)
        column.addWidget(self.offers)
        column.addWidget(self.imagery)
        column.addWidget(self._row)
        column.addWidget(self._pages, 1)
        column.addWidget(self.live_view)
        column.addWidget(self.job_view)
        self._setup_or_work = QStackedWidget()
        self._setup_or_work.addWidget(work)
        self._setup_or_work.addWidget(scrolled(self.setup_page))
        self.setWidget(self._setup_or_work)

    def _connect(self) -> None:
        self._row.chosen.connect(self._pages.setCurrentIndex)
        self._pages.currentChanged.connect(lambda _: self.job_view.leave())
        self.setup_page.done.connect(self._show_setup_or_work)
        self.offers.setup_wanted.connect(self.show_setup)
        self._new_card.found.connect(self.offers.offer_setup)
        self.jobs.began.connect(self._job_began)
        self.jobs.prepared.connect(self._job_prepared)
        self.job_view.predict_wanted.connect(lambda: self.go_to("stepPredict"))
        self.job_view.check_wanted.connect(lambda: self.go_to("stepCheck"))
        self.job_view.squares_wanted.connect(self._look_for_squares)
        self.job_view.resume_wanted.connect(self.resume)
        self.job_view.base_wanted.connect(self._previews.show_base)
        self.history_page.resume_wanted.connect(self.resume)
        for part in (self.setup_page, self.job_view):
            part.self_test_wanted.connect(self._test_itself)
        self.check_page.labels_added.connect(lambda: self.go_to("stepLabel"))
        self.offers.training_wanted.connect(self.resume)
        self.offers.prediction_wanted.connect(self._go_on_predicting)
        self.offers.part_wanted.connect(self._keep_part)
        self.workspace.project.readProject.connect(self._project_read)
        self.workspace.project.cleared.connect(self._project_closed)
        self.visibilityChanged.connect(self._seen)
        QgsApplication.instance().aboutToQuit.connect(self.close_all)

    def show_setup(self) -> None:
        """Show the set-up page, from which one comes back to the work."""
        self._setup_or_work.setCurrentIndex(1)

    def show_help(self) -> None:
        """Open the section of the tutorial on the page that is shown."""
        QDesktopServices.openUrl(QUrl(web_address(PANEL_PAGES[self._row.step])))

    def go_to(self, step: str) -> None:
        """Show the page of a step, by the name of its button."""
        self._row.go_to(step)

    def resume(self, folder: str) -> None:
        """Resume the training of the run in `folder`, unless another job runs. When the run cannot be resumed, QGIS's
        message bar shows why."""
        if self.jobs.busy or self.live.is_on:
            reason = train_words.BUSY if self.jobs.busy else live_words.LIVE_ON
            self._iface.messageBar().pushInfo(tr(words.TITLE), tr(reason))
            return
        try:
            parameters = past_runs.resume_parameters(past_runs.read_run(Path(folder)))
        except (past_runs.HistoryError, OSError) as error:
            self._iface.messageBar().pushWarning(tr(words.TITLE), tr_sentence(str(error)))
            return
        self.go_to("stepTrain")
        self.jobs.start(FINETUNE, parameters)

    def _look_for_squares(self) -> None:
        self.go_to("stepLabel")
        self.label_page.squares.suggest()

    def _test_itself(self) -> None:
        if not self.jobs.busy:
            self._show_setup_or_work()
            self.jobs.start(SELF_TEST, {"REPORT": str(page_file())})

    def _go_on_predicting(self, record: PredictionRecord) -> None:
        self.go_to("stepPredict")
        self.predict_page.go_on(record)

    def _keep_part(self, record: PredictionRecord) -> None:
        self.go_to("stepPredict")
        self.predict_page.keep(record)

    def close_all(self) -> None:
        """End the running job, so that no process stays, and disconnect from QGIS. What a training has learned stays in
        its run. A second call does nothing: QGIS quits, and then unloads its plugins."""
        if self._closed:
            return
        self._closed = True
        QgsApplication.instance().aboutToQuit.disconnect(self.close_all)
        self.workspace.project.readProject.disconnect(self._project_read)
        self.workspace.project.cleared.disconnect(self._project_closed)
        self.visibilityChanged.disconnect(self._seen)
        self._new_card.found.disconnect(self.offers.offer_setup)
        self._unseen.stop()
        self._bar.withdraw()
        if self.jobs.current is not None:
            self.jobs.current.end_now(LAST_WAIT_S)
        self.live.close()
        for part in (self.imagery, self.label_page, self.train_page, self.predict_page, self.check_page,
                     self.history_page, self.setup_page, self.job_view, self.live_view, self._live_map, self._previews,
                     self.workspace):
            part.close()
        self._provider.workers.close()

    def _show_setup_or_work(self) -> None:
        ready = is_ready()
        self._setup_or_work.setCurrentIndex(0 if ready else 1)
        if ready and self.isVisible():
            self._provider.keep_spare()
            self._offer_to_resume()
            self._new_card.start()

    def _seen(self, visible: bool) -> None:
        if visible:
            self._bar.withdraw()
            self._unseen.stop()
            self._show_setup_or_work()
            if not QgsSettings().value(WAS_WIDE, False, type=bool):
                QgsSettings().setValue(WAS_WIDE, True)
                QTimer.singleShot(0, self._widen)
        else:
            self._unseen.start()

    def _widen(self) -> None:
        """Give the dock room for the names of the pages: QGIS opens a new one as narrow as it may be, and keeps the
        width that the user gives it."""
        if not self._closed:
            self._iface.mainWindow().resizeDocks([self], [self.sizeHint().width()], Qt.Orientation.Horizontal)

    def _project_read(self) -> None:
        live_preview.remove_leftovers(self.workspace.project)
        self._offer_to_resume()
        if not self.isVisible() and is_ready():
            self._bar.tell(self.offers.waiting)

    def _project_closed(self) -> None:
        """Cancel a prediction, a search for squares or an alignment, whose result has nowhere to go. A training goes on
        and ends up in the history. What ended before is of no use to the next project."""
        self._projects += 1
        self.offers.hide()
        self._bar.withdraw()
        job = self.jobs.current
        self.job_view.leave_project()
        if job is not None and job.algorithm in (PREDICT, SUGGEST, ALIGN):
            job.cancel()

    def _offer_to_resume(self) -> None:
        if self.jobs.busy:
            self.offers.hide()
        else:
            self.offers.look(self.workspace.project.fileName(), not self.job_view.offers_to_go_on)

    def _job_began(self, job: PanelJob) -> None:
        self.offers.hide()
        if job.algorithm == SETUP and "REMOVE_IMAGERY" not in job.parameters:
            self.live.stop()  # these run on what is installed anew, or removed
            self.label_page.buttons.end_views()
        name, number = self.workspace.project.fileName(), self._projects
        job.ended.connect(lambda outcome: self._job_ended(job, outcome, self._is_open(name, number)))

    def _is_open(self, name: str, number: int) -> bool:
        """Whether the project is open that was the `number`th, with the file `name`: still, perhaps under another name,
        or again."""
        return number == self._projects or bool(name and name == self.workspace.project.fileName())

    def _job_prepared(self, job: PanelJob) -> None:
        if job.algorithm in (FINETUNE, PREDICT) and job.feedback.folder is not None and not job.is_quiet:
            past_runs.remember(job.feedback.folder, self.workspace.project.fileName())

    def _job_ended(self, job: PanelJob, outcome: JobOutcome, is_here: bool) -> None:
        folder = job.feedback.folder
        if job.algorithm == FINETUNE and outcome.status == FINISHED and is_here:
            if not is_its_base(Path(outcome.results["MODEL"])):
                self.workspace.choose(model=outcome.results["MODEL"])
        elif job.algorithm == FINETUNE and outcome.status == CANCELED and folder is not None and job.is_given_up:
            past_runs.dismiss(folder)
        if job.algorithm == FINETUNE and not is_here:
            self.job_view.end_elsewhere()
        self._offer_to_resume()
        if job.algorithm == PREDICT and outcome.status != FINISHED and folder is not None and is_here:
            self.offers.offer_prediction(folder)  # also of a project that is not saved
