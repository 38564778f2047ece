"""A guide as data: parts, steps, claims. Read from guides/<id>/guide.yaml, in the reader's own words."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    TypeAdapter,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
    model_validator,
)

from guidevakt import datafile
from guidevakt.refused import Refused

Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", min_length=1)]
Words = Annotated[str, Field(min_length=1)]
Live = Literal["public", "attended", "never"]
Practice = Literal["practice.phone", "practice.code"]
Place = Literal["top", "bottom", "header", "main", "footer", "left", "right", "first", "second"]


class Strict(BaseModel):
    """A part of a guide file: unknown keys are faults."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


def _place(value: Any) -> str:
    """`bottom` as it is, `{below: X}` as the text `below X`."""
    if isinstance(value, str) and value in get_args(Place):
        return value
    if isinstance(value, dict) and len(value) == 1:
        [(how, label)] = value.items()
        if how in ("below", "above") and isinstance(label, str) and label:
            return f"{how} {label}"
    raise ValueError(f"ska vara {', '.join(get_args(Place))}, {{below: text}} eller {{above: text}}, inte {value!r}.")


#: One of Place, or `below X` / `above X`, where X is a label or the word `steps` for the counted steps.
Where = Annotated[
    str,
    BeforeValidator(_place),
    WithJsonSchema({"anyOf": [
        {"enum": list(get_args(Place))},
        *({"type": "object", "required": [how], "properties": {how: {"type": "string"}}, "additionalProperties": False}
          for how in ("below", "above")),
    ]}),
]  # fmt: skip


class Claim(Strict):
    """One thing the guide promises about a page."""

    kind: str
    where: Where | None = Field(default=None, description="Where on the page it stands.")
    session: Literal["with", "without"] | None = Field(default=None, description="Judged signed in, or not.")
    after: Words | None = Field(default=None, description="Judged once this label of the same step has been clicked.")
    live: Live | None = Field(default=None, description="Overrides the step's own.")

    @property
    def expected(self) -> str:
        """What the guide says, in its own words."""
        names = getattr(self, "name", None)
        return " eller ".join([names] if isinstance(names, str) else names or [])

    @property
    def names(self) -> tuple[str, ...]:
        """The names that would do."""
        names = getattr(self, "name", None)
        return (names,) if isinstance(names, str) else tuple(names or ())

    @property
    def leads(self) -> str | None:
        """The page it leads to, by its name in pages/."""
        return getattr(self, "leads_to", None)


class PageClaim(Claim):
    """An address answers, and leads to the page it should."""

    kind: Literal["page"]
    address: Words | None = Field(default=None, description="As the guide writes it; else the page's own.")
    leads_to: Words = Field(description="A page of pages/.")
    name: Words | None = Field(default=None, description="Words that the page's title or headings hold.")
    assumed: bool = Field(default=False, description="The address is not known for certain.")

    @property
    def expected(self) -> str:
        """The address as the guide writes it, or what the page is called."""
        return self.address or self.name or self.leads_to


class LinkClaim(Claim):
    """A link by that name."""

    kind: Literal["link"]
    name: Words
    leads_to: Words | None = Field(default=None, description="A page of pages/.")


class ControlClaim(Claim):
    """Anything clickable by that name."""

    kind: Literal["control"]
    name: Words
    leads_to: Words | None = Field(default=None, description="A page of pages/.")


class FieldClaim(Claim):
    """A field for text; `name` is one name or several that would do."""

    kind: Literal["field"]
    name: Words | tuple[Words, ...]


class OptionClaim(Claim):
    """A choice in a list."""

    kind: Literal["option"]
    name: Words
    within: Words = Field(alias="in", description="The list's name.")


class DialogClaim(Claim):
    """A window has opened."""

    kind: Literal["dialog"]
    name: Words | None = None


class MessageClaim(Claim):
    """A message says so."""

    kind: Literal["message"]
    name: Words


class TextClaim(Claim):
    """The text can be read on the page."""

    kind: Literal["text"]
    name: Words


class PictureClaim(Claim):
    """The page shows a picture by that name."""

    kind: Literal["picture"]
    name: Words | tuple[Words, ...]


class StepsClaim(Claim):
    """A list, or headings, that amount to so many steps."""

    kind: Literal["steps"]
    count: int = Field(ge=1, le=50)

    @property
    def expected(self) -> str:
        """The number of steps."""
        return str(self.count)


class OrderClaim(Claim):
    """The names stand in that order."""

    kind: Literal["order"]
    name: tuple[Words, ...] = Field(min_length=2)

    @property
    def expected(self) -> str:
        """The names in the documented order."""
        return " → ".join(self.name)


class AcceptsClaim(Claim):
    """The field takes that value and the page goes on. Only on the practice copy: it sends a form."""

    kind: Literal["accepts"]
    within: Words = Field(alias="in", description="The field's name.")
    value: Practice
    live: Literal["never"] = "never"

    @property
    def expected(self) -> str:
        """The field's name."""
        return self.within


AnyClaim = Annotated[
    PageClaim | LinkClaim | ControlClaim | FieldClaim | OptionClaim | DialogClaim | MessageClaim | TextClaim
    | PictureClaim | StepsClaim | OrderClaim | AcceptsClaim,
    Field(discriminator="kind"),
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
    frame: Literal["page", "dialog"] = "page"


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


class Guide(Strict):
    """A guide, whole. Its id is the name of its folder."""

    id: Id
    title: Words
    owner: Words
    parts: tuple[Part, ...] = Field(min_length=1)
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
        """Every name the guide documents: none of them is proposed as the new name of another."""
        clicked = {action.click for step in self.steps for action in step.do if action.click}
        return frozenset(clicked | {name for step in self.steps for claim in step.claims for name in claim.names})

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
