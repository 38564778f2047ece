"""The guide's own promises, as operators see them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from guidevakt import guide as guides
from guidevakt.drift import cases, touches
from guidevakt.drift.cases import Plan
from guidevakt.guide import Guide
from pages import Site
from replica.drift.operator import Touch

FILE = Path(__file__).parents[3] / "guides" / "losenord" / "guide.yaml"
Touches = Mapping[str, Mapping[str, list[Touch]]]


@pytest.fixture(scope="session")
def guide() -> Guide:
    return guides.read(FILE, Site.pages)


@pytest.fixture(scope="session")
def promised(guide: Guide) -> Touches:
    """By guide and step."""
    return {guide.id: touches.of_guide(guide, Site.pages)}


@pytest.fixture(scope="session")
def whole(guide: Guide, promised: Touches) -> Plan:
    """Every operator at every promise."""
    return cases.plan([guide], promised)
