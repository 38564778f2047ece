"""A guide as data: parts, steps, claims. Read from guides/<id>/guide.yaml, in the reader's own words."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, TypeAdapter, ValidationInfo, field_validator, model_validator

from guidevakt import datafile
from guidevakt.pictures.personal import Rule
from guidevakt.promises import (
    AnyClaim,
    Claim,
    DialogClaim,
    FieldClaim,
    Id,
    Live,
    MessageClaim,
    OptionClaim,
    OrderClaim,
    PageClaim,
    PictureClaim,
    Practice,
    StepsClaim,
    Strict,
    TextClaim,
    Words,
)
from guidevakt.refused import Refused
from guidevakt.verdict import NoticeResult

__all__ = [
    "Action", "Claim", "DialogClaim", "FieldClaim", "Guide", "MessageClaim", "Notice", "OptionClaim", "OrderClaim",
    "PageClaim", "Part", "Picture", "PictureClaim", "Step", "StepsClaim", "TextClaim", "read", "read_all", "schema",
]  # fmt: skip


class Action(Strict):
    """One thing the reader does: {click: X}, {choose: X, in: Y} or {fill: practice.phone, in: Y}."""

    click: Words | None = None
    choose: Words | None = None
    fill: Practice | None = None
    within: Words | None = Field(default=None, alias="in")

    @model_validator(mode="after")
    def _is_one_thing(self) -> Action:
        done = [key for key in ("click", "choose", "fill") if getattr(self, key)]
        if len(done) != 1:
            raise ValueError("ska vara en av click, choose och fill.")
        if (done[0] == "click") == bool(self.within):
            raise ValueError("in hör till choose och fill, och behövs där.")
        return self


class Picture(Strict):
    """A picture that stands in the guide at this step."""

    id: Id
    frame: Literal["page", "dialog", "element"] = Field(
        default="page", description="What it shows: the page as far down as a window shows it, a window, or one thing."
    )
    element: Words | None = Field(default=None, description="With frame: element. The thing, by its name.")
    margin: int | None = Field(
        default=None, ge=0, le=400, description="How much of the page is shown around a window or a thing, CSS px."
    )

    @model_validator(mode="after")
    def _shows_one_thing(self) -> Picture:
        if (self.frame == "element") != (self.element is not None):
            raise ValueError("element hör till frame: element, och behövs där.")
        if self.frame == "page" and self.margin is not None:
            raise ValueError("margin hör till frame: dialog och frame: element.")
        return self


class Step(Strict):
    """One step: the reader's words, what they promise, what the reader does."""

    id: Id
    text: Words = Field(description="The guide's sentence, untouched.")
    page: Words = Field(description="The page of pages/ the step is judged on.")
    live: Live = Field(default="public", description="Who may check it on the real sites.")
    claims: tuple[AnyClaim, ...] = Field(min_length=1)
    do: tuple[Action, ...] = ()
    picture: Picture | None = None

    @model_validator(mode="after")
    def _clicks_what_leads_somewhere(self) -> Step:
        clicked = {action.click for action in self.do}
        for claim in self.claims:
            if claim.kind != "page" and claim.leads and claim.expected not in clicked:
                raise ValueError(f"leads_to för ”{claim.expected}” kräver att do klickar på den.")
            if claim.after and claim.after not in clicked:
                raise ValueError(f"after: ”{claim.after}” klickas inte i do.")
        return self


class Part(Strict):
    """A part of the guide that is walked from its first step to its last."""

    id: Id
    title: Words
    intro: str = ""
    steps: tuple[Step, ...] = Field(min_length=1)
    outro: str = ""


class Notice(Strict):
    """An announced change that touches some steps."""

    date: date
    steps: tuple[Id, ...] = Field(min_length=1)
    text: Words
    source: Words
    to_do: Words | None = Field(default=None, description="What whoever is told of it should do.")


