"""What earlier nights saw: which claims have ever held on a target, where each page was met, and night after night."""

from guidevakt.history.store import VARIABLE, History, fingerprint
from guidevakt.history.strips import HostRange, Night, Nights, Spell, Strip

__all__ = [
    "VARIABLE", "History", "HostRange", "Night", "Nights", "Spell", "Strip", "fingerprint",
]  # fmt: skip
