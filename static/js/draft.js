// Drafts: what is typed in form[data-draft="/claims/17/draft/propose/"] is saved at that
// address when the typing pauses; whatever would replace the form or leave the page first
// sends what is not saved yet. What cannot be sent is tried again, and stands in the form
// wherever that is shown anew, so that it is never older than the typing.

const STORE = `drafts-${document.body.dataset.person ?? ""}`;
const PAUSE = 800;
const AGAIN = 4000;
const PATIENCE = 3000;
const LONGEST = 10000;

const unsent = new Map(JSON.parse(sessionStorage.getItem(STORE) ?? "[]"));
const onTheWay = new Map();
const inSending = new Map();
const pauses = new Map();
// Not typed by anybody: the page sets them anew.
const NOT_TYPED = ["csrfmiddlewaretoken", "verdict_id"];
// What the desk's rules refuse stays in the form; sending the same again would not help.
const refused = new Set();
let again = null;
let complaint = null;

function remember(address, words) {
  if (words === undefined) unsent.delete(address);
  else unsent.set(address, words);
  sessionStorage.setItem(STORE, JSON.stringify([...unsent]));
}

function formOf(address) {
  return document.querySelector(`[data-draft="${CSS.escape(address)}"]`);
}

// Empty where nothing was typed: a list always has a choice, and a hidden field a value.
function wordsOf(form) {
  const fields = new Map([...form.elements].map((field) => [field.name, field]));
  const words = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !NOT_TYPED.includes(name));
  const isTyped = ([name, value]) => value.trim() && !fields.get(name)?.matches("select, [type=hidden]");
  return words.some(isTyped) ? new URLSearchParams(words).toString() : "";
}

function say(address, words) {
  const line = formOf(address)?.querySelector(".saved [role=status]");
  if (line) line.textContent = words;
}

// What the server says of it, and until when the claim is held now.
function show(address, saved) {
  const line = formOf(address)?.querySelector(".saved");
  const until = saved.querySelector(".until");
  if (until && formOf(address)) document.querySelector("#claim .standing").textContent = until.textContent;
  if (!line) return;
  line.querySelector("[role=status]").replaceChildren(...saved.querySelector("[role=status]").childNodes);
  const button = saved.querySelector("button");
  if (!button) line.querySelector("button")?.remove();
  else if (!line.querySelector("button")) line.append(" ", button);
  window.htmx.process(line);
}

// Sending

async function post(address, words, options) {
  const token = document.cookie.match(/(?:^|;\s*)(?:__Host-)?csrftoken=([^;]+)/)?.[1] ?? "";
  const headers = {
    "Content-Type": "application/x-www-form-urlencoded",
    "HX-Request": "true",
    "X-CSRFToken": token,
  };
  try {
    const answer = await fetch(address, { method: "POST", body: words, headers, ...options });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return {
      saved: answer.ok && page.querySelector(".saved"),
      isRefused: [404, 409].includes(answer.status),
      problem: page.getElementById("problem"),
    };
  } catch {
    document.dispatchEvent(new Event("connection:lost"));
    return {};
  }
}

async function send(address) {
  const words = unsent.get(address);
  if (words === undefined || inSending.has(address)) return;
  say(address, "saving");
  const answer = await post(address, words, { signal: AbortSignal.timeout(LONGEST) });
  if (!answer.saved) {
    fail(address, answer);
    return;
  }
  if (unsent.get(address) === words) remember(address, undefined);
  show(address, answer.saved);
  complaint?.remove();
}

function fail(address, { isRefused, problem }) {
  if (inSending.has(address)) return;
  say(address, isRefused ? "not saved" : "not saved, trying again");
  if (isRefused) refused.add(address);
  else again ??= setTimeout(sendAll, AGAIN);
  // Said once: the line is read out whenever it changes.
  if (!problem || document.querySelector("#notice #problem")) return;
  complaint = problem;
  document.getElementById("notice").replaceChildren(problem);
}

