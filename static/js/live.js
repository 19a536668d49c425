// Parts of a page that keep themselves up to date while somebody looks at them. Without this file a reload does it.
const EVERY = 10_000; // milliseconds; the server answers "nothing new" after one query

function look() {
  if (document.hidden) return;
  for (const part of document.querySelectorAll("[data-live]")) {
    // Nothing moves under somebody's hands.
    if (!part.contains(document.activeElement)) window.htmx?.trigger(part, "live");
  }
}

setInterval(look, EVERY);
document.addEventListener("visibilitychange", look);

// Signed out meanwhile, or moved away: what comes back is another page, and the part stays as it was.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.target.matches?.("[data-live]") && !event.detail.xhr.responseText.includes("data-live")) {
    event.detail.shouldSwap = false;
  }
});
