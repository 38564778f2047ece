"""What on a page carries a label."""

from __future__ import annotations

from dataclasses import replace

from guidevakt import claims
from tests.unit.claims.judging import PHONE_DIALOG, MakePage


def test_what_is_clicked_is_the_link_before_the_heading_before_the_text(make_page: MakePage) -> None:
    page = make_page('paragraph : Telefon\nheading "Telefon" [level=2]\nbutton "Telefon"')

    assert getattr(claims.find("Telefon", page), "role", None) == "button"
    assert (
        getattr(claims.find("Telefon", make_page('paragraph : Telefon\nheading "Telefon"')), "role", None) == "heading"
    )
    assert claims.find("Telefon", make_page('button "E-post"')) is None


def test_exact_name_is_clicked_before_a_longer_one(make_page: MakePage) -> None:
    page = make_page('button "Telefon till jobbet"\nbutton "Telefon"')

    assert getattr(claims.find("Telefon", page), "name", None) == "Telefon"


def test_field_is_found_by_a_word_of_its_name(make_page: MakePage) -> None:
    page = make_page(PHONE_DIALOG)

    assert getattr(claims.find_field("telefonnummer", page), "name", None) == "Telefonnummer"
    assert claims.find_field("kod", page) is None


def test_what_is_clicked_is_the_pages_own_before_what_a_frame_shows(make_page: MakePage) -> None:
    page = make_page('iframe\n  button "Telefon"\nbutton "Telefon"')
    frame, own = page.root.children
    framed = replace(frame, children=(replace(frame.children[0], is_framed=True),))

    assert claims.find("Telefon", replace(page, root=replace(page.root, children=(framed, own)))) is own
