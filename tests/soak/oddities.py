"""Odd pages, grown from the practice copies by a seeded grammar, each with the answer that is right for it.

What is odd stands beside what the guide speaks of, and changes nothing of it. On top of that the thing itself may be
renamed, taken away or dead: the answer is written down here, before anything is run.
"""

# ruff: noqa: E501  markup reads best in one piece

from __future__ import annotations

import json
import random
import re
import sys
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from replica.sites import FOLDER

Chance = random.Random
#: What may come out: the step's verdicts. `not_checked` is right of what cannot be read or is not there, and no other.
Answer = frozenset[str]
HOLDS, DRIFTED, UNREAD = frozenset({"holds"}), frozenset({"drifted"}), frozenset({"holds", "not_checked"})
GONE = frozenset({"drifted", "not_checked"})


@dataclass(frozen=True)
class Base:
    """A step, the page it is judged on (host/path of the practice copy), and how what it speaks of is changed there: by
    the change, a pattern that stands there once and what comes in its place."""

    step: str
    place: str
    thing: str
    changes: Mapping[str, tuple[str, str]]


@dataclass(frozen=True)
class OddPage:
    """A page, what is odd about it, what was changed on it, and which verdicts are right."""

    number: int
    base: Base
    html: str
    kinds: tuple[str, ...]
    change: str
    right: Answer

    @property
    def name(self) -> str:
        """Enough to make it again."""
        return f"{self.number} ({self.base.step}, {self.change}, {' + '.join(self.kinds)})"


_STAFF = r'<a href="/for-medarbetare/"><span class="c-icon-wrapper".*?<span>För dig som är medarbetare</span></a>'
_RESET = r'<a class="c-button u-no-decoration" href="https://passwordreset.*?</a>'
_NEXT, _FIELD = r'<button class="primary" type="submit">Nästa</button>', r"<label for=\"userid.*?</p>"
BASES = (
    Base("aterstall-2", "eslov.se", _STAFF, {
        "renamed": ("För dig som är medarbetare", "För anställda"), "removed": ("(?s).*", ""),
        "dead": ("/for-medarbetare/", "/finns-inte/"),
    }),
    Base("aterstall-3", "eslov.se/for-medarbetare/aterstall-ditt-losenord", _RESET, {
        "renamed": ("Gå till lösenordsåterställning", "Till återställningen"), "removed": ("(?s).*", ""),
        "dead": (r"https://passwordreset[^\"]*", "https://eslov.se/finns-inte/"),
    }),
    Base("aterstall-3a", "passwordreset.microsoftonline.com", _FIELD, {
        "renamed": (r"E-post eller användarnamn: \*", "Konto-id: *"), "removed": ("(?s).*", ""),
    }),
    Base("aterstall-3c", "passwordreset.microsoftonline.com", _NEXT, {
        "renamed": ("Nästa", "Fortsätt"), "removed": ("(?s).*", ""),
    }),
)  # fmt: skip

#: Beside the pages: what frames and pictures on them ask for.
FILES = {
    "odd/tom.html": "",
    "odd/sida.xhtml": (
        '<?xml version="1.0" encoding="utf-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><head><title>X</title></head>'
        "<body><p>Sida i XHTML<br/></p></body></html>"
    ),
    "odd/rita.svg": '<svg xmlns="http://www.w3.org/2000/svg"><a href="/"><text y="20">Ritning</text></a></svg>',
    "odd/ram.html": '<frameset cols="50%,50%"><frame src="/odd/tom.html"><frame src="/odd/rita.svg"></frameset>',
}

# -- what is odd ---------------------------------------------------------------------------------------------------


def _address(chance: Chance) -> str:
    broken = chance.choice([
        "http://[kontakt_url]/", "https://[", "//[::", "http://a b/", "https://%zz/", "http://:80:80/", "mailto:[x]@",
        "javascript:void(", "tel:+46 (0)", "http://\u2100\u2048/", "data:,[", "https://eslov.se:99999/", "\\\\server\\x",
        "http://[fe80::1%25eth0]/", "blob:x", "{{ url }}", "%", "#", "http://user:pw@[x]/", "https://xn--/", "ht!tp://x",
    ])  # fmt: skip
    return f'<p><a href="{broken}">Mer om kommunen</a> <map><area href="{broken}" alt="Karta"></map></p>'


