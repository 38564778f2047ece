"""A step of which nothing could be judged."""

from __future__ import annotations

from guidevakt.guide import Guide, Part, Step
from guidevakt.unjudged import unjudged

STEP = Step.model_validate({
    "id": "steg-1", "text": "Välj Sverige", "page": "start",
    "claims": [{"kind": "option", "name": "Sverige", "in": "Land"}, {"kind": "control", "name": "Nästa"}],
    "picture": {"id": "bild-1", "frame": "dialog"},
})  # fmt: skip
PART = Part(id="del", title="Del", steps=(STEP,))
GUIDE = Guide(id="prov", title="Prov", owner="it", parts=(PART,))


def test_every_claim_and_the_picture_bear_the_reason() -> None:
    step = unjudged(GUIDE, PART, STEP, "fault", "microsoft", fault="faults/prov/steg-1.txt")

    assert (step.guide, step.part, step.id) == ("prov", "del", "steg-1")
    assert (step.verdict, step.reason) == ("not_checked", "fault")
    assert [(c.expected, c.within, c.verdict, c.reason, c.owner) for c in step.claims] == [
        ("Sverige", "Land", "not_checked", "fault", "microsoft"), ("Nästa", None, "not_checked", "fault", "microsoft"),
    ]  # fmt: skip
    assert step.picture is not None
    assert (step.picture.id, step.picture.reason, step.fault) == ("bild-1", "fault", "faults/prov/steg-1.txt")
