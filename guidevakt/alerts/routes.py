"""Who is told what, and where they are reached: addresses come from the environment and go nowhere else."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping

from guidevakt.incidents import Story
from guidevakt.sentences.findings import Reader
from guidevakt.settings import Topic

VARIABLE = "GUIDEVAKT_ALERT_URL"
_WORDING = frozenset({"text", "message", "steps", "order"})


def topic(telling: str, story: Story) -> Topic:
    """What an event is about, for who is to be told."""
    if telling == "never":
        return "never"
    if story.picture:
        return "pictures"
    if story.claim and story.claim.kind in _WORDING:
        return "wording"
    return story.owner


def reader(topics: Collection[Topic]) -> Reader:
    """Whom a message is written to, by what they are told: who is told of the site's changes and of nothing that is
    wrong with the check edits the site; who is told of wordings and not of the site writes the guide."""
    if "eslov.se" in topics:
        return "it" if {"environment", "wording"} & set(topics) else "site"
    return "writer" if {"wording", "guide"} & set(topics) else "it"


def addresses(route: str, environ: Mapping[str, str] = os.environ) -> list[str]:
    """The route's own addresses, or those of all: Apprise's, with white space between."""
    own = environ.get(f"{VARIABLE}_{route.upper()}") or environ.get(VARIABLE) or ""
    return own.split()


def recipients(
    routes: Mapping[str, tuple[Topic, ...]], environ: Mapping[str, str] = os.environ
) -> dict[str, frozenset[Topic]]:
    """Each address once, under a name without secrets (it, it.2), with everything it is to be told."""
    named: dict[str, str] = {}
    topics: dict[str, set[Topic]] = {}
    for route, told in routes.items():
        for number, address in enumerate(addresses(route, environ), 1):
            name = named.setdefault(address, route if number == 1 else f"{route}.{number}")
            topics.setdefault(name, set()).update(told)
    return {name: frozenset(told) for name, told in topics.items()}


def address(name: str, environ: Mapping[str, str] = os.environ) -> str | None:
    """The address behind a name; None where it is no longer set."""
    route, _, number = name.partition(".")
    found = addresses(route, environ)
    at = int(number or 1) - 1
    return found[at] if at < len(found) else None