@cache
def _signs() -> Mapping[str, tuple[str, ...]]:
    """Characters of each of Unicode's categories."""
    found: dict[str, list[str]] = {}
    for code in (*range(0x3000), *range(0xD700, 0xFFFF + 1), *range(0x1F000, 0x1FB00), 0xE0001, 0xF0000, 0x10FFFD):
        found.setdefault(unicodedata.category(chr(code)), []).append(chr(code))
    return MappingProxyType({kind: tuple(signs) for kind, signs in found.items()})


def _unicode(chance: Chance) -> str:
    """Signs of any categories in text and attributes; by a script, for a file holds no halves of characters."""
    said = "".join(chance.choice(_signs()[chance.choice(sorted(_signs()))]) for _ in range(chance.randint(1, 12)))
    text = json.dumps(f"Torget {said} i Eslöv")
    return (
        f'<p><a href="/torget/" id="odd-sign">Torget</a> <img src="/bild.svg" width="20" height="20" id="odd-img"></p><script>{{'
        f"const a = document.getElementById('odd-sign'); a.{chance.choice(['textContent', 'ariaLabel', 'title'])} = {text};"
        f"document.getElementById('odd-img').setAttribute('alt', {text}); a.setAttribute('data-x', {text});"
        f"{chance.choice(['', f'document.title += {text};', f'document.documentElement.lang = {text};'])}}}</script>"
    ).replace("document.documentElement.lang = " + text + ";", "")


_HIDING = (
    "parentElement parentNode nodeType nodeName tagName localName children childNodes firstChild nextSibling attributes"
    " getAttribute setAttribute hasAttribute matches closest contains querySelector querySelectorAll getRootNode style"
    " ownerDocument textContent innerText className classList id title name action method elements submit shadowRoot"
    " getBoundingClientRect getClientRects checkVisibility scrollIntoView isConnected assignedSlot dataset"
).split()
_HIDING_DOCUMENT = (
    "body documentElement head title forms querySelector querySelectorAll getElementById createElement defaultView"
    " createTreeWalker activeElement readyState fonts adoptedStyleSheets location cookie elementsFromPoint"
).split()


def _clobber(chance: Chance) -> str:
    fields = "".join(
        f'<input type="hidden" {chance.choice(["name", "id"])}="{name}">' for name in chance.sample(_HIDING, 3)
    )
    tag = chance.choice(['<img src="/bild.svg" width="9" height="9" alt="" name="{0}">', '<form name="{0}"></form>'])
    shown = chance.choice(["", '<p><a href="/mer/">Läs mer om torget</a></p>'])
    return f"<form>{fields}{shown}</form>{tag.format(chance.choice(_HIDING_DOCUMENT))}"


def _frame(chance: Chance) -> str:
    inner = "<p>I ramen</p>"
    for _ in range(chance.randint(1, 6)):
        inner = f'<iframe srcdoc="{inner.replace("&", "&amp;").replace(chr(34), "&quot;")}"></iframe>'
    return chance.choice([
        inner, '<iframe src="/" title="Början"></iframe>', '<iframe src="" title="Sidan själv"></iframe>',
        '<iframe src="http://[x]/"></iframe>', '<iframe src="data:text/html,[<b>data</b>"></iframe>', "<iframe></iframe>",
        '<iframe src="javascript:1"></iframe>', '<iframe src="/odd/tom.html"></iframe>', '<iframe sandbox srcdoc="x"></iframe>',
        '<iframe src="/odd/sida.xhtml"></iframe>', '<iframe src="/odd/ram.html"></iframe>', '<iframe src="/odd/rita.svg"></iframe>',
        '<object data="/odd/rita.svg"></object>', '<iframe hidden src="/odd/tom.html"></iframe>',
    ])  # fmt: skip


def _svg(chance: Chance) -> str:
    link = chance.choice([
        '<a href="/karta/"><text y="20">Karta</text></a>', '<a xlink:href="/karta/"><text y="20">Karta</text></a>',
        "<title>Karta</title><circle r=9 />", '<a href="http://[x]/"><rect width="9" height="9"/></a>',
        "<foreignObject width=90 height=20><p>I ritningen</p></foreignObject>", '<use href="#odd-use"/>',
        '<text y="20">Ritad text</text><input></input>', "<a><text y=20>Utan adress</text></a>", "<style>x{}</style>",
    ])  # fmt: skip
    return f'<svg id="odd-use" width="90" height="30" role="{chance.choice(["img", "none", "link", "x"])}">{link}</svg>'


