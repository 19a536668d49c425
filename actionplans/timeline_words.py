"""Words on the timeline: how they break into lines, and what its months are called."""

from __future__ import annotations

import unicodedata
from datetime import date

SIZE = 16  # pixels
CUT = "…"
SLIM, BROAD = frozenset("iljtfrI.,:;'’!|()[] "), frozenset("mwMW@%&—")


def width_of(words: str) -> float:
    """About how many pixels `words` take at 16 pixels; rather too many than too few."""
    return SIZE * sum(_em(letter) for letter in words)


def _em(letter: str) -> float:
    if letter in SLIM:
        return 0.31
    if letter in BROAD:
        return 0.83
    if unicodedata.combining(letter):
        return 0
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.05
    return 0.66 if letter.isupper() else 0.535


def fitted(words: str, room: float, most: int = 2) -> tuple[str, ...]:
    """`words` in at most `most` lines of `room` pixels, cut between words where it can be; at least one line."""
    lines: list[str] = []
    rest = words.split()
    while rest and len(lines) < most:
        line = [_cut(rest.pop(0), room)]
        while rest and width_of(" ".join([*line, rest[0]])) <= room:
            line.append(rest.pop(0))
        lines.append(" ".join(line))
    if rest:
        lines[-1] = _ended(lines[-1], room)
    return tuple(lines) or ("",)


def _cut(word: str, room: float) -> str:
    if width_of(word) <= room:
        return word
    kept = ""
    for letter in word:
        if width_of(kept + letter + CUT) > room:
            break
        kept += letter
    return kept + CUT


def _ended(line: str, room: float) -> str:
    """`line` with a sign that more follows."""
    parts = line.removesuffix(CUT).split()
    while len(parts) > 1 and width_of(f"{' '.join(parts)} {CUT}") > room:
        parts.pop()
    whole = " ".join(parts)
    return f"{whole} {CUT}" if width_of(f"{whole} {CUT}") <= room else _cut(whole + CUT, room)


def month_words(day: date, year: int, at_length: bool) -> str:
    """ "April", and "Jan 2027" where a year begins; "Apr" and "Jan 27" where there is little room."""
    if day.year != year:
        return f"{day:%b} {day.year}" if at_length else f"{day:%b} {day.year % 100:02}"
    return f"{day:%B}" if at_length else f"{day:%b}"
