"""Personal data: what counts as such, what is a site's own, and where a look still shows it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from pydantic import ValidationError

from guidevakt.pictures import personal
from guidevakt.pictures.personal import PATTERNS, Rule
from guidevakt.snapshot import Snapshot

EMAIL = Rule(kind="email", replace="fornamn.efternamn@eslov.se", allow=("kontaktcenter@eslov.se",))
PHONE = Rule(kind="phone", replace="070-174 06 05", allow=("0413-620 00",))
NUMBER = Rule(kind="personal-number", replace="ÅÅÅÅMMDD-NNNN")
NAME = Rule(kind="name", name="Anna Öberg", replace="Förnamn Efternamn")
RULES = (EMAIL, PHONE, NUMBER, NAME)


def _found(kind: personal.Kind, text: str) -> list[str]:
    return [found.group() for found in re.finditer(PATTERNS[kind], text, re.IGNORECASE)]


@pytest.mark.parametrize(
    "number",
    [
        "070-1740605", "070-174 06 05", "0701740605", "+46 701740605", "+46 (0)70 174 06 05", "004670-1740605",
        "08-123 456 78", "08 12 34 56", "0413-620 00", "(0413) 620 00", "+45 12 34 56 78",
        "070\u00a0174\u00a006\u00a005",
    ],
)  # fmt: skip
def test_telephone_number_is_known_however_it_is_written(number: str) -> None:
    assert _found("phone", f"Ring {number}.") == [number]


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-22", "22 november 2026", "241 80 Eslöv", "212000-1173", "246810", "Sverige (+46)", "08.00–16.30",
        "id983156458", "1280×900", "kl. 08:00", "0,5 procent av 2026", "2026-09-03 08:15", "https://a.se/70-1740605",
    ],
)  # fmt: skip
def test_other_numbers_are_no_telephone_number(text: str) -> None:
    assert _found("phone", text) == []


@pytest.mark.parametrize("number", ["19121212-1212", "121212-1212", "121272-1212", "121212+1212", "201212121212"])
def test_personnummer_is_known_however_it_is_written(number: str) -> None:
    assert _found("personal-number", f"Du är {number}") == [number]


@pytest.mark.parametrize("text", ["212000-1173", "2026-1122", "121312-1212", "121200-1212", "983156458123"])
def test_other_numbers_are_no_personnummer(text: str) -> None:
    assert _found("personal-number", text) == []


@pytest.mark.parametrize("address", ["anna@x.se", "anna.o-b+1@mail.eslov.example", "åsa@eslöv.se"])
def test_address_is_known(address: str) -> None:
    assert _found("email", f"Till {address}, tack") == [address]


@pytest.mark.parametrize("text", ["@eslov", "anna@", "anna@eslov", "kl. 8 @ torget"])
def test_at_sign_alone_is_no_address(text: str) -> None:
    assert _found("email", text) == []


@pytest.mark.parametrize(
    ("page", "kinds"),
    [
        ('link "anna@x.se"', ("email",)),
        ("paragraph : 070-174 06 99", ("phone",)),
        ("paragraph : 19121212-1212 och anna@x.se", ("email", "personal-number")),
        ("paragraph : Hej anna  öberg!", ("name",)),
        ("link \"Skriv\" https://x.se/?till=anna%40x.se", ("email",)),
        ("generic [aria-hidden] : anna@x.se", ("email",)),
        ("paragraph : Anna ÖbergGod morgon", ("name",)),
        ("paragraph : InloggadAnna Öberg", ("name",)),
        ("paragraph : Hej Anna Öbergsson", ()),
        ("paragraph : 070-174 06 05, fornamn.efternamn@eslov.se", ()),
        ("paragraph : Växel 0413-620 00, KONTAKTCENTER@eslov.se", ()),
        ("paragraph : Eslövs kommunkontaktcenter@eslov.seVäxel 0413-620 00", ()),
        ("row\n  cell : 08\n  cell : 12 34 56", ()),
    ],
)  # fmt: skip
def test_look_tells_what_it_still_shows(
    make_page: Callable[..., Snapshot], page: str, kinds: tuple[personal.Kind, ...]
) -> None:
    assert personal.shown(RULES, make_page(page)) == kinds


def test_title_of_the_page_is_kept_too(make_page: Callable[..., Snapshot]) -> None:
    assert personal.shown(RULES, make_page("main", title="Anna Öberg | Konto")) == ("name",)


def test_nothing_is_looked_for_where_the_guide_has_no_rules(make_page: Callable[..., Snapshot]) -> None:
    assert personal.shown((), make_page("paragraph : anna@x.se")) == ()


def test_names_are_replaced_first_and_telephone_numbers_last() -> None:
    assert [rule.kind for rule in personal.in_order(RULES)] == ["name", "email", "personal-number", "phone"]


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ({"kind": "name", "replace": "x"}, "name hör till kind: name"),
        ({"kind": "email", "name": "Anna", "replace": "x"}, "name hör till kind: name"),
        ({"kind": "name", "name": "Anna", "replace": "Anna A"}, "replace får inte innehålla"),
    ],
)
def test_rule_that_could_not_work_is_a_fault(rule: dict[str, str], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        Rule.model_validate(rule)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Inloggad som anna öberg", "Inloggad som Förnamn Efternamn"),
        ("Skriv till anna.oberg@eslov.se", "Skriv till fornamn.efternamn@eslov.se"),
        ("Kontaktcenter@eslov.se eller 0413-620 00", "Kontaktcenter@eslov.se eller 0413-620 00"),
        ("+46 701740699", "070-174 06 05"),
    ],
)
def test_text_is_told_as_a_look_shows_it(text: str, seen: str) -> None:
    assert personal.replaced(RULES, text) == seen
