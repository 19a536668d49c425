// A button that copies what stands beside it. Without it the same words can be marked and copied.
for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    const told = button.parentElement.querySelector("[data-copied]");
    try {
      // In groups for the eye; an app wants it in one piece.
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.replace(/\s/g, ""));
      told.textContent = told.dataset.copied;
    } catch {
      told.textContent = told.dataset.notCopied;
    }
  });
}
