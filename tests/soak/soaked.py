"""What a soak comes to."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Soaked:
    """How often it was tried, and what went wrong, a line each time.

    `steps` and `checked`: of the steps walked, how many could be judged; 0 of what cannot be judged is not a good sign.
    `more` is told beside it, a line each.
    """

    n: int = 0
    wrong: list[str] = field(default_factory=list)
    steps: int = 0
    checked: int = 0
    more: list[str] = field(default_factory=list)

    @property
    def bound(self) -> float:
        """With nothing wrong in n tries, the true rate (0–1) is below this with 95 % certainty: the rule of three
        (Hanley & Lippman-Hand, JAMA 249, 1983)."""
        return min(1.0, 3 / self.n) if self.n else 1.0
