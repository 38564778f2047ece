"""The practice phone of the security-info page: who is let through, and what the others are told."""

from __future__ import annotations

import json

import pytest

ORIGIN = "https://mysignins.microsoft.com"
PHONE = f"{ORIGIN}/security-info/ovning/telefon"
CODE = f"{ORIGIN}/security-info/ovning/kod"


def say(client, url, origin=ORIGIN, **fields):
    return json.loads(client.ask_signed_in(url, "POST", json.dumps(fields), Origin=origin).text)


@pytest.mark.parametrize("number", ["070-1740605", "070-174 06 99", "0701740650", " 070 174 06 61 "])
def test_a_practice_number_in_sweden_gets_a_code(client, number):
    said = say(client, PHONE, land="46", nummer=number)
    assert (said["fel"], said["kod"]) == (None, "246810")
    assert said["nummer"].startswith("+46 701740")


@pytest.mark.parametrize("number", ["+46 70-174 06 05", "0046701740605", "+4712345678", "46701740605"])
def test_a_number_with_country_code_gets_the_message_a_user_would_get(client, number):
    said = say(client, PHONE, land="46", nummer=number)
    assert said == {"fel": "Ange telefonnumret utan landskod. Landet väljer du i listan."}


@pytest.mark.parametrize("number", ["070-1740604", "070-1740700", "070-17406050", "073-1234567", "", "x"])
def test_any_other_number_is_never_taken(client, number):
    said = say(client, PHONE, land="46", nummer=number)
    assert said == {"fel": "Det här är en övningskopia: använd ett nummer mellan 070-1740605 och 070-1740699."}


def test_a_practice_number_needs_sweden_chosen(client):
    assert "välj Sverige" in say(client, PHONE, land="1", nummer="070-1740605")["fel"]


def test_the_right_code_is_enough_and_a_wrong_one_can_be_tried_again(client):
    assert say(client, CODE, kod=" 246810 ") == {"fel": None}
    assert say(client, CODE, kod="246811") == {"fel": "Koden stämmer inte. Försök igen."}
    assert say(client, CODE) == {"fel": "Koden stämmer inte. Försök igen."}


def test_a_stranger_is_let_in_nowhere(client):
    assert client.ask(PHONE, "POST", '{"land": "46", "nummer": "070-1740605"}', Origin=ORIGIN).status == 403


def test_another_site_cannot_send_the_practice_form(client):
    reply = client.ask_signed_in(PHONE, "POST", '{"land": "46", "nummer": "070-1740605"}', Origin="https://eslov.se")
    assert reply.status == 403


@pytest.mark.parametrize("body", ["", "land=46", "[]", "\udcff".encode("utf-8", "surrogateescape").decode("latin-1")])
def test_what_is_no_json_object_is_refused(client, body):
    assert client.ask_signed_in(PHONE, "POST", body, Origin=ORIGIN).status == 400


def test_the_practice_addresses_are_no_pages(client):
    assert client.ask_signed_in(PHONE).status == 404


def test_practice_forms_are_noted_with_their_status(start):
    client = start()
    say(client, CODE, kod="1")
    assert [(seen.method, seen.url, seen.status) for seen in client.replica.log] == [("POST", CODE, 200)]
