"""What every page must be, whoever reads it: accessible, whole on its screen, quiet, and of one origin."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN_AXE = """tags => axe.run(document, {runOnly: tags, resultTypes: ["violations"], preload: false}).then(found =>
  found.violations.flatMap(rule => rule.nodes.map(node =>
    `${rule.id} (${rule.impact}): ${node.target.join(" ")}: ${node.failureSummary} ${node.html.slice(0, 240)}`)))"""
# A refused or unknown page is a page too: Chromium reports its status as an error, which the test expects.
OF_A_STATUS = re.compile(r"Failed to load resource: the server responded with a status of [45]\d\d")

# Between one page and the next a document has no root yet. Asked by hand: waiting for a function needs scripts.
IS_THERE = "() => Boolean(document.body) && document.readyState !== 'loading'"
PATIENCE = 600  # times 50 milliseconds
MEASURE = """() => {
  // A link within a sentence may be as high as its line (WCAG 2.5.8); what stands alone has to be 24 px high.
  const isAlone = e => e.parentElement.textContent.trim() === e.textContent.trim();
  const isSmall = e => e.checkVisibility({visibilityProperty: true})
    && !e.closest(".govuk-visually-hidden, .govuk-skip-link")
    && Math.max(0, ...[...e.getClientRects()].map(box => box.height)) < 24;
  const root = document.documentElement;
  const edge = root.clientWidth + 1;
  const wide = root.scrollWidth - window.innerWidth;
  const out = wide <= 0 ? [] : [...document.body.querySelectorAll("*")].filter(e => {
    const box = e.getBoundingClientRect();
    return box.width && box.right > edge && !e.closest(".govuk-visually-hidden, .govuk-skip-link, svg");
  });
  return {
    wide,
    out: out.slice(0, 4).map(e => `${e.tagName.toLowerCase()}.${e.className} ${e.textContent.trim().slice(0, 40)}`),
    headings: document.querySelectorAll("h1").length,
    title: document.title,
    lang: root.lang,
    dead: [...document.querySelectorAll('a[href^="#"]')].filter(a => a.hash.length > 1 &&
      !document.getElementById(decodeURIComponent(a.hash.slice(1)))).map(a => a.hash),
    ids: [...document.querySelectorAll("[id]")].map(e => e.id).filter((id, n, all) => all.indexOf(id) !== n),
    summary: document.querySelectorAll(".govuk-error-summary").length,
    small: [...document.querySelectorAll("a[href], button, summary")].filter(e => isAlone(e) && isSmall(e))
      .map(e => `${e.textContent.trim().slice(0, 40)} (${Math.round(e.getBoundingClientRect().height)} px)`),
    html: root.outerHTML,
    kinds: [...new Set([...document.querySelectorAll("body *")].map(e =>
      [e.tagName, e.className, e.type || "", e.getAttribute("role") || ""].join(".")))],
  };
}"""

LANDS_ON = """hash => {
  const e = document.getElementById(decodeURIComponent(hash.slice(1)));
  if (!e) return "nothing";
  const controls = "input:not([type=hidden]), select, textarea, button";
  if (!e.matches(controls)) return e.tagName.toLowerCase();
  for (let box = e.closest("details"); box; box = box.parentElement.closest("details")) {
    if (!box.open) return "a folded control";
  }
  return e.disabled ? "a disabled control" : "";
}"""


class Watch:
    """Listens to one browser context: errors on the console, other origins, files that fail."""

    def __init__(self, context: BrowserContext, origin: str) -> None:
        self.origin = urlsplit(origin).netloc
        self.faults: list[str] = []
        self.awaited: list[int] = []  # each excuses one answer to a script
        context.on("console", self._console)
        context.on("request", self._request)
        context.on("response", self._response)
        context.on("weberror", lambda error: self.faults.append(f"script error: {error.error}"))

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not OF_A_STATUS.match(message.text):
            self.faults.append(f"console {message.type}: {message.text}")

    def _request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in {"http", "https", "ws", "wss"} and address.netloc != self.origin:
            self.faults.append(f"another origin: {request.url}")

    def _response(self, response: Response) -> None:
        if response.status >= 400 and response.request.resource_type != "document":
            if response.status in self.awaited:
                self.awaited.remove(response.status)
                return
            self.faults.append(f"{response.status} for {response.url}")

    def heard(self) -> list[str]:
        """What was heard since the last call, and what was awaited and did not come."""
        found = self.faults + [f"no answer with status {status}" for status in self.awaited]
        self.faults, self.awaited = [], []
        return found


def axe(page: Page) -> list[str]:
    """What axe finds: WCAG 2.2 AA and its best practices. DevTools puts it in, beside the page's own CSP."""
    page.evaluate(AXE_SCRIPT)
    return page.evaluate(RUN_AXE, TAGS)


def seen_on(page: Page) -> dict[str, Any]:
    """What there is to know of the page, in one question to the browser, once there is a page."""
    for _ in range(PATIENCE):
        if page.evaluate(IS_THERE):
            break
        page.wait_for_timeout(50)
    return page.evaluate(MEASURE)


def looks_wrong(page: Page, seen: dict[str, Any]) -> list[str]:
    """What is wrong with the shape of the page."""
    found = [f"a link to nowhere: {target}" for target in seen["dead"]]
    found += [f"the id {name} twice" for name in seen["ids"]]
    if seen["wide"] > 0:
        found.append(f"{seen['wide']} px wider than the window: {seen['out']}")
    found += [f"too small for a finger: {what}" for what in seen["small"]]
    if seen["headings"] != 1:
        found.append(f"{seen['headings']} main headings")
    if not re.fullmatch(r"\S.* - \S.*", seen["title"], re.DOTALL):
        found.append(f"the title {seen['title']!r}")
    if seen["lang"] != "en-GB":
        found.append(f"the language {seen['lang']!r}")
    return found + summary_faults(page) if seen["summary"] else found


def summary_faults(page: Page) -> list[str]:
    """What is wrong with the error summary: its title, and where its links lead."""
    summary = page.locator(".govuk-error-summary")
    found = [] if page.title().startswith("Error: ") else ["an error that the title does not tell"]
    for link in summary.locator("a").all():
        target = link.get_attribute("href") or ""
        if fault := page.evaluate(LANDS_ON, target):
            found.append(f"the summary's link “{link.inner_text()}” lands on {fault}")
    return found


def judge(page: Page, watch: Watch, seen: dict[str, Any], *, deep: bool = True) -> None:
    """Assert that the page is as it must be; `deep` runs axe too."""
    found = looks_wrong(page, seen) + watch.heard()
    if deep:
        found += axe(page)
    assert not found, "\n".join([f"{page.url} ({page.title()})", *found])
