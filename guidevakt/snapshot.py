"""The accessibility snapshot of a page as a tree of elements, and the facts a snapshot does not tell.

`parse` reads what Playwright's `page.aria_snapshot(mode="ai", boxes=True)` writes. Values of fields are dropped here,
before anything is judged or saved: what a person has typed never reaches a file.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from guidevakt import addresses

Box = tuple[float, float, float, float]

#: What is drawn over the page and says so: alertdialog is one that wants an answer (WAI-ARIA 1.2).
WINDOWS = frozenset({"dialog", "alertdialog"})
FIELDS = frozenset({"textbox", "searchbox", "spinbutton", "combobox"})
#: Whose text is a value: of fields, and of what is dragged or counts.
_VALUED = FIELDS | {"slider", "meter", "progressbar"}
CLICKABLE = frozenset({"link", "button", "menuitem", "tab", "option", "radio", "checkbox", "switch", "treeitem"})

#: So deep is the tree at most; what stands deeper follows what it stands in. A page that is nested by a script has no
#: bound of its own, and what reads a tree does: pydantic 200 levels of JSON, two to an element.
DEEPEST = 64

_LINE = re.compile(r"(?P<indent> *)- (?:'(?P<quoted>(?:[^']|'')*)'|(?P<plain>.*?))(?::(?: (?P<value>.*))?)?")
_HEAD = re.compile(r'(?P<role>[\w-]+)(?: "(?P<name>(?:[^"\\]|\\.)*)")?(?P<states>(?: \[[^\]]*\])*)')
_STATE = re.compile(r"\[([\w-]+)(?:=([^\]]*))?\]")
#: What browsers draw as nothing (Blink's Character::TreatAsZeroWidthSpace), white space aside.
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_BYTE = re.compile(r"\\(?:x([0-9a-f]{2})|.)")
_HALVES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Element:
    """One element of a page.

    `box` is x, y, width, height in CSS px from the document's top left corner. `name` is the accessible name, `text`
    the element's own words beneath it. `ref` finds the element again in the same page (`aria-ref=…`). `expanded`: what
    it opens is open; of a tab, that it is the one whose panel shows. `is_framed`: it stands in a frame, in another
    document than the page's own.
    """

    role: str
    name: str = ""
    text: str = ""
    ref: str = ""
    box: Box = (0, 0, 0, 0)
    url: str = ""
    level: int = 0
    disabled: bool = False
    expanded: bool | None = None
    clickable: bool = False
    aria_hidden: bool = False
    children: tuple[Element, ...] = ()
    is_framed: bool = False

    @property
    def middle(self) -> tuple[float, float]:
        """The middle of its box, in CSS px."""
        x, y, width, height = self.box
        return x + width / 2, y + height / 2

    @property
    def bottom(self) -> float:
        """Its lower edge, in CSS px."""
        return self.box[1] + self.box[3]

    def walk(self) -> Iterator[Element]:
        """The element and everything in it, in the page's order."""
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def words(self) -> str:
        """Everything that can be read in it, icons' labels aside."""
        if self.role == "img":
            return ""
        own = self.text or ("" if self.children else self.name)
        return " ".join(filter(None, [own, *(child.words for child in self.children)]))


@dataclass(frozen=True, slots=True)
class Probe:
    """What the snapshot does not tell of an element, asked of the browser (see `probing.probe`).

    `visible`: a reader can see it when they scroll to it: not covered, transparent, off the page or in its
    background's colour. `href` is the link's address in full, or as it stands where it is `broken`: none that a browser
    can open. `leaves` is true where a click loads another document.
    `opens`: it says of itself that it opens something on the page. `start` is the number that a numbered list begins
    with.
    """

    tag: str = ""
    type: str = ""
    href: str = ""
    visible: bool = True
    disabled: bool = False
    required: bool = False
    new_tab: bool = False
    leaves: bool = False
    broken: bool = False
    opens: bool = False
    submits: bool = False
    start: int = 1