// One at a time, so that no older words arrive after newer ones.
function save(address) {
  const turn = (onTheWay.get(address) ?? Promise.resolve()).then(() => send(address));
  onTheWay.set(address, turn);
  return turn.finally(() => {
    if (onTheWay.get(address) === turn) onTheWay.delete(address);
  });
}

function toSend() {
  return [...unsent.keys()].filter((address) => !refused.has(address));
}

function sendAll() {
  clearTimeout(again);
  again = null;
  return Promise.all(toSend().map(save));
}

async function arrived(address) {
  while (onTheWay.has(address)) await onTheWay.get(address);
}

// Before htmx sends anything

// What is only opened or left sends nothing: the words stay a draft.
function sentTo(element, verb) {
  return verb === "get" ? undefined : element.closest("[data-draft]")?.dataset.draft;
}

function hold(event, until) {
  const { elt, triggeringEvent, issueRequest } = event.detail;
  const button = triggeringEvent?.submitter ?? elt;
  event.preventDefault();
  button.setAttribute("aria-busy", "true");
  until.finally(() => {
    button.removeAttribute("aria-busy");
    issueRequest(true);
  });
}

document.addEventListener("htmx:confirm", (event) => {
  const { elt, verb } = event.detail;
  const address = sentTo(elt, verb);
  if (address) {
    // A draft that arrives after what was sent would stay for ever.
    if (onTheWay.has(address)) hold(event, arrived(address));
  } else if (toSend().length && again === null) {
    const patience = new Promise((done) => setTimeout(done, PATIENCE));
    hold(event, Promise.race([sendAll(), patience]));
  }
});

// What is sent carries the words itself. Until it is answered no draft is sent;
// when it was refused they are a draft again.
document.addEventListener("htmx:beforeRequest", (event) => {
  const address = sentTo(event.target, event.detail.requestConfig.verb);
  if (!address) return;
  inSending.set(address, unsent.get(address));
  remember(address, undefined);
});

document.addEventListener("htmx:afterRequest", (event) => {
  const { requestConfig, successful } = event.detail;
  const address = sentTo(requestConfig.elt, requestConfig.verb);
  if (!inSending.has(address)) return;
  const form = formOf(address);
  const words = unsent.get(address) ?? (form ? wordsOf(form) : inSending.get(address));
  inSending.delete(address);
  remember(address, successful ? undefined : words);
  save(address);
});

// Typing, swapping, leaving

document.addEventListener("input", (event) => {
  const address = event.target.form?.dataset.draft;
  if (!address) return;
  refused.delete(address);
  remember(address, wordsOf(event.target.form));
  clearTimeout(pauses.get(address));
  pauses.set(address, setTimeout(save, PAUSE, address));
});

function fill(field, words) {
  if (["radio", "checkbox"].includes(field.type)) field.checked = words.getAll(field.name).includes(field.value);
  else if (words.has(field.name) && field.type !== "file") field.value = words.get(field.name);
}

function putBack() {
  for (const form of document.querySelectorAll("form[data-draft]")) {
    const address = form.dataset.draft;
    if (!unsent.get(address)) continue;
    const words = new URLSearchParams(unsent.get(address));
    for (const field of form.elements) if (field.name && !NOT_TYPED.includes(field.name)) fill(field, words);
    const around = form.closest("details");
    if (around) around.open = true;
    if (refused.has(address)) say(address, "not saved");
    else if (again !== null) say(address, "not saved, trying again");
  }
  if (again === null) sendAll();
}

function leave() {
  for (const address of toSend()) post(address, unsent.get(address), { keepalive: true });
}

document.addEventListener("htmx:afterSwap", putBack);
document.addEventListener("htmx:historyRestore", putBack);
window.addEventListener("popstate", sendAll);
window.addEventListener("online", sendAll);
window.addEventListener("pagehide", leave);
document.addEventListener("submit", (event) => {
  if (!event.defaultPrevented) leave();
});
document.addEventListener("click", (event) => {
  if (!event.defaultPrevented && event.target.closest?.("a[href]")) leave();
});

putBack();

// What was begun in a form that is closed by now

document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).innerText);
  button.textContent = "Copied";
});