def _mathml(chance: Chance) -> str:
    inner = chance.choice(["<mi>x</mi><mo>=</mo><mn>2</mn>", '<mrow href="/x"><mi>y</mi></mrow>', "<annotation-xml/>"])
    return f"<p><math>{inner}<semantics><mtext>a{chance.randint(1, 9)}</mtext></semantics></math></p>"


def _shadow(chance: Chance, mode: str = "open") -> str:
    text = chance.choice(["<p>Vädret i dag</p>", "<button>Läs upp</button>", "<slot></slot><style>p{}</style><p>Sol</p>"])
    if chance.random() < 0.5:
        return f'<div><template shadowrootmode="{mode}">{text}</template><b>ljus</b></div>'
    name = f"odd-{mode}-{chance.randrange(10**6)}"
    return (
        f'<{name}></{name}><script>customElements.define("{name}", class extends HTMLElement {{ constructor() {{ super();'
        f' this.attachShadow({{mode: "{mode}"}}).innerHTML = {text!r}; }} }});</script>'
    )


def _closed(chance: Chance) -> str:
    return _shadow(chance, "closed")


def _custom(chance: Chance) -> str:
    name = f"odd-egen-{chance.randrange(10**6)}"
    body = chance.choice(["throw new Error('x')", "this.x = this", "Object.defineProperty(this, 'title', {get: () => 7})"])
    return (
        f"<{name}>Eget</{name}><script>customElements.define('{name}', class extends HTMLElement {{ static formAssociated ="
        f" true; connectedCallback() {{ {body} }} }});</script><blink>b</blink><p is=odd-x role='a b' aria-level=1e21>c</p>"
    )


def _tall(chance: Chance) -> str:
    return f"<div style='height:{chance.choice([10_000, 16_000, 20_000, 75_000, 120_000, 200_000])}px'></div>"


def _many(chance: Chance) -> str:
    each = chance.choice(["<i></i>", "<span>s </span>", "<div><b></b></div>"])
    return f"<div>{each * (20_000 // each.count('</'))}</div>"


def _deep(chance: Chance) -> str:
    depth = chance.choice([200, 500, 2000])
    if chance.random() < 0.5:
        return f"{'<div>' * depth}<p>Djupt</p>{'</div>' * depth}"
    return (
        f"<script>{{let at = document.currentScript.parentNode.appendChild(document.createElement('div')); for (let n = 0;"
        f" n < {depth}; n++) at = at.appendChild(document.createElement('div')); at.textContent = 'Djupt';}}</script>"
    )


def _write(chance: Chance) -> str:
    return chance.choice([
        "<script>document.write('<p>Skrivet av ett skript')</script>",
        "<script>document.write('<script>document.write(\"<b>två gånger</b>\")<\\/script>')</script>",
        "<script>addEventListener('load', () => document.body.append(document.createElement('p')))</script>",
    ])  # fmt: skip


def _wrong(chance: Chance) -> str:
    """Markup that a parser mends."""
    return chance.choice([
        "<b><i>a</b>c</i>", "<p><table><tr><p>x</p></table>", "<!-- - -- > --><!doctype x><html lang=sv>", "<p/ / ==x>y</p>",
        "<ul><li><li></ul></p></p>", "<select><option>a<select>", "<template><p>mall</p></template>", "<p title='&#0;&#xd800;'>z",
        "<dialog>stängd</dialog><details><p>a</details>", "<meter>m</meter><progress value=1></progress>",
        "<li role=button value=3>tre</li>", "<div aria-owns='article x' role=presentation></div>",
    ])  # fmt: skip


#: Each kind by its name, and how often it is drawn against the others.
KINDS: dict[str, tuple[Callable[[Chance], str], int]] = {
    "address": (_address, 6), "unicode": (_unicode, 8), "clobber": (_clobber, 8), "frame": (_frame, 6), "svg": (_svg, 6),
    "mathml": (_mathml, 3), "shadow-open": (_shadow, 5), "shadow-closed": (_closed, 5), "custom": (_custom, 4),
    "tall": (_tall, 4), "many": (_many, 1), "deep": (_deep, 3), "write": (_write, 3), "wrong": (_wrong, 5),
}  # fmt: skip

