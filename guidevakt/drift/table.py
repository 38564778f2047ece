"""The table of what was caught and what was not, with how sure that makes us (pure)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from math import comb

from guidevakt.drift.judged import Tried
from replica.drift import OPERATORS
from replica.drift.operator import Operator

#: With fewer counted tries an operator is listed as unproven.
PROVEN = 3
#: The share of tries, at least, that must be right for the whole (issue "Detector").
GOALS = {"caught": 0.99, "right_step": 0.97, "right_change": 0.95}


@dataclass(frozen=True)
class Share:
    """So many of so many; `bound` is the 95 % upper bound of the rate at which it is otherwise, a share 0–1."""

    right: int
    of: int

    @property
    def bound(self) -> float:
        return upper_bound(self.of - self.right, self.of)

    @property
    def share(self) -> float:
        return self.right / self.of if self.of else 1.0

    def __str__(self) -> str:
        return f"{self.right}/{self.of}" if self.of else "–"


def upper_bound(errors: int, tries: int) -> float:
    """The one-sided 95 % upper bound of an error rate, a share 0–1 (Clopper and Pearson, Biometrika 26, 1934).

    For no error it is 1 − 0.05^(1/n), which the rule of three (Hanley and Lippman-Hand, JAMA 249, 1983) calls 3/n.
    """
    if errors >= tries:
        return 1.0
    low, high = errors / tries, 1.0
    while high - low > 1e-6:
        middle = (low + high) / 2
        at_most = sum(comb(tries, k) * middle**k * (1 - middle) ** (tries - k) for k in range(errors + 1))
        low, high = (middle, high) if at_most > 0.05 else (low, middle)
    return high


@dataclass(frozen=True)
class Row:
    """One operator, or all of a kind: how many tries counted, at how many promises it is equivalent, what came out.

    `shown` is how many benign tries put something new into a picture, which was reported to look different.
    """

    name: str
    does: str
    family: str
    counted: int
    equivalent: int
    caught: Share
    right_step: Share
    right_change: Share
    right_suggestion: Share
    quiet: Share
    shown: int
    not_checked: int

    @property
    def proven(self) -> bool:
        return self.counted >= PROVEN


@dataclass(frozen=True)
class Miss:
    name: str
    why: str


@dataclass(frozen=True)
class Table:
    """All that was tried. `of` says what was meant to be tried, `seed` how chance was begun."""

    breaking: tuple[Row, ...]
    paired: Row
    benign: tuple[Row, ...]
    totals: Mapping[str, Row]
    misses: tuple[Miss, ...]
    seed: int
    planned: int
    seconds: float
    where: str

    @property
    def reached(self) -> bool:
        """Are the goals reached, and is nothing benign told as a change?"""
        rows = (self.totals["breaking"], self.paired)
        caught = all(getattr(row, name).share >= goal for row in rows for name, goal in GOALS.items())
        return caught and self.totals["benign"].quiet.right == self.totals["benign"].quiet.of

    @property
    def tried(self) -> int:
        return sum(row.counted for row in (self.totals["breaking"], self.paired, self.totals["benign"]))

    @property
    def unproven(self) -> tuple[Row, ...]:
        return tuple(row for row in (*self.breaking, *self.benign) if not row.proven)


def table(
    tried: Iterable[Tried], equivalent: Mapping[str, int], seed: int, planned: int, seconds: float, where: str
) -> Table:
    """The table of what was tried; `equivalent` is by operator."""
    tried = sorted(tried, key=lambda one: one.case.name)
    alone = [one for one in tried if not one.case.on_top]
    rows = {name: _row(OPERATORS[name], [t for t in alone if t.case.operator == name], equivalent[name])
            for name in equivalent}  # fmt: skip
    kinds = {kind: [t for t in alone if OPERATORS[t.case.operator].breaking is (kind == "breaking")]
             for kind in ("breaking", "benign")}  # fmt: skip
    return Table(
        breaking=tuple(row for name, row in rows.items() if OPERATORS[name].breaking),
        paired=_sum("with a benign one on top", [t for t in tried if t.case.on_top]),
        benign=tuple(row for name, row in rows.items() if not OPERATORS[name].breaking),
        totals={kind: _sum(f"all {kind}", of) for kind, of in kinds.items()},
        misses=tuple(Miss(one.case.name, one.why) for one in tried if one.why),
        seed=seed,
        planned=planned,
        seconds=seconds,
        where=where,
    )


def _row(operator: Operator, tried: Sequence[Tried], equivalent: int) -> Row:
    return _counted(operator.id, operator.does, operator.family, tried, equivalent)


def _sum(name: str, tried: Sequence[Tried]) -> Row:
    return _counted(name, "", "", tried, 0)


def _counted(name: str, does: str, family: str, tried: Sequence[Tried], equivalent: int) -> Row:
    def share(what: Callable[[Tried], bool | None]) -> Share:
        known = [right for one in tried if (right := what(one)) is not None]
        return Share(sum(known), len(known))

    return Row(
        name=name, does=does, family=family, counted=len(tried), equivalent=equivalent,
        caught=share(lambda t: t.caught),
        right_step=share(lambda t: t.right_step),
        right_change=share(lambda t: t.right_change),
        right_suggestion=share(lambda t: t.right_suggestion),
        quiet=share(lambda t: None if t.alarm is None else not t.alarm),
        shown=sum(t.shown for t in tried),
        not_checked=sum(t.not_checked for t in tried),
    )  # fmt: skip


# -- told ------------------------------------------------------------------------------------------------------------


def summary(found: Table) -> str:
    """The table's totals in Markdown, for the README."""
    broken, paired, benign = found.totals["breaking"], found.paired, found.totals["benign"]
    rows = [
        "| | tries | caught | on its step | right `change` | right suggestion |",
        "|---|---|---|---|---|---|",
        *(f"| {title} | {r.counted} | {told(r.caught)} | {told(r.right_step)} | {told(r.right_change)} "
          f"| {told(r.right_suggestion)} |" for title, r in (
              (f"{len(found.breaking)} changes that break the guide", broken),
              ("the same with a benign one on top", paired)) if r.counted),
    ]  # fmt: skip
    quiet = benign.quiet.of - benign.quiet.right
    line = (
        f"{len(found.benign)} changes that leave it true: {quiet} false alarms in {benign.quiet.of} tries "
        f"(the rate is below {percent(benign.quiet.bound)}, 95 %){shown(benign)}."
    )
    told_of = [*(rows if broken.counted or paired.counted else []), *(["", line] if benign.counted else [])]
    return "\n".join([*told_of, "", f"Measured {found.where}; seed {found.seed}."])


