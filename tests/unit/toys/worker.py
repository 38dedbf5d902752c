"""The real worker, with a toy in place of torch and of the learning core. `base_model` says how a training behaves."""

import atexit
import errno
import json
import os
import signal
import sys
import time
import zipfile
from dataclasses import asdict
from pathlib import Path
from types import ModuleType

sys.path.insert(0, str(Path(__file__).with_name("fake_torch")))

from ....models.core.errors import JobCanceled, RooflineError  # noqa: E402
from ....models.worker import server  # noqa: E402
from ....protocol.live_messages import LiveProgress  # noqa: E402


def count(request, job):
    for step in range(4):
        job.progress((step + 1) / 4, f"step {step + 1}", remaining_s=3 - step, loss=1.0 / (step + 1))
    job.notice("3 labels were repaired")
    Path(request.folder, request.model).write_text("a model")
    return {"model": request.model, "report": request.report, "score": 0.75, "pid": os.getpid()}


def learn(best_step):
    """A training whose model has a card, with scores that follow from its best step; 0: it learned nothing."""
    def train(request, job):
        found = 31 if best_step == 0 else 38
        scores = {"held_out": {"f1": found / 41, "matched": found, "missed": 41 - found, "false_alarms": 5},
                  "base_held_out": {"f1": 31 / 41, "matched": 31, "missed": 10, "false_alarms": 5}}
        card = {"name": Path(request.folder).name, "scores": scores, "labels": {"best_step": best_step, "trained": 30}}
        with zipfile.ZipFile(request.model, "w") as archive:
            archive.writestr("model.json", json.dumps(card))
        return {"model": request.model, "report": request.report, "score": found / 41, "scores": scores}

    return train


def print_a_lot(request, job):
    os.write(1, b"a C library prints\n")
    print("so does Python")
    os.system("echo and a child process")
    sys.stderr.write("x" * 3_000_000)
    return count(request, job)


def never_end(request, job):
    while True:
        job.progress(0.5, "on and on")
        time.sleep(0.01)


def show_until_stopped(request, job):
    """A preview a step, when they are wanted, and its end when the analyst wants it."""
    steps = 0
    while not job.stop_wanted:
        steps += 1
        job.progress(0.5, f"step {steps}", step=float(steps))
        if request.previews:
            job.preview(Path(request.folder, f"preview-{steps}.gpkg"))
        time.sleep(0.02)
    return {"model": request.model, "report": None, "score": 0.5, "steps": steps}


def tell_pid(request, job):
    job.progress(0.5, "here", pid=float(os.getpid()), niceness=float(os.nice(0)))
    return {"model": request.model, "report": None, "score": 0.5}


def save_when_canceled(seconds):
    def save(request, job):
        try:
            never_end(request, job)
        except JobCanceled:
            time.sleep(seconds)
            (Path(request.folder) / "last.safetensors").write_text("weights")
            raise

    return save


def never_listen(request, job):
    job.progress(0.1, f"worker {os.getpid()}")
    time.sleep(60)


def be_killed(request, job):
    print("the last thing it said", file=sys.stderr)
    (Path(request.folder) / "last.safetensors").write_text("weights")
    job.progress(0.1, "half way")
    os.kill(os.getpid(), signal.SIGKILL)


def crash(request, job):
    os.kill(os.getpid(), signal.SIGSEGV)


def clear_away_slowly(request, job):
    """Python would take so long to end, as with torch on a busy computer."""
    atexit.register(time.sleep, 60)
    return count(request, job)


def leave(request, job):
    os._exit(7)


def fail_with(error):
    def fail(request, job):
        raise error

    return fail


def show_environment(request, job):
    return {"environ": dict(os.environ)}


def echo(request, job):
    return {**asdict(request), "score": None}


def return_nonsense(request, job):
    return {"model": object()}


def rest(request, job):
    pass


ACTS = {
    "rest": rest, "count": count, "print a lot": print_a_lot, "never end": never_end, "learn": learn(40),
    "learn nothing": learn(0),
    "show until stopped": show_until_stopped, "tell pid": tell_pid, "save when cancelled": save_when_canceled(0.5),
    "save slowly when cancelled": save_when_canceled(2.0),
    "never listen": never_listen, "be killed": be_killed, "crash": crash, "leave": leave,
    "clear away slowly": clear_away_slowly,
    "show environment": show_environment, "echo": echo, "return nonsense": return_nonsense,
    "refuse": fail_with(RooflineError("Tile size 500 does not divide by 32; try 512.")),
    "run out of memory": fail_with(MemoryError()),
    "fill the disk": fail_with(OSError(errno.ENOSPC, "No space left on device", "/data/model.roofline")),
    "be denied": fail_with(PermissionError(errno.EACCES, "Permission denied", "/data/model.roofline")),
    "miss a file": fail_with(FileNotFoundError(errno.ENOENT, "No such file", "/data/a.tif")),
    "have a bug": fail_with(ZeroDivisionError("division by zero")),
}


def preload(job):
    """As long as the worker is left in peace."""
    while True:
        job.check()
        time.sleep(0.01)


def fine_tune(request, job):
    return ACTS[request.base_model](request, job)


def train_live(request, job):
    """Counts until it is switched off, and takes half a second to save the number; the loss is the process's id."""
    saved = Path(request.folder, "last.safetensors")
    step = int(saved.read_text()) if request.resume else 0
    try:
        while not job.stop_wanted:
            job.check()
            step += 1
            job.send(LiveProgress(job.name, "training", step, float(os.getpid())))
            time.sleep(0.05)
    finally:
        time.sleep(0.5)
        saved.write_text(str(step))
    return {"step": step}


def pretend(module, function):
    """Put `function` in the place of the learning core's, which needs torch; `module` is below models/."""
    name = f"{server.__name__.partition('.models.')[0]}.models.{module}"
    sys.modules[name] = ModuleType(name)
    vars(sys.modules[name])[function.__name__] = function


pretend("training.train", fine_tune)
pretend("live.live_training", train_live)
pretend("worker.preload", preload)

if __name__ == "__main__":
    server.main()
