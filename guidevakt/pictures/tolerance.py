"""How alike two pictures must be to be the same: [tool.guidevakt.pictures] of pyproject.toml."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class Tolerance(BaseModel):
    """What may differ between two pictures that are still the same. Shares are 0–1, lengths px of the picture.

    No bound lets a renamed button through: its text is 0.077 of its densest window, where random speckle is 0.005
    (measured, design.md "Pictures"). How far apart two colours are is told in YIQ, as pixelmatch does (Kotsarenko &
    Ramos, "Measuring perceived color difference using YIQ", 2010): 0.1 is a grey 26 levels darker, 0.0225 one 6 darker.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    densest_share: float = Field(
        default=0.02, ge=0.005, le=0.06, description="Share of the densest 32×32 window that makes a picture differ."
    )
    colour_share: float = Field(
        default=0.1, ge=0.05, le=0.2, description="How far apart two colours must be, as a share of black to white."
    )
    faint_colour_share: float = Field(
        default=0.0225, ge=0.015, le=0.05, description="The same for a faint tint, which counts only over a large area."
    )
    faint_share: float = Field(
        default=0.5, ge=0.1, le=0.9, description="Share of a 64×64 window that must be tinted to make a picture differ."
    )
    shift_px: int = Field(
        default=3, ge=0, le=8, description="How far the picture as a whole may have moved, in any direction."
    )
