"""The Swedish of nights: of strips, of the `history` command, and of how hosts answer."""

from __future__ import annotations

from datetime import date

from guidevakt.history.strips import HostRange, Night, Spell, Strip
from guidevakt.sentences import CHANGES, KINDS, OTHER_KIND, REASONS, VERDICTS, capital, day, plural, quoted

NO_NIGHTS = (
    "Ingen natt är sparad än. Kör guidevakt verify --target {target}. Övningskopian räknas inte: den stämmer alltid."
)
NOTHING_SUSPECT = "Det finns inget att kontrollera igen."
SIGNS = "· stämde   ✗ stämde inte   ≠ bilden stämde inte   ○ väntade på godkännande   – inte kontrollerat"


def night_came_to(night: Night) -> str:
    """What one night came to, in a few words."""
    if night.verdict is None:
        return "ingen kontroll"
    return f"inte kontrollerat, {REASONS[night.reason]}" if night.reason else VERDICTS[night.verdict]


def strip(strip: Strip) -> str:
    """Stämde 27 av 30 nätter; stämde senast 20 november 2026."""
    held = f"Stämde {strip.held} av {plural(len(strip.walked), 'natt', 'nätter')}"
    if strip.last_held and strip.walked[-1].verdict != "holds":
        return f"{held}. Stämde senast {day(strip.last_held)}."
    return f"{held}." if strip.held else "Har inte stämt någon natt än."


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
    said = f": {'; '.join(spell.said)}" if spell.said else ""
    return f"{capital(span(spell.first, spell.last))}{count}: {came}{said}"


def wrong(claim: tuple[str, ...]) -> str:
    """What did not hold, of a claim's kind, expected, change and seen."""
    kind, expected, change, seen = claim
    noun = KINDS.get(kind, OTHER_KIND)
    named = f"{noun.definite} {quoted(expected)}" if kind not in ("steps", "order") else noun.definite
    now = f", nu {quoted(seen)}" if seen else ""
    return f"{named} {CHANGES[change or 'other'].format(kind=noun.indefinite)}{now}"
