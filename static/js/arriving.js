// New points appear while a facilitator writes up. Nothing is asked while nobody looks, and nothing takes the focus.
const asks = (event) => event.target.id === "arriving";

document.addEventListener("htmx:beforeRequest", (event) => {
  if (asks(event) && document.hidden) event.preventDefault();
});

document.addEventListener("visibilitychange", () => {
  const asking = document.getElementById("arriving");
  if (asking && !document.hidden) window.htmx.trigger(asking, "shown");
});

// Sent to another address, such as that of signing in: the page is over, and asking again would go on for ever.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, pathInfo } = event.detail;
  if (!asks(event) || !xhr.responseURL) return;
  if (new URL(xhr.responseURL).pathname === new URL(pathInfo.requestPath, location.href).pathname) return;
  event.detail.shouldSwap = false;
  event.target.remove();
});
