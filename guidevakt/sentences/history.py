"""The Swedish of nights: of strips, of the `history` command, and of how hosts answer."""

from __future__ import annotations

from datetime import date

from guidevakt.history.strips import HELD, HostRange, Night, Spell, Strip, Wrong
from guidevakt.sentences import (
    CHANGES,
    KINDS,
    OTHER_KIND,
    REASONS,
    TO_APPROVE,
    VERDICTS,
    capital,
    day,
    moment,
    plural,
    quoted,
)

NO_NIGHTS = (
    "Ingen natt är sparad än. Kör guidevakt verify --target {target}. Övningskopian räknas inte: den stämmer alltid."
)
NEVER = "Har inte stämt någon natt än"
#: The verdicts that say whether a step held.
JUDGED = (*HELD, "drifted", "looks_different")
NOTHING_SUSPECT = "Det finns inget att kontrollera igen."
SIGNS = "· stämde   ✗ stämde inte   ≠ bilden stämde inte   ○ stämde, med en bild att godkänna   – inte kontrollerat"


def night_came_to(night: Night) -> str:
    """What one night came to, in a few words."""
    if night.verdict is None:
        return "ingen kontroll"
    if night.verdict == "awaiting_review":
        return TO_APPROVE
    return f"inte kontrollerat, {REASONS[night.reason]}" if night.reason else VERDICTS[night.verdict]


def strip(strip: Strip) -> str:
    """Stämde 27 av 28 kontrollerade nätter. Stämde senast 20 november 2026."""
    last = strip.walked[-1] if strip.walked else None
    judged = sum(night.verdict in JUDGED for night in strip.walked)
    if last and not judged:
        came_to = capital(night_came_to(last))
    elif last and not strip.held and not strip.last_held:
        came_to = NEVER
    elif last:
        nights = ("natt", "nätter") if judged == len(strip.walked) else ("kontrollerad natt", "kontrollerade nätter")
        came_to = f"Stämde {strip.held} av {plural(judged, *nights)}"
    else:
        came_to = "Inte kontrollerat de nätterna"
    if strip.last_held and not (last and last.verdict in HELD):
        return f"{came_to}. Stämde senast {day(strip.last_held)}."
    return f"{came_to}."


def in_another(said: str) -> str:
    """What a strip says, in the report of a run that is no night."""
    return f"Nattkontrollen: {said[:1].lower()}{said[1:]}"


def columns(shown: date, counted: date, last: date) -> str:
    """Which nights the signs stand for, from the first that is shown, and from when they are counted."""
    told = f"{capital(span(shown, last))}, den senaste längst till höger."
    return told if shown == counted else f"{told} Antalen räknas från {day(counted)}."


def not_walked(since: date, last_run: str) -> str:
    """That nothing was walked on the nights asked for."""
    return f"Ingen kontroll har gjorts sedan {day(since)}. Den senaste gjordes {moment(last_run)}."


def undelivered(count: int) -> str:
    """That alerts are waiting to be sent; empty where none is."""
    if not count:
        return ""
    return f"{plural(count, 'larm', 'larm')} har inte gått att skicka än. De skickas med nästa körning."


def answered(ms: int, usual: HostRange | None) -> str:
    """Svarade på 0,3 sekunder; brukar svara på 0,2–0,5."""
    took = f"Svarade på {seconds(ms)} sekunder"
    if usual is None:
        return f"{took}."
    within = f"{took}, det brukar ta {seconds(usual.low)}–{seconds(usual.high)}."
    return f"{within} Det är långsammare än vanligt." if ms > 2 * usual.high else within


def seconds(ms: int) -> str:
    """0,3 from 312: at most one decimal, and 0,1 at least."""
    return f"{max(ms, 100) / 1000:.1f}".replace(".", ",")


def certificate(days_left: int, soon: bool) -> str:
    """How long the certificate is good for."""
    if days_left < 0:
        return "Certifikatet har gått ut."
    told = f"Certifikatet gäller {plural(days_left, 'dag', 'dagar')} till."
    return f"{told} Det behöver förnyas snart." if soon else told


def span(first: date, last: date) -> str:
    """natten till 3 november 2026; from one date to another where they differ."""
    if first == last:
        return f"natten till {day(first)}"
    start = day(first).removesuffix(f" {last.year}") if first.year == last.year else day(first)
    return f"nätterna till {start} – {day(last)}"


def spell(spell: Spell) -> str:
    """One spell in a line: when, how many nights, what it came to, and what did not hold."""
    count = f" ({plural(spell.nights, 'natt', 'nätter')})" if spell.nights > 1 else ""
    came = night_came_to(Night(spell.last, spell.verdict, spell.reason))
    said = f": {'; '.join(map(wrong, spell.wrong))}" if spell.wrong else ""
    return f"{capital(span(spell.first, spell.last))}{count}: {came}{said}"


def wrong(claim: Wrong) -> str:
    """länken ”Nästa” har bytt namn, nu ”Fortsätt”."""
    noun = KINDS.get(claim.kind, OTHER_KIND)
    named = f"{noun.definite} {quoted(claim.expected)}" if claim.kind not in ("steps", "order") else noun.definite
    now = f", nu {quoted(claim.seen)}" if claim.seen else ""
    return f"{named} {CHANGES[claim.change or 'other'].format(kind=noun.indefinite)}{now}"
