"""What becomes of what is held about one person when they are erased: one shape that every app fills before."""

from __future__ import annotations

from dataclasses import dataclass, replace

NAME = "Someone who took part"  # in place of the person's name, wherever a row must name somebody
OTHERS = {one: one for one in ("they", "them", "their", "theirs", "Their")}
YOURS = {"they": "you", "them": "you", "their": "your", "theirs": "yours", "Their": "Your"}
WORDS = "Erased at the request of whoever wrote it."  # in place of words, where a row must have some


@dataclass(frozen=True)
class Fate:
    """One sort of thing: how many there are, whether they go, and what that means. No words of anybody.

    How much somebody said, logged, answered or objected to is nobody's to read but theirs (domain 3K): of what is
    `said`, a coordinator reads the sort alone, whether or not there is any.
    """

    what: str
    number: int
    goes: bool
    why: str
    said: bool = False

    def told(self, words: dict[str, str]) -> Fate:
        """The same with `words` for the person in place of {they}, {them} and {their}: OTHERS or YOURS."""
        return replace(self, what=self.what.format(**words), why=self.why.format(**words))
