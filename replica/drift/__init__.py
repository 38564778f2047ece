"""Ways a page can change: every operator of the two lists, laid over the practice copy when it is served.

One file per family, two or three where it is large. `OPERATORS` are all of them by id, what breaks a guide first.
"""

from __future__ import annotations

from replica.drift import (
    accordion,
    consent,
    flow,
    language,
    look,
    markup,
    network,
    place,
    spelling,
    structure,
    text,
    timing,
    viewport,
)
from replica.drift.operator import Operator

_FAMILIES = (
    network, text, spelling, structure, markup, accordion, place, look, language, flow, timing, consent, viewport,
)  # fmt: skip
OPERATORS: dict[str, Operator] = {
    operator.id: operator
    for breaking in (True, False)
    for family in _FAMILIES
    for operator in family.OPERATORS
    if operator.breaking is breaking
}
