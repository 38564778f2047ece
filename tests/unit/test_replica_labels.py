"""The labels of the practice copy's own pages."""

from __future__ import annotations

from replica.labels import labels

SECURITY_INFO = "https://mysignins.microsoft.com/security-info"
#: What is read when the first window is open.
FIRST = (
    "Lägg till en inloggningsmetod Microsoft Authenticator Godkänn inloggningar eller använd engångskoder Telefon Få "
    "ett samtal eller sms för att logga in med en kod E-post Få en kod med e-post för att återställa ditt lösenord "
    "Säkerhetsnyckel Logga in med en usb- eller nfc-enhet Avbryt"
)


def test_labels_stand_in_the_pages_order() -> None:
    found = labels("https://eslov.se/?x=1#y", "")

    assert found.index("Nyheter") < found.index("För dig som är medarbetare")


def test_closed_windows_are_left_out_and_open_ones_are_not() -> None:
    assert "Säkerhetsnyckel" not in labels(SECURITY_INFO, "Översikt Enheter")
    page = labels(SECURITY_INFO, FIRST)
    assert "Säkerhetsnyckel" in page
    assert "Nästa" not in page


def test_closed_menu_that_only_says_again_what_the_page_says_is_left_out() -> None:
    page = labels("https://eslov.se/", "")

    assert labels("https://eslov.se/", " ".join(page)).count("För dig som är medarbetare") == 1


def test_button_with_two_lines_is_told_by_its_title_and_whole() -> None:
    found = labels(SECURITY_INFO, FIRST)

    assert {"E-post", "E-post Få en kod med e-post för att återställa ditt lösenord"} <= set(found)


def test_page_that_the_copy_lacks_has_none() -> None:
    assert labels("https://eslov.se/finns-inte/", "") == ()
    assert labels("about:blank", "") == ()
