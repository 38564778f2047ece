"""Where a promise stands on a parsed practice page, and the plain things that can be done to it there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from lxml.html import HtmlElement, fragment_fromstring

from replica.drift.operator import Touch

#: Where the windows over the security-info page stand in its markup, by the names of the page objects.
WINDOWS = {"method_dialog": "valj-metod", "phone_dialog": "telefon", "code_dialog": "kod", "done_dialog": "klart"}
_CLICKABLE = {"a", "button", "summary"}
_SKIPPED = {"script", "style", "title", "template"}


def plain(text: str) -> str:
    return " ".join(text.split())


def fragment(markup: str) -> HtmlElement:
    """One element from its markup."""
    return fragment_fromstring(markup)


def scope(page: HtmlElement, touch: Touch) -> HtmlElement:
    """The window that the promise stands in, else the page's body."""
    if touch.window:
        found: list[HtmlElement] = page.xpath("//*[@id=$id]", id=WINDOWS[touch.window])
        return found[0]
    return page.find("body")


def shown(page: HtmlElement, touch: Touch) -> Iterator[HtmlElement]:
    """The elements in the promise's scope that are not put away: no closed menu, no other window, no script."""
    root = scope(page, touch)
    for element in root.iter():
        if not isinstance(element.tag, str) or element.tag in _SKIPPED:
            continue
        away = (e for e in (element, *element.iterancestors()) if "hidden" in e.attrib and e is not root)
        if next(away, None) is None:
            yield element


def thing(page: HtmlElement, touch: Touch) -> HtmlElement:
    """The element that the promise is about. Raises LookupError where the page has none."""
    found = next(_things(page, touch), None)
    if found is None:
        raise LookupError(f"{touch.address}: no {touch.kind} {touch.label!r}")
    return found


def _things(page: HtmlElement, touch: Touch) -> Iterator[HtmlElement]:
    elements = list(shown(page, touch))
    match touch.kind:
        case "link" | "control":
            return (e for e in elements if e.tag in _CLICKABLE and any(_reads(i, touch.label) for i in e.iter()))
        case "field":
            return (e for e in elements if e.tag in ("input", "textarea") and _is_named(e, touch))
        case "option":
            return (e for e in elements if e.tag == "option" and plain(e.text or "").startswith(touch.label))
        case "message":
            return (e for e in elements if e.get("role") in ("status", "alert") and touch.label in e.text_content())
        case "picture":
            return (e for e in elements if e.tag == "img" and _holds(touch, e.get("alt", "")))
        case "steps":
            return (e for e in elements if e.tag == "ol" and e.getparent().tag == "article")
        case "dialog":
            return (e for e in elements if e.get("role") == "dialog")
    return iter(())


def _reads(element: HtmlElement, label: str) -> bool:
    return isinstance(element.tag, str) and plain(element.text_content()).casefold() == label.casefold()


def _holds(touch: Touch, text: str) -> bool:
    return any(name.casefold() in text.casefold() for name in touch.names)


def _is_named(field: HtmlElement, touch: Touch) -> bool:
    told = label_of(field)
    return _holds(touch, told.text_content() if told is not None else field.get("aria-label", ""))


def label_of(field: HtmlElement) -> HtmlElement | None:
    """The <label> of a field."""
    found: list[HtmlElement] = field.getroottree().xpath("//label[@for=$id]", id=field.get("id", ""))
    return found[0] if found else None


def holder(element: HtmlElement, label: str) -> HtmlElement:
    """The innermost element that reads just the label."""
    reading = [e for e in element.iter() if _reads(e, label)]
    return reading[-1] if reading else element


def words(page: HtmlElement, touch: Touch) -> HtmlElement:
    """The element whose text names the thing: a field's <label>, else what reads the label."""
    found = thing(page, touch)
    named = label_of(found) if touch.kind == "field" else None
    return named if named is not None else holder(found, touch.label)


def say(element: HtmlElement, text: str) -> None:
    """Put a text in place of all that the element holds."""
    for child in list(element):
        element.remove(child)
    element.text = text


def call(page: HtmlElement, touch: Touch, name: str) -> None:
    """Call the thing by another name, wherever it was called by the old one: on itself and in headings."""
    found, named = thing(page, touch), words(page, touch)
    if touch.kind == "message":
        say(named, name)
        return
    for heading in list(shown(page, touch)):
        if heading.tag in ("h1", "h2", "h3") and heading is not named and _reads(heading, touch.label):
            say(heading, name)
    say(named, name)
    if found.tag == "input":
        found.attrib.pop("placeholder", None)


def unit(element: HtmlElement) -> HtmlElement:
    """The element with what stands only for its sake: its list item or paragraph, where that holds nothing else."""
    parent = element.getparent()
    alone = parent is not None and parent.tag in ("li", "p") and len(parent) == 1 and not (parent.text or "").strip()
    return parent if alone else element


def parts(page: HtmlElement, touch: Touch) -> list[HtmlElement]:
    """The thing and all that belongs to it: a field's label and example go with it."""
    found = thing(page, touch)
    if touch.kind != "field":
        return [unit(found)]
    told = [e for e in (label_of(found), *_described(found)) if e is not None]
    return [*told[:1], found, *told[1:]]


def _described(field: HtmlElement) -> list[HtmlElement]:
    found: list[HtmlElement] = field.getroottree().xpath("//*[@id=$id]", id=field.get("aria-describedby", ""))
    return found


def take_out(element: HtmlElement) -> HtmlElement:
    """Take the element out of the page; the text after it stays."""
    element.drop_tree()
    element.tail = None
    return element


def wrap(elements: list[HtmlElement], markup: str, into: str = ".") -> HtmlElement:
    """Put elements into a new one, at the first one's place; `into` is the path to the place inside it."""
    outer = fragment(markup)
    elements[0].addprevious(outer)
    inner = outer.find(into) if into != "." else outer
    for element in elements:
        inner.append(element)
    return outer


def text_nodes(page: HtmlElement) -> Iterator[tuple[HtmlElement, str, str]]:
    """Each text that is read on the page, or in a part of it: the element, which of its two texts, and the text."""
    for element in (page if page.tag != "html" else page.find("body")).iter():
        if isinstance(element.tag, str) and element.tag not in _SKIPPED and (element.text or "").strip():
            yield element, "text", element.text or ""
        if (element.tail or "").strip():
            yield element, "tail", element.tail or ""


def style(page: HtmlElement, css: str) -> None:
    """Add rules after all of the page's own."""
    page.find("head").append(fragment(f"<style>{css}</style>"))


def script(page: HtmlElement, code: str) -> None:
    """Add a script after all of the page's own."""
    added = fragment("<script></script>")
    added.text = code
    page.find("body").append(added)


def put_style(element: HtmlElement, css: str) -> None:
    """Style one element before all rules."""
    element.set("style", re.sub(r";?\s*$", "; ", element.get("style", "")).lstrip("; ") + css)


def quoted(text: str) -> str:
    return escape(text, quote=True)


def whole(title: str, body: str, heading: str | None = None) -> str:
    """The markup of a page of its own. Its main heading is the title, unless another is given, or an empty one."""
    headed = f"<h1>{title if heading is None else heading}</h1>" if heading != "" else ""
    return (
        f'<!doctype html><html lang="sv"><head><meta charset="utf-8"><title>{title}</title></head>\n'
        f"<body><main>{headed}{body}</main></body></html>"
    )
