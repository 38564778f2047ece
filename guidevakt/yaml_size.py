"""How large a YAML text is once it is read, before anything is made of it (pure).

Aliases are what a few lines become millions with; they are counted as what they stand for.
"""

from __future__ import annotations

from collections.abc import Iterator

import yaml

#: Far beyond any guide: one of 15 steps holds 518 values, eight deep (ruamel reads 5,000 in about a second).
MOST_VALUES, DEEPEST = 5_000, 50


class TooMuch(ValueError):
    """More values, deeper, or going round; tells it in Swedish, with `line` (from 1) where that was met."""

    def __init__(self, said: str, line: int) -> None:
        super().__init__(said)
        self.line = line


def check(text: str) -> None:
    """Raises TooMuch for what is no file of ours. What is not YAML is left to whoever reads it."""
    try:
        _count(yaml.parse(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader)))
    except (yaml.YAMLError, RecursionError, UnicodeError):
        return


def _count(events: Iterator[yaml.Event]) -> None:
    sizes: dict[str, int] = {}  # what each anchor stands for, in values
    open_: list[tuple[str | None, int]] = []  # the anchor of each list or mapping around, and the values before it
    total = 0
    for event in events:
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent):
            if event.anchor in {anchor for anchor, _ in open_}:
                raise TooMuch("ett alias står i det som det pekar på", line)
            total += sizes.get(event.anchor or "", 1)
        elif isinstance(event, yaml.NodeEvent):
            total += 1
            if isinstance(event, yaml.CollectionStartEvent):
                open_.append((event.anchor, total - 1))
            elif event.anchor:
                sizes[event.anchor] = 1
        elif isinstance(event, yaml.CollectionEndEvent):
            anchor, before = open_.pop()
            if anchor:
                sizes[anchor] = total - before
        if total > MOST_VALUES:
            raise TooMuch(f"filen har fler än {MOST_VALUES} värden", line)
        if len(open_) > DEEPEST:
            raise TooMuch(f"listor och nycklar ligger mer än {DEEPEST} nivåer djupt", line)
