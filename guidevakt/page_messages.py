"""What a page says in the place of what was asked for: gone, for sale, closed, a check for robots, a log-in (pure).

It is read sentence by sentence: a message states something of this page, now. What a sentence must say stands here as
parts that may come in any order and inflection (the page, not, to be found); a question, a condition (”om sidan inte
finns”) or a quotation states nothing. A sentence that names a thing of the world as known (”växeln är stängd”, ”problem
med sophämtningen”) is about that thing: Swedish tells by the word's ending, so that no list of things is needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

#: A sentence of more words than this explains something.
_MOST_WORDS = 30
_ENDS = re.compile(r"(?<=[.!?:…])\s+|\n+|\s+[|·–—-]\s+|[;•]")
_QUOTED = re.compile(r"[”“\"«][^”“\"»]{0,80}[”“\"»]")
#: How an explanation is headed, and what a reader asks of a support.
_EXPLAINS = re.compile(
    r"(?:vad|hur|varför|när|vilk\w+|vem|what|how|why|when|which|who)\b|kan (?!inte|ej|tyvärr)\w+ |jag (?!är in)"
    r"|i (?:can|get|am (?!not))"
)
#: How else what states nothing begins: a question, a condition, an example.
_NO_STATEMENT = re.compile(
    r"(?:om|ifall|exempel\w*|t\.? ?ex|if)\b|(?:\w+r|vill|kan|ska|måste|does|do|can) (?:du|ni|you)\b"
)
#: What is told of messages, and what a word is said to mean, is no message.
_OF_MESSAGES = re.compile(
    r"\b(?:felmeddelande\w*|statuskod\w*|meddelande\w* (?:om )?att|får (?:man|jag)|error message)\b"
    r"|(?<!\bdet )(?<!\bdetta )\b(?:innebär att|betyder att|means that)\b"
)
#: What may be so, where a reader finds that it is: ”hör av dig om du hittar en länk som inte fungerar”.
_IN_CASE = re.compile(
    r",? (?:(?:om|ifall|if) (?:du|ni|man|någon|något|you|anyone|anything)|(?:när|when) (?:man|jag|någon|one))\b.*"
)

#: What is said of some things is not said of this page.
_OF_SOME = re.compile(r"\b(?:vissa|en del av|flera av|några av|ibland|some of|sometimes)\b")
#: What a page calls itself, its site and what that stands on: whatever else a sentence names, they are meant.
_ITSELF = re.compile(
    r"\b(?:(?:webb|hem|start|under)?sid(?:a|an|ans)|siden|webb\w*|s[ai][jt]t?en|nett(?:sid|sted)\w*"
    r"|(?:\w*server|site|website|page)\w*)\b"
)
#: A thing that is named as known, by its ending (”växeln”, ”gatorna”) or its article; not what is pointed at here and
#: now (”den här tråden”).
_KNOWN_THING = re.compile(
    r"(?<!\bden här )(?<!\bdet här )(?<!\bdenna )(?<!\bdetta )(?<!\bdette )(?<!\bdenne )"
    r"\b(\w{3,}(?:en|et|an|eln|ern|jön|arna|orna|erna))s?\b|\bthe (?:\w+ )??(\w+)(?= \w+(?:s|ed)\b| is| was| has)"
)
#: Of such, the web's own, and words that only end so.
_NO_THING = re.compile(
    r"(?:e-|it|nät|data)?(?:fel|problem|tjänst|system|butik|fil|namn|bas|besvär|team|meny|konto|teknik|leverantör"
    r"|utvecklar|användar|administratör|program\w*)(?:e?n|et|an)"
    r"|\w*(?:portal|plattform|forum|shop|app|blogg|session|inloggning|domän|domännamn|läsar|innehåll|resurs|dokument"
    r"|länk|adress|artikel|artik|inlägg|anslutning|förfråg|begär|information|sökning|underhåll\w*|uppdatering|bild|kod|teckn)"
    r"(?:el?n|n|et|an)"
    r"|\w*(?:het|tillfället|stunden|ögonblicket|dagen|tiden|kvällen|natten)"
    r"|\w*(?:tag|brut|funn|vunn|giv|skriv|drag|gång|sliten|öpp)(?:en|et)|ledsen|liten|modern"
    r"|\w+ligen|igjen|annen|noen|uten|inden|sedan|redan|medan|mellan|innan|nedan|ovan|utan|ingen|någon|annan|även"
    r"|igen|inget|mycket|vilket|vilken|egen|eget|internet|välkommen|hoppsan|nästan|slettet|flyttet|been|when|then|even|open"
    r"|human|service|system|content|document|link|address|resource|file|url|request\w*|domain|connection|problem|error"
    r"|issue|browser|administrator|owner|webmaster|team"
)
#: A thing that is named as new: ”en bro är …”.
_NEW_THING = re.compile(
    r"^(?:en|ett) (?:(?!\w*(?:fel|problem|underhåll\w*|avbrott|stopp|störning|sida|tjänst|uppdatering|server)\b)"
    r"\w+ ){1,3}(?:är|har|blir|hålls|ligger)\b"
)
#: Told of how one goes about something, or at what time something in town is done.
_HOW_OR_WHEN = re.compile(r"^så (?:här )?\w+r\b|\b(?:vecka|v\.) ?\d")
#: What follows tells for what, when or why: what one signs in to see is the page's own.
_AIM = re.compile(r"(?<=\w),? (?:att|för att|då|när|medan|där|som|eftersom|when|while)\b")


def _is_of_the_world(sentence: str) -> bool:
    """Is it about something else than this page, its site or its service?"""
    if _ITSELF.search(sentence) or sentence.startswith(("vi beklagar", "vi ber om")):
        return False
    known = (thing[0] or thing[1] for thing in _KNOWN_THING.findall(_AIM.split(sentence, maxsplit=1)[0]))
    if _HOW_OR_WHEN.search(sentence) or _NEW_THING.search(sentence):
        return True
    return any(not _NO_THING.fullmatch(thing) for thing in known)


def _any(*ways: str) -> str:
    return rf"(?:{'|'.join(ways)})"


def _near(one: str, other: str, between: int) -> str:
    """Both, in either order, with at most so many words between them."""
    gap = rf"(?:\W+\w[\w']*){{0,{between}}}?\W+"
    return rf"(?:\b{one}\b{gap}{other}\b|\b{other}\b{gap}{one}\b)"


class _Says:
    """What a sentence must say: one of these ways, each of parts that must all be found in it. `alone`: what it must
    be word for word, a whole line; `firm`: that says it, even where what follows is about something in the world."""

    def __init__(self, *ways: str | tuple[str, ...], alone: Iterable[str] = (), firm: bool = False) -> None:
        self._ways = [[re.compile(rf"(?<!\w)(?:{part})(?!\w)") for part in _parts(way)] for way in ways]
        self._alone = re.compile(_any(*alone)) if alone else None
        self._firm = firm

    def in_(self, sentences: Sequence[str]) -> bool:
        theirs = [sentence for sentence in sentences if _is_of_the_world(sentence)]
        own = [sentence for sentence in sentences if sentence not in theirs]
        if any(map(self._is_said, theirs)):  # then a heading that says it means that thing
            own = [sentence for sentence in own if _ITSELF.search(sentence)]
        if any(map(self._is_said, own)):
            return True
        return any(self._is_the_line(s) for s in sentences if self._firm or not theirs or _ITSELF.search(s))

    def _is_the_line(self, sentence: str) -> bool:
        return self._alone is not None and self._alone.fullmatch(sentence.rstrip(" .!?:…")) is not None

    def _is_said(self, sentence: str) -> bool:
        return any(all(part.search(sentence) for part in way) for way in self._ways)


def _parts(way: str | tuple[str, ...]) -> tuple[str, ...]:
    return (way,) if isinstance(way, str) else way


def _sentences(told: str) -> Iterator[str]:
    """Its sentences, folded; too long ones are left out."""
    plain = _QUOTED.sub(" ", told.replace("’", "'"))
    for sentence in _ENDS.split(plain):
        folded = _IN_CASE.sub("", " ".join(sentence.casefold().split()))
        if folded and len(folded.split()) <= _MOST_WORDS:
            yield folded


def _statements(told: str) -> list[str]:
    """What it states. Below the heading of an explanation only what names the page is said of it."""
    sentences = [*_sentences(told)]
    stated = [s for s in sentences if not (_asks(s) or _OF_SOME.search(s) or _OF_MESSAGES.search(s))]
    explains = any(_EXPLAINS.match(s) for s in sentences[:1])
    return [s for s in stated if _ITSELF.search(s)] if explains else stated


def _asks(sentence: str) -> bool:
    return sentence.endswith("?") or any(begins.match(sentence) for begins in (_EXPLAINS, _NO_STATEMENT))


# -- parts of speech ---------------------------------------------------------------------------------------------------

_NOT = _any("inte", "ej", "aldrig", "ikke", "not", "no longer", "cannot", r"\w+n't", "never", "unable to", "nothing")
_FIND = _any("finns", "fanns", "finnas", r"existera\w*", r"hitta\w*", "ligger", r"exists?", "found", "find", "locate",
             "fant", "finner", "finnes", "funnet", "findes", "fundet")  # fmt: skip
_LOST = _any(_near(_NOT, _FIND, 4), "saknas", "is missing")
_PAGE = _any(
    r"(?:webb|hem|under)?sida(?:n|ns)?", "siden", r"innehåll(?:et)?", r"dokument(?:et)?", r"artikel?n?",
    r"inlägg(?:et)?",
    r"(?:webb)?adress(?:en)?", r"(?:url|uri)(?::?en)?", r"länk(?:en)?", r"resurs(?:en)?", r"fil(?:en)?", "tjänsten",
    r"(?:det|vad)(?: här| där)? (?:du|ni) (?:letar|letade|söker|sökte|försöker|vill|efterfråga\w+)",
    "page", "content", "document", "article", "address", "link", "resource", "file", "location",
    r"what you(?:'re| are| were)? looking for",
) + r"(?! (?:om|för|från|i|with|about) )(?! på (?!servern|denna))"  # ”sidan om parkering” is another one  # fmt: skip
_AWAY = _any(
    r"ta(?:gits|git|s) bort", r"borttag\w+", r"avpublicera\w+", r"arkivera\w+", r"radera(?:ts|d|t)", r"nedlag\w+",
    r"lagts ne[rd]", "upphört", r"avveckla\w+", r"flytta(?:t|ts|d|des)",
    r"(?:bytt|fått) (?:en )?(?:nytt? )?(?:namn|adress)", r"ändrat namn",
    r"försv(?:ann|unnit)", "moved", "removed", "deleted", "withdrawn", "discontinued",
)  # fmt: skip
_HAS = _any("har", "kan ha", "är", "blev", "blivit", "verkar(?: ha)?", "has", "have", "been", "was", "is")
_SITE = _any(
    r"[\w-]*sida(?:n)?", r"webbplats(?:en)?", r"s[ai][jt]t?en", r"(?:web|webb?)?(?:shop|butik)+(?:p?en)?",
    r"(?:e-)?tjänst(?:en)?", "systemet", r"\w*portalen", "forum(?:et)?", "server(?:n)?", "plattform(?:en)?", "appen",
    "bloggen", "vi", "website", "site", "page", "service", "server", "forum", "we",
)  # fmt: skip
_SHUT = _any(
    "nere", r"(?:av)?stäng(?:d|t|da)", "dold", "pausad", "släckt", "suspended", r"ur (?:drift|funktion)",
    "offline", r"otillgänglig\w*", rf"{_NOT} tillgänglig\w*",
    r"inaktivera\w+", "oförmögen", "down", "closed", "unavailable", "not available",
)  # fmt: skip
_OUT = _any(
    "nere", r"otillgänglig\w*", rf"{_NOT} tillgänglig\w*", rf"svarar {_NOT}", r"överbelasta\w+", "oförmögen", "down",
    "unavailable", "not available", "overloaded",
)  # fmt: skip
_FOR_NOW = _any(
    r"underhåll\w*", "service och", r"uppdatering\w*", r"uppgradering\w*", r"tillfälligt?", "för tillfället", "just nu",
    "för närvarande", "tills vidare", "snart", "temporarily", "currently", "at the moment", "maintenance", "right now",
)  # fmt: skip
_WORK = _any(r"underhåll\w*", r"uppdatering\w*", r"uppgradering\w*", "service", "maintenance", "upgrade")
#: What is not named like a house, a road or a bath is named like a site: ”Kanka är nere för underhåll”.
_NAMED = r"(?:(?!\w+(?:en|et|an|on|na)\b)\w+)"
_HUMAN = _any("människa", r"(?:ro)?bot(?:en)?", "human", r"(?:ro)?bot")
_DOMAIN = _any(
    r"domän(?:en|namnet)", r"denna domän", r"(?:den|det) här domän\w+", r"(?:this|the) domain(?: name)?", "domain name"
)

_GONE = _Says(
    (_PAGE, _LOST),
    (_PAGE, _near(_HAS, _AWAY, 4)),
    (_PAGE, r"(?:inte|ej) längre (?:tillgänglig\w*|kvar|i bruk)|no longer (?:available|here|exists?)"),
    (r"ogiltig|felaktig|invalid|fel", r"angivit|angett|skrivit|verkar|seems|entered", r"url|adress(?:en)?|address"),
    r"(?:ingen|inget|ingenting)\b.{0,15}\b(?:webbsida|sida|på (?:den här |denna )?adress\w*)",
    (r"länken", r"(?:är|verkar) (?:\w+ )?(?:trasig|bruten|död|inaktuell|gammal)"),
    "nothing (?:was )?found (?:here|at this)",
    "här (?:var|är) det tomt",
    alone=(
        r"(?:http )?(?:error|fel|felkod|status|sid)?[ :]*4 ?0 ?4(?: ?-?(?:error|fel|sida))?(?: not found)?",
        r"(?:\w+ ){0,2}(?:hittas|hittades|finns|existerar) (?:tyvärr )?(?:inte|ej)",
        r"(?:\w+ ){0,2}(?:was |is )?not found|(?:404 )?ej hittad|(?:\w+ ){0,3}kunde (?:\w+ )?inte hittas",
        r"borta|(?:410 )?gone",
    ),
    firm=True,
)  # fmt: skip
_FOR_SALE = _Says(
    (_DOMAIN, _any("till salu", "säljs", r"parkera\w+", "köpt", r"registrera\w+", "reserverad", "upptagen",
                   "gått ut", "for sale", "parked",
                   "purchased", "registered", "expired")),
    r"parked (?:domain|free|by|at)|domain (?:is )?(?:parked|hosted by)|parkera[dt] (?:hos|domän)",
    r"(?:buy|get|köp) (?:this|den här|denna) domän?(?:ain)?\w*",
    r"(?:ingen|no) (?:webbplats|hemsida|website)\b.{0,20}\b(?:här|domän\w*|ännu|here|domain|configured)",
    r"future home of|welcome to nginx|default (?:web ?site |web )?page",
)  # fmt: skip
_WALL = _Says(
    r"(?<!som )(?:bekräfta|bevisa|visa|verifier\w+|kontroller\w+|koll\w+|säkerställ\w+|försäkra\w*|verify\w*|confirm"
    rf"|prove|checking|make sure|ensure)\b.{{0,40}}\b(?:du|dig|you(?:'re)?)\b.{{0,30}}\b{_HUMAN}",
    rf"\A(?:jag är (?:inte|ingen) (?:en )?|i(?:'m| am) not a ){_HUMAN}",
    r"(?:åtkomst\w*|tillstånd|tillträde|access|permission)\b.{0,25}\b(?:neka[dst]\w*|begränsad|restricted|denied|refused|forbidden)",
    r"(?:you|your (?:ip|request)|request|access)\b.{0,50}\b(?:blocked|rejected|unsuccessful|denied)",
    r"(?:du|din ip\S*|ip-adress\w*|åtkomst\w*|anrop\w*|förfrågan|trafik\w*)\b.{0,25}"
    r"\b(?:blockera[dt]\w*|blockerats|spärra[dt]\w*|spärrats|stoppa[dt]s?|avvisa[dt]s?|bannlyst)",
    r"could not be satisfied|don't have permission to (?:access|view)",
    r"(?:för många|too many) (?:försök|förfrågningar|anrop|begäran\w*|requests|attempts)",
    (r"(?:ovanlig\w*|unusual|suspicious|automatisera\w+|automated) (?:trafik|aktivitet|traffic|activity|requests)",
     r"upptäckt|märkt|från|ditt?|dina|detected|from|your"),
    r"(?:kontrollerar|granskar|säkerställer|bedöma|bedömer|checking|reviewing)\b.{0,25}"
    r"\b(?:anslutning\w*|webbläsare|connection|browser)",
    r"(?:måste|behöver|vänligen|please|need to)\b.{0,15}\b(?:slå (?:på|igång)|aktivera|tillåta|enable|turn on)\b.{0,15}"
    r"\b(?:javascript|js|cookies)",
    r"(?:verifiering|verification|captcha) (?:krävs|required)",
    r"(?:performing|complet\w+)\b.{0,8}\bsecurity (?:check|verif\w+)",
    r"(?:lös|slutför|solve|complete)\b.{0,15}\bcaptcha|säkerhetsläge\w* är (?:på|aktivt)",
    r"(?:skriv\w*|ange|fyll i)\b.{0,25}\b(?:tecken|tecknen|orden|koden|bokstäverna|siffrorna)\b.{0,20}\bi bilden",
    r"(?:incident|support|ray|event) id|säkerhetskontroll (?:av (?:din|ditt|anslut\w+|webbläs\w+)|innan du|pågår)",
    r"just a moment|attention required|pardon our interruption|checking the site",
    alone=(r"(?:robot|säkerhets)kontroll(?:en)?", "captcha", "security check", r"(?:403 )?(?:förbjudet|forbidden)",
           rf"verifierar .{{0,30}}{_HUMAN}"),
)  # fmt: skip
#: What asks its reader outright.
_WALL_ASKS = _Says(rf"är du (?:en |verkligen |inte )*{_HUMAN}", rf"are you (?:an? |really )*{_HUMAN}")
_CLOSED = _Says(
    (_SITE, _SHUT, _FOR_NOW),
    rf"{_NAMED} (?:är|ligger|is)(?: \w+){{0,3}} {_SHUT}\W+(?:för|på grund av|pga|for|due to)(?: \w+)? {_WORK}",
    (rf"(?:{_SITE}|{_NAMED}) (?:genomgår|utför|gör|undergoing|performing)\b", _WORK),
    (_SITE, r"(?:uppgradera|uppdatera)[rs]", "just nu|för närvarande"),
    ("just nu|för närvarande|currently", r"(?:planerat )?(?:underhåll\w*|driftstopp|avbrott)|maintenance"),
    (_SITE, r"inaktivera\w+|disabled|switched off"),
    (_SITE, _any(r"(?:är|ligger|is)(?: \w+){0,2} under \w+(?:ing|tion|nad|bete)", r"under (?:development|maint\w+)",
                 r"under (?:konstruktion|uppbyggnad|ombyggnad|utveckling|arbete)",
                 r"(?:performing|doing|some|scheduled) (?:\w+ )?maintenance")),
    r"(?:strax|snart|inom kort) (?:tillbaka|redo|igång|uppe)|tillbaka (?:igen )?(?:strax|snart|inom kort)",
    r"(?:vi|site|sajten|sidan|den|we)\b.{0,20}\b(?:lansera[rsd]?|öppna[rs]?|launch\w*)\b(?: \w+){0,3}"
    r" (?:snart|inom kort|soon)(?! (?:ett|en|nya|new|a|an)\b)",
    r"underhållsläge\w* är (?:nu )?(?:på|aktiv\w*)|maintenance mode is (?:on|active|enabled)",
    r"be (?:right )?back|back (?:soon|shortly|online)|coming soon|down for maintenance|genomför underhåll",
    alone=(r"(?:schemalagt |planerat |pågående )?(?:underhåll|driftstopp|driftavbrott|avbrott)(?:sarbete)?(?: pågår)?",
           r"\w*underhåll\w* pågår(?: just nu)?",
           r"(?:webbplatsen|sajten|siten|(?:webb|hem)?sidan) (?:är|ligger) (?:\w+ ){0,2}(?:stängd|nere|offline)",
           r"(?:\w+ )?(?:driftstörning|driftavbrott|störning|avbrott)(?:ar)? pågår", r"(?:this )?account suspended",
           r"(?:site )?(?:under |scheduled )?maint\w+(?: mode)?", r"underhållsläge\w*|vedlikehold\w*",
           r"under (?:konstruktion|uppbyggnad|construction)", r"(?:kommer|lansera[rs]) (?:snart|inom kort)",
           r"(?:tillfälligt )?(?:stängt|stängd)"),
)  # fmt: skip
_BROKEN = _Says(
    r"(?<!om )(?:något|noe|noget|nå?nting|någonting|nåt|something|things) (?:har |has |tycks ha |verkar ha )?"
    r"(?:gick|gikk|gik|gått|blev|blivit|went|gone) (?:\w+ )?(?:fel|tokigt|snett|galet|galt|wrong)",
    (r"\w*fel|problem|error|exception",
     r"inträffa(?:t|de)|uppst(?:od|ått)|uppkommit|ske(?:dde|tt)|occurred|encountered"),
    r"(?:har?|verkar|tycks) (?:ha )?blivit ett (?:fel|problem)",
    r"(?:internt?|oväntat|okänt|tekniskt|allmänt|internal|unexpected|unknown|fatal) (?:server ?)?(?:fel|error)",
    r"server ?(?:fel|error)|(?:error|fel) 50\d|50\d (?:error|fel)|bad gateway|gateway time-?out",
    r"(?:vi|we|sidan|tjänsten|webbplatsen|systemet|servern)(?: verkar| tycks)? (?:har?|upplever|are having|have"
    r"|are experiencing)(?:,? \w+){0,3} (?:problem|issues|driftst\w+)"
    r"(?! (?:med|with) (?!att |vår|our |den här |the )\w+ \w)",
    r"(?:finns|är|finnas) (?:ett |en )?(?:tekniskt?|tillfälligt?|internt?) (?:problem|fel|störning)",
    r"(?<!du )(?<!ni )(?:kunde|kan|gick|går) (?:tyvärr )?inte (?:att )?"
    r"(?:ladda|visa|hämta|läsa in|slutföra|fortsätta)s?",
    r"kunde (?:tyvärr )?inte (?:nå|ansluta till|kontakta) (?:vår |den )?\w*(?:server|tjänst|databas)\w*",
    (r"misslyckades med att|failed to", r"ladda\w*|visa\w*|hämta\w*|load\w*|fetch|render"),
    (r"(?:tjänsten|servern|databasen|sidan|webbplatsen|systemet|service|server|database|site|website)", _OUT),
    r"tekniken (?:är inte|strular|krånglar)|service unavailable|(?:felaktig|bad) gateway",
    r"svara(?:r|de) inte i tid|stötte på (?:ett |en )?\w*(?:fel|problem)",
    r"(?:försök|prova|testa) (?:gärna )?igen (?:lite )?(?:senare|om en)|try again (?:later|in a)",
    alone=("fel", "error", "vi ber om ursäkt", r"50\d", r"serverfel|server error"),
)  # fmt: skip
_SIGN_IN = re.compile(
    r"(?:^|[.!?] )(?:välkommen(?:,| att)? )?(?:hur vill du )?(?:logga in|inloggning|sign in|log in)\b", re.IGNORECASE
)
_CONSENT = re.compile(r"^(?:innan du fortsätter|before you continue)\b", re.IGNORECASE | re.MULTILINE)
_COOKIES = re.compile(r"\b(?:cookies?|kakor|samtycke|consent)\b", re.IGNORECASE)
#: What one signs in for, where nothing can be read before; not to apply, to book, to pay.
_SEE = _any("fortsätta", "gå vidare", "(?:kunna )?(?:se|läsa|visa|ta del|komma)", "igen", "få", "använda", "nå",
            "continue", "view", "see", "read", "access", "use") + r"\b"  # fmt: skip
_PROVE = rf"(?:legitimera|identifiera) dig(?=\W*$| (?:för att {_SEE}|med \w*(?:bank|e-leg|id)))"  # not at a desk
_LOG_IN = _any("logga in", "vara inloggad", _PROVE, "log in", "sign in",
                 "login", r"be (?:logged|signed) in")  # fmt: skip
_INSIDERS = _any("inloggade", "medlemmar", "prenumeranter", "behöriga", "administratörer", "personal", "members",
                 "subscribers")  # fmt: skip
_MEMBERS_ONLY = _Says(
    rf"(?:måste|behöver|vänligen|vänlig(?:en)?|god|please|must|need to|have to)"
    rf"(?: du| ni| och| först| also)* {_LOG_IN}(?! (?:med (?:\S+ ){{1,3}}(?:för att|när)|när|för att|to) (?!{_SEE}))",
    rf"(?<!inte ){_LOG_IN} (?:för att|och försök|to) {_SEE}",
    (_any("sidan", "delen", r"innehåll(?:et)?", "dokumentet", r"\A"),
     r"kräver (?:\w+ )?(?:inloggning|legitimering|att du|lösenord)"),
    r"(?<!för )(?:inloggning|autentisering|authentication|login) (?:krävs|required)|lösenordsskydda[dt]",
    r"(?:innehållet|sidan|content|page) (?:är|is) (?:\w+ )?(?:skydda[dt]|privat|protected|private)",
    r"(?:inte|ej|not) (?:inloggad|behörig|logged in|signed in|authori[sz]ed)|(?:utloggad|logged out)",
    r"(?:inte|ej|ikke|saknar) (?:\w+ ){0,2}(?:behörighet|åtkomst|tillåtelse|tilgang|adgang"
    r"|tillgång till (?:den här )?sidan)",
    (r"session\w*|inloggning\w*|sign-in", r"gått ut|löpt ut|upphört|avslutats|\w*tidsgräns|expired|timed out"),
    rf"(?:endast|bara|enbart|only)\b.{{0,25}}\b(?:för|till|for) (?:våra |our )?{_INSIDERS}",
    r"(?:medlemskap|konto|prenumeration) krävs|(?:behöver|måste ha) ett konto",
    alone=("legitimera dig", "begränsad åtkomst", "members only"),
)  # fmt: skip
_MEMBERS_ASKS = _Says(rf"hur vill du {_LOG_IN}")


#: As the script of `interruptions` in pages/components, which leaves such a window where it is.
_PROOF = re.compile(
    r"\b(?:(?:lösenords|inloggnings)?nyckel(?:n|ar)?|passkeys?|(?:skydda|säkra|håll) ditt konto|mer information krävs"
    r"|more information (?:is )?required|(?:keep|secure|protect) your account)\b",
    re.IGNORECASE,
)


def asks_for_proof(heading: str) -> bool:
    """Does a window ask for a key, or for more of what proves who its reader is, before it lets them on?"""
    return bool(_PROOF.search(heading))


def is_gone(told: str) -> bool:
    """Does it say that there is no such page?"""
    return _GONE.in_(_statements(told))


def is_for_sale(told: str) -> bool:
    """Does a parked domain offer itself?"""
    return _FOR_SALE.in_(_statements(told))


def is_wall(told: str) -> bool:
    """Does it ask for a proof that one is no robot, or turn one away as if one were?"""
    return _WALL.in_(_statements(told)) or _WALL_ASKS.in_([*_sentences(told)])


def asks_for_consent(headings: str, words: str) -> bool:
    """Does it ask about cookies before it lets one on (consent.google.com)?"""
    return bool(_CONSENT.search(headings) and _COOKIES.search(words))


def is_about_cookies(words: str) -> bool:
    """Does it speak of cookies, or of consent to them?"""
    return _COOKIES.search(words) is not None


def is_closed(told: str) -> bool:
    """Is it closed for a while, for work on it?"""
    return _CLOSED.in_(_statements(told))


def is_broken(told: str) -> bool:
    """Does it say that something failed on its side?"""
    return _BROKEN.in_(_statements(told))


def asks_to_sign_in(told: str) -> bool:
    """Does a heading ask to sign in?"""
    return bool(_SIGN_IN.search(told))


def is_for_members(told: str) -> bool:
    """Does it say that one must sign in to read on?"""
    return _MEMBERS_ONLY.in_(_statements(told)) or _MEMBERS_ASKS.in_([*_sentences(told)])
