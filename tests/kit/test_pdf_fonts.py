"""The faces: merged, complete, the same bytes each time, and left alone when they are up to date."""

import subprocess
import sys
from dataclasses import replace

import pytest
from fontTools.ttLib import TTFont

from pipd.kit.pdf import faces, fonts, rendering


@pytest.mark.parametrize("family", ["PlanSans", "PlanSerif"])
@pytest.mark.parametrize("style", ["Regular", "Italic", "SemiBold"])
def test_text_faces_hold_the_letters_of_these_islands_and_their_neighbours(family, style):
    held = TTFont(faces.FACES / f"{family}-{style}.ttf").getBestCmap()
    assert [char for char in "aé£ŵŷŁłőșђΩЖấ’–…" if ord(char) not in held] == []


def test_a_face_made_twice_has_the_same_bytes(tmp_path, monkeypatch):
    face = next(face for face in faces.WANTED if face.family == "Vazirmatn")
    monkeypatch.setattr(faces, "FACES", tmp_path)
    fonts.make(face)
    first = face.target.read_bytes()
    fonts.make(face)
    assert face.target.read_bytes() == first
    assert list(tmp_path.glob("*.part")) == []


def test_faces_up_to_date_are_left_alone():
    before = {path: path.stat().st_mtime_ns for path in faces.FACES.iterdir()}
    assert fonts.main() == 0
    assert {path: path.stat().st_mtime_ns for path in faces.FACES.iterdir()} == before


def test_missing_packages_are_named_in_a_sentence(monkeypatch, capsys):
    monkeypatch.setattr(fonts, "WANTED", (replace(faces.WANTED[0], package="source-sans-0"),))
    assert fonts.main() == 1
    assert "npm ci" in capsys.readouterr().err


def test_missing_faces_are_an_ordinary_failure(monkeypatch, tmp_path):
    monkeypatch.setattr(rendering, "CONFIG", tmp_path / "fonts.conf")
    with pytest.raises(rendering.RenderFailed, match="no-faces"):
        rendering.render("<p>x")
    assert "pipd.kit.pdf.fonts" in rendering.problem()


def test_a_machine_with_all_it_needs_has_no_problem():
    assert rendering.problem() == ""


def test_loading_the_project_does_not_load_the_printing_library():
    asked = "import sys, django; django.setup(); import pipd.kit.tasks; print('weasyprint' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True, env=None)
    assert told.stdout.strip() == "False"
