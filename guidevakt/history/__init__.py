"""What earlier nights saw: which claims have ever held on a target, where each page was met, and night after night."""

from guidevakt.history.store import VARIABLE, History, fingerprint
from guidevakt.history.strips import Dot, HostRange, Night, Nights, Spell, Strip, night_of

__all__ = [
    "VARIABLE", "Dot", "History", "HostRange", "Night", "Nights", "Spell", "Strip", "fingerprint", "night_of",
]  # fmt: skip
