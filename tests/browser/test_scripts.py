"""The scripts that are run in a page, as files: how they are found, and what they share."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

import guidevakt
from guidevakt import script

FILES = sorted((Path(guidevakt.__file__).parent / "scripts").glob("*.js"))
SHADOWS = """<p>a</p><div id=host></div><p>d</p><form><input name=shadowRoot></form><script>
  const outer = document.getElementById('host').attachShadow({mode: 'open'});
  outer.innerHTML = '<p>b</p><div></div>';
  outer.querySelector('div').attachShadow({mode: 'open'}).innerHTML = '<p>c</p>';
</script>"""


def test_every_element_is_met_in_the_pages_order_through_open_shadow_roots(page: Page) -> None:
    page.set_content(SHADOWS)
    shared = script.script("shadow")

    texts = f"() => {{ {shared} return all(document).filter(e => e.matches('p')).map(e => e.textContent).join(''); }}"
    assert page.evaluate(texts) == "abcd"
    assert page.evaluate(f"() => {{ {shared} return rootsOf(document).length; }}") == 3


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_script_is_one_that_a_page_can_run(page: Page, file: Path) -> None:
    shares = bool(re.search(r"\b(?:all|rootsOf)\(", file.read_text("utf-8"))) and file.stem != "shadow"
    text = script.script(file.stem, through_shadows=shares)
    page.evaluate("text => { new Function(text); }", text)
