"""Draws the pictures that test_compare.py compares, in a browser: `python tests/unit/drawn`.

They are kept, because another browser draws the same page otherwise and the counts in the test are exact.
"""

from __future__ import annotations

import base64
import io
from pathlib import Path

import oxipng
from font_source_sans_pro import SourceSansPro
from PIL import Image
from playwright.sync_api import Page, sync_playwright

from guidevakt.browser import launch_options, require

HERE = Path(__file__).parent
FONT = base64.b64encode(Path(SourceSansPro).read_bytes()).decode()
STYLE = f"@font-face {{ font-family: S; src: url(data:font/ttf;base64,{FONT}) }} body {{ font: 16px/1.5 S; margin: 0 }}"
LINE = "Klicka på Säkerhetsinformation och sedan på Lägg till inloggningsmetod i listan till höger. "


def page_of_words(label: str) -> str:
    """A whole page of words, in which one label is a word of its own."""
    return (
        f"<body style='padding: 32px'><h1>Säkerhetsinformation</h1><p>{LINE * 12}</p><button>{label}</button>"
        f"<p>{LINE * 18}</p>"
    )


def edges(px: float) -> str:
    """What has round edges, moved by less than a pixel."""
    moved = f"position: absolute; will-change: transform; transform: translate({px}px, {px}px); top: 20px; width: 60px"
    return (
        f"<div style='{moved}; left: 20px; height: 60px; border-radius: 50%; background: #0b5cab'></div>"
        f"<div style='{moved}; left: 100px; height: 40px; border-radius: 20px; background: #222'></div>"
    )


def dialog(shadow: str) -> str:
    """A small window, with that shadow."""
    return f"<div style='margin: 40px; width: 160px; padding: 16px; box-shadow: {shadow}'>Välj Telefon</div>"


def shot(page: Page, html: str, size: tuple[int, int]) -> Image.Image:
    """The page as a picture of that size, px."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.set_content(f"<style>{STYLE}</style>{html}")
    page.evaluate("document.fonts.ready")
    return Image.open(io.BytesIO(page.screenshot())).convert("RGB")


def again(image: Image.Image, kind: str, quality: int) -> Image.Image:
    """The picture once it has been saved with loss."""
    file = io.BytesIO()
    image.save(file, kind, quality=quality)
    return Image.open(file).convert("RGB")


def main() -> None:
    """Draw them all."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options(require()))
        page = browser.new_page()
        words = [shot(page, page_of_words(label), (1280, 900)) for label in ("Nästa", "Fortsätt")]
        round_ = [shot(page, edges(px), (180, 100)) for px in (0, 0.2)]
        window = [shot(page, dialog(shadow), (272, 140)) for shadow in ("none", "0 8px 24px #0003")]
        browser.close()
    text = words[0].crop((0, 0, 400, 200))
    drawn = {
        "page": words[0], "page-word": words[1], "edges": round_[0], "edges-moved": round_[1],
        "dialog": window[0], "dialog-shadow": window[1],
        "text": text, "text-jpeg": again(text, "JPEG", 95), "text-webp": again(text, "WEBP", 95),
    }  # fmt: skip
    for name, image in drawn.items():
        file = HERE / f"{name}.png"
        image.save(file)
        oxipng.optimize(file, level=6, strip=oxipng.StripChunks.all())


if __name__ == "__main__":
    main()