@dataclass(frozen=True, slots=True)
class Over:
    """A window that lies over all of the page and takes its clicks: its heading, and its own box in CSS px."""

    label: str
    box: Box


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A page as one look saw it. `size` is the document's width and height, `viewport` the window's, in CSS px.

    `status` is the HTTP status the document came with, `language` its `lang`. `probes` are kept by `ref`. `hidden`
    holds labels that stand in the document but cannot be seen (`display: none` and the like), `tucked` those that
    stand in something closed that a reader can open (`<details>`, a dialog), `inert` those that are seen on what no
    click reaches. `opened_by` is what opens each of the tucked ones, by what it says. `pictures`: where pictures are
    seen, asked for where one is missed; of one without a name (`alt=""`) nothing else tells. `numbered`: the numbers
    that style alone sets before a text, each with that text's box, asked for where steps are missed. `closed`: the
    texts that are painted where nothing can be read (a closed shadow root), asked for where a name is missed;
    `is_covered`: such a thing lies over most of the window. `over`: the window that lies over the page, where one does.
    """

    root: Element
    url: str = ""
    title: str = ""
    language: str = ""
    status: int = 200
    size: tuple[float, float] = (1280, 900)
    viewport: tuple[int, int] = (1280, 900)
    probes: Mapping[str, Probe] = field(default_factory=dict)
    hidden: tuple[str, ...] = ()
    tucked: tuple[str, ...] = ()
    inert: tuple[str, ...] = ()
    opened_by: tuple[str, ...] = ()
    pictures: tuple[Box, ...] = ()
    numbered: tuple[tuple[int, Box], ...] = ()
    closed: tuple[str, ...] = ()
    is_covered: bool = False
    over: Over | None = None

    def elements(self) -> Iterator[Element]:
        """Every element a reader can meet, in the page's order; what is aria-hidden is left out with all it holds."""
        yield from _shown(self.root)

    def landmark(self, role: str) -> Element | None:
        """The first landmark of that role."""
        return next(iter(own([e for e in self.elements() if e.role == role])), None)

    @property
    def window(self) -> Element | None:
        """The window that a reader has before them: of several that are open, the last to be drawn."""
        found = [e for e in self.elements() if e.role in WINDOWS]
        within = {id(inner) for e in found for child in e.children for inner in child.walk()}
        shown = [e for e in found if id(e) not in within and self.probe(e).visible]
        return shown[-1] if shown else None

    def inside(self, outer: Element) -> frozenset[int]:
        """The identities of everything in an element."""
        return frozenset(map(id, outer.walk()))

    def with_probes(self, probes: Mapping[str, Probe]) -> Snapshot:
        """The same look, with more asked of the browser."""
        return replace(self, probes={**self.probes, **probes})

    def with_hidden(
        self, labels: tuple[str, ...], tucked: tuple[str, ...] = (), inert: tuple[str, ...] = (),
        opened_by: tuple[str, ...] = (),
    ) -> Snapshot:  # fmt: skip
        """The same look, with the labels that stand in the document unseen or out of reach."""
        return replace(self, hidden=labels, tucked=tucked, inert=inert, opened_by=opened_by)

    def opener(self, label: str) -> str:
        """What opens the closed part of the page that a label stands in, by what it says; empty where that is not
        known."""
        return dict(zip(self.tucked, self.opened_by, strict=False)).get(label, "")

    def with_over(self, over: Over | None) -> Snapshot:
        """The same look, with the window that lies over the page."""
        return replace(self, over=over)

    def with_pictures(self, boxes: tuple[Box, ...]) -> Snapshot:
        """The same look, with where pictures are seen."""
        return replace(self, pictures=boxes)

    def with_numbered(self, numbers: tuple[tuple[int, Box], ...]) -> Snapshot:
        """The same look, with the numbers that style sets before its texts."""
        return replace(self, numbered=numbers)

    def with_closed(self, texts: tuple[str, ...], is_covered: bool = False) -> Snapshot:
        """The same look, with what is painted where nothing can be read."""
        return replace(self, closed=texts, is_covered=is_covered)

    def probe(self, element: Element) -> Probe:
        """What was asked of the element, or what is true of most."""
        return self.probes.get(element.ref) or Probe(disabled=element.disabled, href=self.target(element))

    def target(self, element: Element) -> str:
        """The address a link leads to, in full; empty for what is no link."""
        asked = self.probes.get(element.ref)
        return asked.href if asked and asked.href else addresses.joined(self.url, element.url) if element.url else ""


def own(elements: list[Element]) -> list[Element]:
    """Those of the page itself; where it has none, those that its frames show."""
    return [e for e in elements if not e.is_framed] or elements


def _shown(element: Element) -> Iterator[Element]:
    if element.aria_hidden:
        return
    yield element
    for child in element.children:
        yield from _shown(child)


def legible(text: str) -> str:
    """A page's text as it can be read and written: without control characters, and with what is but half a character
    (a lone surrogate, which no file holds) told as one that is not known."""
    return _HALVES.sub("\ufffd", _CONTROLS.sub("", text))


@dataclass
class _Line:
    """A line of a snapshot's text, and those beneath it."""

    head: str = ""
    text: str = ""
    url: str = ""
    inner: list[_Line] = field(default_factory=list)


def parse(text: str) -> Element:
    """The tree in a snapshot's text. Boxes inside an iframe are moved to the document that holds it.

    Read line by line, for YAML refuses what a page may hold: control characters, names over 1,024 signs, any depth. A
    line that cannot be read is left out.
    """
    children = _all(_lines(text).inner, (0.0, 0.0))
    return children[0] if len(children) == 1 else Element("generic", children=children)


