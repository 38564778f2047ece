"""The guide as data, and what a writer is told when a guide file is faulty."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest
from ruamel.yaml import YAML

from guidevakt import guide as guides
from guidevakt.guide import Guide
from guidevakt.refused import Refused

PROJECT = Path(__file__).resolve().parents[2]
FILE = PROJECT / "guides" / "losenord" / "guide.yaml"

#: Every step of the published guide, as its writer wrote it.
SENTENCES = {
    "appen-1": "I första hand rekommenderar vi att du laddar ner appen Microsoft Authenticator till din mobiltelefon.",
    "registrera-1": (
        "Klicka på följande länk: https://mysignins.microsoft.com/security-info för att få upp bilden nedan."
    ),
    "registrera-2": "Klicka på Säkerhetsinformation",
    "registrera-3": "I nästa fönster ska du klicka på Lägg till inloggningsmetod.",
    "registrera-4": "Då öppnas följande fönster. Välj Telefon.",
    "registrera-5": "Byt land till Sverige och ange ditt mobilnummer. OBS! utan landskod. Klicka på Nästa.",
    "registrera-6": (
        "En kod skickas nu till det mobilnummer du angett. Skriv in den koden i nästa fönster och klicka på Nästa."
    ),
    "registrera-7": "Du får då upp meddelande om att verifieringen är klar.",
    "aterstall-1": "Öppna Eslövs kommuns webbsida, eslov.se, och skrolla till längst ner på sidan.",
    "aterstall-2": "Klicka på länken För dig som är medarbetare",
    "aterstall-3": (
        "Klicka på Återställ ditt lösenord och läs igenom de tre stegen nedan innan du klickar på länken "
        "Gå till lösenordsåterställning och följer instruktionen där."
    ),
    "aterstall-3a": "Skriv din e-postadress i det första fältet.",
    "aterstall-3b": "Skriv tecknen du ser i bilden i det andra fältet.",
    "aterstall-3c": "Följ därefter anvisningarna på skärmen.",
    "aterstall-lank": "Gå till lösenordsåterställning",
}


@pytest.fixture(scope="module")
def losenord() -> Guide:
    """The real guide."""
    return guides.read(FILE)


def test_guide_has_its_sentences_in_order_and_untouched(losenord: Guide) -> None:
    assert [(step.id, step.text) for step in losenord.steps] == list(SENTENCES.items())


def test_guide_has_three_parts(losenord: Guide) -> None:
    assert [(part.id, len(part.steps)) for part in losenord.parts] == [
        ("appen", 1),
        ("registrera", 7),
        ("aterstall", 7),
    ]
    assert losenord.title == "Guide för dig som vill hantera eventuella lösenordsproblem själv"


def test_six_pictures_stand_in_their_places(losenord: Guide) -> None:
    pictures = {step.id: (step.picture.id, step.picture.frame) for step in losenord.steps if step.picture}

    assert pictures == {
        "registrera-2": ("bild-1", "page"),
        "registrera-3": ("bild-2", "page"),
        "registrera-4": ("bild-3", "dialog"),
        "registrera-5": ("bild-4", "dialog"),
        "registrera-6": ("bild-5", "dialog"),
        "registrera-7": ("bild-6", "dialog"),
    }


def test_two_notices_have_their_date_and_source(losenord: Guide) -> None:
    source = "MicrosoftDocs/entra-docs, docs/identity/authentication/concept-sms-voice-retirement.md, 2026-06-10"

    assert [(n.date, n.steps, n.source) for n in losenord.notices] == [
        (date(2026, 9, 1), ("registrera-1",), source),
        (date(2027, 2, 1), ("registrera-4", "registrera-5", "registrera-6", "registrera-7"), source),
    ]


def test_nothing_that_sends_is_ever_checked_live(losenord: Guide) -> None:
    live = {step.id: step.live for step in losenord.steps if step.live != "public"}
    sending = [claim.live for step in losenord.steps for claim in step.claims if claim.kind == "accepts"]

    assert live == {
        **{f"registrera-{n}": "attended" for n in (2, 3, 4, 5)}, "registrera-6": "never", "registrera-7": "never",
    }  # fmt: skip
    assert sending == ["never"]


def test_documented_labels_are_the_names_of_claims_and_clicks(losenord: Guide) -> None:
    assert {"För dig som är medarbetare", "Nästa", "Sverige", "Telefon", "Verifieringen är klar"} <= losenord.labels
    assert "start" not in losenord.labels


def test_words_that_fields_are_known_by_are_no_labels(losenord: Guide) -> None:
    assert not {"telefonnummer", "kod", "e-post", "bild"} & losenord.labels


def test_claim_says_what_it_expects_in_the_guides_words(losenord: Guide) -> None:
    told = {(step.id, claim.kind): claim.expected for step in losenord.steps for claim in step.claims}

    assert told["aterstall-3", "steps"] == "3"
    assert told["aterstall-3a", "field"] == "e-post eller användarnamn"
    assert told["registrera-5", "accepts"] == "telefonnummer"
    assert told["aterstall-lank", "page"] == "https://passwordreset.microsoftonline.com/"


# -- faulty files -------------------------------------------------------------------------------------------------

WHOLE = """\
id: prov
title: En guide
owner: it
parts:
  - id: del
    title: En del
    steps:
      - id: steg-1
        text: Klicka på Nästa
        page: start
        claims:
          - {kind: control, name: Nästa, leads_to: staff}
        do: [{click: Nästa}]
