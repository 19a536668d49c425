// Passkeys: what needs one is shown where the browser knows them, and a try that came to nothing is told.
const known = Boolean(window.PublicKeyCredential);
for (const part of document.querySelectorAll("[data-passkey]")) part.hidden = !known;
for (const part of document.querySelectorAll("[data-no-passkey]")) part.hidden = known;
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const told = document.querySelector("[data-passkey-failed]");
  told.hidden = false;
  told.textContent = told.dataset.passkeyFailed;
});
