"""The review page's addresses: what is shown, and what a form does. Reads the run and baselines/, writes baselines/."""

from __future__ import annotations

import getpass
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote, unquote

from starlette.applications import Starlette
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from guidevakt import baseline
from guidevakt.pictures import decisions
from guidevakt.pictures.decisions import Choice, Decision, Decisions, today
from guidevakt.refused import Refused
from guidevakt.report.page import templates
from guidevakt.report.panel import Panels, serve_panes
from guidevakt.review import upload, view
from guidevakt.review.pictures import Pictures
from guidevakt.review.view import Card, Pack
from guidevakt.sentences import day, moment
from guidevakt.verdict import RunResult

WHO = "guidevakt-who"
YEAR_S = 366 * 24 * 3600
STATIC = {
    "ground.css": ("guidevakt.report", "text/css"),
    "comparer.css": ("guidevakt.report", "text/css"),
    "comparer.js": ("guidevakt.report", "text/javascript"),
    "review.css": ("guidevakt.review", "text/css"),
    "review.js": ("guidevakt.review", "text/javascript"),
}
MEANWHILE = "Bilden har fått ett annat val sedan du öppnade sidan. Här är den som den är nu. Titta igen och välj."


@dataclass
class Review:
    """One run being reviewed. `later` holds the pictures that were put off while this page has been running."""

    project: Path
    run: RunResult
    later: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.pictures = Pictures(self.project, self.run.run.id)
        self.templates = templates("guidevakt.review", "guidevakt.report")
        self.templates.globals["panels_of"] = self.panels

    def app(self) -> Starlette:
        """The pages as ASGI."""
        return Starlette(
            routes=[
                Route("/", self.home),
                Route("/bild/{key}", self.picture),
                Route("/bild/{key}", self.choose, methods=["POST"]),
                Route("/samma", self.choose_all, methods=["POST"]),
                Route("/val", self.log),
                Route("/angra", self.undo, methods=["POST"]),
                Route("/picture/{name}", self.file),
                Route("/static/{name}", self.static),
            ],
            exception_handlers={404: self.lost, Refused: self.refused},
        )

    # -- what is shown -----------------------------------------------------------------------------------------------

    def home(self, request: Request) -> Response:
        """Every picture, worst first."""
        packs = self._packs()
        cards = _cards(packs)
        said, undo = self._just_done(request)
        return self._page(
            request, "home.html", packs=packs, cards=cards, heading=view.heading(cards), said=said, undo=undo,
            first=view.next_open(cards, ""),
        )  # fmt: skip

    def picture(self, request: Request) -> Response:
        """One picture to judge."""
        said, undo = self._just_done(request)
        return self._picture(request, request.path_params["key"], said=said, undo=undo)

    def _picture(self, request: Request, key: str, status: int = 200, **told: str) -> Response:
        cards = _cards(self._packs())
        place = next((n for n, one in enumerate(cards) if one.key == key), None)
        if place is None:
            return self.lost(request)
        return self._page(
            request, "picture.html", status, card=cards[place], number=place + 1, total=len(cards),
            before=cards[place - 1] if place else None, after=cards[place + 1] if place + 1 < len(cards) else None,
            bases=_bases(cards, cards[place]), dates=view.dates(today()), **told,
        )  # fmt: skip

    def log(self, request: Request) -> Response:
        """Every choice that was ever recorded for the run's target and guides."""
        said, undo = self._just_done(request)
        entries = [e for e in self._entries() if e.guide in {step.guide for step in self.run.steps}]
        lines = view.log(entries, _cards(self._packs()))
        return self._page(request, "log.html", lines=lines, said=said, undo=undo)

    def lost(self, request: Request, _error: Exception | None = None) -> Response:
        """No such page."""
        return self._page(request, "said.html", 404, heading="Sidan finns inte.")

    def refused(self, request: Request, error: Exception) -> Response:
        """What is recorded or kept cannot be read."""
        return self._page(request, "said.html", 500, heading=str(error))

    def file(self, request: Request) -> Response:
        """A picture that a page has shown."""
        found = self.pictures.find(request.path_params["name"])
        return FileResponse(found, media_type="image/png") if found else Response(status_code=404)

    def static(self, request: Request) -> Response:
        """The page's own look and scripts."""
        name = request.path_params["name"]
        if name not in STATIC:
            return Response(status_code=404)
        package, kind = STATIC[name]
        return Response((files(package) / "templates" / name).read_bytes(), media_type=kind)

    # -- what a form does --------------------------------------------------------------------------------------------

    async def choose(self, request: Request) -> Response:
        """One answer, for the picture alone or for all that share its change."""
        key = request.path_params["key"]
        async with request.form(max_files=1, max_fields=1000) as form:
            image = form.get("image")
            data = await image.read() if isinstance(image, UploadFile) else b""
        cards = _cards(self._packs())
        asked = next((one for one in cards if one.key == key), None)
        if asked is None or asked.question is None:
            return self.lost(request)
        chosen = [asked]
        if form.get("all") and form.get("choice") != "own":
            chosen = [one for one in cards if one.question and one.question.same == asked.question.same]
            chosen = [one for one in chosen if one is asked or one.is_open or one.later]
        return self._answer(request, form, chosen, data, back=key)

    async def choose_all(self, request: Request) -> Response:
        """The new pictures for all that share a change, from the list."""
        async with request.form(max_fields=1000) as form:
            wanted = form.getlist("key")
        chosen = [one for one in _cards(self._packs()) if one.key in wanted and one.question]
        return self._answer(request, form, chosen, b"", back="") if chosen else self.lost(request)

    def _answer(self, request: Request, form: FormData, chosen: Sequence[Card], data: bytes, back: str) -> Response:
        who, why = str(form.get("who", self._who(request))), str(form.get("why") or "")
        if any(form.get(f"basis-{one.key}") != one.basis for one in chosen):
            return self._again(request, back, MEANWHILE, 409, who=who, why=why)
        keys = {one.key for one in chosen}
        if form.get("choice") == "later":
            self.later |= keys
            return self._on(request, back, who, f"senare={quote(','.join(sorted(keys)))}")
        try:
            made = baseline.decide(self.project, self.run, self._decisions(form, chosen, data, who, why))
        except Refused as refused:
            return self._again(request, back, str(refused), 422, who=who, why=why)
        self.later -= keys
        return self._on(request, back, who, f"val={made[0].batch}")

    def _decisions(self, form: FormData, chosen: Sequence[Card], data: bytes, who: str, why: str) -> Decisions:
        """The form's answer for each of the pictures. Raises Refused with what is wrong, in a sentence."""
        who, why = decisions.signed(who, why)
        choice = str(form.get("choice"))
        image = upload.png(data) if choice == "own" else None
        until = _until(str(form.get("until") or "")) if choice == "until" else None
        answers = tuple(
            Decision(
                guide=one.guide, step=one.step, picture=one.picture, sha256=one.sha256,
                choice=_choice(choice, one.answers), until=until, why=why, image=image,
            )
            for one in (card.question for card in chosen) if one
        )  # fmt: skip
        return Decisions(schema=1, run=self.run.run.id, who=who, decisions=answers)

    async def undo(self, request: Request) -> Response:
        """A choice is taken back, or all that was chosen at one time; the picture is shown as it is then."""
        async with request.form() as form:
            entry, batch = (str(form.get(name) or "") for name in ("entry", "batch"))
        who = self._who(request)
        taken = next((e for e in self._entries() if entry == e.id or batch == e.batch), None)
        shown = [one for one in _cards(self._packs()) if taken and one.is_of(taken)]
        try:
            made = baseline.undo_batch(self.project, batch, who) if batch else [baseline.undo(self.project, entry, who)]
        except Refused as refused:
            return self._again(request, shown[0].key if shown else "", str(refused), 409)
        place = shown[0].href if shown else "/val"
        return RedirectResponse(f"{place}?val={made[0].batch}", 303)

    def _on(self, request: Request, back: str, who: str, told: str) -> Response:
        """To the next picture, with what was just done told there."""
        following = view.next_open(_cards(self._packs()), back)
        place = following.href if following and back else "/"
        response = RedirectResponse(f"{place}?{told}", 303)
        response.set_cookie(WHO, quote(who), max_age=YEAR_S, httponly=True, samesite="strict", path="/")
        return response

    def _again(self, request: Request, key: str, trouble: str, status: int, **written: str) -> Response:
        """The same page once more, with what is wrong and what was written in it."""
        if any(one.key == key for one in _cards(self._packs())):
            return self._picture(request, key, status, trouble=trouble, **written)
        return self._page(request, "said.html", status, heading=trouble)

    # -- what is known -----------------------------------------------------------------------------------------------

    def panels(self, card: Card) -> Panels:
        """A card's pictures, each at its address."""
        return serve_panes(card.comparison.panes, self.project, self.pictures.address)

    def _packs(self) -> tuple[Pack, ...]:
        return view.packs(self.run, baseline.pending(self.project, self.run), self._entries(), self.later)

    def _entries(self) -> list[baseline.Entry]:
        run = self.run.run
        return baseline.entries(self.project, target=run.target, environment=run.environment)

    def _just_done(self, request: Request) -> tuple[str, str]:
        """What the last form did, and the batch by which it can be undone at once."""
        batch, later = request.query_params.get("val", ""), request.query_params.get("senare", "").split(",")
        made = [entry for entry in self._entries() if entry.batch == batch] if batch else []
        put_off = [one.title for one in _cards(self._packs()) if one.key in later and one.later]
        if put_off:
            return f"Avgörs senare: {'; '.join(put_off)}.", ""
        standing = any(entry.choice != "undo" and not entry.undone_by for entry in made)
        return view.done(made), batch if standing else ""

    def _who(self, request: Request) -> str:
        return unquote(request.cookies.get(WHO, "")) or _me()

    def _page(self, request: Request, template: str, status: int = 200, **shown: object) -> Response:
        known = {"said": "", "undo": "", "trouble": "", "why": "", "who": self._who(request)}
        known["overlay"] = self.run.run.overlay or ""
        page = self.templates.get_template(template)
        return HTMLResponse(page.render(place=moment(self.run.run.started), **{**known, **shown}), status)


def _cards(packs: Sequence[Pack]) -> tuple[Card, ...]:
    return tuple(one for pack in packs for one in pack.cards)


def _bases(cards: Sequence[Card], asked: Card) -> dict[str, str]:
    """What the answer is given on, for every picture that it may hold for."""
    same = asked.question.same if asked.question else ""
    return {one.key: one.basis for one in cards if one.question and one.question.same == same}


def _choice(given: str, allowed: Sequence[Choice]) -> Choice:
    found = next((choice for choice in allowed if choice == given), None)
    if found is None:
        raise Refused("Det går inte att välja så för den här bilden.")
    return found


def _until(given: str) -> date:
    first, last = view.dates(today()).first, view.dates(today()).last
    if not first <= given <= last:
        raise Refused(f"Välj en dag från {day(date.fromisoformat(first))} till {day(date.fromisoformat(last))}.")
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise Refused(f"{given} är inget datum.") from None


def _me() -> str:
    """Who sits at this machine, as far as it knows."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
