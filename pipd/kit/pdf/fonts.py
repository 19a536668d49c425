"""`python -m pipd.kit.pdf.fonts`: merge each face's subsets into one file that the documents print with.

Two files of one family and style make WeasyPrint print wrong letters (ŵ, Ł), so each face becomes one file. The
same packages give the same bytes; what is up to date is left alone.
"""

import hashlib
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from io import BytesIO
from pathlib import Path

from fontTools.merge import Merger
from fontTools.ttLib import TTFont

from pipd.kit.pdf.faces import CONFIG, FACES, SOURCES, STAMP, WANTED, Face

FONTS_CONF = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <!-- Only the bundled faces: the same bytes on every machine. -->
  <dir prefix="relative">.</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
"""
# Variation and signature tables do not survive a merge; none of the printed pages needs them.
DROPPED = ("DSIG", "STAT", "MVAR", "meta")
# The emoji subsets each hold rules for joining, which clash; documents print emoji one by one.
DROPPED_FROM_EMOJI = (*DROPPED, "GSUB", "GPOS", "GDEF")
SECONDS_1904_TO_2026 = 3_850_000_000  # any fixed moment: a font's dates must not depend on when it was made


def main() -> int:
    """Make the faces unless they are up to date. Returns the process's exit code."""
    missing = [path for face in WANTED for path in face.sources() if not path.exists()]
    if missing:
        print(
            f"Run `npm ci` first: {missing[0].relative_to(SOURCES.parents[1])} is missing.", file=sys.stderr
        )
        return 1
    wanted = stamp()
    if STAMP.exists() and STAMP.read_text() == wanted and all(face.target.exists() for face in WANTED):
        return 0
    FACES.mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor(max_workers=2) as pool:
        list(pool.map(make, WANTED))
    put(CONFIG, FONTS_CONF.encode())
    put(STAMP, wanted.encode())
    return 0


def stamp() -> str:
    """What the faces are made from, as one digest: this recipe and every source file."""
    told = hashlib.sha256()
    for path in (Path(__file__), Path(__file__).with_name("faces.py")):
        told.update(path.read_bytes())
    for face in WANTED:
        for path in face.sources():
            told.update(path.name.encode() + path.read_bytes())
    return told.hexdigest()


def make(face: Face) -> None:
    """Merge one face and put it in its place at once, so that a renderer never sees half a file."""
    parts = [part(path, face) for path in face.sources()]
    font = Merger().merge(parts) if len(parts) > 1 else TTFont(parts[0])
    font.recalcTimestamp = False
    font["head"].created = font["head"].modified = SECONDS_1904_TO_2026
    rename(font, face)
    out = BytesIO()
    font.save(out)
    put(face.target, out.getvalue())


def part(path: Path, face: Face) -> BytesIO:
    """One subset as a plain TrueType file in memory, without the tables that do not merge."""
    font = TTFont(path, recalcTimestamp=False)
    font.flavor = None
    for table in DROPPED_FROM_EMOJI if face.package == "noto-emoji" else DROPPED:
        if table in font:
            del font[table]
    out = BytesIO()
    font.save(out)
    out.seek(0)
    return out


def rename(font: TTFont, face: Face) -> None:
    """Give the merged face its own names."""
    names = font["name"]
    for number in (16, 17, 21, 22, 25):
        names.removeNames(nameID=number)
    own = {1: face.family, 2: face.style, 3: face.name, 4: f"{face.family} {face.style}", 6: face.name}
    for number, words in own.items():
        names.removeNames(nameID=number)
        names.setName(words, number, 3, 1, 0x409)


def put(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    draft = path.with_suffix(f".{os.getpid()}.part")
    draft.write_bytes(content)
    draft.replace(path)


if __name__ == "__main__":
    sys.exit(main())
