// Brings chosen pictures and PDFs over in pieces: a lost network goes on where it stopped, large photos are made smaller
// first.  The form then sends only the names of what is there.  Without this script the form sends the files itself.
// What it speaks stands in backoffice/core/files/protocol.py, its words in templates/backoffice/components/upload.html.
(() => {
  "use strict";
  const PIECE = 512 * 1024;
  const SMALLER_FROM = 1200 * 1024;
  const LONG_SIDE = 3000;
  const WAITS = [1, 2, 4, 8, 15, 30];
  const MIB = 1024 * 1024;

  class Refused extends Error {}

  const wait = (seconds) => new Promise((done) => {
    const timer = setTimeout(ready, seconds * 1000);
    function ready() { clearTimeout(timer); removeEventListener("online", ready); done(); }
    addEventListener("online", ready);
  });

  // A photo of today's phones has 4 to 12 MB; three thousand pixels are enough to read any paper.
  const smaller = async (file) => {
    if (!file.type.startsWith("image/")) return file;
    const isKnown = ["image/jpeg", "image/png"].includes(file.type);
    if (isKnown && file.size < SMALLER_FROM) return file;
    try {
      const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
      const share = Math.min(1, LONG_SIDE / Math.max(picture.width, picture.height));
      const sheet = document.createElement("canvas");
      sheet.width = Math.round(picture.width * share);
      sheet.height = Math.round(picture.height * share);
      const pen = sheet.getContext("2d");
      pen.fillStyle = "#fff";
      pen.fillRect(0, 0, sheet.width, sheet.height);
      pen.drawImage(picture, 0, 0, sheet.width, sheet.height);
      picture.close();
      const drawn = await new Promise((done) => sheet.toBlob(done, "image/jpeg", 0.88));
      return drawn && (!isKnown || drawn.size < file.size) ? drawn : file;
    } catch {
      return file;                       // this browser cannot read it: the server says what it thinks of it
    }
  };

  class Uploader {
    constructor(box) {
      this.box = box;
      this.form = box.closest("form");
      this.base = box.dataset.upload;
      this.list = box.querySelector("[data-upload-list]");
      this.said = box.querySelector("[data-upload-said]");
      this.line = box.querySelector("template");
      this.files = new Map();
      for (const item of this.list.children) this.adopt(item);
      for (const input of box.querySelectorAll("input[type=file]")) input.addEventListener("change", () => this.take(input));
      this.form.addEventListener("submit", (event) => this.hold(event));
      box.classList.add("is-live");
    }

    // A file that was here already when the page came back with something else to correct.
    adopt(item) {
      const entry = { item, done: true, name: item.querySelector("[data-name]").textContent };
      const drop = item.querySelector("button");
      drop.hidden = false;
      drop.addEventListener("click", () => this.drop(entry, drop));
      this.files.set(entry, null);
    }

    word(name, values = {}) {
      const text = this.box.dataset[name] || "";
      return text.replace(/\{(\w+)\}/g, (_all, key) => values[key] ?? "");
    }

    say(text) { this.said.textContent = text; }

    take(input) {
      const chosen = [...input.files];
      input.value = "";                  // what travels in pieces does not travel again with the form
      const free = Number(this.box.dataset.most) - this.files.size;
      if (chosen.length > free) this.say(this.word("tooMany", { most: this.box.dataset.most }));
      for (const file of chosen.slice(0, Math.max(free, 0))) this.bring(file);
    }

    async bring(file) {
      const item = this.line.content.firstElementChild.cloneNode(true);
      const entry = { item, bar: item.querySelector("progress"), state: item.querySelector("[data-state]"), id: "", done: false, name: file.name };
      item.querySelector("[data-name]").textContent = file.name;
      const drop = item.querySelector("button");
      drop.setAttribute("aria-label", this.word("drop", { name: file.name }));
      drop.addEventListener("click", () => this.drop(entry, drop));
      this.files.set(entry, file);
      this.list.append(item);
      try {
        const sent = await smaller(file);
        if (sent.size > Number(this.box.dataset.limit)) throw new Refused(this.word("tooLarge", { mib: Math.floor(this.box.dataset.limit / MIB) }));
        const kept = await this.send(entry, file, sent);
        if (!this.files.has(entry)) return;
        entry.done = true;
        entry.bar.hidden = true;
        entry.state.textContent = this.word("ready");
        const field = document.createElement("input");
        Object.assign(field, { type: "hidden", name: this.box.dataset.field, value: kept.file });
        item.append(field);
        this.say(this.word("readyName", { name: file.name }));
        if (this.waiting) this.go();
      } catch (problem) {
        if (!this.files.has(entry)) return;
        this.files.delete(entry);
        item.classList.add("is-refused");
        entry.bar.hidden = true;
        entry.state.textContent = problem.message;
        this.say(`${file.name}: ${problem.message}`);
        this.waiting = null;
        this.release();
      }
    }

    drop(entry, button) {
      this.files.delete(entry);
      entry.item.remove();
      this.say(this.word("dropped", { name: entry.name }));
      (this.list.querySelector("button") || this.box.querySelector("input[type=file]")).focus();
      button.disabled = true;
    }

    // Where this very file had got to before the page was closed.
    mark(file, sent) { return `upload:${this.base}:${file.name}:${file.size}:${file.lastModified}:${sent.size}`; }

    async send(entry, file, sent) {
      const mark = this.mark(file, sent);
      entry.id = sessionStorage.getItem(mark) || "";
      let at = 0;
      if (entry.id) {
        const answer = await this.ask("GET", `${entry.id}/`, { lenient: true });
        if (answer.received === undefined) entry.id = ""; else at = answer.received;
      }
      if (!entry.id) {
        const begun = await this.ask("POST", "", { body: JSON.stringify({ name: file.name, size: sent.size }) });
        entry.id = begun.id;
        sessionStorage.setItem(mark, begun.id);
      }
      while (at < sent.size && this.files.has(entry)) {
        this.show(entry, at / sent.size);
        const answer = await this.ask("PUT", `${entry.id}/`, { body: sent.slice(at, at + PIECE), offset: at, entry });
        at = answer.received;
      }
      this.show(entry, 1);
      entry.state.textContent = this.word("checking");
      sessionStorage.removeItem(mark);
      return this.ask("POST", `${entry.id}/`, { entry });
    }

    show(entry, share) {
      entry.bar.value = share;
      entry.state.textContent = this.word("sending", { percent: `${Math.floor(share * 100)}\u00a0%` });
    }

    // One exchange; a network that is away is waited for, a refusal is not.
    async ask(method, path, { body, offset, entry, lenient } = {}) {
      const headers = { "X-CSRFToken": this.form.querySelector("[name=csrfmiddlewaretoken]").value, "X-Requested-With": "fetch" };
      if (offset !== undefined) headers["Upload-Offset"] = String(offset);
      if (body !== undefined) headers["Content-Type"] = "application/octet-stream";
      for (let tried = 0; ; tried += 1) {
        let answer;
        try {
          answer = await fetch(this.base + path, { method, body, headers, credentials: "same-origin", redirect: "manual" });
        } catch {
          answer = null;
        }
        if (answer && answer.type === "opaqueredirect") throw new Refused(this.word("signedOut"));
        if (answer && answer.status < 500 && answer.status !== 429) {
          const told = await answer.json().catch(() => ({}));
          if (answer.ok || told.received !== undefined || lenient) return told;
          throw new Refused(told.text || this.word("broken"));
        }
        if (tried >= 40) throw new Refused(this.word("gaveUp"));
        const text = answer ? this.word("busy") : this.word("noNetwork");
        if (entry) entry.state.textContent = text;
        if (tried === 1) this.say(text);
        await wait(WAITS[Math.min(tried, WAITS.length - 1)]);
      }
    }

    get isBusy() { return [...this.files.keys()].some((entry) => !entry.done); }

    // Sent while a file is still on its way: it goes by itself when the last one is there.
    hold(event) {
      if (!this.isBusy) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      this.waiting = event.submitter || true;
      if (this.waiting !== true) this.waiting.setAttribute("aria-busy", "true");
      this.say(this.word("waiting"));
    }

    release() { for (const button of this.form.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy"); }

    go() {
      if (this.isBusy) return;
      const submitter = this.waiting === true ? undefined : this.waiting;
      this.waiting = null;
      this.release();
      this.form.requestSubmit(submitter);
    }
  }

  const begin = (root) => {
    for (const box of root.querySelectorAll("[data-upload]:not(.is-live)")) new Uploader(box);
  };
  begin(document);
  document.addEventListener("htmx:load", (event) => begin(event.detail.elt));
  // A dialog that was fetched: the event does not bubble.
  document.addEventListener("rg:open", (event) => begin(event.target), true);
})();
