"""What the plugin and the worker say to each other."""

import io
import json
import re

import pytest
from roofline.protocol import messages
from roofline.protocol.job_requests import (
    AlignLabels,
    Compare,
    Evaluate,
    ExportOnnx,
    LearningCurve,
    Predict,
    Pretrain,
    Regularize,
    SelfTest,
    Suggest,
    Train,
)
from roofline.protocol.launch import ROOT
from roofline.protocol.live_messages import (
    Keep,
    Kept,
    Labels,
    LiveProgress,
    Scored,
    TakenUp,
    TrainLive,
    Watch,
    Watched,
)
from roofline.protocol.messages import (
    Cancel,
    Canceled,
    Failed,
    Finished,
    Notice,
    Preview,
    Progress,
    ProtocolError,
    Ready,
    Stop,
)
from roofline.protocol.view_messages import Click, LookAt, Seen

README = ROOT / "protocol" / "README.md"
ONE_OF_EACH = [
    Train("1", "/runs/a", ["/a.tif"], "/l.gpkg", "/m.roofline", {"seed": 1}, resume=True),
    Predict("1", "/tmp/j", ["/a.tif"], "/f.gpkg", {}, extent={"xmin": 0.0}),
    Evaluate("1", "/tmp/j", "/f.gpkg", "/r.gpkg", "/e.gpkg"),
    Compare("1", "/tmp/j", "/b.gpkg", "/a.gpkg", "/c.gpkg", {"unchanged_iou": 0.7}),
    LearningCurve("1", "/runs/a", ["/a.tif"], "/l.gpkg", {"seed": 1}, {"points": 4}, report="/r.html"),
    Pretrain("1", "/runs/a", ["/a.tif"], "/e.safetensors", {"seed": 1}, land_cover="/c.tif", zones="/z.gpkg"),
    Suggest("1", "/tmp/j", ["/a.tif"], "/s.gpkg", {"squares": 5}, labels="/l.gpkg", extent={"xmin": 0.0}),
    AlignLabels("1", "/tmp/j", ["/a.tif"], "/l.gpkg", "/m.gpkg", {"max_shift_m": 12}, model="town"),
    Regularize("1", "/tmp/j", "/p.gpkg", "/r.gpkg", {"circles": False}), ExportOnnx("1", "/tmp/j", "/m.onnx"),
    SelfTest("1", "/tmp/j", "import torch"),
    Cancel("1"), Ready(1, {"torch": "2.13.0"}, "CPU, 2 threads"), Progress("1", 0.5, "step 3", 7.5, {"loss": 0.1}),
    Notice("1", "repaired\n3 of 8"), Finished("1", {"model": "/données/模型.roofline"}), Failed("1", "a", "b"),
    Canceled("1"), Stop("1"), Preview("1", "/runs/a/preview-1.gpkg"),
    LookAt("1", "/tmp/j", "/a.tif", [0.0, 0.0, 9.5, 9.5], {"threshold": 0.4}, "/m.roofline"),
    TrainLive("1", "/runs/a", ["/a.tif"], "/l.gpkg", {"seed": 1}, {"refresh_s": 2.0}, resume=True),
    Labels("1", 2, "/l.gpkg", "/a.gpkg"), Watch("1", 3, [0.0, 0.0, 9.5, 9.5]), Keep("1", "/m.roofline", "/m.html"),
    LiveProgress("1", "training", 7, 0.3, 12, 4, 2.5), TakenUp("1", 2, 7, 12, 4, 0.4),
    Watched("1", 3, 7, [0.0, 0.0, 9.5, 9.5], 0.3, ["00"], [0.9], 0.8), Scored("1", 1, 7, 0.6, 0.7, 4),
    Kept("1", "/m.roofline", step=7, score=0.6),
    Click("1", "view", [[1.5, 2.5]], [True]), Seen("1", [0.0, 0.0, 9.5, 9.5], 0.3, 1.2),
]


@pytest.mark.parametrize("message", ONE_OF_EACH, ids=lambda message: type(message).__name__)
def test_every_message_arrives_as_it_was_sent_in_one_line(message):
    stream = io.StringIO()
    messages.write(stream, message)
    assert stream.getvalue().count("\n") == 1
    assert list(messages.read(io.StringIO(stream.getvalue()))) == [message]


def test_one_of_each_is_one_of_each():
    assert {type(message).__name__ for message in ONE_OF_EACH} == set(messages.TYPES)


@pytest.mark.parametrize(("line", "words"), [
    ("torch says hello", "Not a message: 'torch says hello'"),
    ("[1, 2]", "Not a message"),
    ('{"job": "1"}', "Not a message"),
    ('{"type": "Pause", "job": "1"}', "Not a message"),
    ('{"type": "Cancel", "job": "1", "now": true}', "Cancel has no field called now"),
    ('{"type": "Cancel"}', "Cancel lacks a field"),
])
def test_what_is_no_message_is_refused_in_words(line, words):
    with pytest.raises(ProtocolError, match=words.replace("[", r"\[")):
        messages.decode(line)


def test_a_request_that_cannot_be_read_is_told_with_its_file(tmp_path):
    """Not there, cut off, or saved by an editor of Windows."""
    file = tmp_path / "request.json"
    for text in (None, "", '{"type": "SelfTest", "job": "1"', '{"type": "SelfTest", "job": "1", "part": "Straße"}'):
        if text is not None:
            file.write_bytes(text.encode("cp1252"))
        with pytest.raises(ProtocolError, match=re.escape(str(file))):
            messages.read_request(tmp_path)
    file.write_text(messages.encode(ONE_OF_EACH[0]), encoding="utf-8")
    assert messages.read_request(tmp_path) == ONE_OF_EACH[0]


def test_the_laws_in_the_readme_name_functions_that_are_there():
    laws = [line.split("|")[2] for line in README.read_text(encoding="utf-8").splitlines()
            if line.startswith("| ") and ".py`" in line]
    for file, *functions in (re.findall("`([^`]+)`", law) for law in laws if "/" in law):
        code = (ROOT / file).read_text(encoding="utf-8")
        assert all(f"def {function}(" in code for function in functions), (file, functions)
    assert len(laws) > 15


def test_the_example_session_in_the_readme_is_the_protocol():
    lines = [line[2:] for line in README.read_text(encoding="utf-8").splitlines() if line[:3] in ("> {", "< {")]
    said = [messages.decode(line) for line in lines]
    assert isinstance(said[0], Ready) and isinstance(said[-1], (Finished, Canceled))
    assert said[0].protocol == messages.PROTOCOL
    assert {"Train", "Progress", "Cancel"} <= {json.loads(line)["type"] for line in lines}
