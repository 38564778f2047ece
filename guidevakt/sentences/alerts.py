"""The Swedish of alerts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

from guidevakt import addresses
from guidevakt.history.strips import Period
from guidevakt.incidents import Story, Telling
from guidevakt.sentences import (
    MONTHS,
    OWNERS,
    REASONS,
    SITE_OR_NETWORK,
    capital,
    countdown,
    day,
    fell,
    listed,
    moment,
    plural,
    quoted,
    remarks,
)
from guidevakt.sentences.findings import Reader, finding, subject, to_do
from guidevakt.sentences.pictures import picture_called, what_differs
from guidevakt.verdict import NoticeResult, StepResult

REMINDER = "Påminnelse"
#: Of many that fell together so many are told; the rest are counted.
MOST_PARTS = 12
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
    if telling == "flapping" and story.missed:
        return f"{_who(story)}: {_page(story)} går att kontrollera vissa nätter, men inte andra."
    if telling == "flapping" and story.reason:
        return f"{_who(story)} går att kontrollera vissa nätter, men inte andra."
    if telling == "flapping":
        return f"{_who(story)}: {_what(story)} växlar från natt till natt mellan att stämma och inte stämma."
    said = _happened(story)
    return f"{_BEFORE[telling]}: {said}" if telling in _BEFORE else said


def _happened(story: Story) -> str:
    if story.claim:
        said = finding(story.claim, on_page(story.url))
        return f"{_who(story)}: {said[:1].lower()}{said[1:]}"
    if story.picture:
        told = f"{_who(story)}: {_what(story)} stämmer inte längre med sidan."
        return f"{told} {what_differs(story.picture)}".rstrip()
    if story.fell:
        return f"{_who(story)}: {fell(len(story.fell), story.checked)}."
    if story.missed:
        return f"{_who(story)}: {_page(story)} har inte kunnat kontrolleras{_since(story)}. {_met(story)}"
    steps, since = plural(len(story.steps), "steg", "steg"), _since(story)
    if story.owner == "environment":
        return f"Datorn som kontrollerar når inte internet: {steps} har inte kunnat kontrolleras{since}."
    does_not = "går inte att kontrollera" if story.met else "svarar inte"
    does_not = "släpper inte in kontrollen" if story.reason == "blocked" else does_not
    met = f" {story.met[:1].lower()}{story.met[1:]} {capital(steps)}" if story.met else f" {steps}"
    return f"{_who(story)} {does_not}:{met} har inte kunnat kontrolleras{since}."


def hindered(story: Story) -> str:
    """What hindered a run, as its alert would tell it."""
    return _happened(story)


def outage(story: Story, steps: Sequence[StepResult]) -> str:
    """What hindered the run and what could not be checked for it, in a sentence or three."""
    return f"{_happened(story)} Det gäller steg {listed([step.id for step in steps])}."


def _page(story: Story) -> str:
    """startsidan; sidan eslov.se/for-medarbetare; the step, where nobody knows the page."""
    return on_page(story.url).removeprefix("på ") or f"steg {listed(story.steps)}"


def _met(story: Story) -> str:
    """What was met in the page's place; where nobody knows, why it could not be judged."""
    return story.met or f"{capital(REASONS[story.reason or 'unreachable'])}."


def _since(story: Story) -> str:
    return f" sedan natten till {day(story.since)}" if story.since else ""


def recovered(story: Story, left: bool = False) -> str:
    """Stämmer igen: länken ”X” på eslov.se. `left`: some of many that fell together are still wrong."""
    if story.fell:
        many = len(story.fell)
        if left:
            return f"{_who(story)}: de flesta av de {many} stegen stämmer igen. Det som är kvar berättas för sig."
        return f"Stämmer igen: de {many} steg som slutade stämma samma natt."
    if story.claim or story.picture:
        return f"Stämmer igen: {_what(story)} ({_where(story)})."
    if story.missed:
        return f"Går att kontrollera igen: {_page(story)} ({_where(story)})."
    if story.owner == "environment":
        return "Datorn som kontrollerar når internet igen."
    told = "går att kontrollera igen" if story.met else "svarar igen"
    return f"{_who(story)} {'släpper in kontrollen igen' if story.reason == 'blocked' else told}."


