"""A summary written elsewhere, as paragraphs: which are headings, and which may become statements."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pipd.kit.word_files import Paragraph
from workshops.logbook import LONGEST, LONGEST_TOPIC

MOST = 200  # paragraphs at once
LONGEST_SUMMARY = MOST * (LONGEST + LONGEST_TOPIC)
HEADING = "#"
# What a list leaves at the start of a line when it is copied: a bullet, a dash, "3." or "(b)", Word's hollow "o".
BULLET = re.compile(r"^(?:[•·▪◦‣●○■\uf0b7*–—-]\s*|\(?(?:\d{1,2}|[a-z])[.)]\s+|o\t\s*)")


@dataclass(frozen=True)
class Brought:
    """One paragraph that may become a statement. `fault` says why it cannot."""

    index: int
    topic: str
    text: str
    fault: str = ""


@dataclass(frozen=True)
class Summary:
    """All paragraphs of a summary, and what is said about its headings."""

    paragraphs: tuple[Brought, ...]
    notices: tuple[str, ...]

    @property
    def usable(self) -> list[Brought]:
        return [paragraph for paragraph in self.paragraphs if not paragraph.fault]

    @property
    def by_topic(self) -> list[tuple[str, list[Brought]]]:
        """The paragraphs under the heading each stands under, in order."""
        found: list[tuple[str, list[Brought]]] = []
        for paragraph in self.paragraphs:
            if not found or found[-1][0] != paragraph.topic:
                found.append((paragraph.topic, []))
            found[-1][1].append(paragraph)
        return found


def read(words: str) -> Summary:
    """The paragraphs of `words`: each line is one. A line that begins with # or ends with a colon is a heading."""
    found: list[Brought] = []
    notices: list[str] = []
    topic = ""
    for line in words.split("\n"):
        text = " ".join(BULLET.sub("", line.strip()).split())
        heading = heading_of(line.strip())
        if heading is None:
            if text:
                found.append(Brought(len(found), topic, text, fault_of(text)))
            continue
        topic = heading if len(heading) <= LONGEST_TOPIC else ""
        if heading != topic:
            notices.append(
                f"The heading “{beginning(heading)}” has {len(heading)} characters, and a topic at most "
                f"{LONGEST_TOPIC}: what stands under it has no topic."
            )
    return Summary(tuple(found), tuple(notices))


def heading_of(line: str) -> str | None:
    """The words of a heading; None for a line that is none."""
    if line.startswith(HEADING):
        return " ".join(line.lstrip(HEADING).split())
    short = line.endswith(":") and len(line) <= LONGEST_TOPIC + 1 and not BULLET.match(line)
    return " ".join(line[:-1].split()) if short else None


def fault_of(text: str) -> str:
    """Why a paragraph cannot be a statement, in a sentence; empty when it can."""
    if len(text) > LONGEST:
        return f"Too long: {len(text)} characters, and a statement has at most {LONGEST}. Split it into paragraphs."
    return ""


def beginning(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40].rstrip()}…"


def as_lines(paragraphs: Iterable[Paragraph]) -> str:
    """The paragraphs of a document as somebody would paste them, so that they can be read through and changed."""
    return "\n".join(
        f"{HEADING} {' '.join(p.text.split())}" if p.is_heading else " ".join(p.text.split())
        for p in paragraphs
    )
