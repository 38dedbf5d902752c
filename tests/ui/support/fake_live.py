"""A live training that a test answers for."""

from roofline.plugin.jobs.live_prediction import Prediction
from roofline.plugin.jobs.live_training import OFF, STARTING, STOPPING, LiveTraining
from roofline.protocol.live_messages import TRAINING, Kept, LiveProgress, Scored


class FakeLive(LiveTraining):
    """Writes down what it is asked for; a test says what it does."""

    def __init__(self, workspace):
        super().__init__(workspace)
        self.asked, self.refusal, self.no_place = [], "", None

    def start(self, settings, anew=False):
        self.asked.append(("start anew" if anew else "start", settings))
        self.be(OFF if self.refusal else STARTING, self.refusal)
        return not self.refusal

    def look_at(self, window, crs):
        self.asked.append(("look_at", window, crs))

    def keep(self):
        self.asked.append(("keep",))
        if self.no_place:
            raise self.no_place
        return "/models/town.roofline"

    def stop(self):
        self.asked.append(("stop",))
        self.be(STOPPING)

    def close(self):
        self.be(OFF)

    def be(self, state, problem=""):
        """It is in another state."""
        self.state, self.problem = state, problem
        self.changed.emit()

    def learn(self, labels, step=1, state=TRAINING):
        """It learns from so many labels, or rests after it."""
        self.progress = LiveProgress("live", state, step, 0.3, labels)
        self.be(state)
        self.stepped.emit(self.progress)

    def find(self, outlines, crs, extent=None, problem="", step=1):
        """It found these outlines in the view."""
        self.prediction = Prediction(1, crs, extent, outlines, [0.9] * len(outlines), step, problem=problem)
        self.predicted.emit(self.prediction)

    def score_it(self, f1, step, ground=1, buildings=9, iou=0.5, **kind):
        """It was scored."""
        self.score = Scored("live", ground, step, f1, iou, buildings, **kind)
        self.scored.emit(self.score)

    def have_kept(self, model, problem=""):
        """The model was written, or not."""
        self.kept.emit(Kept("live", model, problem=problem))
