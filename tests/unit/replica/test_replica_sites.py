"""The pages themselves: literal, Swedish, marked as practice, and with no link that leads nowhere."""

from __future__ import annotations

from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import pytest

from replica.sites import FOLDER

PAGES = sorted(FOLDER.rglob("*.html"))


class Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words.append(" ".join(data.split()))

    def values(self, name: str, *tags: str) -> list[str]:
        return [attrs[name] for tag, attrs in self.tags if tag in tags and attrs.get(name)]


def address(file):
    path = file.relative_to(FOLDER).as_posix().removesuffix("index.html")
    query = "?id=com.azure.authenticator" if path.startswith("play.google.com") else ""
    return f"https://{path}{query}"


@pytest.fixture(params=PAGES, ids=lambda file: file.relative_to(FOLDER).as_posix())
def file(request):
    return request.param


def test_a_page_is_swedish_and_headed_by_the_practice_bar(file):
    page = Page(file.read_text())
    tags = [tag for tag, _ in page.tags]
    assert ("html", {"lang": "sv"}) in page.tags
    tag, attrs = page.tags[tags.index("body") + 1]
    assert (tag, attrs["role"]) == ("div", "note")
    assert "Övningskopia – inte den riktiga sidan" in page.words


def test_a_page_is_answered_at_its_address_as_it_stands(file, client):
    assert client.ask_signed_in(address(file)).body == file.read_bytes()


def test_every_link_and_file_of_a_page_answers(file, client):
    page = Page(file.read_text())
    targets = [urljoin(address(file), value) for value in page.values("href", "a", "link") + page.values("src", "img")]
    assert targets
    assert {url: status for url in set(targets) if (status := client.ask_signed_in(url).status) != 200} == {}


def test_a_page_is_drawn_from_its_own_host_alone(file):
    page = Page(file.read_text())
    drawn = page.values("src", "img", "script", "iframe") + page.values("href", "link")
    assert [url for url in drawn if urlsplit(url).netloc] == []


def test_the_staff_link_stands_between_main_and_footer_and_hidden_in_the_menu():
    text = (FOLDER / "eslov.se/index.html").read_text()
    menu, shown = [part for part in range(len(text)) if text.startswith("För dig som är medarbetare", part)]
    assert text.index('id="drawer"') < menu < text.index("<main")
    assert text.index("</main>") < shown < text.index("<footer")


def test_the_three_steps_stand_above_the_way_to_microsoft():
    text = (FOLDER / "eslov.se/for-medarbetare/aterstall-ditt-losenord/index.html").read_text()
    article = text[text.index("<article") : text.index("</article>")]
    steps, _, below = article.partition("</ol>")
    assert steps.count("<li>") == 3
    assert "Gå till lösenordsåterställning" in below


def test_style_and_font_are_shared_by_every_host(client):
    for host in ("eslov.se", "login.microsoftonline.com"):
        style = client.ask(f"https://{host}/ovningskopia.css")
        font = client.ask(f"https://{host}/ovningskopia/SourceSansPro-Regular.ttf")
        assert (style.status, style.headers["content-type"]) == (200, "text/css; charset=utf-8")
        assert (font.status, font.headers["content-type"]) == (200, "font/ttf")


def test_nothing_but_fonts_is_served_from_the_fonts_package(client):
    assert client.ask("https://eslov.se/ovningskopia/LICENSE.txt").status == 404
    assert client.ask("https://eslov.se/ovningskopia/../__init__.py").status == 404
