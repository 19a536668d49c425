"""The leaf that holds WeasyPrint. Import it only through pipd.kit.pdf."""

from xml.etree.ElementTree import Element

from weasyprint import HTML
from weasyprint.urls import FatalURLFetchingError

from pipd.kit.pdf.fetching import Bundled, sheet
from pipd.kit.pdf.rendering import RenderFailed
from pipd.kit.pdf.tagging import finish
from pipd.kit.text import direction


def write(html: str, styles: tuple[str, ...]) -> tuple[bytes, int]:
    """Lay out and write one document; its bytes and its number of pages. Raises RenderFailed if it reaches outside."""
    fetcher = Bundled()
    page = HTML(string=html, url_fetcher=fetcher)
    turn(page.etree_element)
    try:
        laid_out = page.render(pdf_variant="pdf/ua-1", stylesheets=[sheet(name) for name in styles])
        written = laid_out.write_pdf(pdf_variant="pdf/ua-1", finisher=finish)
    except FatalURLFetchingError:
        # A BaseException, which would end a worker: the document fails, nothing else does.
        raise RenderFailed("outside-address") from None
    if fetcher.refused:
        raise RenderFailed("outside-address")
    return written, len(laid_out.pages)


def turn(page: Element) -> None:
    """Give each dir="auto" element the direction of its first strong letter; WeasyPrint knows only rtl and ltr."""
    for element in page.iter():
        if element.get("dir") == "auto":
            element.set("dir", direction("".join(element.itertext())))
