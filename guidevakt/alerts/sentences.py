"""The Swedish of alerts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from urllib.parse import urlsplit

from guidevakt import addresses
from guidevakt.incidents import Story, Telling
from guidevakt.sentences import (
    MONTHS,
    OWNERS,
    capital,
    countdown,
    day,
    finding,
    moment,
    plural,
    quoted,
    subject,
    to_do,
)
from guidevakt.verdict import NoticeResult, StepResult

REMINDER = "Påminnelse"
_BEFORE: dict[str, str] = {"again": "Fortfarande", "reminder": REMINDER}
NO_ADDRESS = (
    "Ingen larmväg är inställd: sätt miljövariabeln GUIDEVAKT_ALERT_URL till en adress, till exempel "
    "mailtos://användare:lösenord@smtp.example.se?from=guidevakt@example.se&to=it@example.se. Se docs/larm.md."
)
NOTHING_DUE = "Det finns inget att skicka nu."
NOT_TRIED = "inte försökt än"
TEST = "Det här är ett provlarm från Guidevakt. Kommer det fram, så kommer larmen fram."
TEST_DO = "Du behöver inte göra något."
TEST_ASK = "Kom det fram, och gick det att läsa?"
TEST_NO = "Då stämmer inte larmvägen än. Se felsökningen i docs/larm.md."
TEST_YES = "Bra. Larmvägen fungerar."


def item(telling: Telling | str, story: Story) -> str:
    """The first line of what has happened."""
    if telling == "recovered":
        return recovered(story)
    if telling == "flapping":
        return f"{_who(story)}: {_what(story)} växlar från natt till natt mellan att stämma och inte stämma."
    said = _happened(story)
    return f"{_BEFORE[telling]}: {said}" if telling in _BEFORE else said


def _happened(story: Story) -> str:
    if story.claim:
        said = finding(story.claim, on_page(story.url))
        return f"{_who(story)}: {said[:1].lower()}{said[1:]}"
    if story.picture:
        return f"{_who(story)}: {_what(story)} stämmer inte längre med sidan."
    steps = plural(len(story.steps), "steg", "steg")
    if story.owner == "environment":
        return f"Datorn som kontrollerar når inte internet: {steps} har inte kunnat kontrolleras två nätter i rad."
    if story.reason == "blocked":
        return f"{_who(story)} släpper inte in kontrollen: {steps} har inte kunnat kontrolleras tre nätter i rad."
    return f"{_who(story)} svarar inte: {steps} har inte kunnat kontrolleras två nätter i rad."


def recovered(story: Story) -> str:
    """Stämmer igen: länken ”X” på eslov.se."""
    if story.claim or story.picture:
        return f"Stämmer igen: {_what(story)} ({_where(story)})."
    if story.owner == "environment":
        return "Datorn som kontrollerar når internet igen."
    told = "släpper in kontrollen igen" if story.reason == "blocked" else "svarar igen"
    return f"{_who(story)} {told}."


def came_and_went(story: Story, confirmed: date) -> str:
    """What was over before anyone needed to be told, in one line."""
    told = f"{_what(story)} stämde inte" if story.claim or story.picture else f"{_who(story)} gick inte att kontrollera"
    return f"Kom och gick: {told} från natten till {day(story.since or confirmed)}. Nu är det bra igen."


def what_to_do(telling: Telling | str, story: Story) -> str:
    """What whoever reads it should do; both cures where there are two."""
    if telling == "flapping":
        return (
            "Se efter på sidan vid några olika tillfällen. Webbplatsen visar kanske två utseenden i taget. Du får "
            "besked när det har varit lugnt en vecka."
        )
    if story.claim:
        return to_do(_step(story), story.claim)
    if story.picture:
        return "Titta på bilderna i rapporten. Är den nya rätt: godkänn den, och byt bilden i guiden."
    if story.owner == "environment":
        return "Kör guidevakt doctor på datorn som kontrollerar, och se efter att den når internet."
    if story.reason == "blocked":
        return (
            "Kör kontrollen från en dator i kommunens nät i stället (docs/ci.md), eller be webbplatsens ansvariga "
            "släppa in den. Den säger sitt namn, Guidevakt, i varje anrop."
        )
    return "Se efter om webbplatsen är uppe. Det som gäller dess steg väntar tills den svarar igen."


def about(story: Story) -> list[str]:
    """Which guide and step it is, in the guide's words."""
    if not story.guide:
        return [f"Steg: {', '.join(story.steps)}."]
    return [f"Guiden ”{story.title}”, steg {' och '.join(story.steps)}: {quoted(story.text)}"]


