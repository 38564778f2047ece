"""Imports point one way (design.md, "Folders"), read from the source with ast."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[1]
PACKAGES = ("guidevakt", "pages", "replica")
FILES = [p for package in PACKAGES for p in sorted((PROJECT / package).rglob("*.py"))]
OURS = {str(p.relative_to(PROJECT)) for p in FILES}

#: The walk as tests, and the two that start pytest and tell of it.
MAY_IMPORT_PYTEST = {f"guidevakt/{name}.py" for name in ("pytest_plugin", "verify", "narrator", "interruption")}
#: What opens a browser, or holds what came out of one. All other modules are judged without Playwright.
MAY_IMPORT_PLAYWRIGHT = {f"guidevakt/{name}.py" for name in (
    "answers", "browser", "canary", "capture", "closed_roots", "clobbering", "drift/walker", "drift/workers", "driver",
    "guard", "latecomers", "numbering", "probing", "pytest_plugin", "relay", "surroundings", "tab", "target", "walk",
    "walks",
)}  # fmt: skip
#: What the engine takes from the practice copy: a server to start, and what it says of itself.
MAY_IMPORT_REPLICA = {f"guidevakt/{name}.py" for name in (
    "canary", "drift/cases", "drift/command", "drift/judged", "drift/nominal", "drift/table", "drift/touches",
    "drift/walker", "plan", "record", "target", "verify", "walks",
)}  # fmt: skip
#: Of guidevakt/pictures/, all but what reads a look at a page, or asks a person.
PURE_PICTURES = {
    "alt_text", "colour_profile", "colours", "decisions", "differences", "guide_pictures", "ledger", "marks", "moved",
    "personal", "picture_file", "pixels", "reading", "received", "refresh", "refreshing", "room", "shelf", "sidecar",
    "spelling", "spots", "srgb", "stillness", "tolerance", "waiting",
}  # fmt: skip
PURE = {f"guidevakt/{name}.py" for name in (
    "verdict", "guide", "promises", "datafile", "settings", "signs", "snapshot", "names", "places", "language",
    "beside", "outcome",
    "landing", "page_messages", "stand_in", "addresses", "likeness", "suggest", "question", "last_good", "moment",
    "tries", "unjudged", "compare", "baseline", "history/__init__", "history/command", "incidents", "causes", "night",
    "excerpt", "artifact", "drift/cases", "drift/judged", "drift/table", "drift/touches", "owner", "seen", "unseen",
    "faults",
    *(f"claims/{name}" for name in (
        "__init__", "clickable", "fields", "finding", "hindered", "lost", "shown", "steps", "unreadable",
    )),
    *(f"pictures/{name}" for name in PURE_PICTURES),
)}  # fmt: skip
#: The order of design.md: a module may import those of its own row and of rows above it.
ROWS = [
    {"addresses", "refused", "pictures.tolerance", "script", "typos", "verdict"},
    {"beside", "browser", "certificate", "compare", "datafile", "guide", "language", "likeness", "look", "names",
     "page_messages", "places", "promises", "settings", "sign_of_life", "signs", "snapshot", "stand_in", "terminal",
     "whole_file", "jsonfile", "yaml_size",
     *(f"pictures.{name}" for name in (
         "colour_profile", "colours", "marks", "moved", "personal", "picture_file", "pixels", "spots", "srgb",
         "stillness",
     ))},
    {"answers", "attempt", "capture", "claims", "clobbering", "closed_roots", "driver", "faults", "guard",
     "interruption", "landing", "last_good", "latecomers", "moment", "night", "numbering", "outcome", "owner",
     "probing", "question", "relay", "seen", "suggest", "tab", "target", "tries", "unjudged", "unseen",
     "waiting",
     "sentences", "sentences.commands", "sentences.findings", "sentences.gathered", "sentences.pictures",
     "sentences.remarks", "surroundings",
     *(f"pictures.{name}" for name in (
         "alt_text", "decisions", "differences", "frame", "guide_pictures", "reading", "received", "room", "shelf",
         "sidecar", "spelling",
     ))},
    {"walk"},
    {"artifact", "baseline", "canary", "causes", "doctor", "drift", "excerpt", "history", "incidents", "narrator",
     "plan", "pytest_plugin", "record", "rejudge", "report", "retention", "run", "save", "setup", "status", "summary",
     "verify",
     "walks", "writable",
     *(f"pictures.{name}" for name in ("ledger", "refresh", "waiting")),
     "sentences.alerts", "sentences.choices", "sentences.history"},
    {"alerts", "review", "watchdog", "word", "pictures.approving", "pictures.refreshing"},
    {"cli", "command_line", "__main__"},
]  # fmt: skip


#: Folders whose modules have rows of their own.
ONE_BY_ONE = ("guidevakt", "guidevakt/pictures", "guidevakt/sentences")


def _name(file: Path) -> str:
    return str(file.relative_to(PROJECT))


@cache
def _tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def _imported(file: Path, everywhere: bool = True) -> Iterator[str]:
    """The dotted names a file imports; at module level alone, without `everywhere` and type checking."""
    for node in ast.walk(_tree(file)) if everywhere else _tree(file).body:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{_name(file)}: imports are written in full"
            yield from (_module(f"{node.module}.{alias.name}") for alias in node.names)


def _names(file: Path) -> Iterator[str]:
    """What a file imports, each name in full, whether it is a module or not."""
    froms = (node for node in ast.walk(_tree(file)) if isinstance(node, ast.ImportFrom))
    yield from (f"{node.module}.{alias.name}" for node in froms for alias in node.names)


def _module(dotted: str) -> str:
    """`guidevakt.names` for both `from guidevakt import names` and `from guidevakt.names import fold`."""
    path = dotted.replace(".", "/")
    is_ours = path.split("/")[0] in PACKAGES
    return dotted if not is_ours or {f"{path}.py", f"{path}/__init__.py"} & OURS else dotted.rpartition(".")[0]


def _packages(file: Path) -> set[str]:
    return {name.split(".")[0] for name in _imported(file)}


@pytest.mark.parametrize("file", [p for p in FILES if _name(p).startswith("pages/")], ids=_name)
def test_page_object_imports_playwright_and_pages_alone(file: Path) -> None:
    assert _packages(file) <= {"playwright", "pages"} | sys.stdlib_module_names


@pytest.mark.parametrize("file", [p for p in FILES if _name(p).startswith("guidevakt/")], ids=_name)
def test_engine_never_imports_pages(file: Path) -> None:
    assert "pages" not in _packages(file)


def test_addresses_are_taken_apart_in_one_place() -> None:
    """urllib raises for what a page may hold; `addresses` answers for any address."""
    raising = {f"urllib.parse.{name}" for name in ("urlsplit", "urlparse", "urljoin", "urldefrag")}
    engine = [p for p in FILES if _name(p).startswith("guidevakt/")]
    assert [_name(p) for p in engine if raising & {*_names(p)}] == ["guidevakt/addresses.py"]


@pytest.mark.parametrize("file", [p for p in FILES if _name(p).startswith("replica/")], ids=_name)
def test_practice_copy_imports_neither_engine_nor_pages(file: Path) -> None:
    assert not _packages(file) & {"guidevakt", "pages", "playwright", "pytest"}


@pytest.mark.parametrize(
    ("package", "allowed"),
    [("pytest", MAY_IMPORT_PYTEST), ("playwright", MAY_IMPORT_PLAYWRIGHT), ("replica", MAY_IMPORT_REPLICA)],
)
def test_only_those_listed_import_it(package: str, allowed: set[str]) -> None:
    importing = {_name(p) for p in FILES if _name(p).startswith("guidevakt/") and package in _packages(p)}

    assert importing <= allowed


def _reached(name: str) -> set[str]:
    """A file and everything of ours that it imports, straight or by way of others."""
    seen: set[str] = set()
    todo = [name]
    while todo:
        seen.add(here := todo.pop())
        paths = {f"{d.replace('.', '/')}{end}" for d in _imported(PROJECT / here) for end in (".py", "/__init__.py")}
        todo += (paths & OURS) - seen
    return seen


@pytest.mark.parametrize("name", sorted(PURE))
def test_what_is_judged_without_a_browser_does_not_even_reach_for_one(name: str) -> None:
    assert not {here for here in _reached(name) if "playwright" in _packages(PROJECT / here)}


@pytest.mark.parametrize("name", ["attempt", "walk", "pytest_plugin", "run", "save", "verify"])
def test_a_run_does_not_even_reach_for_what_writes_approved_pictures(name: str) -> None:
    assert not _reached(f"guidevakt/{name}.py") & {"guidevakt/pictures/ledger.py", "guidevakt/baseline.py"}


def _row(dotted: str) -> int:
    """Most packages have one row as a whole; the modules of `pictures` and `sentences`, each its own."""
    own = dotted.split(".")[1:3]
    name = ".".join(own if own[0] in ("pictures", "sentences") else own[:1])
    found = [number for number, row in enumerate(ROWS) if name in row]
    assert found, f"guidevakt/{name}.py has no place in ROWS"
    return found[0]


@pytest.mark.parametrize(
    "file",
    [p for p in FILES if str(p.parent.relative_to(PROJECT)) in ONE_BY_ONE and p.stem != "__init__"],
    ids=_name,
)
def test_imports_point_one_way(file: Path) -> None:
    own = _row(".".join(file.relative_to(PROJECT).with_suffix("").parts))
    above = {name for name in _imported(file) if name.startswith("guidevakt.") and _row(name) > own}

    assert not above


def test_no_module_imports_itself_by_way_of_others() -> None:
    uses = {
        _name(p): {f"{m.replace('.', '/')}.py" for m in _imported(p, everywhere=False)} & OURS
        | {f"{m.replace('.', '/')}/__init__.py" for m in _imported(p, everywhere=False)} & OURS
        for p in FILES
    }  # fmt: skip
    while free := {name for name, used in uses.items() if not used & set(uses)}:
        uses = {name: used for name, used in uses.items() if name not in free}

    assert not uses, f"these import each other: {sorted(uses)}"


def test_no_file_is_named_for_what_it_does_not_say() -> None:
    named = {p.stem for folder in (*PACKAGES, "tests") for p in (PROJECT / folder).rglob("*.py")}

    assert not named & {"utils", "util", "helpers", "helper", "common", "misc", "constants", "base"}


def test_only_the_target_pauses() -> None:
    pausing = {
        _name(p) for p in FILES for node in ast.walk(_tree(p))
        if isinstance(node, ast.Attribute) and node.attr == "sleep"
        and isinstance(node.value, ast.Name) and node.value.id == "time"
    } | {_name(p) for p in FILES if "time.sleep" in set(_imported(p))}  # fmt: skip

    assert pausing <= {"guidevakt/target.py"}
