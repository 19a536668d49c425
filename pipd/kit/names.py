"""Names as the eye reads them: to find one in a text, and to tell whether two are alike."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

# One sign for those that read alike: Word writes a curly apostrophe where people type a straight one.
ALIKE = str.maketrans(dict.fromkeys("‘’‛ʼ′`´", "'") | dict.fromkeys("‐‑‒–—−", "-"))
# Small letters of Cyrillic and Greek that read as a Latin one, or whose capitals do.
LATIN = str.maketrans(
    "авекмнорстухіјѕԁһԛԝӏαβεικμνορτυχζηı",
    "abekmhopctyxijsdhqwlabeikmvoptuxzhi",
)
NOT_SEEN = "ᅟᅠㅤﾠ⠀"  # letters by their category, and nothing to the eye
OTHER_ALPHABETS = ("CYRILLIC", "GREEK")


def as_read(words: str) -> str:
    """`words` as the eye reads them: without accents, case, breaks, and characters that are not seen."""
    # Before the letters are taken apart: an accent that stands alone would become a space with a mark.
    apart = unicodedata.normalize("NFKD", words.translate(ALIKE))
    seen = "".join(
        char
        for char in apart
        if unicodedata.category(char) not in ("Cf", "Mn", "Me") and char not in NOT_SEEN
    )
    return " ".join(seen.translate(ALIKE).casefold().translate(LATIN).split())


def named_in(text: str, names: Iterable[str]) -> list[str]:
    """Which of `names` stand in `text` as whole words, however they are written there."""
    told = as_read(text)
    return [name for name in names if re.search(rf"(?<!\w){re.escape(as_read(name))}(?!\w)", told)]


def mixes_alphabets(name: str) -> bool:
    """Whether Latin letters stand beside Cyrillic or Greek ones, as in a name made to look like another."""
    found = {unicodedata.name(char, "").split(" ")[0] for char in name if char.isalpha()}
    return "LATIN" in found and not found.isdisjoint(OTHER_ALPHABETS)
