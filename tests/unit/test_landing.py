"""Where a click or an address ended, against where the guide says it leads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from guidevakt import landing, stand_in
from guidevakt.certificate import Wrong
from guidevakt.landing import Destination, Landing
from guidevakt.sentences import remarks
from guidevakt.sentences.findings import finding
from guidevakt.snapshot import Snapshot
from guidevakt.stand_in import Shown
from guidevakt.verdict import ClaimResult

MakePage = Callable[..., Snapshot]

HREF = "https://eslov.se/for-medarbetare/"
STAFF = Destination(HREF, heading="För dig som är medarbetare")
PAGE = 'main\n heading "För dig som är medarbetare" [level=1]\n paragraph : Här finns länkar och hjälp för dig.'
OTHER = 'main\n heading "Välkommen till Eslövs kommun" [level=1]\n paragraph : Här hittar du kommunens service.'


@pytest.fixture
def land(make_page: MakePage) -> Callable[..., Landing]:
    """A landing on a page; the documented one at its own address unless told otherwise."""

    def make(url: str = HREF, page: str = PAGE, status: int = 200, href: str = HREF, **facts: Any) -> Landing:
        return Landing(href, url, status, snapshot=make_page(page, url=url, status=status, **facts))

    return make


@pytest.mark.parametrize(
    "url",
    [
        HREF,
        "https://www.eslov.se/for-medarbetare/",
        "https://eslov.se/for-medarbetare",
        "https://eslov.se/for-medarbetare/?utm_source=nyhetsbrev&translate=true",
        "https://eslov.se/For-Medarbetare/#main-content",
        "https://eslov.se/personal/",
    ],
    ids=["its own", "www", "no closing slash", "tracking", "case and fragment", "same site and heading"],
)
def test_documented_page_is_known_again(land: Callable[..., Landing], url: str) -> None:
    outcome = landing.judge(land(url), STAFF)

    assert (outcome.verdict, outcome.lands) == ("holds", url)


def test_page_with_another_heading_at_its_address_is_the_page(land: Callable[..., Landing]) -> None:
    assert landing.judge(land(page=OTHER), STAFF).verdict == "holds"


def test_page_that_tells_its_steps_is_the_page_whatever_its_heading_and_its_question(
    land: Callable[..., Landing],
) -> None:
    page = 'heading "Byt lösenord" [level=1]\nlist\n listitem : Skriv.\n listitem : Läs.\nbutton "Ja"\nbutton "Nej"'
    assert landing.judge(land(page=page), STAFF).verdict == "holds"


def test_page_met_at_another_address_before_is_known_again(land: Callable[..., Landing]) -> None:
    met = Destination(HREF, also=("https://eslov.se/personal/",))

    assert landing.judge(land("https://eslov.se/personal/", OTHER), met).verdict == "holds"


def test_a_page_that_asks_about_cookies_first_cannot_be_judged(land: Callable[..., Landing]) -> None:
    page = 'heading "Innan du fortsätter till Google" [level=1]\nparagraph : Vi använder cookies.\nbutton "Ja"'
    outcome = landing.judge(land("https://consent.google.com/ml", page), STAFF)

    assert (outcome.reason, outcome.note) == ("blocked", remarks.met("consent"))


SIGN_IN = Destination("https://login.microsoftonline.com/", heading="Logga in")


@pytest.mark.parametrize(
    ("heading", "words", "change"),
    [
        ("Välkommen! Logga in på Microsoft Entra", "Skriv den adress som du har på arbetet.", None),
        ("Sign in", "Enter the address that you use at work, and that is all there is to it for you.", "language"),
        ("Skanna rutan", "Så kommer du in.", "destination"),
    ],
    ids=["a greeting", "in English", "another way in"],
)
def test_a_page_to_sign_in_on_may_greet_in_any_words(
    land: Callable[..., Landing], heading: str, words: str, change: str | None
) -> None:
    page = f'heading "{heading}" [level=1]\nparagraph : {words}\ntextbox "E-post"'
    assert landing.judge(land(SIGN_IN.url, page, href=SIGN_IN.url), SIGN_IN).change == change


@pytest.mark.parametrize(
    ("opened", "change"),
    [
        ('dialog\n heading "För dig som är medarbetare"', None),
        ('dialog "För dig som är medarbetare"', None),
        ('dialog "Vad tycker du?"', "destination"),
    ],
    ids=["a window with the heading", "a window by that name", "another window"],
)
def test_a_page_may_have_become_a_window(land: Callable[..., Landing], opened: str, change: str | None) -> None:
    landed = replace(land("https://eslov.se/", f"{OTHER}\n{opened}"), revealed=True)
    assert landing.judge(landed, STAFF).change == change


def test_a_form_on_a_strange_host_is_no_page_in_between(land: Callable[..., Landing]) -> None:
    form = 'heading "Återställ kontot" [level=1]\ntextbox "Namn"\nbutton "Nästa"'
    assert landing.judge(land("https://account.live.com/ResetPassword.aspx", form), STAFF).change == "destination"


@pytest.mark.parametrize(
    ("facts", "page", "told"),
    [
        ({}, 'heading "Logga in" [level=1]\ntextbox "Namn"', remarks.instead("sign-in")),
        ({"stayed": True}, OTHER, remarks.instead("nothing")),
        ({}, 'heading "Vill du ha en app?" [level=1]\nbutton "Inte nu"', "Sidan ”Vill du ha en app?” kommer emellan."),
        ({}, OTHER, None),
    ],
    ids=["to sign in", "nothing happened", "in between", "another page"],
)
def test_what_is_met_in_the_pages_place_is_told(
    land: Callable[..., Landing], facts: dict[str, bool], page: str, told: str | None
) -> None:
    assert landing.judge(replace(land("https://eslov.se/", page), **facts), STAFF).note == told


@pytest.mark.parametrize(("stayed", "change"), [(True, "other"), (False, "destination")])
def test_what_should_open_something_and_did_nothing_leads_to_no_other_page(
    land: Callable[..., Landing], stayed: bool, change: str
) -> None:
    landed = replace(land("https://eslov.se/", OTHER), stayed=stayed)

    assert landing.judge(landed, STAFF).change == change


def test_language_in_a_path_is_the_same_in_any_case(land: Callable[..., Landing]) -> None:
    wanted = Destination("https://learn.microsoft.com/sv-se/entra/")

    assert landing.judge(land("https://learn.microsoft.com/sv-SE/entra/", OTHER), wanted).verdict == "holds"


def test_telling_parameter_makes_another_page(land: Callable[..., Landing]) -> None:
    wanted = Destination("https://play.google.com/store/apps/details?id=com.azure.authenticator")

    assert landing.judge(land(wanted.url + "&hl=sv", OTHER), wanted).verdict == "holds"
    other = landing.judge(land("https://play.google.com/store/apps/details?id=com.other", OTHER), wanted)
    assert (other.verdict, other.change) == ("drifted", "destination")


@pytest.mark.parametrize(
    ("url", "page"),
    [
        ("https://eslov.se/", OTHER),
        ("https://www.kristianstad.se/for-medarbetare/", PAGE),
        ("https://intranat.eslov.se/for-medarbetare/", PAGE),
        ("https://login.microsoftonline.com/", 'heading "Logga in" [level=1]\ntextbox "E-post"\nbutton "Nästa"'),
        (HREF, 'heading "Logga in" [level=1]\ntextbox "E-post"\nbutton "Logga in"'),
        ("http://eslov.se/for-medarbetare/", PAGE),
    ],
    ids=["start page", "another municipality", "another host", "login wall", "login at its address", "http"],
)
def test_another_page_is_another_destination(land: Callable[..., Landing], url: str, page: str) -> None:
    outcome = landing.judge(land(url, page), STAFF)

    assert (outcome.verdict, outcome.change, outcome.lands) == ("drifted", "destination", url)


def test_answer_that_asks_who_you_are_is_a_login_wall(land: Callable[..., Landing]) -> None:
    assert landing.judge(land(page=OTHER, status=401), STAFF).change == "destination"


def test_sign_in_page_may_ask_to_sign_in(land: Callable[..., Landing]) -> None:
    wanted = Destination("https://login.microsoftonline.com/", heading="Logga in")
    page = 'heading "Logga in på ditt konto" [level=1]\ntextbox "E-post"'
    lesser = page.replace("level=1", "level=2")

    assert landing.judge(land(wanted.url, lesser), wanted).verdict == "holds"

    assert (
        landing.judge(land("https://login.microsoftonline.com/common/oauth2/v2.0/authorize?x=1", page), wanted).verdict
        == "holds"
    )


@pytest.mark.parametrize(
    ("url", "page"),
    [
        (
            "https://eslov.se/viktigt/",
            f'heading "Viktigt" [level=1]\nparagraph : Läs detta först.\nlink "Fortsätt" {HREF}',
        ),
        (HREF, 'heading "Viktigt" [level=1]\nparagraph : Läs detta först innan du går in.\nbutton "Gå vidare"'),
        (
            "https://mysignins.microsoft.com/nudge",
            'heading "Skapa en nyckel" [level=1]\nparagraph : Det går fort.\nbutton "Hoppa över"',
        ),
        (HREF, 'heading "Mer information krävs" [level=1]\nparagraph : Vi behöver mer av dig.\nbutton "Nästa"'),
        (HREF, 'heading "Vill du förbli inloggad?" [level=1]\nparagraph : Du slipper.\nbutton "Nej"\nbutton "Ja"'),
    ],
    ids=["with a link on", "at its own address", "on the way in", "with a next page", "a question"],
)
def test_page_that_stands_before_the_documented_one_is_told_as_such(
    land: Callable[..., Landing], url: str, page: str
) -> None:
    assert landing.judge(land(url, page), STAFF).change == "other"


@pytest.mark.parametrize(
    "opened",
    [
        'group\n  heading "Återställ ditt lösenord" [level=3] [clickable]\n  paragraph : Läs igenom de tre stegen.',
        'group\n  generic "Återställ ditt lösenord" [clickable]\n  paragraph : Läs igenom de tre stegen.',
        'button "Återställ ditt lösenord" [expanded]\nparagraph : Läs igenom de tre stegen.',
        'link "Återställ ditt lösenord" [expanded] #a1\nparagraph : Läs igenom de tre stegen.',
        'tab "Återställ ditt lösenord" [expanded]\nparagraph : Läs igenom de tre stegen.',
    ],
    ids=["details with heading", "details", "button", "link", "tab"],
)
def test_accordion_that_was_opened_is_where_it_leads(land: Callable[..., Landing], opened: str) -> None:
    wanted = Destination(HREF + "aterstall-ditt-losenord/", heading="Återställ ditt lösenord")

    assert landing.judge(land(page=f'heading "Personal" [level=1]\n{opened}'), wanted).verdict == "holds"


def test_accordion_that_stays_closed_leads_nowhere(land: Callable[..., Landing]) -> None:
    wanted = Destination(HREF + "aterstall-ditt-losenord/", heading="Återställ ditt lösenord")
    page = 'heading "Personal" [level=1]\nparagraph : Läs och lär.\nbutton "Återställ ditt lösenord" [expanded=false]'

    assert landing.judge(land(page=page), wanted).change == "destination"


@pytest.mark.parametrize(
    ("page", "status"),
    [
        (PAGE, 404),
        (PAGE, 410),
        ('main\n heading "Sidan kunde inte hittas" [level=1]\n paragraph : Pröva att söka i stället.', 200),
        ('main\n heading "Sidan du söker finns inte" [level=1]\n paragraph : Pröva att söka i stället.', 200),
        ('main\n heading "Vi hittar inte sidan" [level=1]\n paragraph : Pröva att söka i stället.', 200),
        ('main\n heading "404" [level=1]\n paragraph : Pröva att söka i stället.', 200),
        ('main\n heading "Page not found" [level=2]\n paragraph : Try to search instead.', 200),
        ('main\n heading "Butiken" [level=1]\n paragraph : Den begärda webbadressen hittades inte på servern.', 200),
        ('main\n heading "Butiken" [level=1]\n paragraph : Det gick inte att hitta den begärda webbadressen.', 200),
        ("main\n paragraph : Denna domän: eslov.se. Domänen är till salu, hör av dig.", 200),
        ("main\n paragraph : This domain is for sale. Buy it now.", 200),
        ("main", 200),
    ],
    ids=[
        "404",
        "410",
        "soft",
        "soft du söker",
        "soft vi hittar",
        "soft 404",
        "soft English",
        "soft address",
        "soft address sought",
        "parked",
        "for sale",
        "empty",
    ],
)
def test_nothing_there_is_dead(land: Callable[..., Landing], page: str, status: int) -> None:
    assert landing.is_dead(land(page=page, status=status))
    assert landing.judge(land(page=page, status=status), STAFF).change == "dead"


def test_title_alone_can_tell_that_the_page_is_gone(land: Callable[..., Landing]) -> None:
    assert landing.is_dead(land(page=OTHER, title="Sidan hittades inte | Eslövs kommun"))


@pytest.mark.parametrize(
    ("failure", "reason"),
    [
        ("net::ERR_TOO_MANY_REDIRECTS", "unreachable"),
        ("net::ERR_CERT_DATE_INVALID", "unreachable"),
        ("net::ERR_CERT_COMMON_NAME_INVALID", "unreachable"),
        ("net::ERR_NAME_NOT_RESOLVED", "unreachable"),
        ("net::ERR_CONNECTION_RESET", "unreachable"),
        ("net::ERR_CONNECTION_TIMED_OUT", "timeout"),
        ("timeout", "timeout"),
    ],
)
def test_no_answer_is_not_checked(failure: str, reason: str) -> None:
    outcome = landing.judge(Landing(HREF, HREF, failure=failure), STAFF)

    assert (outcome.verdict, outcome.reason, outcome.change) == ("not_checked", reason, None)


def test_a_page_that_the_practice_copy_lacks_is_told_as_that(land: Callable[..., Landing]) -> None:
    lacking = replace(land(page=OTHER, status=404), lacks="eslov.se/f%C3%B6rskola/index.html")
    outcome = landing.judge(lacking, STAFF)
    said = "Övningskopian saknar eslov.se/förskola/; lägg till replica/sites/eslov.se/förskola/index.html."

    assert (outcome.change, outcome.note) == ("dead", said)
    told = ClaimResult(kind="link", expected="X", verdict="drifted", held_before=True, change="dead", note=said)
    assert finding(told) == f"Länken ”X” leder till en sida som inte finns. {said}"


@pytest.mark.parametrize(
    ("came", "said"), [("pdf", "Ett PDF-dokument laddades ner."), ("file", "En fil laddades ner.")]
)
def test_a_file_is_no_page(came: Any, said: str) -> None:
    outcome = landing.judge(Landing(HREF, f"{HREF}fil", 200, came=came), STAFF)

    assert (outcome.verdict, outcome.change, outcome.lands) == ("drifted", "destination", f"{HREF}fil")
    assert outcome.note == said
    claim = ClaimResult(
        kind="link", expected="X", verdict="drifted", held_before=True, change="destination", lands=HREF, note=said
    )
    assert finding(claim) == f"Länken ”X” leder inte till en sida: {HREF}. {said}"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (Wrong("expired", "2026-11-28T22:59:00+00:00"), "Webbplatsens certifikat gick ut 28 november 2026."),
        (Wrong("early", "2026-12-24T10:00:00+00:00"), "Webbplatsens certifikat gäller först från 24 december 2026."),
        (Wrong("other-host", names=("a.se", "b.se")), "Webbplatsens certifikat gäller en annan adress: a.se, b.se."),
        (Wrong("other-host"), "Webbplatsens certifikat gäller en annan adress."),
        (None, "Webbplatsens certifikat går inte att lita på."),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_certificate_is_told(wrong: Wrong | None, said: str) -> None:
    outcome = landing.judge(Landing(HREF, HREF, failure="net::ERR_CERT_AUTHORITY_INVALID", certificate=wrong), STAFF)

    assert (outcome.verdict, outcome.reason, outcome.note) == ("not_checked", "unreachable", said)


def test_link_to_another_host_that_does_not_answer_leads_elsewhere() -> None:
    outcome = landing.judge(
        Landing("https://nyttsystem.example/", "https://nyttsystem.example/", failure="net::ERR_NAME_NOT_RESOLVED"),
        STAFF,
    )

    assert (outcome.change, outcome.lands) == ("destination", "https://nyttsystem.example/")


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        *[(status, "blocked") for status in (202, 400, 403, 405, 406, 407, 418, 429, 444, 451)],
        (408, "unreachable"),
        (500, "unreachable"),
        (503, "unreachable"),
    ],
)
def test_answer_that_says_not_now_is_not_checked(land: Callable[..., Landing], status: int, reason: str) -> None:
    outcome = landing.judge(land(page=OTHER, status=status), STAFF)

    assert (outcome.verdict, outcome.reason) == ("not_checked", reason)


@pytest.mark.parametrize(
    ("heading", "reason"),
    [
        ("Är du en robot?", "blocked"),
        ("Verify you are human", "blocked"),
        ("Bekräfta att du är en människa", "blocked"),
        ("Just a moment...", "blocked"),
        ("Access Denied", "blocked"),
        ("Underhåll pågår", "unreachable"),
        ("Webbplatsen är tillfälligt stängd", "unreachable"),
        ("Down for maintenance", "unreachable"),
    ],
)
def test_wall_and_maintenance_are_not_checked(land: Callable[..., Landing], heading: str, reason: str) -> None:
    outcome = landing.judge(land(page=f'heading "{heading}" [level=1]\nparagraph : Försök igen om en stund.'), STAFF)

    assert (outcome.verdict, outcome.reason) == ("not_checked", reason)


def test_notice_of_maintenance_on_top_of_a_page_is_no_obstacle(land: Callable[..., Landing]) -> None:
    page = 'region\n heading "Underhåll pågår på lördag" [level=2]\n' + PAGE

    assert landing.judge(land(page=page), STAFF).verdict == "holds"


@pytest.mark.parametrize(
    ("page", "title", "verdict", "change", "suggestion"),
    [
        ('heading "Microsoft Authenticator" [level=1]\nbutton "Hämta"', "", "holds", None, None),
        ('heading "Lådan" [level=1]\nbutton "Hämta appen"', "Microsoft Authenticator i App Store", "holds", None, None),
        (
            'heading "Microsoft Authentication" [level=1]\nbutton "Hämta"',
            "",
            "drifted",
            "renamed",
            "Microsoft Authentication",
        ),
        ('heading "Microsoft Inloggning" [level=1]\nbutton "Hämta"', "", "drifted", "renamed", "Microsoft Inloggning"),
        ('heading "Mer av Microsoft" [level=2]\nheading "Nyheter"', "", "drifted", "renamed", None),
        ('heading "Entra" [level=1]\nbutton "Hämta den"', "", "drifted", "renamed", None),
        ("paragraph : En sida utan rubriker, men ändå med ord på.", "", "drifted", "removed", None),
    ],
    ids=["heading", "title", "renamed", "product renamed", "only headings below", "another name", "no heading"],
)
def test_page_holds_the_name_in_its_title_or_headings(
    land: Callable[..., Landing], page: str, title: str, verdict: str, change: str | None, suggestion: str | None
) -> None:
    outcome = landing.judge(land(page=page, title=title), Destination(HREF), "Microsoft Authenticator")

    assert (outcome.verdict, outcome.change, outcome.suggestion) == (verdict, change, suggestion)


def test_the_heading_that_the_title_names_a_page_by_is_proposed(land: Callable[..., Landing]) -> None:
    page = 'heading "Välkommen till Kommunen i Eslöv" [level=1]\nheading "Nyheter"\nheading "Kommunen i Eslöv"'

    outcome = landing.judge(land(page=page, title="Start | Kommunen i Eslöv"), Destination(HREF), "Eslövs kommun")

    assert (outcome.change, outcome.suggestion) == ("renamed", "Kommunen i Eslöv")


def test_name_on_a_page_in_english_is_a_matter_of_language(land: Callable[..., Landing]) -> None:
    page = 'heading "Welcome" [level=1]\nparagraph : This is the site of the town and it is for you and your family.'

    assert landing.judge(land(page=page), Destination(HREF), "Eslövs kommun").change == "language"


# -- what is in the way, in words ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("failure", "reason", "why"),
    [
        ("net::ERR_CERT_DATE_INVALID", "unreachable", "har gått ut"),
        ("net::ERR_CERT_COMMON_NAME_INVALID", "unreachable", "gäller en annan adress"),
        ("net::ERR_CERT_AUTHORITY_INVALID", "unreachable", "går inte att lita på"),
        ("net::ERR_NAME_NOT_RESOLVED", "unreachable", "DNS"),
        ("net::ERR_TOO_MANY_REDIRECTS", "unreachable", "om och om igen"),
        ("net::ERR_CONNECTION_RESET", "unreachable", "bröts"),
        ("net::ERR_INTERNET_DISCONNECTED", "unreachable", "sakna nätverk"),
        ("net::ERR_SOMETHING_NEW", "unreachable", "bröts"),
        ("net::ERR_TIMED_OUT", "timeout", "i tid"),
        ("timeout", "timeout", "i tid"),
    ],
)
def test_why_nothing_came_is_told(failure: str, reason: str, why: str) -> None:
    outcome = landing.judge(Landing(HREF, HREF, failure=failure), STAFF)

    assert (outcome.verdict, outcome.reason) == ("not_checked", reason)
    assert why in str(outcome.note)


@pytest.mark.parametrize(
    ("status", "page", "reason", "why"),
    [
        (403, PAGE, "blocked", "(403)"),
        (429, PAGE, "blocked", "komma tillbaka senare"),
        (502, PAGE, "unreachable", "(502)"),
        (200, 'heading "Är du en robot?" [level=1]', "blocked", "robotkontroll"),
        (200, 'heading "Underhåll pågår" [level=1]', "unreachable", "stängd för underhåll"),
    ],
)
def test_why_a_page_cannot_be_judged_is_told(
    land: Callable[..., Landing], status: int, page: str, reason: str, why: str
) -> None:
    outcome = landing.judge(land(page=page, status=status), STAFF)

    assert (outcome.reason, why in str(outcome.note)) == (reason, True)


# -- pages that are not there, and pages in between ----------------------------------------------------------------


@pytest.mark.parametrize(
    "page",
    [
        'heading "Hoppsan! Sidan du söker finns inte längre" [level=1]',
        'heading "Oops" [level=1]\nparagraph : We can\'t find the page you are looking for.',
        'heading "Innehållet har tagits bort" [level=1]\nparagraph : Sök gärna efter något annat.',
        'heading "This page no longer exists" [level=1]\nparagraph : Sorry about that.',
        'heading "eslov.se" [level=1]\nparagraph : This domain may be for sale. Buy this domain.',
        'heading "Den här domänen är parkerad hos Loopia" [level=1]\nparagraph : Välkommen hit.',
    ],
)
def test_a_page_that_says_it_is_not_there_is_dead(land: Callable[..., Landing], page: str) -> None:
    assert landing.judge(land(page=page), STAFF).change == "dead"


def test_a_long_page_that_speaks_of_lost_pages_is_a_page(land: Callable[..., Landing]) -> None:
    told = "Här läser du vad du gör om sidan inte finns. " * 10
    assert landing.judge(land(page=f"{PAGE}\n paragraph : {told}"), STAFF).verdict == "holds"


@pytest.mark.parametrize("way_on", ['link "Fortsätt" https://eslov.se/?vidare=1', 'button "Inte nu"'])
def test_a_message_before_a_page_without_a_known_heading_stands_between(
    land: Callable[..., Landing], way_on: str
) -> None:
    message = f'heading "Nytt hos oss" [level=1]\nparagraph : Läs detta först.\n{way_on}'
    start = Destination("https://eslov.se/")

    assert landing.judge(land("https://eslov.se/nytt/", message), start).change == "other"
    assert landing.judge(land("https://eslov.se/", message), start).verdict == "holds"
    unlike = replace(land("https://eslov.se/", message), ready=False)
    assert landing.judge(unlike, start).change == "other"


def test_a_page_that_has_lost_one_label_is_none_in_between(land: Callable[..., Landing]) -> None:
    fields = 'textbox "Konto-id"\nparagraph : Exempel: anna\ntextbox "Tecken"'
    form = f'heading "Vem är du?" [level=1]\n{fields}\nbutton "Nästa"'
    stood = ("Vem är du?", "E-post eller användarnamn", "Exempel: anna", "Tecken", "Nästa")
    landed = replace(land("https://eslov.se/", form), ready=False)

    assert landing.judge(landed, Destination("https://eslov.se/", labels=stood)).verdict == "holds"
    assert landing.judge(landed, Destination("https://eslov.se/")).change == "other"


def test_a_link_to_another_host_leads_elsewhere_whatever_can_be_clicked_there(land: Callable[..., Landing]) -> None:
    form = 'heading "Vem är du?" [level=1]\ntextbox "E-post"\nbutton "Nästa"'
    other = "https://passwordreset.microsoftonline.com/"
    there = replace(land(other, form), href=other)

    assert landing.judge(there, STAFF).change == "destination"


def test_another_way_to_sign_in_at_the_same_address_is_another_page(land: Callable[..., Landing]) -> None:
    sign_in = Destination("https://login.microsoftonline.com/", heading="Logga in")
    new = 'heading "Skanna koden" [level=1]\nparagraph : Håll telefonen framför rutan.\nimg "Kod"'

    assert landing.judge(land(sign_in.url, new), sign_in).change == "destination"


def test_a_heading_that_only_speaks_of_the_page_is_another_pages(land: Callable[..., Landing]) -> None:
    page = 'heading "Nytt: för dig som är medarbetare" [level=1]\nparagraph : Läs först.\nbutton "Fortsätt"'

    assert landing.judge(land("https://eslov.se/nytt/", page), STAFF).change == "other"


@pytest.mark.parametrize(
    ("page", "verdict", "change"),
    [
        (f'{PAGE}\n link "Mobilt BankID" /bankid : Du måste legitimera dig.', "drifted", "destination"),
        (
            'main\n heading "Skyddad" [level=1]\n paragraph : Sidan är skyddad.\n textbox "Lösen"',
            "drifted",
            "destination",
        ),
        ('main\n heading "Något gick fel" [level=1]\n paragraph : Försök igen senare.', "not_checked", None),
        ('main\n heading "Något gick fel" [level=1]\n paragraph : Sidan kunde inte hittas.', "drifted", "dead"),
    ],
    ids=["under its own heading", "with a word of its own", "a fault", "a fault that is a lost page"],
)
def test_a_message_in_the_place_of_a_page_decides(
    land: Callable[..., Landing], page: str, verdict: str, change: str | None
) -> None:
    outcome = landing.judge(land(page=page), STAFF)

    assert (outcome.verdict, outcome.change) == (verdict, change)


def test_a_page_under_its_own_heading_may_tell_of_what_is_closed(land: Callable[..., Landing]) -> None:
    page = f"{PAGE}\n paragraph : Telefonväxeln är tillfälligt stängd."

    assert landing.judge(land(page=page), STAFF).verdict == "holds"


def test_a_page_of_links_that_tells_of_a_closed_one_is_a_page(land: Callable[..., Landing]) -> None:
    links = "\n".join(f' link "Tjänst {n}" /tjanst-{n}/' for n in range(6))
    page = f"{PAGE}\n{links}\n paragraph : Lönesystemet är stängt för underhåll, och du måste logga in på nytt."

    assert landing.judge(land(page=page), STAFF).verdict == "holds"


def test_a_form_that_asks_for_a_proof_among_other_things_is_the_page_itself(land: Callable[..., Landing]) -> None:
    form = 'heading "Vem är du?" [level=1]\ntextbox "E-post"\ncheckbox : Jag är inte en robot'
    wall = 'heading "Är du en robot?" [level=1]\ntextbox "Skriv tecknen"'
    reset = Destination(HREF)

    assert landing.judge(land(page=form), reset).verdict == "holds"
    assert landing.judge(land(page=wall), reset).reason == "blocked"


def test_a_sign_in_without_a_field_is_another_way_in_whatever_it_is_headed(land: Callable[..., Landing]) -> None:
    sign_in = Destination("https://login.microsoftonline.com/", heading="Logga in")
    new = 'heading "Logga in med QR-kod" [level=1]\nparagraph : Håll telefonen framför rutan.\nbutton "Andra sätt"'

    assert landing.judge(land(sign_in.url, new), sign_in).change == "destination"


def test_a_link_to_the_product_on_anothers_page_is_not_its_page(land: Callable[..., Landing]) -> None:
    other = 'link "Microsoft Authenticator" /x\n  heading "Microsoft Authenticator" [level=3]'
    page = f'heading "Duo Mobile" [level=1]\n{other}'
    landed = land(page=page, title="Duo Mobile")
    listing = Destination(HREF, heading="Microsoft Authenticator")

    assert landing.judge(landed, listing, "Microsoft Authenticator").change == "renamed"
    assert landing.judge(landed, Destination(HREF), "Microsoft Authenticator").verdict == "holds"


def test_what_stands_there_already_is_never_proposed_as_the_new_name(land: Callable[..., Landing]) -> None:
    page = 'heading "Appar" [level=1]\nheading "\uf0ed Microsoft Authenticator ►" [level=2]'
    listing = Destination(HREF, heading="Microsoft Authenticator")

    outcome = landing.judge(land(page=page, title="Appar"), listing, "Microsoft Authenticator")

    assert (outcome.change, outcome.suggestion, outcome.seen) == ("renamed", None, "Appar")


def test_what_a_page_lacks_that_is_still_on_its_way_is_no_change(land: Callable[..., Landing]) -> None:
    for whole in (land("https://eslov.se/kontakt/", OTHER), land(page="main")):
        assert landing.judge(whole, STAFF).verdict == "drifted"
        found = landing.judge(replace(whole, loaded=False), STAFF)
        assert (found.verdict, found.reason) == ("not_checked", "timeout")
        assert found.note == "Sidan kom, men allt på den blev inte klart i tid."
    assert landing.judge(replace(land(), loaded=False), STAFF).verdict == "holds"


# -- evidence before words -----------------------------------------------------------------------------------------

#: What nobody here knows the like of.
ODD = 'main\n heading "Mjau" [level=1]\n paragraph : Katten har ätit upp den.'
MJAU = Shown(HREF, 200, "Mjau Katten har ätit upp den.")
START_SHOWN = Shown("https://eslov.se/kontakt/", 200, "Kontakta oss. Ring kontaktcentret på vardagar.")
LABELS = ("För dig som är medarbetare", "Återställ ditt lösenord", "Webbmejl", "Självservice", "Intranätet", "Kontakt")
KNOWN = replace(STAFF, labels=LABELS)


def test_what_an_address_that_cannot_exist_shows_too_is_no_page(land: Callable[..., Landing]) -> None:
    nowhere = replace(MJAU, url="https://eslov.se/finns-inte-1/")
    found = replace(land(page=ODD), nowhere=nowhere, beside=START_SHOWN)
    assert landing.judge(found, STAFF).change == "dead"
    other = replace(found, nowhere=replace(nowhere, status=404))  # it may convict, never acquit
    assert landing.judge(other, STAFF) == landing.judge(land(page=ODD), STAFF)


def test_what_another_page_of_the_site_shows_too_is_the_whole_sites(land: Callable[..., Landing]) -> None:
    found = replace(land(page=ODD), nowhere=MJAU, beside=replace(MJAU, url="https://eslov.se/kontakt/"))
    outcome = landing.judge(found, STAFF)
    assert (outcome.verdict, outcome.reason) == ("not_checked", "unreachable")
    assert outcome.note == remarks.says_everywhere("Mjau Katten har ätit upp den.")


def test_a_page_under_its_own_heading_is_itself_whatever_other_addresses_show(land: Callable[..., Landing]) -> None:
    same = landing.shown(land())
    assert landing.judge(replace(land(), nowhere=same, beside=same), STAFF).verdict == "holds"


def test_a_bare_page_with_nothing_of_what_stood_there_is_quoted_and_not_judged(land: Callable[..., Landing]) -> None:
    outcome = landing.judge(land(page=ODD), KNOWN)
    assert (outcome.verdict, outcome.reason) == ("not_checked", "unreachable")
    assert outcome.note == "Sidan säger: ”Mjau Katten har ätit upp den.”"


@pytest.mark.parametrize(
    "page",
    [
        f'{ODD}\n link "Webbmejl"',
        f"{ODD}\n paragraph : {'Här finns mycket att läsa om allt annat. ' * 10}",
        f'{ODD}\n textbox "Sök"',
        'navigation\n link "A"\n link "B"\n link "C"\n link "D"\n link "E"\n' + ODD,
    ],
    ids=["one label is left", "much to read", "a form", "a menu"],
)
def test_a_healthy_page_that_lacks_what_was_promised_is_judged(land: Callable[..., Landing], page: str) -> None:
    assert landing.judge(land(page=page), KNOWN).verdict != "not_checked"


def test_the_header_that_only_walls_send_is_a_wall_whatever_the_page_says(land: Callable[..., Landing]) -> None:
    assert stand_in.is_wall({"cf-mitigated": "challenge"})
    assert not stand_in.is_wall({"server": "cloudflare", "x-amzn-waf-action": "count"})
    assert landing.judge(replace(land(page=ODD), walled=True), STAFF).reason == "blocked"


def test_the_site_is_asked_more_only_where_its_page_is_in_doubt(land: Callable[..., Landing]) -> None:
    assert landing.is_in_doubt(land(page=ODD), STAFF)
    assert not landing.is_in_doubt(land(), STAFF)
    assert not landing.is_in_doubt(land(page=ODD, status=404), STAFF)
    assert not landing.is_in_doubt(land(url="https://eslov.se/", page=ODD), STAFF)  # it was sent on: that is told
    assert not landing.is_in_doubt(land(page=ODD), replace(STAFF, heading="Logga in"))


def test_a_long_page_is_there_whatever_its_heading_says(land: Callable[..., Landing]) -> None:
    page = f'main\n heading "Sidan hittades inte" [level=1]\n paragraph : {"Så rättar du länkar. " * 120}'
    assert landing.judge(land(page=page), STAFF).change != "dead"


def test_the_same_answer_is_known_again_though_it_echoes_the_address() -> None:
    one = Shown("a", 200, "Vi har ingen sida på den adress som du bad om, och vet inte var den är: /finns-inte-3f/")
    assert stand_in.alike(one, replace(one, words=one.words.replace("/finns-inte-3f/", "/om-oss/")))
    assert not stand_in.alike(one, replace(one, words="Kontakta oss på vardagar"))
    assert not stand_in.alike(replace(one, words=""), replace(one, words=""))


def test_a_long_message_is_quoted_by_its_first_words() -> None:
    told = stand_in.quoted("Ordet " * 60)
    assert told.endswith("Ordet …")
    assert len(told) < 130


def test_a_page_on_which_all_still_stands_is_itself_whatever_a_notice_says(land: Callable[..., Landing]) -> None:
    links = "".join(f'\n link "{label}"' for label in LABELS)
    page = f'heading "Driftstörning pågår" [level=2]\nmain\n paragraph : Här är allt.{links}'
    assert landing.judge(land(page=page), replace(KNOWN, heading="")).verdict == "holds"
    assert landing.judge(land(page=page), replace(STAFF, heading="")).reason == "unreachable"
