// The field that takes a hand reader, the camera and typing. Every read becomes the event "rg:read" with its code.
// Enter, Tab and EOT end a read; the field keeps the focus without a keyboard on the screen (inputmode="none").
(() => {
  "use strict";
  const box = document.querySelector("[data-reader]");
  if (!box) return;
  const field = box.querySelector("input");
  const END = /[\r\n\t\u0004]/;

  // A label's QR holds the address of its page: what counts is the code in it.
  const clean = (text) => {
    const code = text.replace(/[\u0000-\u001f]/g, "").trim();
    if (!/^https?:\/\//.test(code)) return code;
    try { return new URL(code).searchParams.get("ler") || code; } catch { return code; }
  };
  const done = () => {
    const code = clean(field.value);
    field.value = "";
    if (code) box.dispatchEvent(new CustomEvent("rg:read", { bubbles: true, detail: { code } }));
  };
  field.addEventListener("keydown", (event) => {
    const isEnd = event.key === "Enter" || (event.key === "Tab" && field.value && !event.shiftKey) || (event.ctrlKey && event.key.toLowerCase() === "d");
    if (!isEnd) return;
    event.preventDefault();                       // Enter would send the form, Tab would leave
    done();
  });
  field.addEventListener("input", () => { if (END.test(field.value)) done(); });

  // Readers write wherever the focus is: after a tap on a button it comes back here. Tab still walks through the page.
  const isFree = () => box.offsetParent !== null && !document.querySelector("dialog[open]");
  const back = () => { if (isFree()) field.focus({ preventScroll: true }); };
  document.addEventListener("click", (event) => {
    if (!event.target.closest("a, input, select, textarea, summary, [data-keep-focus]")) setTimeout(back, 0);
  });
  document.addEventListener("keydown", (event) => {
    const place = document.activeElement;
    if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey && (place === document.body || place?.id === "main")) back();
  }, true);
  document.addEventListener("close", () => setTimeout(back, 0), true);
  addEventListener("load", back);                   // by then the page has shown what it shows
  back();

  const typing = box.querySelector("[data-type]");
  typing.addEventListener("click", () => {
    const on = field.inputMode === "none";
    field.inputMode = on ? "text" : "none";
    typing.setAttribute("aria-pressed", String(on));
    field.blur();
    field.focus();
  });

  // Camera: only where the browser itself reads codes.
  const open = box.querySelector("[data-camera]");
  const dialog = document.getElementById("camera");
  const said = dialog.querySelector("[data-camera-said]");
  const video = dialog.querySelector("video");
  const words = document.getElementById("wave-words");
  const refusal = words ? JSON.parse(words.textContent).no_camera : "";
  const FORMATS = ["ean_13", "ean_8", "upc_a", "upc_e", "code_128", "code_39", "itf", "qr_code"];
  let stream = null;
  const stop = () => { for (const track of stream?.getTracks() || []) track.stop(); stream = null; video.srcObject = null; };
  const look = async (detector) => {
    if (!stream) return;
    const found = video.readyState >= 2 ? await detector.detect(video).catch(() => []) : [];
    if (found.length && stream) {
      stop();
      dialog.close();
      field.value = found[0].rawValue;
      done();
      return;
    }
    setTimeout(() => look(detector), 150);
  };
  const canRead = async () => {
    if (!("BarcodeDetector" in window) || !navigator.mediaDevices?.getUserMedia) return [];
    try { return (await window.BarcodeDetector.getSupportedFormats()).filter((format) => FORMATS.includes(format)); } catch { return []; }
  };
  canRead().then((formats) => {
    open.hidden = !formats.length;
    const reason = document.querySelector("[data-no-camera]");
    if (reason) reason.hidden = Boolean(formats.length);
    if (!formats.length) return;
    open.addEventListener("click", async () => {
      said.textContent = "";
      dialog.showModal();
      try {
        stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
        video.srcObject = stream;
        await video.play();
        look(new window.BarcodeDetector({ formats }));
      } catch { said.textContent = refusal; }
    });
    dialog.addEventListener("close", stop);
  });
})();