def without_values(root: Element, written: Sequence[Box]) -> Element:
    """The tree without what stands in those boxes: what a person has written there, or was counted of it. The boxes are
    the elements' own, in CSS px to within one."""
    if any(_is_at(root.box, box) for box in written):
        return replace(root, name=root.name if root.role in _VALUED else "", text="", children=())
    return replace(root, children=tuple(without_values(child, written) for child in root.children)) if written else root


def _is_at(box: Box, other: Box) -> bool:
    return box[2] > 0 and all(abs(one - two) <= 1 for one, two in zip(box, other, strict=True))


def _lines(text: str) -> _Line:
    """The lines as a tree, by how far each is indented."""
    top = _Line()
    opened = [(-1, top)]
    for line in text.split("\n"):
        found = _LINE.fullmatch(line)
        if not found:
            continue
        indent = len(found["indent"])
        while opened[-1][0] >= indent:
            opened.pop()
        head = found["plain"] if found["quoted"] is None else found["quoted"].replace("''", "'")
        made = _Line(head, _value(found["value"] or ""))
        if head == "/url":
            opened[-1][1].url = made.text
        elif not head.startswith("/"):
            opened[: DEEPEST + 1][-1][1].inner.append(made)
            opened.append((indent, made))
    return top


def _value(text: str) -> str:
    """A text as Playwright writes it: between quotes where it must be (see `yamlEscapeValueIfNeeded` in its source)."""
    if len(text) < 2 or text[0] not in "\"'" or text[-1] != text[0]:
        return legible(text)
    if text[0] == "'":
        return legible(text[1:-1].replace("''", "'"))
    return _unquoted(_BYTE.sub(lambda sign: f"\\u00{sign[1]}" if sign[1] else sign[0], text[1:-1]))


def _unquoted(text: str) -> str:
    try:
        return legible(str(json.loads(f'"{text}"', strict=False)))
    except json.JSONDecodeError:
        return legible(text)


def _all(lines: list[_Line], offset: tuple[float, float], framed: bool = False) -> tuple[Element, ...]:
    return tuple(element for line in lines if (element := _element(line, offset, framed)))


def _element(line: _Line, offset: tuple[float, float], framed: bool) -> Element | None:
    if line.head == "text":
        return Element("text", text=line.text, is_framed=framed)
    found = _HEAD.match(line.head)
    if not found:
        return None
    states = dict(_STATE.findall(found["states"]))
    box = _box(states.get("box", ""), offset)
    is_frame = found["role"] == "iframe"
    children = _all(line.inner, (box[0], box[1]) if is_frame else offset, framed or is_frame)
    return replace(_made(found["role"], _unquoted(found["name"] or ""), states, box, line, children), is_framed=framed)


def _made(
    role: str, name: str, states: dict[str, str], box: Box, line: _Line, children: tuple[Element, ...]
) -> Element:
    text = "" if line.inner else line.text
    if role in _VALUED:  # what stands in a field is its value
        text, children = "", tuple(child for child in children if child.role == "option")
    if len(children) and all(child.role == "text" for child in children):
        text, children = " ".join(child.text for child in children), ()
    if role == "group" and not name and children and children[0].role in ("heading", "generic"):
        children = (replace(children[0], clickable=True), *children[1:])  # <summary> has no role of its own
    level = states.get("level", "")
    element = Element(
        role=role,
        name=name,
        text=text,
        ref=states.get("ref", ""),
        box=box,
        url=line.url,
        level=int(level) if level.isdecimal() else 0,
        disabled="disabled" in states,
        expanded=_state("selected" if role == "tab" else "expanded", states),
        clickable=role in CLICKABLE or states.get("cursor") == "pointer",
        aria_hidden="aria-hidden" in states,
        children=children,
    )
    return element if name or not element.clickable else replace(element, name=_by_its_picture(element))


def _by_its_picture(element: Element) -> str:
    """A name that is all a picture's stands with the picture alone."""
    pictures = [inner.name for inner in element.walk() if inner.role == "img" and inner.name]
    return " ".join(pictures) if not element.words else ""


def _state(name: str, states: dict[str, str]) -> bool | None:
    """None where it is not told."""
    return None if name not in states else states[name] != "false"


def _box(text: str, offset: tuple[float, float]) -> Box:
    """Nowhere, where it is not told or without bounds: a script can make a thing endlessly large."""
    try:
        x, y, width, height = map(float, text.split(","))
    except ValueError:
        return 0, 0, 0, 0
    box = x + offset[0], y + offset[1], width, height
    return box if all(map(math.isfinite, box)) else (0, 0, 0, 0)
