"""From a walk to the guide's own pictures: what the step speaks of is framed where it stands."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np

from guidevakt import baseline
from guidevakt.pictures import guide_pictures, picture_file, refreshing
from guidevakt.pictures.marks import GAP, LINE, MARK, STRIP
from guidevakt.pictures.refreshing import Asked
from guidevakt.verdict import Environment
from tests.browser.test_baselines import result
from tests.browser.walking import PROJECT, Walker

PRACTICE = "Övningskopia – inte den riktiga sidan."


def test_guides_pictures_are_made_of_a_walks_approved_ones(
    walk: Walker, environment: Environment | None, tmp_path: Path
) -> None:
    (tmp_path / "guides" / "losenord").mkdir(parents=True)
    shutil.copy(PROJECT / "guides" / "losenord" / "guide.yaml", tmp_path / "guides" / "losenord")
    walked = walk("registrera", until="registrera-5")
    baseline.approve(tmp_path, result(walked, environment), who="Anna")

    told = list(refreshing.run(tmp_path, Asked(replica=True)))

    place = tmp_path / "guides" / "losenord" / "pictures"
    known = {one.picture: one for one in guide_pictures.read(place).pictures}
    assert list(known) == ["bild-1", "bild-2", "bild-3", "bild-4"]
    assert told[-1] == "4 bilder förnyades i guides/losenord/pictures."
    assert [one.marked.alt for one in known.values() if one.marked] == [
        f"Sidan Säkerhetsinformation. Inramat: länken ”Säkerhetsinformation”, uppe till vänster. {PRACTICE}",
        f"Sidan Säkerhetsinformation. Inramat: knappen ”Lägg till inloggningsmetod”, uppe till vänster. {PRACTICE}",
        f"Fönstret Lägg till en inloggningsmetod. Inramat: knappen ”Telefon”, i mitten. {PRACTICE}",
        "Fönstret Telefon. Inramat: 1 listan ”Land”, i mitten; 2 fältet ”Telefonnummer”, i mitten; "
        f"3 knappen ”Nästa”, nere till höger. {PRACTICE}",
    ]
    assert known["bild-1"].clean.width == 960

    clean, marked = (picture_file.read(place / f"bild-4{kind}.png") for kind in ("", "-markerad"))
    button = next(c.box for c in walked.steps["registrera-5"].claims if c.expected == "Nästa")
    picture = walked.steps["registrera-5"].picture
    assert button is not None
    assert picture is not None
    left, top = round(button[0]) - picture.origin[0], round(button[1]) - picture.origin[1]
    line = (np.asarray(marked) == MARK).all(axis=2)
    assert line[top - GAP - LINE + 1, left + 10 : left + round(button[2]) - 10].all()  # above the button, all along it
    assert not (np.asarray(clean) == MARK).all(axis=2).any()
    assert clean.size == marked.size == (clean.width, marked.height)
    assert clean.height > STRIP
