"""Ways a page can change: every operator of the two lists, laid over the practice copy when it is served.

One file per family. `OPERATORS` are all of them by id, in the order of the lists: what breaks a guide first.
"""

from __future__ import annotations

from replica.drift import consent, flow, language, look, network, place, structure, text, timing, viewport
from replica.drift.operator import Operator

_FAMILIES = (network, text, structure, place, look, language, flow, timing, consent, viewport)
OPERATORS: dict[str, Operator] = {
    operator.id: operator
    for breaking in (True, False)
    for family in _FAMILIES
    for operator in family.OPERATORS
    if operator.breaking is breaking
}
