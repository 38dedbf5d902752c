"""Experiment arms (runs) of the claims benchmark: base model, labels, strategy, seconds, seed, test sets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from ..protocol.settings.training import RATES

NO_TRAINING = "none"
POOL = "pool"
ADAPTER_RANKS = (4, 16, 32)
FACTORS = (1 / 3, 1.0, 3.0)
"""Of the rates of protocol/settings/training.py, among which each arm's own is chosen on another place."""
BUDGETS = ("5", "10", "25", "50", "100", "200")
TUNED_ON = {"zanzibar": "banepa_nepal", "banepa_nepal": "zanzibar", "banepa_outskirts_nepal": "zanzibar"}
"""Where the rates for a set are chosen: by the score of the held-out labels of that pool; no test part is looked at."""
UNSEEN = ("atlanta_spacenet4", "rio_spacenet1")
"""Sets that are in no base and no fine-tuning: places that neither has seen."""
OWN = {"zanzibar": "banepa_nepal", "banepa_nepal": "zanzibar", "banepa_outskirts_nepal": "zanzibar"}
"""The other town of a split set: what fine-tuning makes a base forget there, if that base was made with it. The one
that these runs start from was made with neither."""


@dataclass(frozen=True)
class Arm:
    """One run. `base`: "unseen" (the base that has not seen the set), "wrong" (the control of claim 2), "foreign"
    (the unseen base with the band statistics of another place), or the path of a model. `factor` is on the rates of
    the strategy; 0 seconds is no training. `elsewhere` are sets to score in beside the test part."""

    claim: str
    name: str
    set: str
    seed: int
    seconds: int
    strategy: str = NO_TRAINING
    base: str = "unseen"
    labels: str = POOL
    factor: float = 1.0
    rank: int | None = None
    elsewhere: tuple[str, ...] = field(default=())

    @property
    def key(self) -> str:
        """The name of its result; another length of training is another result."""
        rate = f" x{self.factor:.2g}" if self.factor != 1 else ""
        return f"{self.claim} {self.set} {self.labels} {self.name}{rate} {self.seconds}s {self.seed}"

    @property
    def settings(self) -> dict[str, Any]:
        """The settings of fine-tuning."""
        given: dict[str, Any] = {"strategy": self.strategy, "max_seconds": self.seconds, "seed": self.seed,
                                 "max_steps": 10_000_000}
        if self.rank is not None:
            given["adapter_rank"] = self.rank
        if self.factor != 1:
            given["learning_rate"] = RATES[self.strategy].learning_rate * self.factor
        return given

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return asdict(self)


@dataclass(frozen=True)
class Size:
    """The size of the programme: sets, seeds and seconds. `warning` says what is lost by a size below the whole."""

    sets: tuple[str, ...]
    seeds: int
    seconds: int
    longer: int
    factors: tuple[float, ...]
    budgets: tuple[str, ...]
    warning: str = ""


SIZES = {
    "whole": Size(("zanzibar", "banepa_nepal"), 3, 300, 20, FACTORS, BUDGETS),
    "small": Size(("zanzibar", "banepa_nepal"), 1, 30, 10, (1.0,), ("5", "25", "100"), (
        "**SMALL VERSION: the same arms and lines in both places, with one seed, the plugin's own rates, half a minute "
        "of training where the whole has five, and ten times as long where it has twenty. Intervals are over buildings "
        "alone.**")),
    "smoke": Size(("zanzibar",), 1, 15, 3, (1.0,), ("5", "25", "100"), (
        "**SMOKE VERSION: one place, one seed, seconds of training. It shows that the programme runs; its figures and "
        "verdicts say nothing about the claims.**"))}


def long_and_short(size: Size) -> Iterator[Arm]:
    """Claim 1: minutes of fine-tuning reach the level of a long training."""
    for name in size.sets:
        yield Arm("1", "base, statistics of another place", name, 0, 0, base="foreign")
        yield Arm("1", "base as it is", name, 0, 0)
        for seed in range(size.seeds):
            yield Arm("1", "short", name, seed, size.seconds, "auto")
            yield Arm("1", "scratch, short", name, seed, size.seconds, "scratch")
            yield Arm("1", "scratch, long", name, seed, size.seconds * size.longer, "scratch")
            for factor in size.factors:
                yield Arm("1", "long", name, seed, size.seconds * size.longer, "full", factor=factor)


def few_and_many(size: Size) -> Iterator[Arm]:
    """Claim 2: half the labels suffice."""
    arms = (("pretrained, all", "full", "unseen"), ("pretrained, decoder only", "decoder", "unseen"),
            ("from scratch", "scratch", "unseen"), ("wrong domain", "full", "wrong"))
    for seed in range(size.seeds):
        for name in size.sets:
            for labels in size.budgets:
                for arm, strategy, base in arms:
                    yield Arm("2", arm, name, seed, size.seconds, strategy, base, labels)


def tuned_parts(size: Size, factors: dict[tuple[str, str], float]) -> Iterator[Arm]:
    """Claim 3: adapters match full tuning. `factors` are the rates chosen for an arm and a set; 1 where none was."""
    for name in size.sets:
        elsewhere = (*UNSEEN, OWN[name])
        yield Arm("3", "base as it is", name, 0, 0, elsewhere=elsewhere)
        for arm in parts_of(name, size):
            for seed in range(size.seeds):
                yield replace(arm, seed=seed, factor=factors.get((arm.name, name), 1.0), elsewhere=elsewhere)


def rate_search(size: Size) -> Iterator[Arm]:
    """The runs among which the rates of claim 3 are chosen, on other places than those they are for."""
    if len(size.factors) < 2:
        return
    for place in sorted({TUNED_ON[name] for name in size.sets}):
        for arm in parts_of(place, size):
            for factor in size.factors:
                yield replace(arm, claim="rates", factor=factor)


def parts_of(name: str, size: Size) -> Iterator[Arm]:
    """The arms of claim 3 on one set, by what is trained."""
    yield Arm("3", "decoder", name, 0, size.seconds, "decoder")
    for rank in ADAPTER_RANKS:
        yield Arm("3", f"adapter, rank {rank}", name, 0, size.seconds, "adapter", rank=rank)
    yield Arm("3", "full", name, 0, size.seconds, "full")
    yield Arm("3", "staged", name, 0, size.seconds, "staged")


def chosen_factors(results: dict[str, Any], size: Size) -> dict[tuple[str, str], float]:
    """The factor with the best held-out score for each arm, by the set it is for."""
    best: dict[tuple[str, str], tuple[float, float]] = {}
    for run in results.values():
        if run["claim"] == "rates" and run["held_out_f1"] is not None:
            key = (run["name"], run["set"])
            best[key] = max(best.get(key, (-1.0, 1.0)), (run["held_out_f1"], run["factor"]))
    return {(arm, name): factor for (arm, place), (_, factor) in best.items()
            for name in size.sets if TUNED_ON[name] == place}
