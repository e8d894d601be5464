// Passkeys: the browser makes or uses one, and the form carries what it said.
// A form has data-passkey="sign-in", "confirm" or "add", a hidden field `credential`
// and a plain button; it is shown here, since nothing of it works without a script.

const KNOWS = window.PublicKeyCredential?.parseRequestOptionsFromJSON !== undefined;

async function optionsOf(form) {
  const here = document.getElementById("passkey-options");
  if (here) return JSON.parse(here.textContent).publicKey;
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error("no options");
  return (await answer.json()).request_options.publicKey;
}

async function make(options) {
  // One that is found without an address, and asks for a finger, a face or a PIN.
  const selection = { ...options.authenticatorSelection, residentKey: "required",
    requireResidentKey: true, userVerification: "required" };
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(
    { ...options, authenticatorSelection: selection });
  return navigator.credentials.create({ publicKey });
}

async function use(options) {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
  return navigator.credentials.get({ publicKey });
}

async function run(form) {
  const options = await optionsOf(form);
  const credential = await (form.dataset.passkey === "add" ? make : use)(options);
  form.elements.credential.value = JSON.stringify(credential.toJSON());
  form.submit();
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const button = form.querySelector("button[type=button]");
  const problem = form.querySelector(".error");
  form.hidden = !KNOWS && form.dataset.passkey === "sign-in";
  button.disabled = !KNOWS;
  if (!KNOWS) {
    problem.textContent = "This browser does not know passkeys. Use an app, or a newer browser.";
    problem.hidden = false;
  }
  // Enter in the name of a passkey means the button, too.
  form.addEventListener("submit", (event) => { event.preventDefault(); button.click(); });
  button.addEventListener("click", async () => {
    problem.hidden = true;
    try {
      await run(form);
    } catch {
      problem.textContent = "The passkey was not used. Try again, or go another way.";
      problem.hidden = false;
    }
  });
}
