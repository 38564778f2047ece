"""`guidevakt record`: a public walk of the real sites, kept as a HAR that the replica's server can replay.

Cookies, authorization and everything that was sent are left out before anything reaches the project's folder; a page
where somebody is signed in stops the walk.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from guidevakt import settings, whole_file
from guidevakt.refused import Refused
from guidevakt.sentences import commands
from guidevakt.verdict import INTERRUPTED, OWN_FAULT, USAGE
from guidevakt.verify import verify

SECRET_HEADERS = frozenset({"cookie", "set-cookie", "authorization", "proxy-authorization", "x-guidevakt-replica"})


def record(guide: str | None, out: Path | None, extra: tuple[str, ...] = ()) -> int:
    """Walk live and save the recording; gives the walk's exit code. Raises Refused where nothing could be recorded."""
    project = settings.find_project()
    file = out or project / settings.read(project).recording
    with tempfile.TemporaryDirectory() as folder:
        code = verify("live", guide, canary=False, extra=(*extra, f"--record-to={folder}"))
        entries = [e for har in sorted(Path(folder).glob("*.har")) for e in _entries(har)]
    if code in (USAGE, OWN_FAULT, INTERRUPTED):
        return code
    if not entries:
        raise Refused("Ingenting kunde spelas in: ingen av sidorna gick att nå.")
    har = {"log": {"version": "1.2", "creator": {"name": "Guidevakt", "version": "1"}, "entries": entries}}
    whole_file.write(file, json.dumps(har, ensure_ascii=False, indent=1).encode())
    print(commands.recorded(file, len({e["request"]["url"] for e in entries})))  # noqa: T201
    return code


def _entries(har: Path) -> Iterable[dict[str, Any]]:
    """The answers in one context's recording that can be replayed, cleaned."""
    for entry in json.loads(har.read_text(encoding="utf-8"))["log"]["entries"]:
        if entry["request"]["method"] in ("GET", "HEAD") and entry["response"]["status"] > 0:
            yield cleaned(entry)


def cleaned(entry: dict[str, Any]) -> dict[str, Any]:
    """The entry without cookies, authorization, posted data and the machine's own addresses."""
    request, response = entry["request"], entry["response"]
    kept: dict[str, Any] = {key: entry[key] for key in ("startedDateTime", "time", "cache", "timings") if key in entry}
    return {
        **kept,
        "request": {**_without_secrets(request), "postData": None},
        "response": _without_secrets(response),
    }


def _without_secrets(message: dict[str, Any]) -> dict[str, Any]:
    headers = [h for h in message.get("headers", []) if h["name"].lower() not in SECRET_HEADERS]
    return {**message, "headers": headers, "cookies": []}