notices:
  - {date: 2027-02-01, steps: [steg-1], text: Något ändras, source: En källa}
"""
CLAIM = "{kind: control, name: Nästa, leads_to: staff}"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where a guide with the id `prov` is kept."""
    (tmp_path / "prov").mkdir()
    return tmp_path / "prov" / "guide.yaml"


def _refusal(file: Path, text: str | bytes, pages: tuple[str, ...] | None = None) -> list[str]:
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(Refused) as refused:
        guides.read(file, pages)
    return [line.replace(f"{file}", "F") for line in str(refused.value).splitlines()]


def test_whole_guide_is_read(file: Path) -> None:
    file.write_text(WHOLE, encoding="utf-8")

    assert guides.read(file, ("start", "staff")).steps[0].claims[0].leads == "staff"


KINDS = "page, link, control, field, option, dialog, message, text, picture, steps, order, accepts"
PLACES = "top, bottom, header, main, footer, left, right, first, second, {below: text} eller {above: text}"
CONTROL_KEYS = "kind, where, session, after, live, name, leads_to"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("owner: it", "owner: it\nagare: it",
         "F, rad 4: agare: nyckeln finns inte; tillåtna är id, title, owner, parts, personal, notices."),
        ("    title: En del\n", "", "F, rad 5: parts.0.title: saknas."),
        ("        page: start\n", "", "F, rad 8: parts.0.steps.0.page: saknas."),
        ("{kind: control, name: Nästa", "{kind: control, namn: x, name: Nästa",
         f"F, rad 12: parts.0.steps.0.claims.0.namn: nyckeln finns inte; tillåtna är {CONTROL_KEYS}."),
        ("kind: control", "kind: knapp",
         f"F, rad 12: parts.0.steps.0.claims.0: kind ska vara en av {KINDS}, inte 'knapp'."),
        ("kind: control, ", "", "F, rad 12: parts.0.steps.0.claims.0: kind saknas."),
        ("leads_to: staff}", "leads_to: staff, where: nederst}",
         f"F, rad 12: parts.0.steps.0.claims.0.where: ska vara {PLACES}, inte 'nederst'."),
        ("leads_to: staff}", "leads_to: staff, live: ibland}",
         "F, rad 12: parts.0.steps.0.claims.0.live: ska vara public, attended eller never, inte 'ibland'."),
        ("name: Nästa, leads", "name: '', leads", "F, rad 12: parts.0.steps.0.claims.0.name: får inte vara tomt."),
        ("name: Nästa, leads", "name: 7, leads", "F, rad 12: parts.0.steps.0.claims.0.name: ska vara text."),
        (f"          - {CLAIM}", "          []", "F, rad 11: parts.0.steps.0.claims: får inte vara tomt."),
        (f"          - {CLAIM}", "          Nästa", "F, rad 11: parts.0.steps.0.claims: ska vara en lista."),
        (CLAIM, "{kind: order, name: [Nästa, 7]}", "F, rad 12: parts.0.steps.0.claims.0.name.1: ska vara text."),
        (CLAIM, "{kind: order, name: [Nästa]}", "F, rad 12: parts.0.steps.0.claims.0.name: får inte vara tomt."),
        (CLAIM, "{kind: steps, count: 0}", "F, rad 12: parts.0.steps.0.claims.0.count: ska vara minst 1."),
        (CLAIM, "{kind: steps, count: 51}", "F, rad 12: parts.0.steps.0.claims.0.count: ska vara högst 50."),
        (CLAIM, "{kind: steps, count: tre}", "F, rad 12: parts.0.steps.0.claims.0.count: ska vara ett tal."),
        (CLAIM, "{kind: accepts, in: kod, value: 0701234567}",
         "F, rad 12: parts.0.steps.0.claims.0.value: ska vara practice.phone eller practice.code, inte 701234567."),
        (CLAIM, "{kind: page, leads_to: start, assumed: kanske}",
         "F, rad 12: parts.0.steps.0.claims.0.assumed: ska vara true eller false."),
        ("id: steg-1", "id: Steg 1",
         "F, rad 8: parts.0.steps.0.id: får bara ha små bokstäver a–z, siffror och bindestreck, inte 'Steg 1'."),
        ("id: del", "id: steg-1", "F: filen: id får bara finnas en gång: steg-1."),
        ("id: prov", "id: annan", "F, rad 1: id: ska vara mappens namn, prov."),
        ("do: [{click: Nästa}]", "do: [{click: Nästa, in: Land}]",
         "F, rad 13: parts.0.steps.0.do.0: in hör till choose och fill, och behövs där."),
        ("do: [{click: Nästa}]", "do: [{choose: Sverige}]",
         "F, rad 13: parts.0.steps.0.do.0: in hör till choose och fill, och behövs där."),
        ("do: [{click: Nästa}]", "do: [{click: Nästa, choose: Sverige}]",
         "F, rad 13: parts.0.steps.0.do.0: ska vara en av click, choose och fill."),
        ("        do: [{click: Nästa}]\n", "",
         "F, rad 8: parts.0.steps.0: leads_to för ”Nästa” kräver att do klickar på den."),
        ("leads_to: staff}", "after: Telefon}", "F, rad 8: parts.0.steps.0: after: ”Telefon” klickas inte i do."),
        ("date: 2027-02-01", "date: 2027-02-31",
         "F, rad 15: notices.0.date: ska vara ett datum som 2027-02-01, inte '2027-02-31'."),
        ("date: 2027-02-01", "date: snart",
         "F, rad 15: notices.0.date: ska vara ett datum som 2027-02-01, inte 'snart'."),
        ("steps: [steg-1]", "steps: [steg-9]", "F: filen: notices nämner steg som inte finns: steg-9."),
        ("page: start", "page: [start]", "F, rad 10: parts.0.steps.0.page: ska vara text."),
    ],
)  # fmt: skip
def test_fault_is_told_by_line_and_field(file: Path, old: str, new: str, told: str) -> None:
    assert WHOLE.count(old) == 1
    faults = _refusal(file, WHOLE.replace(old, new))

    assert faults == [told]


