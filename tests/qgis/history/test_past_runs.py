"""The trainings of a project, read from the folders of their runs."""

import shlex
import time
from datetime import datetime, timedelta

import pytest
from roofline.plugin.history import past_runs, run_record
from roofline.protocol import job_lock
from roofline.protocol.label_counts import LabelCounts
from roofline.protocol.live_messages import TrainLive
from roofline.protocol.messages import encode
from roofline.protocol.settings.training import TrainSettings
from roofline.tests.qgis.support.past_runs import CANCELED, CUT_OFF, FAILED, finished, make_model, make_run

TOWN = "/p/town.qgz"


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("ROOFLINE_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def only_run(project=TOWN):
    (record,) = past_runs.runs_of(project)
    return record


def test_a_finished_run_tells_scores_labels_and_time():
    model = make_model()
    make_run(says=finished())
    record = only_run()
    assert (record.status, record.name, record.imagery, record.base) == (
        "finished", "town", ("zanzibar_b",), "Built-in model")
    assert (record.score.f1, record.score.low, record.score.high, record.base_score.f1) == (
        0.7, pytest.approx(0.6), pytest.approx(0.8), 0.5)
    assert (record.trained, record.held_out, record.seconds, record.model) == (23, 6, 58.5, model)
    assert record.labels == LabelCounts(trained=23, scored=6)
    assert record.started == datetime(2026, 11, 20, 10, 15) and not record.can_resume


def test_a_run_whose_model_was_deleted_keeps_its_score():
    make_run(says=finished())
    assert only_run().model is None and only_run().score.f1 == 0.7


def test_a_model_that_another_run_wrote_under_the_same_name_is_not_this_runs():
    make_model(run="20261121-000000-town", f1=0.9)
    make_run(says=finished())
    assert only_run().model is None and only_run().score.f1 == 0.7


@pytest.mark.parametrize("says, status", [(CUT_OFF, "unfinished"), (CANCELED, "canceled"), (FAILED, "failed"),
                                          ((), "unfinished"), ((*CANCELED, *CUT_OFF), "unfinished")])
def test_the_last_message_tells_how_a_run_ended(says, status):
    make_run(says=says)
    assert only_run().status == status and only_run().can_resume


def test_a_failed_run_keeps_its_sentence():
    make_run(says=FAILED)
    assert only_run().error == "The loss stopped being a number."


def test_a_run_that_a_process_works_on_is_running_and_cannot_be_taken_up():
    folder = make_run(says=CUT_OFF)
    with job_lock.held(folder):
        assert only_run().status == "running" and not only_run().can_resume
        assert past_runs.unfinished(TOWN) is None
    assert only_run().status == "unfinished"


def test_a_run_without_saved_weights_cannot_go_on():
    make_run(says=CUT_OFF, weights=False)
    assert not only_run().can_resume and past_runs.unfinished(TOWN) is None


def test_a_line_cut_in_the_middle_does_not_count():
    folder = make_run(says=CANCELED)
    with (folder / "messages.jsonl").open("a") as file:
        file.write('{"type": "Fini')
    assert only_run().status == "canceled"


def test_changes_of_a_run_are_seen():
    folder = make_run(says=CUT_OFF)
    assert only_run().status == "unfinished"
    with (folder / "messages.jsonl").open("a") as file:
        file.write('{"type": "Canceled", "job": "job"}\n')
    assert only_run().status == "canceled"
    past_runs.dismiss(folder)
    assert only_run().dismissed


def test_a_model_deleted_later_is_missed():
    model = make_model()
    make_run(says=finished())
    assert only_run().model == model
    model.unlink()
    assert only_run().model is None


def test_runs_are_those_of_one_project_newest_first():
    make_run("20261120-101500-a")
    make_run("20261121-101500-b")
    make_run("20261122-101500-c", project="/p/other.qgz")
    make_run("20261122-101500-d", project="")
    make_run("20261122-101500-e", project=None)  # from the toolbox
    assert [record.name for record in past_runs.runs_of(TOWN)] == ["b", "a"]
    assert [record.name for record in past_runs.runs_of("")] == ["d"]


def test_folders_that_hold_no_training_are_left_out(home):
    folder = make_run("20261120-101500-a")
    (folder / "request.json").write_text("not JSON")
    make_run("20261120-101500-b")
    (home / "runs" / "notes.txt").touch()
    assert only_run().name == "b"
    with pytest.raises(past_runs.HistoryError, match="holds no training that can be read"):
        past_runs.read_run(folder)


def test_a_project_saved_for_the_first_time_takes_its_runs_along():
    old, new = make_run("20261120-101500-old", project=""), make_run("20261121-101500-new", project="")
    past_runs.follow("", TOWN, since=datetime(2026, 11, 21))
    assert [record.folder for record in past_runs.runs_of(TOWN)] == [new]
    assert [record.folder for record in past_runs.runs_of("")] == [old]


def test_a_run_begun_in_the_second_in_which_the_project_was_made_goes_along():
    made = datetime.now()
    make_run(f"{made:%Y%m%d-%H%M%S}-town", project="")
    past_runs.follow("", TOWN, since=made)
    assert past_runs.runs_of(TOWN)


def test_what_another_qgis_began_in_an_unsaved_project_stays_with_it():
    theirs = make_run(project=None)
    (theirs / past_runs.PROJECT).write_text("")
    past_runs.follow("", TOWN, since=datetime(2026, 11, 20))
    assert past_runs.runs_of(TOWN) == [] and [record.folder for record in past_runs.runs_of("")] == [theirs]


def test_a_copy_of_a_project_has_the_runs_too():
    make_run()
    past_runs.follow(TOWN, "/p/copy.qgz", since=datetime.now() + timedelta(hours=1))
    assert only_run("/p/copy.qgz") == only_run(TOWN)
    past_runs.remember(only_run(TOWN).folder, TOWN)  # it is resumed there
    assert only_run("/p/copy.qgz") == only_run(TOWN)


@pytest.mark.parametrize("says", [CUT_OFF, CANCELED])
def test_a_run_that_was_cut_off_is_offered_until_it_is_dismissed(says):
    folder = make_run(says=says)
    assert past_runs.unfinished(TOWN).folder == folder
    past_runs.dismiss(folder)
    assert past_runs.unfinished(TOWN) is None
    past_runs.remember(folder, TOWN)  # it was taken up again
    assert past_runs.unfinished(TOWN).folder == folder


def test_a_failed_run_is_not_offered():
    make_run(says=FAILED)
    assert past_runs.unfinished(TOWN) is None


def test_nothing_is_offered_that_a_later_run_has_made_up_for():
    make_run("20261120-101500-a", says=CUT_OFF)
    make_run("20261121-101500-b", says=finished())
    assert past_runs.unfinished(TOWN) is None


def test_a_run_goes_on_with_its_own_layers_and_settings(home):
    folder = make_run(areas="/runs/areas.gpkg", base_model="/m/base.roofline", report="/r/town.html")
    (home / "models").mkdir()
    parameters = past_runs.resume_parameters(only_run())
    assert parameters["RESUME"] == str(folder) and parameters["LABELS"] == str(folder / "labels.gpkg")
    assert parameters["IMAGERY"] == ["/data/zanzibar_b.tif"] and parameters["AREAS"] == "/runs/areas.gpkg"
    assert parameters["BASE_MODEL"] == "/m/base.roofline" and parameters["MAX_SECONDS"] == 60
    assert parameters["MODEL"] == str(home / "models" / "town.roofline") and "RESOLUTION_M" not in parameters
    assert parameters["REPORT"] == str(home / "models" / "town.html")


def test_a_run_that_goes_on_does_not_write_over_the_model_of_another_one(home):
    make_run(says=CUT_OFF)
    make_model(run="20261121-000000-town")
    assert past_runs.resume_parameters(only_run())["MODEL"] == str(home / "models" / "town-2.roofline")


def test_the_command_repeats_the_run_with_what_is_not_a_default():
    settings = {**only_settings(), "batch_size": 3, "learning_rate": 1e-7}
    folder = make_run(imagery=["/data/a town.tif", "/data/b.tif"], settings=settings)
    line = past_runs.command(only_run())
    assert " run roofline:finetune -- 'IMAGERY=/data/a town.tif' IMAGERY=/data/b.tif " in line
    words = shlex.split(line.strip("()"))
    assert f"LABELS={folder / 'labels.gpkg'}" in words and "BATCH_SIZE=3" in words and "LEARNING_RATE=1e-07" in words
    assert not any(word.startswith(("TILE_SIZE", "RESOLUTION_M", "REPORT", "AREAS", "BASE_MODEL")) for word in words)


def test_the_command_writes_a_model_of_its_own(home):
    make_model()
    make_run(says=finished())
    assert f"MODEL={home / 'models' / 'town-again.roofline'}" in past_runs.command(only_run())


def only_settings():
    from roofline.protocol.settings.training import TrainSettings

    return TrainSettings(max_seconds=60).to_dict()


def test_differences_are_what_two_runs_do_not_share():
    make_run("20261120-101500-a", imagery=["/data/a.tif"])
    make_run("20261121-101500-b", imagery=["/data/b.tif"], settings={**only_settings(), "batch_size": 3})
    second, first = past_runs.runs_of(TOWN)
    rows = {row.name: (row.first, row.second) for row in past_runs.differences(first, second)}
    rows.pop("seconds", None)
    assert rows == {"imagery": (("a",), ("b",)), "batch_size": (8, 3)}


def test_two_hundred_runs_are_listed_in_less_than_a_tenth_of_a_second(monkeypatch):
    monkeypatch.setattr(run_record, "_records", {})
    for number in range(200):
        make_model(f"town{number}", f"20261120-101500-town{number}")
        make_run(f"20261120-101500-town{number}", says=finished())
    assert min(listing_seconds() for _ in range(3)) < 0.1


def listing_seconds():
    started = time.perf_counter()
    assert len(past_runs.runs_of(TOWN)) == 200
    return time.perf_counter() - started


def test_a_live_training_has_the_model_that_was_kept_last_and_its_newest_labels():
    model = make_model(run="20261120-101500-town")
    folder = make_run(says=CUT_OFF)
    request = TrainLive("job", str(folder), ["/data/zanzibar_b.tif"], "labels-1.gpkg", TrainSettings().to_dict())
    (folder / "request.json").write_text(encode(request))
    for number in (9, 12):
        (folder / f"labels-{number}.gpkg").touch()
    assert past_runs.runs_of(TOWN) == [], "it has learned nothing: there was no label"
    (folder / "live.jsonl").touch()
    assert only_run().model is None and only_run().name == "town" and only_run().is_live
    lines = [f'{{"what": "kept", "step": 3, "model": "{path}"}}\n' for path in ("/gone.roofline", model)]
    (folder / "live.jsonl").write_text("".join(lines))
    record = only_run()
    assert record.model == model and record.score.f1 == 0.7 and record.trained == 23
    assert record.request.labels == str(folder / "labels-12.gpkg") and record.request.areas is None
    assert not record.can_resume and past_runs.unfinished(TOWN) is None
