// Passkeys: a form with data-passkey="get" or "create" asks the device and sends the answer in its hidden field.
// The options come from <script type="application/json" id="js_data"> or, with data-passkey-fetch, from the form's address.
(() => {
  const b64 = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const withBytes = (list) => (list || []).map((item) => ({ ...item, id: b64(item.id) }));

  const plain = (credential) => {
    const answer = { id: credential.id, rawId: text(credential.rawId), type: credential.type, response: {} };
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (credential.response[name]) answer.response[name] = text(credential.response[name]);
    }
    if (credential.response.getTransports) answer.response.transports = credential.response.getTransports();
    answer.clientExtensionResults = credential.getClientExtensionResults();
    return answer;
  };

  const ask = (form, given) => {
    const options = { ...given, challenge: b64(given.challenge) };
    if (form.dataset.passkey === "get") {
      options.allowCredentials = withBytes(given.allowCredentials);
      return navigator.credentials.get({ publicKey: options });
    }
    options.user = { ...given.user, id: b64(given.user.id) };
    options.excludeCredentials = withBytes(given.excludeCredentials);
    // A key that knows its owner opens alone, without user name and password.
    options.authenticatorSelection = { ...given.authenticatorSelection, residentKey: "preferred", userVerification: "preferred" };
    return navigator.credentials.create({ publicKey: options });
  };

  const fetched = async (form) => {
    const response = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!response.ok) throw new Error(response.status);
    return (await response.json()).request_options.publicKey;
  };

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const button = form.querySelector("[data-passkey-button]");
    const said = form.querySelector("[data-passkey-said]");
    if (!window.PublicKeyCredential) continue;
    for (const part of form.querySelectorAll("[data-passkey-shown]")) part.hidden = false;
    button.addEventListener("click", async () => {
      said.textContent = "";
      button.disabled = true;
      try {
        const options = "passkeyFetch" in form.dataset ? await fetched(form) : JSON.parse(document.getElementById("js_data").textContent);
        form.querySelector("[data-passkey-answer]").value = JSON.stringify(plain(await ask(form, options)));
        form.submit();
      } catch (problem) {
        const known = problem.name === "InvalidStateError" ? form.dataset.passkeyKnown : "";
        said.textContent = known || form.dataset.passkeyRefused;
        button.disabled = false;
      }
    });
  }
})();
