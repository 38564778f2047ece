"""Every kind of message as it would be sent, made of a guide that nobody has: nothing is read, nothing is sent (pure).

They are composed as real ones are, so that what is shown is what would come.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from guidevakt.alerts import composing
from guidevakt.alerts.composing import Line, Telling
from guidevakt.alerts.message import Item, Message
from guidevakt.history.strips import Period
from guidevakt.incidents import Story
from guidevakt.sentences import alerts as sentences
from guidevakt.sentences import moment
from guidevakt.settings import AlertSettings
from guidevakt.verdict import ClaimResult, Difference, NoticeResult, PictureResult

TODAY = date(2026, 11, 24)
_NOW = datetime(2026, 11, 24, 6, 30, tzinfo=UTC)
_STAFF = ClaimResult(
    kind="link", expected="För dig som är medarbetare", seen="För medarbetare", verdict="drifted", held_before=True,
    change="renamed", suggestion="För medarbetare", owner="eslov.se", where="bottom",
)  # fmt: skip
_STEP = Story(
    guide="losenord", title="Lösenord", part="aterstall", step="aterstall-2", steps=("aterstall-2",),
    text="Klicka på länken För dig som är medarbetare.", owner="eslov.se", site="eslov.se", url="https://eslov.se/",
    since=TODAY,
)  # fmt: skip
_RENAMED = _STEP.model_copy(update={"claim": _STAFF})
_REMOVED = _STEP.model_copy(
    update={
        "step": "registrera-3", "steps": ("registrera-3",), "part": "registrera",
        "text": "Klicka på Lägg till inloggningsmetod.", "owner": "microsoft", "site": "microsoft",
        "url": "https://mysignins.microsoft.com/security-info",
        "claim": ClaimResult(
            kind="control", expected="Lägg till inloggningsmetod", verdict="drifted", held_before=True,
            change="removed", candidates=("Lägg till metod",), owner="microsoft",
        ),
    }
)  # fmt: skip
_PICTURE = _STEP.model_copy(
    update={
        "picture": PictureResult(
            id="bild-4", verdict="looks_different", words="otherwise",
            differences=(Difference(change="renamed", role="button", name="Nästa", seen="Fortsätt"),),
        )
    }
)  # fmt: skip
_SITE = Story(owner="eslov.se", site="eslov.se", steps=("aterstall-1", "aterstall-2"), since=TODAY - timedelta(days=2))
_PAGE = Story(
    owner="eslov.se", site="eslov.se", url="https://eslov.se/", steps=("aterstall-2",), reason="unreachable",
    since=TODAY - timedelta(days=2), met="Webbplatsen svarade med ett fel (503).",
    missed=(("losenord", "aterstall-2"),),
)  # fmt: skip
_FELL = tuple(("losenord", f"aterstall-{n}") for n in range(1, 6))
_NOTICE = NoticeResult(
    date="2027-02-01", days_left=30, steps=("registrera-4", "registrera-5"),
    text="Microsoft slutar skicka koder med sms och samtal.", source="https://learn.microsoft.com/entra/identity/",
)  # fmt: skip


@dataclass(frozen=True)
class Example:
    """What there is to tell, or for what is no part of a gathered message the message itself."""

    tellings: tuple[Telling, ...] = ()
    lines: tuple[Line, ...] = ()
    message: Message | None = None


def _told(kind: str, story: Story, **more: bool | tuple[Story, ...]) -> Example:
    return Example((Telling(kind, story, **more),))  # type: ignore[arg-type]


def _alone(said: str, to_do: str) -> Example:
    return Example(message=Message(first=said, items=(Item(said=said, to_do=to_do),)))


#: What each kind is called on the command line.
KINDS: Mapping[str, Callable[[], Example]] = {
    "andring": lambda: _told("new", _RENAMED),
    "borttaget": lambda: _told("new", _REMOVED),
    "bild": lambda: _told("new", _PICTURE),
    "allt-pa-en-gang": lambda: _told(
        "new", _STEP.model_copy(update={"owner": "unknown", "site": None, "fell": _FELL, "checked": 9}),
        urgent=True, parts=(_RENAMED, _REMOVED),
    ),
    "aldrig-stamt": lambda: _told(
        "never", _RENAMED.model_copy(update={"claim": _STAFF.model_copy(update={"held_before": False})})
    ),
    "vaxlar": lambda: _told("flapping", _RENAMED),
    "fortfarande": lambda: _told("again", _RENAMED),
    "paminnelse": lambda: _told("reminder", _RENAMED),
    "stammer-igen": lambda: _told("recovered", _RENAMED),
    "kom-och-gick": lambda: Example(lines=tuple(composing.came_and_went([Telling("recovered", _RENAMED)]))),
    "svarar-inte": lambda: _told("new", _SITE.model_copy(update={"reason": "unreachable"})),
    "slapper-inte-in": lambda: _told("new", _SITE.model_copy(update={"reason": "blocked"})),
    "sida-utan-kontroll": lambda: _told("new", _PAGE),
    "internet": lambda: _told("new", _SITE.model_copy(update={"reason": "unreachable", "owner": "environment"})),
    "aviserat": lambda: Example(lines=tuple(composing.notices([("losenord", _NOTICE)], (), AlertSettings()))),
    "manad": lambda: Example(
        lines=(Line("months", sentences.month(date(2026, 10, 31), Period(31, 30, 9, 15, 1, 0)), sort="month"),)
    ),
    "sjalvtest": lambda: Example(lines=(Line("watchdog", sentences.untrusted(_NOW), sort="untrusted"),)),
    "tystnad": lambda: _alone(sentences.silent(moment(_NOW.isoformat()), 36), sentences.SILENT_DO),
    "prov": lambda: _alone(sentences.TEST, sentences.TEST_DO),
    "flera": lambda: Example(
        (Telling("new", _RENAMED), Telling("new", _REMOVED), Telling("recovered", _PICTURE)),
        tuple(composing.notices([("losenord", _NOTICE)], (), AlertSettings())),
    ),
}  # fmt: skip


def messages(kind: str, settings: AlertSettings, workflow: str) -> dict[str, Message]:
    """What each recipient of the settings would be sent."""
    example = KINDS[kind]()
    everyone = {name: frozenset(topics) for name, topics in settings.routes.items()}
    if example.message:
        return {name: example.message for name, topics in everyone.items() if "watchdog" in topics}
    return composing.messages(example.tellings, example.lines, everyone, settings, workflow)