def came_and_went(story: Story) -> str:
    """What was over before anyone needed to be told, in one line."""
    if story.fell:
        told = f"{len(story.fell)} av {story.checked} steg stämde inte"
    elif story.claim or story.picture:
        told = f"{_what(story)} stämde inte"
    else:
        who = f"{_page(story)} ({_who(story)})" if story.missed else _who(story)
        told = f"{who} gick inte att kontrollera"
    return f"Kom och gick: {told}{_since(story).replace('sedan', 'från')}. Nu är det bra igen."


def what_to_do(telling: Telling | str, story: Story, reader: Reader = "it") -> str:
    """What whoever reads it should do; both cures where there are two."""
    if telling == "flapping" and not story.reason:
        return (
            "Se efter på sidan vid några olika tillfällen. Webbplatsen visar kanske två utseenden i taget. Du får "
            "besked när det har varit lugnt en vecka."
        )
    if story.claim:
        return to_do(_step(story), story.claim, reader)
    if story.picture:
        return "Titta på bilderna i rapporten. Är den nya rätt: godkänn den, och byt bilden i guiden."
    if story.fell:
        return (
            "Öppna sidan själv. Ser den ut som guiden säger är det kontrollens dator eller nätverk: kör guidevakt "
            "doctor där, och kontrollera igen. Är webbplatsen ombyggd: gå igenom listan och skriv om stegen i guiden."
        )
    if story.owner == "environment":
        return "Kör guidevakt doctor på datorn som kontrollerar, och se efter att den når internet."
    if story.reason in _UNSEEN_DO:
        return _UNSEEN_DO[story.reason]
    if story.reason == "blocked" and reader == "site":
        return (
            "Släpp in kontrollen: den säger sitt namn, Guidevakt, i varje anrop och läser bara. Går det inte kan den "
            "som sköter Guidevakt köra den från en dator i kommunens nät."
        )
    if story.reason == "blocked":
        return (
            "Kör kontrollen från en dator i kommunens nät i stället (docs/ci.md), eller be webbplatsens ansvariga "
            "släppa in den. Den säger sitt namn, Guidevakt, i varje anrop."
        )
    if remarks.is_certificate(story.met):
        renew = "Förnya eller byt" if reader == "site" else "Be dem som sköter webbplatsen att förnya eller byta"
        return (
            f"{renew} certifikatet. Så länge varnar läsarnas webbläsare för sidan, och det som guiden säger om den är "
            "okontrollerat."
        )
    if story.missed and reader == "site":
        return (
            "Öppna sidan i en webbläsare. Syns samma fel där: rätta det. Det som guiden säger om sidan är "
            "okontrollerat så länge."
        )
    if story.missed:
        return (
            "Öppna sidan i en webbläsare. Syns samma fel där: be dem som sköter webbplatsen att rätta det. Det som "
            "guiden säger om sidan är okontrollerat så länge."
        )
    return "Se efter om webbplatsen är uppe. Det som gäller dess steg väntar tills den svarar igen."


_UNSEEN_DO = {
    "fault": (
        "Visa rapporten för den som sköter Guidevakt, och gå igenom stegen själv så länge: felet är Guidevakts eget."
    ),
    "tries-disagree": (
        "Öppna sidan några gånger. Webbplatsen visar kanske två utseenden i taget; gå igenom stegen själv så länge."
    ),
    "environment": "Kör guidevakt doctor på datorn som kontrollerar: till dess går bilderna inte att jämföra.",
}


def about(story: Story, parts: Sequence[Story] = ()) -> list[str]:
    """Which guide and step it is, in the guide's words; of many that fell together, each of them."""
    if story.fell:
        return ["Troligen har allt en och samma orsak. Det här stämmer inte:", *_each(parts)]
    if not story.guide:
        return [f"Steg: {', '.join(story.steps)}."]
    told = [f"Guiden ”{story.title}”, steg {listed(story.steps)}: {quoted(story.text)}"]
    is_change = story.picture or (story.claim and story.claim.held_before)
    return told + [f"Så har det varit{_since(story)}."] * bool(is_change and story.since)