def shown(benign: Row) -> str:
    """The clause for what is no false alarm, and told all the same; empty where there was none of it."""
    again = "in one of them" if benign.shown == 1 else f"in {benign.shown} of them"
    return f"; {again} something new stands in a picture, which was told to look different" * bool(benign.shown)


def told(share: Share) -> str:
    """12/12 (missed below 22 %): the bound says how little so few tries prove."""
    return f"{share} ({percent(share.share)}, missed < {percent(share.bound)})" if share.of else "–"


def percent(share: float) -> str:
    return f"{share * 100:.1f}".rstrip("0").rstrip(".") + " %"


def markdown(found: Table) -> str:
    """The whole table."""
    stopped = f"**Stopped after {found.tried} of {found.planned} tries.**\n"
    head = ["# Drift", "", *([stopped] if found.tried < found.planned else [])]
    return "\n".join([*head, summary(found), "", *_each(found)])


def folded(found: Table) -> str:
    """The whole table for the README: the totals, and the rest folded away."""
    rest = ["<details>", "<summary>Each change, and what was missed</summary>", "", *_each(found), "</details>"]
    return "\n".join([summary(found), "", *rest])


def _each(found: Table) -> list[str]:
    """Each operator, those that too few tries prove, and each miss."""
    head = ("| operator | tries | equivalent | caught | on its step | change | suggestion | false alarms "
            "| new in the picture | not checked |")  # fmt: skip
    lines = [*_rows("Changes that break the guide", head, found.breaking),
             *_rows("Changes that leave it true", head, found.benign)]  # fmt: skip
    if found.unproven:
        few = (f"- {row.name} ({row.counted})" for row in found.unproven)
        lines += ["### Unproven: fewer than three tries", "", *few, ""]
    return [*lines, "### Misses", "", *([f"- **{m.name}**: {m.why}" for m in found.misses] or ["None."]), ""]


def _rows(title: str, head: str, rows: Iterable[Row]) -> list[str]:
    rows = list(rows)
    return [] if not rows else [
        f"### {title}", "", head, "|---" * 10 + "|",
        *(f"| {r.name} | {r.counted} | {r.equivalent} | {r.caught} | {r.right_step} | {r.right_change} "
          f"| {r.right_suggestion} | {alarms(r)} | {r.shown if r.quiet.of else '–'} | {r.not_checked} |"
          for r in rows), "",
    ]  # fmt: skip


def alarms(row: Row) -> str:
    return f"{row.quiet.of - row.quiet.right}/{row.quiet.of}" if row.quiet.of else "–"


def as_json(found: Table, tried: Iterable[Tried]) -> str:
    """All of it, each try included."""
    cases = [{**asdict(one), "name": one.case.name} for one in sorted(tried, key=lambda t: t.case.name)]
    data = {**asdict(found), "reached": found.reached, "tried": found.tried, "cases": cases}
    return json.dumps({"schema": 1, **data}, ensure_ascii=False, indent=1)
