// Dialogs: <button data-dialog="id"> opens <dialog id="id">. Focus starts on the safe button ([data-safe]), Esc and a
// click on the veil close, focus goes back to where it was. data-dialog-url fetches the consequences when asked.
(() => {
  "use strict";
  const openers = new WeakMap();

  // What was opened from a menu goes back to the menu's button: the item itself is hidden with its menu.
  const returnTo = (opener) => opener?.closest("details.rg-more")?.querySelector("summary") || opener;

  const show = (dialog, opener) => {
    if (dialog.open) return;
    openers.set(dialog, returnTo(opener));
    dialog.showModal();
    (dialog.querySelector("[data-safe]") || dialog.querySelector("[autofocus]"))?.focus();
    dialog.dispatchEvent(new CustomEvent("rg:open"));
  };

  // The dialog of a fetched page: the one that it opens by itself, if it has several.
  const adopt = (text) => {
    const page = new DOMParser().parseFromString(text, "text/html");
    const dialog = page.querySelector("dialog[data-open]") || page.querySelector("dialog");
    if (!dialog) return null;
    document.getElementById(dialog.id)?.remove();
    return document.body.appendChild(document.importNode(dialog, true));
  };

  const fetched = async (url) => {
    const answer = await fetch(url, { headers: { "X-Requested-With": "fetch" }, credentials: "same-origin" });
    return answer.ok && !answer.redirected ? adopt(await answer.text()) : null;
  };

  // Other scripts show what the server answered: true if there was a dialog in it.
  const showAnswer = (text, opener) => {
    const dialog = adopt(text);
    if (dialog) show(dialog, opener);
    return Boolean(dialog);
  };
  window.retaguarda = Object.assign(window.retaguarda || {}, { showAnswer });

  document.addEventListener("click", async (event) => {
    const opener = event.target.closest("[data-dialog], [data-dialog-url]");
    if (opener) {
      event.preventDefault();
      opener.closest("details.rg-more")?.removeAttribute("open");
      if (opener.dataset.dialogUrl) {
        // The preview is computed at the moment of asking; when it cannot be had, the full page answers instead.
        const dialog = await fetched(opener.dataset.dialogUrl).catch(() => null);
        if (dialog) show(dialog, opener); else location.assign(opener.dataset.dialogUrl);
        return;
      }
      const dialog = document.getElementById(opener.dataset.dialog);
      if (dialog) show(dialog, opener);
      return;
    }
    const closer = event.target.closest("[data-dialog-close]");
    if (closer) { event.preventDefault(); closer.closest("dialog").close(); return; }
    if (event.target instanceof HTMLDialogElement && event.target.open) {
      const box = event.target.getBoundingClientRect();
      const inside = event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
      if (!inside && event.detail > 0) event.target.close();
    }
  });
  document.addEventListener("close", (event) => {
    if (event.target instanceof HTMLDialogElement) openers.get(event.target)?.focus();
  }, true);

  // A form refused by the server comes back with its dialog open: <dialog data-open>.
  for (const dialog of document.querySelectorAll("dialog[data-open]")) show(dialog, null);
})();
