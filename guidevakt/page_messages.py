"""What a page says in the place of what was asked for: gone, for sale, closed, a check for robots, a log-in (pure)."""

from __future__ import annotations

import re


def _says(*ways: str) -> re.Pattern[str]:
    """One of these ways to put it, as whole words."""
    return re.compile(rf"\b(?:{'|'.join(ways)})\b", re.IGNORECASE | re.MULTILINE)


_WHICH = r"(?: (?:du|som|med) \w[^.!?]{0,40})?"
_THING = rf"(?:(?:webb)?sidan|innehållet|dokumentet|artikeln|(?:webb)?adressen|länken|tjänsten){_WHICH}"
_PAGE = r"(?:den )?(?:här )?(?:någon |något )?(?:webb)?(?:sidan?|innehåll(?:et)?)"
_GONE = _says(
    "404",
    rf"{_THING} (?:kunde|kan|gick|går)(?: tyvärr)? inte (?:att )?hittas?",
    rf"{_THING} (?:hittades|finns|ligger|existerar)(?: tyvärr)? inte",
    rf"{_THING} saknas",
    rf"{_THING} är (?:borttagen|borttaget|avpublicera[dt]|arkivera[dt]|nedlagd)",
    rf"{_THING} har (?:tagits bort|upphört|avpublicerats|arkiverats|avvecklats|lagts ne[rd])",
    rf"(?:hittar|hittade|kunde|kan)(?: tyvärr)? inte (?:hitta )?{_PAGE}",
    rf"(?:gick|går) inte att hitta (?:{_PAGE}|(?:den )?(?:här |begärda |efterfrågade )?(?:sidan|(?:webb)?adressen))",
    "här (?:var|är) det tomt",
    "page (?:was )?not found",
    "not found$",
    "(?:page )?(?:cannot|could not) be found",
    "(?:can.?t|can ?not|could ?n.t|couldn.?t|could not) find (?:the|that|this) page",
    r"page (?:you\b[^.!?]{0,40} )?(?:does ?n.t|doesn.?t|does not|no longer) exists?",
    "no longer (?:exists|available)",
)
_FOR_SALE = _says(
    "domain (?:name )?(?:is|may be) for sale",
    "domain (?:has expired|is parked|parking)",
    "buy this domain",
    "parked (?:domain|free|by|at)",
    "domän(?:en|namnet)? (?:är (?:till salu|parkera[dt])|säljs)",
    "parkera[dt] (?:domän|hos)",
)
_WALL = _says(
    "är du (?:en |verkligen )*(?:robot|människa)",
    "är (?:en |ingen |inte (?:en |någon )?)?(?:robot|människa)",
    "(?:robot|säkerhets)kontroll(?:en)?",
    "ovanlig trafik",
    "åtkomst nekad",
    "(?:kontrollerar|granskar) din (?:webbläsare|anslutning)",
    "are you (?:a )?(?:human|robot)",
    "(?:verify|verifying|confirm)(?: that)? you are (?:a )?(?:human|not a robot)",
    "checking your (?:browser|connection)",
    "captcha|unusual traffic|access denied|just a moment|attention required|security check",
    "request unsuccessful|incident id",
)
_CLOSED = _says(
    r"(?:planera[dt]|pågående) (?:avbrott|driftstopp|driftavbrott|underhåll\w*)",
    "underhåll(?:sarbete)? pågår",
    r"(?:stängd|stängt|nere) (?:för|på grund av) (?:underhåll|uppdatering|uppgradering)\w*",
    r"tillfälligt (?:stängd|stängt|nere|ur drift|otillgänglig\w*|(?:inte|ej) tillgänglig\w*)",
    "upp(?:grade|date)ra[rs] just nu",
    "är (?:strax|snart) tillbaka",
    "be (?:right )?back(?: soon)?",
    "(?:under|down for) maintenance",
)
_BROKEN = _says(
    "(?:tekniskt|oväntat) fel",
    "(?<!om )(?:något|nånting) (?:gick|blev) (?:fel|tokigt|snett)",
    "ett fel (?:har )?(?:inträffa(?:t|de)|uppst(?:od|ått))",
    "tjänsten är (?:just nu )?(?:inte|ej) tillgänglig",
    "(?:internal server|unexpected) error",
    "something went wrong",
    "service (?:is )?unavailable",
)
_SIGN_IN = re.compile(r"(?:^|[.!?] )(?:logga in|inloggning|sign in|log in)\b", re.IGNORECASE)
_CONSENT = re.compile(r"^(?:innan du fortsätter|before you continue)\b", re.IGNORECASE | re.MULTILINE)
_COOKIES = _says("cookies?", "kakor", "samtycke", "consent")
_MEMBERS_ONLY = _says(
    "(?:måste|behöver)(?: först)? (?:logga in|vara inloggad|legitimera dig)",
    "kräver (?:inloggning|legitimering|att du (?:loggar in|är inloggad|legitimerar dig))",
    "inloggning krävs",
    "lösenordsskydda[dt]",
    "(?:innehållet|sidan) är skydda[dt]",
    "legitimera dig",
    "(?:must|need to) (?:log|sign) in",
    "(?:log|sign) in to (?:continue|view)",
)


def is_gone(told: str) -> bool:
    """Does it say that there is no such page?"""
    return bool(_GONE.search(told))


def is_for_sale(told: str) -> bool:
    """Does a parked domain offer itself?"""
    return bool(_FOR_SALE.search(told))


def is_wall(told: str) -> bool:
    """Does it ask for a proof that one is no robot, or turn one away as if one were?"""
    return bool(_WALL.search(told))


def asks_for_consent(headings: str, words: str) -> bool:
    """Does it ask about cookies before it lets one on (consent.google.com)?"""
    return bool(_CONSENT.search(headings) and _COOKIES.search(words))


def is_closed(told: str) -> bool:
    """Is it closed for a while, for work on it?"""
    return bool(_CLOSED.search(told))


def is_broken(told: str) -> bool:
    """Does it say that something failed on its side?"""
    return bool(_BROKEN.search(told))


def asks_to_sign_in(told: str) -> bool:
    """Does a heading ask to sign in?"""
    return bool(_SIGN_IN.search(told))


def is_for_members(told: str) -> bool:
    """Does it say that one must sign in to read on?"""
    return bool(_MEMBERS_ONLY.search(told))
