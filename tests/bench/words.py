"""How many real wordings are known for what they are, and how many ordinary pages are taken for one.

The data (../shared/data/wordings_dev.jsonl) are quoted material and no part of the project. Each row is judged as the
whole of a page: its heading, its text, and what it offers to click; what comes over a page is laid over one in a
browser. An ordinary page that is longer than what is quoted of it is as long here too.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from playwright.sync_api import Page, sync_playwright
from rich.console import Console
from rich.table import Table

from guidevakt import browser, claims, landing
from guidevakt.landing import MUCH_TEXT, Destination, Landing
from guidevakt.snapshot import Element, Snapshot
from pages.components.interruptions import Interruptions

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "wordings_dev.jsonl"
URL = "https://eslov.se/for-medarbetare/"
WANTED = Destination(URL, heading="För dig som är medarbetare")
#: What a page that says so comes to, by the kind of its words: verdict, and change or reason.
COMES_TO = {
    "gone": {("drifted", "dead")},
    "parked": {("drifted", "dead")},
    "wall": {("not_checked", "blocked")},
    "maintenance": {("not_checked", "unreachable")},
    "broken": {("not_checked", "unreachable")},
    "sign-in": {("drifted", "destination"), ("not_checked", "blocked")},
}
OVER_THE_PAGE = ("consent", "overlay", "close")


@dataclass(frozen=True)
class Row:
    """One row of the file; `long`: the page it stands on has more text than is quoted."""

    kind: str
    heading: str
    text: str
    buttons: tuple[str, ...]
    source: str
    negative: bool
    long: bool

    @property
    def is_first_half(self) -> bool:
        """The half that is looked at; all of a source goes into the same."""
        return hashlib.sha256(self.source.encode()).digest()[0] % 2 == 0


def rows(file: Path = DATA) -> list[Row]:
    """The file's rows."""
    read = [json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip()]
    return [
        Row(r["kind"], r["heading"], r["text"], tuple(r["buttons"]), r["source"], r["negative"],
            bool(r.get("over_2000")))
        for r in read
    ]  # fmt: skip


def page_of(row: Row) -> Snapshot:
    """The page that the row quotes."""
    heading = [Element("heading", row.heading, level=1)] if row.heading else []
    ways = [Element("textbox") if b == "[fält]" else Element("link", b, clickable=True) for b in row.buttons]
    rest = [Element("paragraph", text="Mer att läsa om detta. " * (MUCH_TEXT // 20))] if row.long else []
    return Snapshot(Element("main", children=(*heading, Element("paragraph", text=row.text), *rest, *ways)), url=URL)


def is_known(row: Row) -> bool:
    """Is a page that says this known for what it is?"""
    if row.kind == "more":
        return any(claims.opens_more(label) for label in row.buttons)
    outcome = landing.judge(Landing(URL, URL, 200, snapshot=page_of(row)), WANTED)
    return (outcome.verdict, outcome.change or outcome.reason) in COMES_TO[row.kind]


def is_taken(row: Row) -> bool:
    """Is an ordinary page taken for one that cannot be had?"""
    return landing.judge(Landing(URL, URL, 200, snapshot=page_of(row)), WANTED).verdict != "holds"


def is_set_aside(page: Page, row: Row) -> bool:
    """Is a box that says this, over a page, set aside?"""
    buttons = "".join(f"<button>{escape(b)}</button>" for b in row.buttons)
    said = "Nytt hos oss" if row.kind == "close" else row.text
    box = f"<div id=x style='position:fixed;bottom:0;width:300px'><h2>{escape(row.heading)}</h2>"
    page.set_content(f"<main><h1>Rubrik</h1><p>Text.</p></main>{box}<p>{escape(said)}</p>{buttons}</div>")
    Interruptions(page).set_aside()
    return not page.locator("#x").is_visible()


def known(found: Sequence[Row]) -> Iterator[tuple[Row, bool]]:
    """Each row, and whether it is known (a negative one: taken for what it is not)."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(**browser.launch_options(browser.require()))
        page = opened.new_page()
        for row in found:
            if row.negative:
                yield row, is_taken(row)
            else:
                yield row, is_set_aside(page, row) if row.kind in OVER_THE_PAGE else is_known(row)
        opened.close()


def show(console: Console, file: Path = DATA) -> None:
    """Print what is known of each kind; a clear line where there are no data."""
    if not file.is_file():
        console.print(f"ord: {file.name} finns inte här, så ingenting räknades.")
        return
    told = list(known(rows(file)))
    table = Table("slag", "kända", "första halvan", "andra halvan", title="Verkliga formuleringar")
    for kind in [*dict.fromkeys(row.kind for row, _ in told if not row.negative), None]:
        mine = [(row, hit) for row, hit in told if not row.negative and kind in (None, row.kind)]
        halves = [[hit for row, hit in mine if row.is_first_half is half] for half in (True, False)]
        table.add_row(kind or "alla", *map(_share, [[hit for _, hit in mine], *halves]))
    console.print(table)
    false = Counter(row.kind for row, hit in told if row.negative and hit)
    count = sum(row.negative for row, _ in told)
    console.print(f"Vanliga sidor som tas för något annat: {sum(false.values())} av {count}. {dict(false) or ''}")


def _share(hits: Sequence[bool]) -> str:
    return f"{sum(hits)} av {len(hits)} ({sum(hits) / len(hits):.0%})" if hits else "–"
