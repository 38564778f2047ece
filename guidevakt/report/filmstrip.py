"""The guide's pictures in its own order, each as a still that leads to its step."""

from __future__ import annotations

from dataclasses import dataclass

from guidevakt.report.step import LABELS, Group, anchor
from guidevakt.verdict import PictureResult, RunResult, Verdict


@dataclass(frozen=True)
class Still:
    """A picture of the guide; `file` is relative to the project, None where there is no picture at all."""

    id: str
    step: str
    href: str
    group: Group
    label: str
    file: str | None


LOOKS: dict[Verdict, str] = {
    "looks_different": "stämmer inte längre",
    "awaiting_review": "väntar på godkännande",
    "not_checked": "inte jämförd",
    "holds": "stämmer",
}


def filmstrip(result: RunResult) -> tuple[Still, ...]:
    """Every picture of the run, in the guide's order."""
    pictured = [(step, step.picture) for step in result.steps if step.picture]
    return tuple(
        Still(p.id, step.id, f"#{anchor(step)}", p.verdict, label(p), p.received or p.approved) for step, p in pictured
    )


def label(picture: PictureResult) -> str:
    """The picture's verdict in words."""
    return LOOKS.get(picture.verdict, LABELS[picture.verdict])
