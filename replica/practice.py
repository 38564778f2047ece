"""The practice phone: which numbers and which code the security-info page's dialogs accept."""

from __future__ import annotations

import json
import re
from typing import Any

from replica.source import Answer

ORIGIN = "https://mysignins.microsoft.com"
PHONE_PATH = "/security-info/ovning/telefon"
CODE_PATH = "/security-info/ovning/kod"
CODE = "246810"
SWEDEN = "46"
_COUNTRY_CODE = re.compile(r"\+|00|46")
# 070-1740605 to 070-1740699 belong to nobody: Post- och telestyrelsen has set them aside for books and films.
_PRACTICE_NUMBER = re.compile(r"0701740(60[5-9]|6[1-9]\d)")

_NO_COUNTRY_CODE = "Ange telefonnumret utan landskod. Landet väljer du i listan."
_ONLY_PRACTICE_NUMBERS = "Det här är en övningskopia: använd ett nummer mellan 070-1740605 och 070-1740699."
_ONLY_SWEDEN = "Det här är en övningskopia: välj Sverige i listan."
_WRONG_CODE = "Koden stämmer inte. Försök igen."


def answer(path: str, body: bytes) -> Answer:
    """What the dialog's script gets back: {"fel": a sentence or null, …} as JSON."""
    fields = _fields(body)
    if fields is None:
        return _json({"fel": "Det som skickades gick inte att läsa."}, status=400)
    reply = _phone(fields) if path == PHONE_PATH else _code(fields)
    return _json(reply)


def _phone(fields: dict[str, str]) -> dict[str, str | None]:
    number = re.sub(r"[\s()-]", "", fields.get("nummer", ""))
    if _COUNTRY_CODE.match(number):
        return {"fel": _NO_COUNTRY_CODE}
    if not _PRACTICE_NUMBER.fullmatch(number):
        return {"fel": _ONLY_PRACTICE_NUMBERS}
    if fields.get("land") != SWEDEN:
        return {"fel": _ONLY_SWEDEN}
    return {"fel": None, "nummer": f"+46 {number[1:]}", "kod": CODE}


def _code(fields: dict[str, str]) -> dict[str, str | None]:
    return {"fel": None if fields.get("kod", "").strip() == CODE else _WRONG_CODE}


def _fields(body: bytes) -> dict[str, str] | None:
    try:
        data: Any = json.loads(body)
    except ValueError:
        return None
    return {str(key): str(value) for key, value in data.items()} if isinstance(data, dict) else None


def _json(data: dict[str, str | None], status: int = 200) -> Answer:
    return Answer(status, (("Content-Type", "application/json"),), json.dumps(data).encode())
