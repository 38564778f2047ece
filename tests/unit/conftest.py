"""Pages and results made by hand, for tests of the engine without a browser."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from guidevakt.snapshot import CLICKABLE, FIELDS, Element, Probe, Snapshot
from guidevakt.verdict import ClaimResult, Environment, Run, RunResult, StepResult, summarise

#: `role "name" [state] [state=…] /address @x,y,width,height : its own text`; what is optional may be left out.
_LINE = re.compile(
    r'(?P<role>[\w-]+)(?: "(?P<name>[^"]*)")?(?P<states>(?: \[[^\]]*\])*)(?: (?P<url>(?:/|#|https?:)\S*))?'
    r"(?: @(?P<box>[\d.,-]+))?(?: : (?P<text>.*))?"
)
LINE_PX = 40


class _Reader:
    """Lays the lines of a page out from the top: each is 40 px high, and 20 px further in the deeper it stands."""

    def __init__(self, text: str) -> None:
        lines = [line for line in text.splitlines() if line.strip()]
        margin = min((len(line) - len(line.lstrip()) for line in lines), default=0)
        self.lines = [(len(line) - len(line.lstrip()) - margin, line.strip()) for line in lines]
        self.at = 0

    def elements(self, depth: int) -> tuple[Element, ...]:
        found = []
        while self.at < len(self.lines) and self.lines[self.at][0] >= depth:
            found.append(self._element())
        return tuple(found)

    def _element(self) -> Element:
        number, (depth, line) = self.at, self.lines[self.at]
        self.at += 1
        parts = _LINE.fullmatch(line)
        assert parts, f"not a line of a page: {line}"
        children = self.elements(depth + 1)
        states = dict(re.findall(r"\[([\w-]+)(?:=([^\]]*))?\]", parts["states"]))
        own = (20.0 * depth, float(LINE_PX * number), 300.0, float(LINE_PX * (self.at - number)))
        role = parts["role"]
        return Element(
            role=role, name=parts["name"] or "", text=parts["text"] or "", ref="" if role == "text" else f"e{number}",
            box=tuple(map(float, parts["box"].split(","))) if parts["box"] else own,  # type: ignore[arg-type]
            url=parts["url"] or "", level=int(states.get("level", 0)), disabled="disabled" in states,
            expanded={"": True, "false": False}.get(states["expanded"]) if "expanded" in states else None,
            clickable=role in CLICKABLE or "clickable" in states, aria_hidden="aria-hidden" in states,
            children=children,
        )  # fmt: skip


def _page(text: str, probes: Mapping[str, Probe] | None = None, **facts: Any) -> Snapshot:
    reader = _Reader(text)
    root = Element("generic", ref="root", box=(0, 0, 1280, LINE_PX * len(reader.lines)), children=reader.elements(0))
    facts = {"url": "https://eslov.se/", "language": "sv", "size": (1280, LINE_PX * len(reader.lines)), **facts}
    refs = {e.name or e.text or e.role: e.ref for e in root.walk()}
    known = {refs[name]: probe for name, probe in (probes or {}).items()}
    tags = {**dict.fromkeys(FIELDS, "input"), "combobox": "select", "checkbox": "input", "radio": "input"}
    fields = {e.ref: Probe(tag=tags[e.role], type="text") for e in root.walk() if e.role in tags}
    return Snapshot(root, probes={**fields, **known}, **facts)


@pytest.fixture(scope="session")
def make_page() -> Callable[..., Snapshot]:
    """A page from indented lines; `probes` by an element's name tell what the browser says of it."""
    return _page


ENVIRONMENT = Environment(os="linux", browser="chromium-156", fonts="3f2a91c0", viewport=(1280, 900))


def _claim(verdict: str = "holds", **facts: Any) -> ClaimResult:
    return ClaimResult(**{"kind": "link", "expected": "Nästa", "verdict": verdict, **facts})


def _step(*claims: ClaimResult, **facts: Any) -> StepResult:
    given = {"guide": "losenord", "part": "aterstall", "id": "aterstall-2", "text": "Klicka.", "verdict": "holds"}
    return StepResult(**{**given, "claims": claims, **facts})


def _run(*steps: StepResult, target: str = "replica", **facts: Any) -> RunResult:
    run = {"id": "2026-11-22T02-15-00Z-7f3a", "started": "2026-11-22T02:15:00+00:00", "environment": ENVIRONMENT}
    made = Run(**{**run, "finished": "2026-11-22T02:15:09+00:00", "target": target, **facts})
    return RunResult(run=made, summary=summarise(steps), steps=steps)


@pytest.fixture(scope="session")
def make_claim() -> Callable[..., ClaimResult]:
    """What a claim came to; a link that holds unless told otherwise."""
    return _claim


@pytest.fixture(scope="session")
def make_step() -> Callable[..., StepResult]:
    """What a step came to, of the claims given."""
    return _step


@pytest.fixture(scope="session")
def make_run() -> Callable[..., RunResult]:
    """A run of the steps given, on the replica unless told otherwise."""
    return _run
