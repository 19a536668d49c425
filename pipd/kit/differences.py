"""What changed between two wordings, word by word: for the eye and, in the same marks, for a screen reader."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from diff_match_patch import diff_match_patch

WORD = re.compile(r"\w+|\s+|[^\w\s]")
KINDS: dict[int, Literal["same", "inserted", "deleted"]] = {0: "same", 1: "inserted", -1: "deleted"}
LONGEST_TIME = 0.2  # seconds: beyond this the library answers coarsely rather than slowly (trust X28)


@dataclass(frozen=True)
class Piece:
    """A run of words that stayed, came or went."""

    kind: Literal["same", "inserted", "deleted"]
    text: str


def by_word(before: str, after: str) -> list[Piece]:
    """The pieces that turn `before` into `after`; plain text, to be escaped by whoever shows it."""
    alphabet: dict[str, str] = {}
    words: list[str] = []

    def encoded(text: str) -> str:
        for word in WORD.findall(text):
            if word not in alphabet:
                alphabet[word] = chr(len(words) + 1 if len(words) < 0xD7FF else len(words) + 0x801)
                words.append(word)
        return "".join(alphabet[word] for word in WORD.findall(text))

    differ = diff_match_patch()
    differ.Diff_Timeout = LONGEST_TIME
    found = differ.diff_main(encoded(before), encoded(after), False)
    differ.diff_cleanupSemantic(found)
    back = {mark: word for word, mark in alphabet.items()}
    return [Piece(KINDS[kind], "".join(back[mark] for mark in marks)) for kind, marks in found]