class Guide(Strict):
    """A guide, whole. Its id is the name of its folder."""

    id: Id
    title: Words
    owner: Words
    parts: tuple[Part, ...] = Field(min_length=1)
    personal: tuple[Rule, ...] = Field(default=(), description="What pictures show instead of personal data.")
    notices: tuple[Notice, ...] = ()

    @field_validator("id")
    @classmethod
    def _is_the_folder(cls, value: str, info: ValidationInfo) -> str:
        folder = (info.context or {}).get("folder", value)
        if value != folder:
            raise ValueError(f"ska vara mappens namn, {folder}.")
        return value

    @model_validator(mode="after")
    def _ids_are_its_own(self) -> Guide:
        ids = Counter([part.id for part in self.parts] + [step.id for step in self.steps])
        doubled = [name for name, times in ids.items() if times > 1]
        if doubled:
            raise ValueError(f"id får bara finnas en gång: {', '.join(doubled)}.")
        unknown = {name for notice in self.notices for name in notice.steps} - {step.id for step in self.steps}
        if unknown:
            raise ValueError(f"notices nämner steg som inte finns: {', '.join(sorted(unknown))}.")
        return self

    @property
    def steps(self) -> tuple[Step, ...]:
        """Every step, in the guide's order."""
        return tuple(step for part in self.parts for step in part.steps)

    @property
    def labels(self) -> frozenset[str]:
        """Every name the guide documents: none of them is proposed as the new name of another. A field or a picture is
        known by a word of what it is called; a button may well bear that word."""
        clicked = {action.click for step in self.steps for action in step.do if action.click}
        named = (claim for step in self.steps for claim in step.claims if claim.kind not in ("field", "picture"))
        return frozenset(clicked | {name for claim in named for name in claim.names})

    def fields(self, page: str) -> tuple[tuple[str, ...], ...]:
        """The fields and lists that the guide documents on a page, each by the names that would do."""
        here = [step for step in self.steps if step.page == page]
        named = [c.names for s in here for c in s.claims if isinstance(c, FieldClaim)]
        inside = [(w,) for s in here for c in (*s.claims, *s.do) if (w := getattr(c, "within", None)) and w != "steps"]
        return tuple(dict.fromkeys([*named, *inside]))

    def pages(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """Every page the guide names, with the path to the field that names it."""
        for p, part in enumerate(self.parts):
            for s, step in enumerate(part.steps):
                yield ("parts", p, "steps", s, "page"), step.page
                for c, claim in enumerate(step.claims):
                    if claim.leads:
                        yield ("parts", p, "steps", s, "claims", c, "leads_to"), claim.leads


def read(file: Path, pages: Collection[str] | None = None) -> Guide:
    """The guide in a file. `pages` are the names it may use for pages, where they are known. Raises Refused."""
    guide = datafile.read(file, TypeAdapter(Guide), {"folder": file.parent.name})
    if pages is not None:
        wrong = [(path, name) for path, name in guide.pages() if name not in pages]
        if wrong:
            data = datafile.load(file)
            allowed = ", ".join(sorted(pages))
            raise Refused("\n".join(
                f"{file}, rad {datafile.line_of(data, path)}: {'.'.join(map(str, path))}: "
                f"sidan {name} finns inte; tillåtna är {allowed}."
                for path, name in wrong
            ))  # fmt: skip
    return guide


def read_all(folder: Path, pages: Collection[str] | None = None) -> tuple[Guide, ...]:
    """Every guide of guides/, by name. All faults of all files are told at once. Raises Refused."""
    files = sorted(folder.glob("*/guide.yaml"))
    if not files:
        raise Refused(f"{folder}: här finns ingen guide. En guide är en mapp med filen guide.yaml.")
    guides, faults = [], []
    for file in files:
        try:
            guides.append(read(file, pages))
        except Refused as refused:
            faults.append(str(refused))
    if faults:
        raise Refused("\n".join(faults))
    return tuple(guides)


def schema() -> str:
    """The JSON Schema of a guide file, for editors."""
    made: dict[str, Any] = Guide.model_json_schema(by_alias=True)
    return json.dumps({"$schema": "https://json-schema.org/draft/2020-12/schema", **made}, ensure_ascii=False, indent=2)


def notices(guides: Iterable[Guide], steps: set[tuple[str, str]], today: date) -> Iterable[NoticeResult]:
    """The announced changes that touch the run's steps (guide, id), the nearest first."""
    found = [n for guide in guides for n in guide.notices if steps & {(guide.id, step) for step in n.steps}]
    for notice in sorted(found, key=lambda n: n.date):
        yield NoticeResult(
            date=notice.date.isoformat(),
            days_left=(notice.date - today).days,
            steps=notice.steps,
            text=notice.text,
            source=notice.source,
            to_do=notice.to_do or "",
        )