DO = "        do: [{click: Nästa}]\n"


@pytest.mark.parametrize(
    ("picture", "told"),
    [
        ("{id: bild-1, frame: fönster}", "frame: ska vara page, dialog eller element, inte 'fönster'."),
        ("{id: bild-1, frame: element}", " element hör till frame: element, och behövs där."),
        ("{id: bild-1, element: Nästa}", " element hör till frame: element, och behövs där."),
        ("{id: bild-1, margin: 10}", " margin hör till frame: dialog och frame: element."),
        ("{id: bild-1, frame: dialog, margin: 401}", "margin: ska vara högst 400."),
        ("{id: bild-1, frame: dialog, margin: -1}", "margin: ska vara minst 0."),
    ],
)
def test_fault_of_a_picture_is_told_by_line_and_field(file: Path, picture: str, told: str) -> None:
    field = "parts.0.steps.0.picture" + (":" if told.startswith(" ") else ".")
    faults = _refusal(file, WHOLE.replace(DO, f"{DO}        picture: {picture}\n"))

    assert faults == [f"F, rad 14: {field}{told}"]


@pytest.mark.parametrize(
    "picture",
    ["{id: bild-1}", "{id: bild-1, frame: dialog, margin: 0}", "{id: b, frame: element, element: Nästa, margin: 400}"],
)
def test_picture_shows_the_page_a_window_or_one_thing(file: Path, picture: str) -> None:
    file.write_text(WHOLE.replace(DO, f"{DO}        picture: {picture}\n"), encoding="utf-8")

    assert guides.read(file).steps[0].picture is not None


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ("{kind: epost, replace: x}", ".kind: ska vara name, email, personal-number eller phone, inte 'epost'."),
        ("{kind: email}", ".replace: saknas."),
        ("{kind: name, replace: x}", ": name hör till kind: name, och behövs där."),
        ("{kind: name, name: Anna, replace: Anna A}", ": replace får inte innehålla det som ska bort."),
        ("{kind: email, replace: x, allow: a@b.se}", ".allow: ska vara en lista."),
    ],
)
def test_fault_of_a_rule_for_personal_data_is_told_by_line_and_field(file: Path, rule: str, told: str) -> None:
    assert _refusal(file, f"{WHOLE}personal:\n  - {rule}\n") == [f"F, rad 17: personal.0{told}"]