def status(story: Story) -> str:
    """A text for the page where readers are told of trouble, ready to paste. Empty where a reader is not hindered."""
    if not story.claim or not story.claim.held_before:
        return ""
    now = f" Leta efter {quoted(story.claim.suggestion)} i stället." if story.claim.suggestion else ""
    wrong = f"Guiden ”{story.title}” stämmer just nu inte i steget {quoted(story.text)}."
    return f"{wrong}{now} Vi arbetar på att rätta det."


def notice(found: NoticeResult) -> str:
    """An announced change, some days ahead."""
    return f"{capital(countdown(found))}: {found.text} Berör steg {', '.join(found.steps)}."


def month(year_month: date, nights: int, good: int, checked: int, total: int, guides: int) -> str:
    """Oktober: 31 nätter, guiden stämde alla. 9 av 15 steg kontrollerade."""
    who = "guiden" if guides == 1 else "guiderna"
    held = "alla" if good == nights else f"{good or 'ingen'} av dem"
    return (
        f"{capital(MONTHS[year_month.month - 1])}: {plural(nights, 'natt', 'nätter')}, {who} stämde {held}. "
        f"{checked} av {total} steg kontrollerade."
    )


def first_line(said: Sequence[str]) -> str:
    """The first of what is said, and how many more there are."""
    more = len(said) - 1
    return said[0] if not more else f"{said[0]} (och {more} till)"


def silent(last: str, hours: int) -> str:
    """That no check has been made."""
    return f"Guidevakt har inte kontrollerat guiden på {hours} timmar. Senaste kontrollen: {last}."


def untrusted(at: datetime) -> str:
    """That a check tested itself and failed."""
    return (
        f"Kontrollen {moment(at.isoformat())} går inte att lita på: Guidevakts självtest misslyckades. Den räknas "
        "inte, och inget larm har skickats om det den såg. Titta i rapporten och kör guidevakt doctor på datorn som "
        "kontrollerar."
    )


SILENT_DO = (
    "Se efter att den nattliga körningen är påslagen. GitHub stänger av den när den som senast ändrade den slutar, "
    "och efter 60 dagar utan ändringar i ett öppet kodförråd."
)


def put_off(count: int, until: date) -> str:
    """What came of putting an alert off."""
    told = f"Uppskjutet till och med {day(until)}: {plural(count, 'larm', 'larm')}."
    return f"{told} Stämmer det inte efter det kommer ett nytt."


def false_alarm(count: int) -> str:
    """What came of marking an alert as false."""
    return f"Markerat som falskt larm: {plural(count, 'larm', 'larm')}. Det är tyst tills det stämmer igen."


def held(count: int, at: time) -> str:
    """How much waits for a working day."""
    waits = f"{plural(count, 'sak', 'saker')} väntar"
    return f"{waits} och skickas nästa vardag kl. {at:%H.%M}, eller när webbplatsen svarar igen."


def sent(count: int) -> str:
    """How many messages have gone."""
    return f"{plural(count, 'meddelande', 'meddelanden')} skickade." if count > 1 else "Ett meddelande skickat."


def to(route: str) -> str:
    """Whom a message is for."""
    return f"Till {route}"


def test_sent(route: str) -> str:
    """That a test has gone."""
    return f"Provlarm skickat till {route}."


def test_failed(route: str, trouble: str) -> str:
    """That a test has not."""
    return f"Provlarmet till {route} kunde inte skickas: {trouble}. Se felsökningen i docs/larm.md."


def on_page(url: str | None) -> str:
    """på startsidan; på sidan eslov.se/for-medarbetare."""
    if not url:
        return ""
    path = urlsplit(url).path.strip("/")
    return f"på sidan {addresses.host(url)}/{path}" if path else "på startsidan"


def _who(story: Story) -> str:
    return capital(OWNERS[story.owner])


def _what(story: Story) -> str:
    if story.claim:
        return subject(story.claim)
    return f"bilden {story.picture.id}" if story.picture else _who(story)


def _where(story: Story) -> str:
    return f"{OWNERS[story.owner]}, steg {' och '.join(story.steps)}"


def _step(story: Story) -> StepResult:
    return StepResult(guide=story.guide, part=story.part, id=story.step, text=story.text, verdict="drifted")

NO_ROUTE = "larmvägen är inte längre inställd"


def failed(route: str, trouble: str) -> str:
    """That a message has not come through."""
    return f"Larmet till {route} kunde inte skickas: {trouble}. Det skickas igen med nästa körning."


NO_LAST = "ingen som går att läsa"


def awake(last: str) -> str:
    """That all is as it should be."""
    return f"Senaste kontrollen: {last}. Allt är som det ska."
