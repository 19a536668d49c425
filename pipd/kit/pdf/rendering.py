"""From escaped HTML to PDF/UA bytes, opening nothing but the bundled faces, sheets and marks (trust X12)."""

import os
import re
from typing import Any

from pipd.kit.pdf.faces import CONFIG, WANTED

# Emoji joiners and skin tones: the emoji face prints each person alone, and a stray joiner has no Unicode (TXT-005).
EMOJI_JOINS = re.compile("(?<=[\u2600-\u27bf\U0001f000-\U0001faff])[\u200d\ufe0f\U0001f3fb-\U0001f3ff]+")
# What no printed line can hold: controls, lone surrogates, non-characters, and the overrides that reverse a line.
UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]"
)


class Pdf(bytes):
    """The bytes of a PDF that know how many `pages` they hold."""

    pages = 0


class RenderFailed(Exception):
    """A document could not be made. `code` is short and holds no words of people: it may be stored and logged."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def render(html: str, *, styles: tuple[str, ...] = ("document.css",)) -> Pdf:
    """The PDF/UA-1 bytes of a whole, escaped HTML page; the same page gives the same bytes (domain I-37).

    `styles` names sheets in templates/documents, in order. An element with dir="auto" gets the direction of its
    first strong letter. Raises RenderFailed: `outside-address` when the page tries to load anything that is not
    bundled (nothing is opened), `no-faces` or `no-pango` when the machine lacks what it prints with.
    """
    written, pages = _writing().write(EMOJI_JOINS.sub("", UNPRINTABLE.sub("", html)), styles)
    made = Pdf(written)
    made.pages = pages
    return made


def warm() -> None:
    """Load what rendering needs, so that a worker's first document is as quick as its second."""
    _writing()


def problem() -> str:
    """What this machine lacks to make PDFs, in a sentence for whoever runs it; empty when nothing."""
    try:
        warm()
    except RenderFailed as failed:
        return PROBLEMS[failed.code]
    return ""


PROBLEMS = {
    "no-faces": "The typefaces of the documents are missing. Run `npm ci` and `python -m pipd.kit.pdf.fonts`.",
    "no-pango": "Pango is missing. Install libpango-1.0-0, libpangoft2-1.0-0 and libharfbuzz-subset0.",
}


def _writing() -> Any:
    """The leaf that holds WeasyPrint, loaded at the first call."""
    if not CONFIG.exists() or not all(face.target.exists() for face in WANTED):
        raise RenderFailed("no-faces")
    # Before Pango loads: with this it sees the bundled faces only, so every machine prints the same.
    os.environ["FONTCONFIG_FILE"] = str(CONFIG)
    try:
        # The one import inside a function: WeasyPrint costs 1.5 seconds and 45 MB, and only workers print.
        from pipd.kit.pdf import writing
    except OSError as error:
        raise RenderFailed("no-pango") from error
    return writing