def test_all_faults_are_told_at_once_in_the_files_order(file: Path) -> None:
    text = (
        WHOLE.replace("owner: it", "agare: it").replace("kind: control", "kind: knapp").replace("2027-02-01", "snart")
    )

    assert [line.split(": ")[0] for line in _refusal(file, text)] == ["F", "F, rad 3", "F, rad 12", "F, rad 15"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("id: [\n", "F, rad 2: filen är inte giltig YAML. Se efter indrag, kolon och citattecken."),
        ("id: prov\n title: x\n", "F, rad 2: filen är inte giltig YAML. Se efter indrag, kolon och citattecken."),
        ("id: prov\nid: prov\n", "F, rad 2: filen är inte giltig YAML. Se efter indrag, kolon och citattecken."),
        ("", "F: filen: ska vara nycklar med värden."),
        ("- id: prov\n", "F: filen: ska vara nycklar med värden."),
        ("prov\n", "F: filen: ska vara nycklar med värden."),
        ("id: pröv".encode("latin-1"), "F: filen går inte att läsa som text (UTF-8)."),
    ],
    ids=["cut off", "indent", "key twice", "empty", "list", "text", "not UTF-8"],
)
def test_file_that_is_no_guide_is_told_in_one_sentence(file: Path, text: str | bytes, told: str) -> None:
    assert _refusal(file, text) == [told]


def test_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        guides.read(tmp_path / "guide.yaml")
    assert str(refused.value) == f"{tmp_path / 'guide.yaml'}: filen finns inte."


def test_page_that_is_not_there_is_told_with_those_that_are(file: Path) -> None:
    assert _refusal(file, WHOLE, ("start", "reset_page")) == [
        "F, rad 12: parts.0.steps.0.claims.0.leads_to: sidan staff finns inte; tillåtna är reset_page, start."
    ]


def test_every_page_that_is_not_there_is_told(file: Path) -> None:
    assert [line.split(": ")[1] for line in _refusal(file, WHOLE, ("reset_page",))] == [
        "parts.0.steps.0.page", "parts.0.steps.0.claims.0.leads_to",
    ]  # fmt: skip


def test_faults_of_all_guides_are_told_at_once(tmp_path: Path) -> None:
    for name in ("en", "tva"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "guide.yaml").write_text("- x\n", encoding="utf-8")

    with pytest.raises(Refused) as refused:
        guides.read_all(tmp_path)
    assert [line.split("/guide.yaml")[0].rsplit("/", 1)[1] for line in str(refused.value).splitlines()] == ["en", "tva"]


def test_folder_without_guides_is_told(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="här finns ingen guide"):
        guides.read_all(tmp_path)


# -- the schema for editors ---------------------------------------------------------------------------------------


def _valid(text: str) -> bool:
    data = json.loads(json.dumps(YAML(typ="safe", pure=True).load(text), default=str))
    return jsonschema.Draft202012Validator(json.loads(guides.schema())).is_valid(data)


def test_schema_in_the_repository_is_what_the_code_gives() -> None:
    assert (PROJECT / "guides" / "guide.schema.json").read_text(encoding="utf-8").rstrip("\n") == guides.schema()


def test_schema_accepts_the_guide() -> None:
    assert _valid(FILE.read_text(encoding="utf-8"))
    assert _valid(WHOLE)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("owner: it", "owner: it\nagare: it"),
        ("{click: Nästa}", "{klicka: Nästa}"),
        ("kind: control", "kind: knapp"),
        ("leads_to: staff}", "leads_to: staff, where: nederst}"),
        ("leads_to: staff}", "leads_to: staff, where: {under: x}}"),
        (CLAIM, "{kind: steps, count: 0}"),
        ("id: steg-1", "id: Steg 1"),
    ],
)
def test_schema_refuses_what_the_code_refuses(old: str, new: str) -> None:
    assert not _valid(WHOLE.replace(old, new))


def test_schema_accepts_places_beside_a_label() -> None:
    assert _valid(WHOLE.replace("leads_to: staff}", "leads_to: staff, where: {below: steps}}"))