# -- the page as a whole -------------------------------------------------------------------------------------------


def _quirks(html: str) -> str:
    return re.sub(r"(?i)^<!doctype[^>]*>", "", html, count=1)


def _no_body(html: str) -> str:
    return re.sub(r"</?(?:html|head|body)\b[^>]*>", "", html)


def _xhtml(html: str) -> str:
    html = re.sub(r"(?i)^<!doctype[^>]*>", '<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN">', html)
    return re.sub(r"<html\b", '<html xmlns="http://www.w3.org/1999/xhtml"', html, count=1)


def _rewritten(html: str) -> str:
    again = (
        "<script>addEventListener('load', () => { if (window.odd) return; window.odd = true; const html ="
        " document.documentElement.outerHTML; document.open(); document.write('<!doctype html>' + html); document.close();"
        " })</script>"
    )
    return html.replace("</body>", f"{again}</body>")


WHOLE: dict[str, Callable[[str], str]] = {
    "as it is": str, "quirks": _quirks, "no body": _no_body, "xhtml": _xhtml, "rewritten": _rewritten,
}
#: Pages on which nothing is left to find.
LOST: dict[str, Callable[[str], str]] = {
    "empty": lambda _html: "", "white space": lambda _html: " \n\t",
    "body taken away": lambda html: html.replace("</body>", "<script>document.body.remove()</script></body>"),
    "all taken away": lambda html: html.replace("</body>", "<script>document.documentElement.remove()</script></body>"),
    "frameset": lambda _html: FILES["odd/ram.html"],
}  # fmt: skip


def page(seed: int, number: int) -> OddPage:
    """The page of that number; the same each time."""
    chance = random.Random(f"{seed}/{number}")
    base = chance.choice(BASES)
    html = (FOLDER / base.place / "index.html").read_text("utf-8")
    if chance.random() < 0.02:
        kind = chance.choice(sorted(LOST))
        return OddPage(number, base, LOST[kind](html), (kind,), "lost", GONE)
    change, right = _drawn_change(chance, base)
    html = _changed(html, base, change)
    names = list(dict.fromkeys(chance.choices([*KINDS], [often for _, often in KINDS.values()], k=chance.randint(1, 3))))
    for name in names:
        html = _beside(html, KINDS[name][0](chance), at_the_end=chance.random() < 0.5)
    whole = chance.choices([*WHOLE], [6, 1, 1, 1, 1])[0]
    if (change, whole) == ("closed", "rewritten"):  # what a closed root holds is not written again: it is gone
        right = GONE
    return OddPage(number, base, WHOLE[whole](html), (*names, *([whole] if whole != "as it is" else ())), change, right)


def _drawn_change(chance: Chance, base: Base) -> tuple[str, Answer]:
    drawn = chance.random()
    if drawn < 0.65:
        return "intact", HOLDS
    if drawn < 0.70 and base.step != "aterstall-3a":
        return "closed", UNREAD
    return chance.choice(sorted(base.changes)), DRIFTED


def _changed(html: str, base: Base, change: str) -> str:
    if change == "intact":
        return html
    found = re.search(base.thing, html, re.DOTALL)
    assert found, f"{base.place} has changed: {base.thing}"
    thing = found.group()
    if change == "closed":
        inside = thing if thing.startswith("<a") else f'<a href="/steg2">{thing}</a>'
        instead = f'<span><template shadowrootmode="closed">{inside}</template></span>'
    else:
        instead = re.sub(*base.changes[change], thing, count=1)
    assert instead != thing
    return html.replace(thing, instead)


def _beside(html: str, odd: str, at_the_end: bool) -> str:
    if at_the_end:
        return html.replace("</main>", f"<div>{odd}</div></main>")
    return re.sub(r"<main\b[^>]*>", lambda tag: f"{tag.group()}<div>{odd}</div>", html, count=1)


if __name__ == "__main__":  # python -m tests.soak.oddities SEED NUMBER: the page, to look at
    sys.stdout.write(page(int(sys.argv[1]), int(sys.argv[2])).html)
