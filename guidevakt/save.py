"""What a run leaves behind: results.json first of all, then what is made of it, which may fail and loses nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeVar

from guidevakt import excerpt, faults, report, status, whole_file
from guidevakt.history import History
from guidevakt.history.strips import Nights
from guidevakt.night import night_of
from guidevakt.refused import Refused
from guidevakt.run import LATEST, folder_of, sha
from guidevakt.sentences import commands
from guidevakt.verdict import RunResult

RESULTS = "results.json"
T = TypeVar("T")


@dataclass(frozen=True)
class Saved:
    """The run as it was saved, and its report; None where that could not be written."""

    result: RunResult
    report: Path | None


@dataclass
class _Making:
    """Makes one thing after the other; what fails is told, and the next is made all the same."""

    folder: Path
    failed: list[str] = field(default_factory=list)

    def __call__(self, what: str, make: Callable[[], T]) -> T | None:
        try:
            return make()
        except Refused as refused:
            self.failed.append(str(refused))
        except OSError as error:
            self.failed.append(commands.unwritten(what, error.strerror or str(error)))
        except Exception as fault:
            self.failed.append(commands.unmade(what, self.folder / faults.keep(self.folder, "guidevakt", fault)))
        return None


def save(
    project: Path, result: RunResult, met: Mapping[str, str], labels: Mapping[str, tuple[str, ...]] | None = None,
    also: Path | None = None,
) -> Saved:  # fmt: skip
    """Write the run into its folder, `also` to a file of the user's own, and copy it to reports/latest; what it saw
    enters the history before the report is written, so that the report shows this night too.

    What cannot be written is told in the result, which then says 70 wherever it was written. A run that was broken off
    is kept in its folder alone.
    """
    folder, make = folder_of(project, result.run.id), _Making(folder_of(project, result.run.id))
    files = [folder / RESULTS, *([also] if also else [])]
    for file in files:
        make(str(file), partial(_write, file, result))
    nights = make(commands.HISTORY, lambda: _remembered(project, result, met, labels))
    page = make(commands.REPORT, lambda: report.write(result, folder, project, nights))
    if not result.interrupted:
        latest = project / "reports" / LATEST
        files.append(latest / RESULTS)
        make(str(latest), lambda: _copied(latest, result, page))
        make(str(latest), lambda: _status(project, latest, result, nights))
    for told in make.failed:
        result = result.with_fault(told)
    for file in files if make.failed else ():
        _rewrite(file, result)
    return Saved(result, page)


def amend(project: Path, result: RunResult, told: str, also: Path | None = None) -> RunResult:
    """The saved run, in which something failed later still: it says so wherever it was written."""
    result, latest = result.with_fault(told), project / "reports" / LATEST / RESULTS
    for file in filter(None, (folder_of(project, result.run.id) / RESULTS, also)):
        _rewrite(file, result)
    if not result.interrupted:
        _rewrite(latest, result)
    return result


def _write(file: Path, result: RunResult) -> None:
    data = result.to_json().encode()
    if file.exists() and not file.is_file():  # a device or a pipe has nothing to be put in the place of
        file.write_bytes(data)
    else:
        whole_file.write(file, data)


def _rewrite(file: Path, result: RunResult) -> None:
    """What says that all went well is not left where it cannot be put right."""
    if file.is_file():
        try:
            _write(file, result)
        except OSError:
            with suppress(OSError):
                file.unlink()


def _remembered(
    project: Path, result: RunResult, met: Mapping[str, str], labels: Mapping[str, tuple[str, ...]] | None
) -> Nights:
    """Keep the run in the history; gives the nights up to it."""
    history = History.of(project)
    shas = {guide: sha(project, guide) for guide in {step.guide for step in result.steps}}
    crop = partial(excerpt.cut, project, folder_of(project, result.run.id))
    history.remember(result, met.items(), labels, shas, crop)
    return history.nights(result)


def _copied(latest: Path, result: RunResult, page: Path | None) -> None:
    """The newest run's result and report, as copies: a symbolic link does not survive an artifact or Windows."""
    whole_file.write(latest / RESULTS, result.to_json().encode())
    if page:
        whole_file.write(latest / page.name, page.read_bytes())
    else:
        (latest / "index.html").unlink(missing_ok=True)  # another run's


def _status(project: Path, latest: Path, result: RunResult, nights: Nights | None) -> None:
    history = History.of(project)
    if nights and result.run.target == history.nightly and history.keeps(result):
        night = night_of(result.run.started)
        period = history.period(night, night)
        if period:
            status.write(latest, result, night, period)
