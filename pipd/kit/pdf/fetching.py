"""What a page may load: the bundled marks, by a scheme of our own. Everything else ends the rendering (trust X12)."""

from functools import cache
from pathlib import Path

from weasyprint import CSS
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from pipd.kit.pdf.faces import ROOT

FOLDER = ROOT / "templates" / "documents"


class OutsideAddress(FatalURLFetchingError):
    """A page tried to load something that is not bundled. A BaseException in WeasyPrint: `write` turns it round."""


class Bundled(URLFetcher):
    """Serves `mark:name.svg` from templates/documents/marks and opens neither files nor the network.

    `refused` tells whether anything else was asked for: a picture inside a picture is refused out of sight.
    """

    def __init__(self) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False, fail_on_errors=True)
        self.refused = False

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        try:
            content = marks()[url]
        except KeyError:
            self.refused = True
            # Without the address: it could hold words.
            raise OutsideAddress from None
        return URLFetcherResponse(url, content, {"Content-Type": "image/svg+xml"})


@cache
def marks() -> dict[str, bytes]:
    """Every mark by its address."""
    return {f"mark:{path.name}": path.read_bytes() for path in (FOLDER / "marks").glob("*.svg")}


@cache
def sheet(name: str) -> CSS:
    """One bundled style sheet, read and parsed once a process. Raises ValueError for a name that leads elsewhere."""
    if Path(name).name != name:
        raise ValueError("A style sheet is named, not addressed.")
    return CSS(string=(FOLDER / name).read_text(), url_fetcher=Bundled())
