"""The report: one run as a single, self-contained page in Swedish, worst first."""

from guidevakt.report.page import write

__all__ = ["write"]
