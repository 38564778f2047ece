"""The scripts that are run in a page, each a file of its own in scripts/."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def script(name: str, *, through_shadows: bool = False) -> str:
    """The script as Playwright's `evaluate` takes it: an expression, mostly a function.

    `through_shadows`: it uses `all` and `rootsOf` of shadow.js.
    """
    text = _read(name)
    return f"(() => {{\n{_read('shadow')}return (\n{text});\n}})()" if through_shadows else text


def _read(name: str) -> str:
    return (files("guidevakt") / "scripts" / f"{name}.js").read_text("utf-8")
