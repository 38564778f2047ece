"""What an operator is, what it works on, and what it lays over the pages: plain data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from replica.overlay import Fault

#: Changes a parsed page in place.
Edit = Callable[[HtmlElement], None]


@dataclass(frozen=True)
class Touch:
    """One promise of a guide about one page: what an operator may touch.

    `kind` is the claim's. `address` is the page it stands on and `window` the window over it, where it stands in one;
    `opens` is the address that the promise takes the reader to: where a link leads, or the address itself that the
    guide names. `heading` is the main heading of the page it leads to, where known. `open`: anyone may see what it
    leads to. `picture` is what the step's picture shows. `names` are the names that would do, `label` the first.
    """

    step: str
    claim: int
    kind: str
    address: str
    names: tuple[str, ...] = ()
    window: str | None = None
    where: str | None = None
    opens: str | None = None
    heading: str = ""
    open: bool = True
    session: str | None = None
    picture: Literal["page", "dialog", "element"] | None = None
    count: int = 0

    @property
    def label(self) -> str:
        return self.names[0] if self.names else ""

    @property
    def clicked(self) -> bool:
        """Is it something that is clicked?"""
        return self.kind in ("link", "control")

    @property
    def leads(self) -> bool:
        """Is it something that is clicked and leads to another page?"""
        return self.clicked and self.opens is not None

    @property
    def host(self) -> str:
        return urlsplit(self.address).hostname or ""


@dataclass(frozen=True)
class Must:
    """What must be reported. `change` is None where the verdict says it all."""

    verdict: Literal["drifted", "looks_different", "not_checked", "holds"]
    change: str | None = None


@dataclass(frozen=True)
class Drift:
    """What is laid over the practice copy, the address of a page before what is done to it.

    `first` edits only a page's first answer; `pages` are whole pages, new ones or in place of others. `viewport` is the
    reader's window in CSS px, `build` another browser's name. `labels` are what the thing is called now: proposing any
    one of them is right.
    """

    edits: tuple[tuple[str, Edit], ...] = ()
    first: tuple[tuple[str, Edit], ...] = ()
    pages: Mapping[str, str] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    viewport: tuple[int, int] | None = None
    build: str | None = None
    labels: tuple[str, ...] = ()

    def __add__(self, other: Drift) -> Drift:
        """Both at once: this one's edits first, and its faults before the other's."""
        return Drift(
            self.edits + other.edits,
            self.first + other.first,
            {**other.pages, **self.pages},
            self.faults + other.faults,
            self.viewport or other.viewport,
            self.build or other.build,
            self.labels or other.labels,
        )

    @property
    def bent(self) -> frozenset[str]:
        """The addresses whose answers are not their pages' own, or whose connections fail."""
        return frozenset({fault.url for fault in self.faults} | set(self.pages))

    @property
    def needs_own_browser(self) -> bool:
        """Names are settled when a browser is started."""
        return any(fault.dns for fault in self.faults)


@dataclass(frozen=True)
class Operator:
    """One way a page can change.

    `does` says it in a line. `touches` tells, of a promise alone, whether it is broken (for a benign one: reached);
    where it is not, the operator is equivalent there. `drifts` are the ways to do it, at least one. `reach` is how far
    it goes: the thing itself, all of its page, or all that leads to the address it `opens`. `seen`: it leaves the words
    true but puts something new beside the thing; a step's picture that shows it looks otherwise, and may say so.
    """

    id: str
    family: str
    does: str
    breaking: bool
    must: Must
    touches: Callable[[Touch], bool]
    drifts: Callable[[Touch], tuple[Drift, ...]]
    reach: Literal["thing", "page", "address"] = "thing"
    seen: bool = False

    def reaches(self, touch: Touch, other: Touch) -> bool:
        """Laid over `touch`, may it show at `other` too?"""
        if self.reach == "thing":
            return (touch.address, touch.window, touch.names) == (other.address, other.window, other.names)
        place = touch.address if self.reach == "page" else touch.opens
        return place in (other.address, other.opens)


def edits(touch: Touch, *ways: Edit, labels: tuple[str, ...] = ()) -> tuple[Drift, ...]:
    """A drift for each way to edit the page that the promise stands on."""
    return tuple(Drift(edits=((touch.address, way),), labels=labels) for way in ways)


Drifts = Callable[[Touch], Drift | tuple[Drift, ...]]
Fits = Callable[[Touch], bool]


def drifted(change: str) -> Must:
    return Must("drifted", change)


LOOKS_DIFFERENT = Must("looks_different")
NOT_CHECKED = Must("not_checked")
HOLDS = Must("holds")


def anywhere(touch: Touch) -> bool:
    """Every promise stands on a page."""
    return True


def is_clicked(touch: Touch) -> bool:
    """Does the guide say to click it?"""
    return touch.clicked


class Family:
    """Collects a file's operators."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.operators: list[Operator] = []

    def breaks(
        self, id: str, does: str, must: Must, touches: Fits, reach: Literal["thing", "page", "address"] = "thing"
    ) -> Callable[[Drifts], Drifts]:
        """Declare a change that breaks the guide; the function makes its drifts."""
        return self._declare(id, does, True, must, touches, reach)

    def leaves(
        self, id: str, does: str, touches: Fits = anywhere, must: Must = HOLDS,
        reach: Literal["thing", "page", "address"] = "page", seen: bool = False,
    ) -> Callable[[Drifts], Drifts]:  # fmt: skip
        """Declare a change that leaves the guide as true as it was."""
        return self._declare(id, does, False, must, touches, reach, seen)

    def _declare(
        self, id: str, does: str, breaking: bool, must: Must, touches: Fits,
        reach: Literal["thing", "page", "address"], seen: bool = False,
    ) -> Callable[[Drifts], Drifts]:  # fmt: skip
        def declare(make: Drifts) -> Drifts:
            def drifts(touch: Touch) -> tuple[Drift, ...]:
                made = make(touch)
                return made if isinstance(made, tuple) else (made,)

            self.operators.append(Operator(id, self.name, does, breaking, must, touches, drifts, reach, seen))
            return make

        return declare
