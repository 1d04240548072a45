// The code of the link stands behind the #, which browsers keep to themselves: no server, proxy or referrer sees it.
// It goes into the form, out of the address bar and its history, and is sent.
(() => {
  "use strict";
  const form = document.querySelector("form[data-enter]");
  const code = location.hash.slice(1);
  if (!form || !/^[\w-]{20,100}$/.test(code)) return;
  history.replaceState(null, "", location.pathname);
  form.elements.code.value = code;
  document.querySelector("[data-ask]").hidden = true;
  document.querySelector("[data-wait]").hidden = false;
  form.hidden = true;
  form.requestSubmit();
})();
