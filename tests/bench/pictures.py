"""How long comparing two pictures takes, decoding of their files included."""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from pathlib import Path

from PIL import Image, ImageChops
from playwright.sync_api import sync_playwright
from rich.console import Console
from rich.table import Table

from guidevakt import compare
from guidevakt.browser import launch_options, require

WIDTH, WINDOW, LONG = 1280, 900, 6466
WORDS = "lösenord konto medarbetare kommun telefon kod säkerhet metod logga in återställa klicka sidan länken".split()


def card(chance: random.Random) -> str:
    """A box with a heading and a paragraph."""
    colour = f"hsl({chance.randrange(360)} 60% {chance.randrange(70, 96)}%)"
    title, text = " ".join(chance.choices(WORDS, k=3)), " ".join(chance.choices(WORDS, k=60))
    style = f"background: {colour}; display: inline-block; width: 360px; margin: 12px; padding: 16px"
    return f"<div style='{style}; border-radius: 6px; box-shadow: 0 2px 8px #0004'><h3>{title}</h3><p>{text}</p></div>"


def draw(folder: Path) -> None:
    """Two pages with nothing in common, each as long as the goal says, and as high as a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options(require()))
        for name in ("one", "other"):
            chance = random.Random(name)
            page = browser.new_page(viewport={"width": WIDTH, "height": LONG})
            page.set_content(f"<body style='font: 16px sans-serif'>{''.join(card(chance) for _ in range(200))}")
            page.screenshot(path=folder / f"{name}-long.png")
            page.set_viewport_size({"width": WIDTH, "height": WINDOW})
            page.screenshot(path=folder / f"{name}.png")
        browser.close()
    with Image.open(folder / "one.png") as image:
        image.save(folder / "same.png", compress_level=9)
    with Image.open(folder / "one-long.png") as image:
        ImageChops.offset(image, 0, 1).save(folder / "lower-long.png")


def median_s(one: Path, other: Path, rounds: int) -> float:
    """Median wall time of reading and comparing, s."""
    times = []
    for _ in range(rounds + 1):
        began = time.perf_counter()
        compare.compare_files(one, other)
        times.append(time.perf_counter() - began)
    return statistics.median(times[1:])  # the first loads what is needed


def show(console: Console, rounds: int) -> None:
    """One table: what is compared, how long it takes, and the goal where there is one."""
    table = Table(title=f"Två bilder, avkodningen inräknad, median av {rounds} varv")
    for heading in ("bilder", "tid", "mål"):
        table.add_column(heading)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        draw(folder)
        for told, one, other, goal in (
            (f"{WIDTH} × {WINDOW}, samma fil", "one", "one", "≤ 30 ms"),
            (f"{WIDTH} × {WINDOW}, samma bild i en annan fil", "one", "same", "≤ 30 ms"),
            (f"{WIDTH} × {WINDOW}, allt ändrat", "one", "other", ""),
            (f"{WIDTH} × {LONG}, allt ändrat", "one-long", "other-long", "≤ 500 ms"),
            (f"{WIDTH} × {LONG}, allt en bildpunkt längre ner", "one-long", "lower-long", ""),
        ):
            took = median_s(folder / f"{one}.png", folder / f"{other}.png", rounds)
            table.add_row(told, f"{took * 1000:.0f} ms", goal)
    console.print(table)


if __name__ == "__main__":
    show(Console(), 7)
