"""[tool.guidevakt] of pyproject.toml: all configuration there is."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from guidevakt import datafile
from guidevakt.refused import Refused
from guidevakt.tolerance import Tolerance
from guidevakt.verdict import Target

Controlled = Literal["eslov.se", "microsoft", "apple", "google"]
Pixels = Annotated[int, Field(ge=200, le=4000)]


class Settings(BaseModel):
    """How guides are walked. Times in seconds, sizes in CSS px."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    target: Target = Field(default="replica", description="What `guidevakt verify` walks.")
    viewport: tuple[Pixels, Pixels] = Field(default=(1280, 900), description="Width and height of the window.")
    timeout_s: float = Field(default=15, ge=1, le=120, description="How long one page may take to answer.")
    ready_s: float = Field(default=5, ge=0.5, le=60, description="How long an answered page may take to be ready.")
    pace_s: float = Field(default=2, ge=1, le=60, description="Live: shortest time between two page loads.")
    retry_after_s: float = Field(default=20, ge=0, le=600, description="Live: shortest time between two tries.")
    control_pages: dict[Controlled, str] = Field(
        default={
            "eslov.se": "https://eslov.se/kontakt/",
            "microsoft": "https://login.microsoftonline.com/",
            "apple": "https://www.apple.com/se/",
            "google": "https://play.google.com/store/apps",
        },
        description="Live: a page by owner that the guide does not use; where it does not answer, no change is told.",
    )
    recording: str = Field(default="recordings/losenord.har", description="Where recordings are kept.")
    live_hosts: tuple[str, ...] = Field(default=(), description="Hosts a live walk may reach; *. for all beneath.")
    guide_width_px: int = Field(default=960, ge=320, le=2560, description="How wide a guide's own picture may be.")
    pictures: Tolerance = Field(default=Tolerance(), description="How alike two pictures must be.")


def find_project(start: Path | None = None) -> Path:
    """The project's folder: the nearest above `start` with guides/, else the one this package lies in."""
    for folder in ((start or Path.cwd()).resolve(), *(start or Path.cwd()).resolve().parents):
        if (folder / "guides").is_dir() and (folder / "pyproject.toml").is_file():
            return folder
    return Path(__file__).resolve().parents[1]


def read(project: Path) -> Settings:
    """The project's settings. Raises Refused with every fault."""
    file = project / "pyproject.toml"
    try:
        tools = tomllib.loads(file.read_text(encoding="utf-8")).get("tool", {})
    except FileNotFoundError:
        return Settings()
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Refused(f"{file}: filen är inte giltig TOML ({error}).") from None
    kind = TypeAdapter(Settings)
    data = tools.get("guidevakt", {}) if isinstance(tools, dict) else tools
    try:
        return kind.validate_python(data)
    except ValidationError as error:
        told = datafile.faults(error, data, file, kind.json_schema())
        raise Refused("\n".join(line.replace(f"{file}: ", f"{file}: tool.guidevakt.", 1) for line in told)) from None
