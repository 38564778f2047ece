"""What is sent when, to whom, and what happens when it does not come through."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from rich.console import Console

from guidevakt.alerts import calendar, command, composing, letter, routes, sending
from guidevakt.alerts.sending import Sender
from guidevakt.history import ledger
from guidevakt.history.strips import Period
from guidevakt.incidents import Event, Fingerprint, Incident, Story
from guidevakt.refused import Refused
from guidevakt.sentences import alerts as sentences
from guidevakt.settings import AlertSettings
from guidevakt.verdict import Canary, ClaimResult, Difference, NoticeResult, PictureResult, RunResult
from tests.unit.alerts.receivers import Channel, Mailbox

TUESDAY = datetime(2026, 12, 1, 7, tzinfo=UTC)
CLAIM = ClaimResult(
    kind="link", expected="Nästa", verdict="drifted", held_before=True, change="removed", owner="eslov.se"
)


def story(**facts: Any) -> Story:
    given = {"guide": "losenord", "title": "Lösenord", "step": "aterstall-2", "steps": ("aterstall-2",)}
    page = {"owner": "eslov.se", "url": "https://eslov.se/"}
    return Story(**{**given, **page, "text": "Klicka.", "claim": CLAIM, **facts})


@pytest.fixture
def happened(sender: Sender) -> Callable[..., None]:
    """Something confirmed, to be told."""

    def add(told: Story | None = None, kind: str = "new", urgent: bool = False) -> None:
        found = told or story()
        mark = Fingerprint("losenord", found.step, "link", found.claim.expected if found.claim else "bild", "removed")
        event = Event(f"{kind}/{mark}", kind, TUESDAY, mark, found, urgent)  # type: ignore[arg-type]
        with sender.ledger.open() as connection:
            ledger._keep(connection, [Incident(fingerprint=mark, state="confirmed", story=found)])
            ledger.add(connection, [(event, None)])

    return add


# -- when -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("moment", "goes"),
    [
        ("2026-12-01T06:29", False), ("2026-12-01T06:30", True), ("2026-12-01T23:30", False),
        ("2026-07-01T05:29", False), ("2026-07-01T05:30", True),
        ("2026-12-05T08:00", False), ("2026-12-06T08:00", False),
        ("2026-12-24T08:00", False), ("2026-12-25T08:00", False), ("2026-12-31T08:00", False),
        ("2027-01-06T08:00", False), ("2027-05-06T08:00", False), ("2026-06-19T08:00", False),
        ("2026-12-23T08:00", True), ("2026-12-28T08:00", True),
    ],
)  # fmt: skip
def test_messages_go_on_working_mornings(moment: str, goes: bool) -> None:
    assert calendar.is_open(datetime.fromisoformat(f"{moment}:00+00:00"), AlertSettings().send_at) == goes


@pytest.mark.parametrize(("urgent", "letters"), [(False, 0), (True, 1)])
def test_only_what_is_urgent_goes_on_a_sunday(
    sender: Sender, mailbox: Mailbox, happened: Callable[..., None], monkeypatch: pytest.MonkeyPatch,
    urgent: bool, letters: int,
) -> None:  # fmt: skip
    monkeypatch.setenv("GUIDEVAKT_ALERT_URL", mailbox.address)
    happened(urgent=urgent)
    sender.send(datetime(2026, 12, 6, 3, tzinfo=UTC))

    assert len(mailbox.letters) == letters


# -- to whom ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "kind", "who"),
    [
        (story(owner="microsoft"), "new", {"it"}),
        (story(), "new", {"it", "webb"}),
        (story(claim=None, picture=PictureResult(id="bild-1", verdict="looks_different")), "new", {"skribenter"}),
        (story(claim=CLAIM.model_copy(update={"kind": "text"})), "new", {"skribenter"}),
        (story(owner="guide"), "new", {"skribenter"}),
        (story(), "never", {"it", "skribenter"}),
        (Story(owner="microsoft", reason="blocked"), "new", {"it"}),
    ],
)
def test_each_is_told_of_what_is_theirs(told: Story, kind: str, who: set[str]) -> None:
    topic = routes.topic(kind, told)

    assert {route for route, topics in AlertSettings().routes.items() if topic in topics} == who


def test_one_address_gets_one_message_whatever_routes_it_is_on() -> None:
    environ = {"GUIDEVAKT_ALERT_URL": "mailto://a", "GUIDEVAKT_ALERT_URL_SKRIBENTER": "mailto://b mailto://a"}
    found = routes.recipients(AlertSettings().routes, environ)

    assert {routes.address(name, environ) for name in found} == {"mailto://a", "mailto://b"}
    assert "pictures" in found["it"]
    assert set(found) == {"it", "skribenter"}


def test_a_mail_and_a_team_are_both_told(
    sender: Sender, mailbox: Mailbox, teams: Channel, happened: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GUIDEVAKT_ALERT_URL", f"{mailbox.address} {teams.address}")
    happened()

    assert sender.send(TUESDAY) == (2, [])
    assert (len(mailbox.letters), len(teams.posted)) == (1, 1)
    assert sender.send(TUESDAY + timedelta(hours=1)) == (0, [])


# -- what is said -----------------------------------------------------------------------------------------------------


def test_the_first_line_says_it_all_and_both_cures_follow() -> None:
    claim = ClaimResult(
        kind="link", expected="För dig som är medarbetare", verdict="drifted", held_before=True, change="renamed",
        suggestion="För medarbetare", owner="eslov.se", where="bottom",
    )  # fmt: skip
    item = composing.item(composing.Telling("new", story(claim=claim)), AlertSettings(), "https://example.se/nightly")

    assert item.said == (
        "eslov.se: länken ”För dig som är medarbetare” finns inte längre längst ner på startsidan. "
        "Den heter troligen ”För medarbetare” nu."
    )
    assert item.to_do == (
        "Be webbredaktionen att byta tillbaka länktexten, eller byt ”För dig som är medarbetare” mot ”För medarbetare” "
        "i guidens steg aterstall-2."
    )
    assert [link.text for link in item.links] == [
        "Öppna sidan", "Kontrollera igen", "Skjut upp larmet", "Falskt larm", "Text till driftinformationen",
    ]  # fmt: skip
    assert item.status == (
        "Guiden ”Lösenord” stämmer just nu inte i steget ”Klicka.”. Leta efter ”För medarbetare” i stället. "
        "Vi arbetar på att rätta det."
    )


CHANGED = ClaimResult(
    kind="link", expected="För dig som är medarbetare", verdict="drifted", held_before=True, change="renamed",
    suggestion="För medarbetare", owner="eslov.se", where="bottom",
)  # fmt: skip


@pytest.mark.parametrize(
    ("route", "claim", "to_do"),
    [
        ("webb", CHANGED, "Byt tillbaka länktexten till ”För dig som är medarbetare”. Ska det vara så här i stället: "
                          "be den som skriver guiden att skriva om steg aterstall-2."),
        ("it", CHANGED, "Be webbredaktionen att byta tillbaka länktexten, eller byt ”För dig som är medarbetare” mot "
                        "”För medarbetare” i guidens steg aterstall-2."),
        ("skribenter", CHANGED.model_copy(update={"kind": "text", "change": "removed", "suggestion": None}),
         "Skriv om steg aterstall-2 i guiden, eller be webbredaktionen att ändra tillbaka."),
    ],
)  # fmt: skip
def test_what_to_do_is_written_to_whom_it_goes(route: str, claim: ClaimResult, to_do: str) -> None:
    settings = AlertSettings()
    everyone = {name: frozenset(topics) for name, topics in settings.routes.items()}
    made = composing.messages([composing.Telling("new", story(claim=claim))], [], everyone, settings, "")

    assert made[route].items[0].to_do == to_do


def test_one_address_for_all_is_told_both_cures() -> None:
    topics = {topic for topics in AlertSettings().routes.values() for topic in topics}
    assert routes.reader(topics) == "it"


def test_what_more_there_is_is_said_in_the_first_line_and_in_a_cut_subject() -> None:
    notice = NoticeResult(date="2027-02-01", days_left=30, steps=("a",), text="Sms upphör.", source="Microsoft")
    lines = composing.notices([("losenord", notice)], (), AlertSettings())
    long = story(claim=CHANGED.model_copy(update={"expected": "Länk " * 40}))
    tellings = [composing.Telling("new", long), composing.Telling("recovered", story(claim=CHANGED))]
    made = composing.messages(tellings, lines, {"it": frozenset({"eslov.se", "notices"})}, AlertSettings(), "")["it"]

    assert made.first.endswith(" (och 1 aviserad ändring och 1 sak som stämmer igen)")
    assert letter.subject(made).endswith("… (och 1 aviserad ändring och 1 sak som stämmer igen)")
    assert len(letter.subject(made)) <= letter.SUBJECT_SIGNS + 1


@pytest.mark.parametrize(
    ("source", "to_do", "said"),
    [
        ("https://learn.microsoft.com/sms", "", "Källa: https://learn.microsoft.com/sms"),
        ("entra-docs, sms.md", "Ring operatören.", "Källa: entra-docs, sms.md."),
    ],
)
def test_what_is_announced_says_what_to_do_and_where_it_was_announced(source: str, to_do: str, said: str) -> None:
    notice = NoticeResult(
        date="2027-02-01", days_left=30, steps=("a", "b"), text="Sms upphör.", source=source, to_do=to_do
    )  # fmt: skip
    lines = composing.notices([("losenord", notice)], (), AlertSettings())
    made = composing.messages([], lines, {"it": frozenset({"notices"})}, AlertSettings(), "")["it"]
    text = letter.text(made)

    general = "Ta reda på om det gäller er, och skriv i så fall om steg a och b i guiden före den 1 februari 2027."
    assert f"Gör så här: {to_do or general}" in text
    assert said in text
    assert text.count("Sms upphör.") == 1


def test_one_cause_is_one_item_however_many_steps_it_hits() -> None:
    first, second = story(), story(step="aterstall-3", steps=("aterstall-3",))
    other = story(step="aterstall-4", steps=("aterstall-4",), claim=CLAIM.model_copy(update={"expected": "Avbryt"}))
    found = composing.by_cause([composing.Telling("new", one) for one in (first, second, other)])

    assert [telling.story.steps for telling in found] == [("aterstall-2", "aterstall-3"), ("aterstall-4",)]


@pytest.mark.parametrize(
    ("days_left", "told", "said"),
    [
        (91, [], False), (90, [], True), (69, [], True), (69, [90], False), (30, [90], True), (7, [90, 30], True),
        (-3, [90, 30, 7], True), (-3, [90, 30, 7, 1], False),
    ],
)  # fmt: skip
def test_an_announced_change_is_told_at_its_days_and_at_once_when_one_was_missed(
    days_left: int, told: list[int], said: bool
) -> None:
    notice = NoticeResult(date="2027-02-01", days_left=days_left, steps=("a",), text="Sms upphör.", source="x")
    keys = {f"notice/losenord/2027-02-01/Sms upphör./{days}" for days in told}

    assert bool(composing.notices([("losenord", notice)], keys, AlertSettings())) == said


@pytest.mark.parametrize(
    ("url", "where"),
    [
        ("https://www.eslov.se/", "på startsidan"),
        ("https://eslov.se/for-medarbetare/", "på sidan eslov.se/for-medarbetare"),
        ("https://passwordreset.microsoftonline.com/", "på sidan passwordreset.microsoftonline.com"),
        (None, ""),
    ],
)
def test_where_it_stood_is_said_as_a_reader_would(url: str | None, where: str) -> None:
    assert sentences.on_page(url) == where


def test_where_no_page_starts_a_check_the_commands_are_told() -> None:
    item = composing.item(composing.Telling("new", story()), AlertSettings(), workflow="")

    assert [link.text for link in item.links] == ["Öppna sidan", "Text till driftinformationen"]
    assert item.commands == (
        "Kontrollera igen: guidevakt verify --target live --step aterstall-2",
        "Skjut upp larmet: guidevakt alert --postpone aterstall-2 --until DATUM --why SKÄL",
        "Falskt larm: guidevakt alert --false aterstall-2 --why SKÄL",
    )


def test_one_message_of_many_lists_them_and_says_what_to_do() -> None:
    steps = ("aterstall-2", "aterstall-3", "aterstall-4", "aterstall-5")
    many = Story(
        title="Lösenord", url="https://eslov.se/", steps=steps, fell=tuple(("losenord", s) for s in steps), checked=9,
    )  # fmt: skip
    parts = tuple(
        story(step=s, steps=(s,), site="eslov.se", owner="unknown", claim=CLAIM.model_copy(update={"expected": s}))
        for s in steps
    )
    item = composing.item(composing.Telling("new", many, parts=parts), AlertSettings(), "https://example.se/nightly")

    assert item.said == "Webbplatsen eller nätverket: 4 av 9 kontrollerade steg slutade stämma samma natt."
    assert item.about[0] == "Troligen har allt en och samma orsak. Det här stämmer inte:"
    assert [line.partition(" finns")[0] for line in item.about[1:]] == [
        f"Steg {s}. eslov.se: länken ”{s}”" for s in steps
    ]
    assert "kör guidevakt doctor" in item.to_do
    assert item.status == "Guiden ”Lösenord” stämmer just nu inte i flera steg. Vi arbetar på att rätta det."
    assert routes.topic("new", many) == "unknown"


def test_a_picture_says_what_differs_in_it() -> None:
    told = Difference(change="renamed", role="button", name="Nästa", seen="Fortsätt")
    seen = PictureResult(id="bild-4", verdict="looks_different", differences=(told,))

    assert sentences.item("new", story(claim=None, picture=seen)) == (
        "eslov.se: bild 4 stämmer inte längre med sidan. Knappen ”Nästa” heter nu ”Fortsätt”."
    )


def test_a_bad_certificate_is_told_as_such_and_not_as_no_answer() -> None:
    met = "Webbplatsens certifikat gick ut 28 november 2026."
    site = Story(owner="eslov.se", reason="unreachable", steps=("a", "b"), met=met, since=date(2026, 11, 29))

    assert sentences.item("new", site) == (
        "eslov.se går inte att kontrollera: webbplatsens certifikat gick ut 28 november 2026. 2 steg har inte kunnat "
        "kontrolleras sedan natten till 29 november 2026."
    )
    assert "förnya" in sentences.what_to_do("new", site)
    assert sentences.recovered(site) == "eslov.se går att kontrollera igen."
    assert "svarar" not in sentences.item("new", site)


def test_a_site_that_comes_and_goes_is_told_as_a_site() -> None:
    site = Story(owner="microsoft", reason="blocked", steps=("a",))

    assert sentences.item("flapping", site) == "Microsoft går att kontrollera vissa nätter, men inte andra."
    assert "kommunens nät" in sentences.what_to_do("flapping", site)


def test_what_our_own_computer_brings_about_hinders_no_reader() -> None:
    ours = story(owner="environment", site="eslov.se", claim=CLAIM.model_copy(update={"owner": "environment"}))

    assert routes.topic("new", ours) == "environment"
    assert sentences.item("new", ours).startswith("eslov.se: ")
    assert "Kör guidevakt doctor" in sentences.what_to_do("new", ours)
    assert sentences.status(ours) == ""


OCTOBER = date(2026, 10, 31)


@pytest.mark.parametrize(
    ("nights", "good", "unsure", "said"),
    [
        (1, 1, 0, "1 natt, guiden stämde."), (1, 0, 0, "1 natt, guiden stämde inte."),
        (30, 0, 0, "guiden stämde ingen av dem."), (1, 0, 1, "1 natt, allt gick inte att kontrollera."),
        (30, 0, 30, "30 nätter, ingen av dem gick allt att kontrollera."),
        (30, 2, 28, "30 nätter, guiden stämde 2 av de 2 då allt gick att kontrollera."),
        (30, 0, 20, "30 nätter, guiden stämde ingen av de 10 då allt gick att kontrollera."),
    ],
)  # fmt: skip
def test_a_short_or_bad_month_is_told_too(nights: int, good: int, unsure: int, said: str) -> None:
    assert said in sentences.month(OCTOBER, Period(nights, good, 9, 15, 1, 0, unsure))


def test_a_month_without_a_fault_is_told_in_one_line() -> None:
    assert sentences.month(OCTOBER, Period(31, 31, 9, 15, 1, 0)) == (
        "Oktober: 31 nätter, guiden stämde alla. 9 av 15 steg kontrollerade."
    )


def test_a_month_of_many_unseen_steps_counts_the_most_of_them() -> None:
    many = tuple((f"steg-{n:02}", 30) for n in range(20))
    said = sentences.month(OCTOBER, Period(30, 0, 9, 15, 1, 0, 30, 1, many))

    assert "steg-10, steg-11 och 8 till (30 nätter). 1 natt gjordes ingen kontroll." in said
    assert "stämde alla" not in said


# -- when it does not come through ------------------------------------------------------------------------------------


def test_what_does_not_come_through_is_kept_told_and_sent_with_the_next_run(
    sender: Sender, mailbox: Mailbox, happened: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GUIDEVAKT_ALERT_URL", mailbox.address)
    happened()
    mailbox.refuse = 3

    _, (trouble,) = sender.send(TUESDAY)
    assert trouble.startswith("Larmet till it kunde inte skickas")
    assert sender.history.undelivered() == 1
    assert sender.send(TUESDAY + timedelta(hours=1)) == (0, [])
    assert (len(mailbox.letters), sender.history.undelivered()) == (1, 0)


def test_a_failing_channel_fails_no_run(sender: Sender, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUIDEVAKT_ALERT_URL", "ingen-adress")
    monkeypatch.setenv("GUIDEVAKT_HISTORY", str(sender.project / "finns" / "inte"))
    (sender.project / "finns").write_text("a file where a folder should be")

    (told,) = sending.after_run(sender.project)
    assert "historiken går inte att" in told


def test_without_an_address_everything_waits(sender: Sender, happened: Callable[..., None]) -> None:
    happened()
    assert sender.send(TUESDAY) == (0, [])

    with sender.ledger.open() as connection:
        assert len(ledger.pending(connection)) == 1


def test_a_message_that_cannot_be_read_is_told_and_stops_no_other(
    sender: Sender, mailbox: Mailbox, happened: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GUIDEVAKT_ALERT_URL", mailbox.address)
    with sender.ledger.open() as connection:
        ledger.put(connection, "it", '{"a newer": "shape"}', TUESDAY)
    happened()

    _, (trouble,) = sender.send(TUESDAY)
    assert "en annan version av Guidevakt" in trouble
    assert len(mailbox.letters) == 1


def test_what_came_and_went_is_one_line_a_cause() -> None:
    marks = [Fingerprint("losenord", f"a-{n}", "link", "Nästa", "removed") for n in range(2)]
    events = [
        ledger.Pending(n, kind, TUESDAY, mark, story(step=mark.step, steps=(mark.step,)), None, False)
        for n, (kind, mark) in enumerate((kind, mark) for mark in marks for kind in ("new", "recovered"))
    ]  # fmt: skip
    chosen = composing.choose(events, [], only_urgent=False)

    assert [line.said for line in chosen.lines] == ["Kom och gick: länken ”Nästa” stämde inte. Nu är det bra igen."]


@pytest.mark.parametrize(("first", "told", "line"), [("new", [], "Kom och gick"), ("again", ["recovered"], "")])
def test_what_somebody_was_told_of_is_right_again_and_has_not_come_and_gone(
    first: str, told: list[str], line: str
) -> None:
    mark = Fingerprint("losenord", "aterstall-2", "link", "Nästa", "removed")
    kinds = enumerate((first, "recovered"))
    events = [ledger.Pending(n, kind, TUESDAY, mark, story(), None, False) for n, kind in kinds]
    chosen = composing.choose(events, [], only_urgent=False)

    assert [telling.kind for telling in chosen.tellings] == told
    assert "".join(one.said for one in chosen.lines).startswith(line)


def test_a_line_that_is_first_is_not_said_again(
    sender: Sender, mailbox: Mailbox, happened: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GUIDEVAKT_ALERT_URL", mailbox.address)
    happened(kind="recovered")
    happened(story(step="a-3", steps=("a-3",), claim=CLAIM.model_copy(update={"expected": "Avbryt"})), kind="recovered")
    sender.send(TUESDAY)

    body = mailbox.letters[0].get_body(("html",))
    assert body
    text = body.get_content()
    assert (text.count("länken ”Nästa”"), text.count("länken ”Avbryt”")) == (1, 1)
    assert "(och 1 sak som stämmer igen)" in text


def test_two_senders_at_once_send_once(
    sender: Sender, mailbox: Mailbox, happened: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GUIDEVAKT_ALERT_URL", mailbox.address)
    happened()
    both = [threading.Thread(target=sender.send, args=(TUESDAY,)) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()

    assert len(mailbox.letters) == 1


# -- the commands -----------------------------------------------------------------------------------------------------


@pytest.fixture
def said(sender: Sender, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[int, str]]:
    """Run `guidevakt alert` in the project; gives its exit code and what it said."""
    monkeypatch.setenv("GUIDEVAKT_HISTORY", str(sender.history.file))

    def run(what: Callable[..., int], *arguments: Any) -> tuple[int, str]:
        console = Console(record=True, width=200)
        code = what(sender.project, *arguments, console)
        return code, console.export_text()

    return run


def test_a_new_user_gets_a_mail_with_one_variable_set(
    said: Callable[..., tuple[int, str]], mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Refused, match="GUIDEVAKT_ALERT_URL"):
        said(command.test)
    monkeypatch.setenv("GUIDEVAKT_ALERT_URL", mailbox.address)

    assert said(command.test) == (0, "Provlarm skickat till it.\n")
    assert mailbox.letters[0]["Subject"].startswith("Det här är ett provlarm från Guidevakt.")


def test_a_dry_run_shows_and_changes_nothing(
    said: Callable[..., tuple[int, str]], mailbox: Mailbox, happened: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setenv("GUIDEVAKT_ALERT_URL", mailbox.address)
    happened(urgent=True)
    once, twice = said(command.show), said(command.show)

    assert once == twice
    assert "länken ”Nästa” finns inte längre" in once[1]
    assert mailbox.letters == []


def test_a_dry_run_without_an_address_shows_what_each_would_get(
    said: Callable[..., tuple[int, str]], happened: Callable[..., None]
) -> None:
    happened(urgent=True)
    _, told = said(command.show)

    assert told.startswith("Ingen larmväg är inställd")
    assert told.count("länken ”Nästa” finns inte längre") == 2
    assert "Till it" in told
    assert "Till webb" in told


@pytest.mark.parametrize(("answer", "code", "reply"), [("j", 0, "Larmvägen fungerar."), ("n", 3, "docs/larm.md")])
def test_a_person_is_asked_whether_the_test_was_seen(
    said: Callable[..., tuple[int, str]], teams: Channel, monkeypatch: pytest.MonkeyPatch,
    answer: str, code: int, reply: str,
) -> None:  # fmt: skip
    monkeypatch.setenv("GUIDEVAKT_ALERT_URL", teams.address)
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{answer}\n"))
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    came, told = said(command.test)

    assert (came, len(teams.posted)) == (code, 1)
    assert "Kom det fram, och gick det att läsa?" in told
    assert reply in told


def test_an_alert_that_is_put_off_is_not_told(
    said: Callable[..., tuple[int, str]], sender: Sender, mailbox: Mailbox, happened: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setenv("GUIDEVAKT_ALERT_URL", mailbox.address)
    happened()
    assert said(command.postpone, "aterstall-2", date(2099, 12, 1), "väntar på Eslöv")[0] == 0
    sender.send(TUESDAY)

    assert mailbox.letters == []


def test_a_false_alarm_is_silent_for_good(
    said: Callable[..., tuple[int, str]], sender: Sender, happened: Callable[..., None]
) -> None:
    happened()
    code, told = said(command.false_alarm, "aterstall-2", "bara en kaka")

    assert (code, told) == (0, "Markerat som falskt larm: 1 larm. Det är tyst tills det stämmer igen.\n")
    assert sender.ledger.incidents()[0].until == date.max


@pytest.mark.parametrize(
    ("until", "why", "told"),
    [(date(2020, 1, 1), "x", "datumet har redan varit"), (date(2099, 1, 1), " ", "--why saknas")],
)
def test_putting_off_takes_a_coming_date_and_a_reason(
    said: Callable[..., tuple[int, str]], until: date, why: str, told: str
) -> None:
    with pytest.raises(Refused, match=told):
        said(command.postpone, "aterstall-2", until, why)


def test_it_is_told_on_the_next_working_morning_that_a_night_cannot_be_trusted(
    sender: Sender, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch, make_run: Callable[..., RunResult]
) -> None:
    monkeypatch.setenv("GUIDEVAKT_ALERT_URL_IT", mailbox.address)
    for day in ("05", "06", "07"):  # Saturday, Sunday, Monday
        started = f"2026-12-{day}T02:15:00+00:00"
        failed = make_run(target="live", started=started, id=day, canary=Canary(caught=False, quiet=True))
        sender.history.remember(failed, [])
        sender.send(datetime.fromisoformat(started))
    assert mailbox.letters == []
    sender.send(datetime(2026, 12, 7, 7, tzinfo=UTC))
    (letter,) = mailbox.letters
    assert "Guidevakts självtest misslyckades" in letter["Subject"]
    sender.send(datetime(2026, 12, 8, 7, tzinfo=UTC))
    assert len(mailbox.letters) == 1
