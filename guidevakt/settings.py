"""[tool.guidevakt] of pyproject.toml: all configuration there is."""

from __future__ import annotations

import tomllib
from datetime import time
from pathlib import Path
from typing import Annotated, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from guidevakt import datafile, whole_file
from guidevakt.pictures.tolerance import Tolerance
from guidevakt.refused import Refused
from guidevakt.verdict import Target

Controlled = Literal["eslov.se", "microsoft", "apple", "google"]
Pixels = Annotated[int, Field(ge=200, le=4000)]


Topic = Literal[
    "microsoft", "apple", "google", "eslov.se", "guide", "environment", "unknown",
    "pictures", "wording", "never", "notices", "months", "watchdog",
]  # fmt: skip
TOPICS: tuple[Topic, ...] = get_args(Topic)
RouteName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Days = Annotated[int, Field(ge=1, le=366)]

#: Microsoft's changes are IT's; eslov.se's are the web editors' and IT's; pictures and wording the writers'.
_ROUTES: dict[str, tuple[Topic, ...]] = {
    "it": (
        "microsoft", "apple", "google", "eslov.se", "environment", "unknown", "never", "notices", "months", "watchdog",
    ),
    "webb": ("eslov.se", "months"),
    "skribenter": ("guide", "pictures", "wording", "never", "notices", "months"),
}  # fmt: skip


class AlertSettings(BaseModel):
    """What is told to whom, and when. Addresses are secrets and come from the environment (docs/larm.md)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    send_at: time = Field(default=time(7, 30), description="When messages go on weekdays, Swedish time.")
    reminder_days: Days = Field(default=7, description="How often what is still wrong is told again.")
    notice_days: tuple[Days, ...] = Field(default=(90, 30, 7, 1), description="Days before an announced change.")
    watchdog_h: Days = Field(default=36, description="`guidevakt watchdog` alerts after so many hours without a run.")
    workflow: str = Field(default="", description="Where a check is started by hand; on GitHub it is known.")
    report: str = Field(default="", description="Where the newest report is found.")
    feedback: str = Field(default="", description="Who is told of false alarms, a mail address.")
    routes: dict[RouteName, tuple[Topic, ...]] = Field(default=_ROUTES, description="What each route is told.")


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
    nightly: Literal["live", "recording"] = Field(
        default="live", description="The target whose runs are nights: kept, and told of when they differ."
    )
    keep_days: int = Field(
        default=90, ge=1, le=3650, description="How long runs are kept; approved pictures and the history always are."
    )
    alerts: AlertSettings = Field(default=AlertSettings(), description="What is told to whom, and when.")
    live_hosts: tuple[str, ...] = Field(default=(), description="Hosts a live walk may reach; *. for all beneath.")
    guide_width_px: int = Field(default=960, ge=320, le=2560, description="How wide a guide's own picture may be.")
    pictures: Tolerance = Field(default=Tolerance(), description="How alike two pictures must be.")

#: pyproject.toml as a whole: this project's is 4 kB.
MOST_BYTES = whole_file.MIB


def find_project(start: Path | None = None) -> Path:
    """The project's folder: the nearest above `start` with guides/, else the one this package lies in."""
    for folder in ((start or Path.cwd()).resolve(), *(start or Path.cwd()).resolve().parents):
        if (folder / "guides").is_dir() and (folder / "pyproject.toml").exists():
            return folder
    return Path(__file__).resolve().parents[1]


def read(project: Path) -> Settings:
    """The project's settings. Raises Refused with every fault."""
    file = project / "pyproject.toml"
    try:
        text = whole_file.read(file, MOST_BYTES).decode("utf-8-sig") if file.exists() else ""
        tools = tomllib.loads(text).get("tool", {})
    except (ValueError, RecursionError) as error:  # a number of 6,000 digits is a ValueError of Python's own
        where = f" ({error})" if isinstance(error, (tomllib.TOMLDecodeError, UnicodeDecodeError)) else ""
        raise Refused(f"{file}: filen är inte giltig TOML{where}.") from None
    kind = TypeAdapter(Settings)
    data = tools.get("guidevakt", {}) if isinstance(tools, dict) else tools
    try:
        return kind.validate_python(data)
    except ValidationError as error:
        told = datafile.faults(error, data, file, kind.json_schema())
        raise Refused("\n".join(line.replace(f"{file}: ", f"{file}: tool.guidevakt.", 1) for line in told)) from None
