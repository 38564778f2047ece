"""What a run keeps of what it saw: whole enough to judge again, and nothing that is nobody's business."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from guidevakt import seen
from guidevakt.landing import Destination, Landed, Landing
from guidevakt.outcome import Known, drifted, holds
from guidevakt.refused import Refused
from guidevakt.seen import Looks, Seen
from guidevakt.snapshot import Probe, Snapshot

MakePage = Callable[..., Snapshot]
CLAIM = {"kind": "link", "name": "Nästa", "leads_to": "staff"}
SECRET = "https://eslov.se/?id=7&session=hemlig#anv=anna"


def kept(look: Snapshot, landed: Landed | None = None) -> Seen:
    looks = Looks()
    tries = ((seen.judged(CLAIM, look, landed, holds(next(look.elements())), looks),),)
    return Seen(run="r1", guide="g", part="p", step="s", known=Known(("Nästa",)), looks=looks.kept(), tries=tries)


def test_a_look_comes_back_as_it_was(make_page: MakePage, tmp_path: Path) -> None:
    page = make_page(
        'main\n  link "Nästa" /a : Nästa\n  textbox "E-post"', probes={"Nästa": Probe(tag="a", visible=False)}
    ).with_hidden(("Annat",), ("Mer",))
    file = tmp_path / "s.json"
    file.write_text(kept(page).to_json(), encoding="utf-8")
    found = seen.read(file)
    assert seen.at(found, found.tries[0][0]) == (page, None)


def test_where_a_click_ended_comes_back_with_the_page_that_was_shown(make_page: MakePage) -> None:
    page, shown = make_page('link "Nästa"'), make_page('heading "Framme" [level=1]')
    landed = Landed(Landing("https://eslov.se/a", "https://eslov.se/b", 200, snapshot=shown), Destination("https://x/"))
    found = Seen.model_validate_json(kept(page, landed).to_json())
    assert seen.at(found, found.tries[0][0]) == (page, landed)


def test_a_look_that_two_claims_were_judged_on_is_kept_once(make_page: MakePage) -> None:
    looks, page = Looks(), make_page('link "Nästa"')
    both = [seen.judged(CLAIM, page, None, drifted("moved"), looks) for _ in range(2)]
    assert [one.look for one in both] == [0, 0]
    assert len(looks.kept()) == 1


def test_no_address_keeps_what_may_be_a_key(make_page: MakePage) -> None:
    page = make_page(f'link "Nästa" {SECRET}\nlink "Post"', url=SECRET, probes={
        "Nästa": Probe(href=SECRET), "Post": Probe(href="mailto:anna@eslov.se"),
    })  # fmt: skip
    told = kept(page, Landed(Landing(SECRET, SECRET), Destination("https://eslov.se/"))).to_json()
    assert "hemlig" not in told
    assert "anna" not in told
    assert "https://eslov.se/?id=7" in told


@pytest.mark.parametrize("text", ["", "{", '{"schema": 2}', "[]"])
def test_a_file_that_is_none_of_ours_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "s.json"
    file.write_text(text)
    with pytest.raises(Refused, match="går inte att läsa"):
        seen.read(file)
    with pytest.raises(Refused, match="finns inte"):
        seen.read(tmp_path / "annat.json")
