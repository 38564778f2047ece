"""What a guide can promise about a page: the kinds of claim, as pydantic data."""

from __future__ import annotations

from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, WithJsonSchema

Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", min_length=1)]
Words = Annotated[str, Field(min_length=1)]
Live = Literal["public", "attended", "never"]
Practice = Literal["practice.phone", "practice.code"]
Place = Literal["top", "bottom", "header", "main", "footer", "left", "right", "first", "second"]

#: Between the names of a claim where any of them would do.
OR = " eller "


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


def _as_written(where: str) -> str | dict[str, str]:
    """`below X` as a guide writes it."""
    how, _, label = where.partition(" ")
    return {how: label} if label else where


#: One of Place, or `below X` / `above X`, where X is a label or the word `steps` for the counted steps.
Where = Annotated[
    str,
    BeforeValidator(_place),
    PlainSerializer(_as_written),
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
        return OR.join([names] if isinstance(names, str) else names or [])

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
    within: Literal["steps"] | None = Field(
        default=None, alias="in", description="steps: each name is a word of one of the page's counted steps."
    )

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
