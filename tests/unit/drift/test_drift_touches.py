"""What operators are told of a guide's promises."""

from __future__ import annotations

from collections.abc import Mapping

from replica.drift.operator import Touch

Touches = Mapping[str, Mapping[str, list[Touch]]]
RESET = "https://eslov.se/for-medarbetare/aterstall-ditt-losenord/"


def test_a_link_stands_on_its_steps_page_and_opens_another(promised: Touches) -> None:
    (link,) = promised["losenord"]["aterstall-2"]
    assert (link.kind, link.address, link.opens) == ("link", "https://eslov.se/", "https://eslov.se/for-medarbetare/")
    assert (link.where, link.label, link.leads) == ("bottom", "För dig som är medarbetare", True)


def test_what_comes_after_a_click_stands_on_the_page_that_was_clicked_to(promised: Touches) -> None:
    card, steps, *_, link = promised["losenord"]["aterstall-3"]
    assert card.address == "https://eslov.se/for-medarbetare/"
    assert (steps.address, steps.count) == (RESET, 3)
    assert (link.address, link.where) == (RESET, "below steps")


def test_a_window_lies_over_the_page_before_it(promised: Touches) -> None:
    (message,) = promised["losenord"]["registrera-7"]
    assert (message.window, message.address) == ("done_dialog", "https://mysignins.microsoft.com/security-info")
    assert message.picture == "dialog"


def test_an_address_is_what_the_guide_says_is_opened(promised: Touches) -> None:
    bare = [touch.opens for touch in promised["losenord"]["aterstall-1"]]
    assert bare == ["https://eslov.se/", "https://eslov.se/"]
    without, signed_in = promised["losenord"]["registrera-1"]
    assert without.opens == signed_in.opens == "https://mysignins.microsoft.com/security-info"
    assert (without.session, signed_in.session) == ("without", "with")
