"""Viewport: the reader's window is another."""

from __future__ import annotations

from replica.drift.operator import Drift, Family, Touch

_family = Family("viewport")


@_family.leaves("zoom", "Zoomed to 125 %: so many fewer CSS px in the same window.")
def _zoom(touch: Touch) -> Drift:
    return Drift(viewport=(1024, 720))


@_family.leaves("wider-or-narrower", "The window is 40 px wider, or narrower.")
def _width(touch: Touch) -> tuple[Drift, ...]:
    return Drift(viewport=(1320, 900)), Drift(viewport=(1240, 900))


OPERATORS = tuple(_family.operators)
