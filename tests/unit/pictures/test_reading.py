"""What can be read in a picture."""

from __future__ import annotations

from collections.abc import Callable

from guidevakt.pictures import sidecar
from guidevakt.pictures.reading import items
from guidevakt.snapshot import Snapshot


def test_controls_headings_and_texts_are_read_in_the_pages_order(make_page: Callable[..., Snapshot]) -> None:
    page = make_page("""
    heading "Telefon" @0,0,100,20
    heading "Kort" @0,30,100,20
      link "Kort" /kort @0,30,100,20
    paragraph @0,60,100,20 : Vilket nummer?
    list @0,90,100,20
      listitem "" @0,90,100,20
        button "Nästa" @0,90,100,20
    img "Logotyp" @0,120,100,20
    dialog "Namnet på ett fönster hörs bara" @0,150,100,20
    """)
    picture = sidecar.made(b"", page, "page", (0, 0), (400, 300))

    assert [(item.role, item.name) for item in items(picture)] == [
        ("heading", "Telefon"), ("link", "Kort"), ("text", "Vilket nummer?"), ("button", "Nästa"),
    ]  # fmt: skip
