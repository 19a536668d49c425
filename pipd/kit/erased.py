"""What becomes of what is held about one person when they are erased: one shape that every app fills before."""

from __future__ import annotations

from dataclasses import dataclass

NAME = "Someone who took part"  # in place of the person's name, wherever a row must name somebody
WORDS = "Erased at the request of whoever wrote it."  # in place of words, where a row must have some


@dataclass(frozen=True)
class Fate:
    """One sort of thing: how many there are, whether they go, and what that means. No words of anybody."""

    what: str
    number: int
    goes: bool
    why: str
