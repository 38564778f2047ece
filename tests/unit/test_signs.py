"""What is set in a text and says nothing is told from what is read."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from guidevakt import names, signs

LABEL = "För dig som är medarbetare"
#: What a page may set around a label, each with where it was met.
INKLESS = [
    ("\u2068{}\u2069", "isolates"), ("\u200f{}\u200e", "direction marks"), ("\u061c{}", "Arabic letter mark"),
    ("{}\u034f", "grapheme joiner"), ("{}\ufe0f", "variation selector"), ("{}\U000e0100", "its supplement"),
    ("\ufeff{}", "byte order mark"), ("{}\u115f", "Hangul filler"), ("\u202b{}\u202c", "embedding"),
    ("{}\u0092", "control left from Windows-1252"), ("{}\ud83d", "half a character"),
    ("\uf084 {}", "icon before"), ("{}\uf054", "icon after"), ("{}\U000f0142", "icon of the last planes"),
]  # fmt: skip
ORNAMENTS = "→ ► ▸ ▼ • ‣ ◦ ✓ ✔ ★ ❯ › » ⟩ ☰ × ✕ ⚠ ⬇ ⌄ ↗ 🔑 👉🏽 👩‍💻 🇸🇪 ➡️ ※ ·".split()


@pytest.mark.parametrize("page", [how for how, _ in INKLESS], ids=[what for _, what in INKLESS])
def test_what_has_no_ink_of_its_own_is_no_part_of_a_name(page: str) -> None:
    assert names.compare(LABEL, page.format(LABEL)) is names.Match.EXACT


def test_an_icon_between_two_words_parts_them() -> None:
    assert names.plain("Gå\uf054vidare") == "Gå vidare"


@pytest.mark.parametrize("sign", ORNAMENTS)
def test_an_ornament_beside_a_label_is_no_part_of_it(sign: str) -> None:
    for page in (f"{sign} {LABEL}", f"{LABEL} {sign}", f"{sign}{LABEL}{sign} {sign}"):
        assert names.compare(LABEL, page) is names.Match.EQUAL, page
        assert signs.trimmed(names.plain(page)) == LABEL


@pytest.mark.parametrize("name", ["C++", "C#", "№ 5", "№", "20 °", "90°", "+46", "§ 5", "Microsoft®", "™", "50 %"])
def test_a_sign_that_is_read_stays(name: str) -> None:
    assert signs.trimmed(name) == name


@pytest.mark.parametrize(("one", "other"), [("C", "C++"), ("46", "+46"), ("5", "№ 5"), ("20", "20 °")])
def test_names_that_differ_in_such_a_sign_are_two(one: str, other: str) -> None:
    assert not names.same(one, other)


@pytest.mark.parametrize("name", ["→", "✓", "×", "❯❯", "+", "…", "•", "(öppnas i nytt fönster)", "Ikon: Lås", "🇸🇪"])
def test_a_name_that_is_nothing_else_is_a_name(name: str) -> None:
    assert names.fold(name)
    assert names.compare(name, name) is names.Match.EXACT
    assert not names.same(name, LABEL)


def test_an_ornament_between_words_is_read_as_the_dash_of_a_title() -> None:
    assert names.compare("Telefon", "Telefon ▸ Få en kod") is names.Match.TITLE
    assert names.compare("Telefon", "Telefon ♥ Få en kod") is not names.Match.EQUAL


def _is_inked(text: str) -> bool:
    """By another way than the code's: the categories of what is neither a control, a space nor a mark."""
    return any(unicodedata.category(c)[0] in "LNP" and c not in "\u115f\u1160\u3164\uffa0" for c in text)


any_text = st.text(st.characters(), max_size=40)


@given(any_text)
@example("\ufe0f→\u034f")
def test_folding_is_done_once_and_never_empties_a_name(text: str) -> None:
    folded = names.fold(text)
    assert names.fold(folded) == folded
    assert folded or not _is_inked(text)


around = st.lists(st.sampled_from([*ORNAMENTS, " ", "\u2068", "\ufe0f", "\uf054"]), max_size=6).map("".join)


@given(around, around)
def test_a_label_among_any_of_them_is_still_that_label(before: str, after: str) -> None:
    assert names.compare(LABEL, f"{before}{LABEL}{after}") in (names.Match.EXACT, names.Match.EQUAL)


@given(around, any_text)
def test_nothing_is_taken_from_within_a_text(edge: str, text: str) -> None:
    within = f"a{text}b"
    assert signs.trimmed(signs.inked(f"{edge}{within}{edge}")) == signs.trimmed(signs.inked(within))