def _each(parts: Sequence[Story]) -> list[str]:
    told = [f"Steg {listed(part.steps)}. {_happened(part)}" for part in parts[:MOST_PARTS]]
    more = len(parts) - len(told)
    return told + [f"{plural(more, 'sak', 'saker')} till står i rapporten."] * bool(more)


def status(story: Story) -> str:
    """A text for the page where readers are told of trouble, ready to paste. Empty where a reader is not hindered."""
    if story.fell:
        guide = f"Guiden ”{story.title}”" if story.title else "Guiden"
        return f"{guide} stämmer just nu inte i flera steg. Vi arbetar på att rätta det."
    if not story.claim or not story.claim.held_before or story.owner == "environment":
        return ""
    now = f" Leta efter {quoted(story.claim.suggestion)} i stället." if story.claim.suggestion else ""
    wrong = f"Guiden ”{story.title}” stämmer just nu inte i steget {quoted(story.text)}."
    return f"{wrong}{now} Vi arbetar på att rätta det."


def notice(found: NoticeResult) -> str:
    """An announced change, some days ahead."""
    return f"{capital(countdown(found))}: {found.text} Berör steg {', '.join(found.steps)}."


def notice_do(found: NoticeResult) -> str:
    """What to do about it: as the guide says, or what is always right."""
    if found.to_do:
        return found.to_do
    when = "nu" if found.days_left <= 0 else f"före den {day(date.fromisoformat(found.date))}"
    return f"Ta reda på om det gäller er, och skriv i så fall om steg {listed(found.steps)} i guiden {when}."


def source(found: NoticeResult) -> str:
    """Where it was announced."""
    return f"Källa: {found.source.rstrip('.')}."


def month(year_month: date, found: Period) -> str:
    """Oktober: 31 nätter, guiden stämde alla. 9 av 15 steg kontrollerade. What was not looked at is told, and how
    often."""
    who = "guiden" if found.guides == 1 else "guiderna"
    told = f"{capital(MONTHS[year_month.month - 1])}: {plural(found.nights, 'natt', 'nätter')}, {_held(who, found)}."
    told += f" {found.checked} av {found.total} steg kontrollerade."
    if found.unseen:
        told += f" Gick inte alltid att kontrollera: {_unseen(found.unseen)}."
    return told + f" {plural(found.missing, 'natt', 'nätter')} gjordes ingen kontroll." * bool(found.missing)


def _held(who: str, found: Period) -> str:
    """How often all of it held. Nights on which not all could be looked at are no nights on which it did."""
    seen = found.nights - found.unsure
    if not seen:
        return "allt gick inte att kontrollera" if found.nights == 1 else "ingen av dem gick allt att kontrollera"
    if found.unsure:
        return f"{who} stämde {found.good or 'ingen'} av de {seen} då allt gick att kontrollera"
    if found.nights == 1:
        return f"{who} stämde" if found.good else f"{who} stämde inte"
    return f"{who} stämde alla" if found.good == found.nights else f"{who} stämde {found.good or 'ingen'} av dem"


def _unseen(found: Sequence[tuple[str, int]]) -> str:
    """aterstall-1 och aterstall-2 (28 nätter), registrera-1 (1 natt): the most often first."""
    by_nights: dict[int, list[str]] = {}
    for step, nights in found:
        by_nights.setdefault(nights, []).append(step)
    most_first = sorted(by_nights.items(), reverse=True)
    return ", ".join(f"{_some(steps)} ({plural(nights, 'natt', 'nätter')})" for nights, steps in most_first)


def _some(steps: Sequence[str]) -> str:
    more = len(steps) - MOST_PARTS
    return listed(steps) if more <= 0 else listed([*steps[:MOST_PARTS], f"{more} till"])


def silent(last: str | None, hours: int) -> str:
    """That no check has been made since the last, if there has been any."""
    told = f"Guidevakt har inte kontrollerat guiden på {hours} timmar."
    return f"{told} Senaste kontrollen: {last}." if last else f"{told} Ingen kontroll är sparad."


