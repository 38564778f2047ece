"""Short pages that the server makes itself: refusals, faults, addresses with no stand-in."""

from __future__ import annotations

from html import escape

from replica.source import Answer

_TITLES = {
    401: "Du behöver logga in",
    403: "Åtkomst nekad",
    404: "Sidan kunde inte hittas",
    405: "Det här är en övningskopia",
    410: "Sidan är borttagen",
    421: "Adressen finns inte i övningskopian",
    429: "För många förfrågningar",
    500: "Internt serverfel",
    502: "Felaktigt svar från servern",
    503: "Tjänsten är tillfälligt otillgänglig",
    504: "Servern svarade inte i tid",
}
_TEXTS = {
    404: "Sidan du letar efter har flyttats eller finns inte längre.",
    405: "Formulär tas inte emot här. Inget av det du skrev har sparats.",
}
_PAGE = """<!doctype html>
<html lang="sv">
<head><meta charset="utf-8"><title>{title}</title><link rel="stylesheet" href="/ovningskopia.css"></head>
<body class="notis">
<div class="ovningskopia" role="note">Övningskopia – inte den riktiga sidan</div>
<main><h1>{title}</h1><p>{text}</p></main>
</body>
</html>
"""


def notice(status: int, title: str | None = None, text: str | None = None) -> Answer:
    """A page in Swedish that says what its status means, or what it is told to say."""
    title = title or _TITLES.get(status, f"Servern svarade med status {status}")
    page = _PAGE.format(title=escape(title), text=escape(text or _TEXTS.get(status, "Försök igen senare.")))
    return Answer(status, (("Content-Type", "text/html; charset=utf-8"),), page.encode())