def unread_status(where: str) -> str:
    """That it cannot be told whether a check has been made."""
    return f"Det går inte att se om Guidevakt har kontrollerat guiden: {where} går inte att läsa."


UNREAD_DO = (
    "Öppna adressen i en webbläsare där du inte är inloggad. Syns inget där kan kodförrådet vara stängt, eller "
    "nattkontrollen aldrig ha gått. Se docs/ci.md."
)


def in_the_future(finished: str) -> str:
    """That the last check says that it will be made."""
    return f"Guidevakts senaste kontroll är daterad i framtiden, {finished}: det går inte att se när den gjordes."


FUTURE_DO = "Se efter att klockan går rätt, på datorn som kontrollerar och på den här. Kör sedan en ny kontroll."


def none_checked(night: date) -> str:
    """That a check was made in which nothing could be checked."""
    return f"Natten till {day(night)} gick inget steg i guiden att kontrollera."


NONE_CHECKED_DO = (
    "Titta i rapporten varför. Når datorn som kontrollerar internet, och släpper webbplatserna in den? Kör guidevakt "
    "doctor där."
)


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


FORMS = {"subject": "Ämne", "text": "E-post, text", "html": "E-post, HTML", "card": "Teams-kort"}
EXAMPLES = "Så här ser meddelandena ut. Inget av det här har hänt, och inget skickas."
NO_ONE = "Ingen mottagare i pyproject.toml får veta sådant."


def in_every_form(kinds: Sequence[str]) -> str:
    """How one kind is shown as it is sent."""
    return f"Ett slag i alla former: guidevakt alert --example SLAG. Slagen är {listed(kinds)}."


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


def commands(story: Story) -> list[str]:
    """What the links would do, for whoever has no page to start a check from."""
    step = story.steps[0] if story.steps else ""
    only = f" --step {step}" if story.step else ""
    told = [f"Kontrollera igen: guidevakt verify --target live{only}"]
    if can_wait(story):
        told += [f"Skjut upp larmet: guidevakt alert --postpone {step} --until DATUM --why SKÄL"]
        told += [f"Falskt larm: guidevakt alert --false {step} --why SKÄL"] * may_be_false(story)
    return told


def can_wait(story: Story) -> bool:
    """Is there something to put off?"""
    return story.claim.held_before if story.claim else True


def may_be_false(story: Story) -> bool:
    """Can it be that Guidevakt is wrong? Of a site that does not answer there is nothing to say."""
    return bool(story.claim or story.picture or story.fell)


def on_page(url: str | None) -> str:
    """på startsidan; på sidan eslov.se/for-medarbetare; på sidan passwordreset.microsoftonline.com."""
    if not url:
        return ""
    host, path = addresses.host(url), addresses.split(url).path.strip("/")
    if not path and host.count(".") == 1:  # a site's own; what stands under another name is no start page to a reader
        return "på startsidan"
    return f"på sidan {host}/{path}".rstrip("/")


def _who(story: Story) -> str:
    """Where it stands; whose change it is decides who is told."""
    if story.fell:
        return SITE_OR_NETWORK
    return capital(OWNERS[story.site or story.owner])


def _what(story: Story) -> str:
    if story.fell:
        return "många steg"
    if story.claim:
        return subject(story.claim)
    return picture_called(story.picture.id).lower() if story.picture else _who(story)


def _where(story: Story) -> str:
    return f"{OWNERS[story.site or story.owner]}, steg {listed(story.steps)}"


def _step(story: Story) -> StepResult:
    steps = listed(story.steps)
    return StepResult(guide=story.guide, part=story.part, id=steps, text=story.text, verdict="drifted")


NO_ROUTE = "larmvägen är inte längre inställd"
UNREADABLE = "det är sparat av en annan version av Guidevakt"


def failed(route: str, trouble: str) -> str:
    """That a message has not come through."""
    return f"Larmet till {route} kunde inte skickas: {trouble}. Det skickas igen med nästa körning."


def awake(last: str) -> str:
    """That all is as it should be."""
    return f"Senaste kontrollen: {last}. Allt är som det ska."
