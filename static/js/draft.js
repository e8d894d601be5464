// The draft of a verdict: what is typed in [data-draft="/claims/17/draft/"] is saved at
// that address. htmx says when (hx-trigger); whatever would replace the form or leave the
// page first sends what is not saved yet. What cannot be sent is tried again, and stands
// in the form wherever that is shown anew, so that it is never older than the typing.

const STORE = `drafts-${document.body.dataset.person ?? ""}`;
const AGAIN = 4000;
const PATIENCE = 3000;
const LONGEST = 10000;

const unsent = new Map(JSON.parse(sessionStorage.getItem(STORE) ?? "[]"));
const onTheWay = new Map();
const inVerdict = new Map();
// What the desk's rules refuse stays in the form; sending the same again would not help.
const refused = new Set();
let again = null;
let complaint = null;

function remember(address, words) {
  if (words === undefined) unsent.delete(address);
  else unsent.set(address, words);
  sessionStorage.setItem(STORE, JSON.stringify([...unsent]));
}

function wordsOf(form) {
  const words = new URLSearchParams(new FormData(form));
  words.delete("csrfmiddlewaretoken");
  return words.toString();
}

function say(address, words) {
  const line = document.querySelector(`[data-draft="${CSS.escape(address)}"] #saved`);
  if (line) line.textContent = words;
}

// Sending

async function post(address, words, options) {
  const token = document.cookie.match(/(?:^|;\s*)csrftoken=([^;]+)/)?.[1] ?? "";
  const headers = {
    "Content-Type": "application/x-www-form-urlencoded",
    "HX-Request": "true",
    "X-CSRFToken": token,
  };
  try {
    const answer = await fetch(address, { method: "POST", body: words, headers, ...options });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return {
      saved: answer.ok && page.getElementById("saved"),
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
  if (words === undefined || inVerdict.has(address)) return;
  say(address, "saving");
  const answer = await post(address, words, { signal: AbortSignal.timeout(LONGEST) });
  if (!answer.saved) {
    fail(address, answer);
    return;
  }
  if (unsent.get(address) === words) remember(address, undefined);
  say(address, answer.saved.textContent);
  complaint?.remove();
}

function fail(address, { isRefused, problem }) {
  if (inVerdict.has(address)) return;
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
  const { elt } = event.detail;
  const address = elt.closest("[data-draft]")?.dataset.draft;
  if (elt.matches("[data-draft]")) {
    event.preventDefault();
    save(address);
  } else if (address) {
    // A draft that arrives after its verdict would stay for ever.
    if (onTheWay.has(address)) hold(event, arrived(address));
  } else if (toSend().length && again === null) {
    const patience = new Promise((done) => setTimeout(done, PATIENCE));
    hold(event, Promise.race([sendAll(), patience]));
  }
});

// The verdict carries the words itself. Until it is answered no draft is sent;
// when it was refused they are a draft again.
document.addEventListener("htmx:beforeRequest", (event) => {
  const address = event.target.closest("[data-draft]")?.dataset.draft;
  if (!address) return;
  inVerdict.set(address, unsent.get(address));
  remember(address, undefined);
});

document.addEventListener("htmx:afterRequest", (event) => {
  const { requestConfig, successful } = event.detail;
  const address = requestConfig.elt.closest("[data-draft]")?.dataset.draft;
  if (!inVerdict.has(address)) return;
  const words = unsent.get(address) ?? inVerdict.get(address);
  inVerdict.delete(address);
  remember(address, successful ? undefined : words);
  save(address);
});

// Typing, swapping, leaving

document.addEventListener("input", (event) => {
  const place = event.target.closest("[data-draft]");
  if (!place) return;
  refused.delete(place.dataset.draft);
  remember(place.dataset.draft, wordsOf(event.target.form));
});

function putBack() {
  for (const place of document.querySelectorAll("[data-draft]")) {
    if (!unsent.has(place.dataset.draft)) continue;
    const words = new URLSearchParams(unsent.get(place.dataset.draft));
    for (const field of place.querySelector("form").elements) {
      if (field.type === "radio") field.checked = words.get(field.name) === field.value;
      else if (words.has(field.name)) field.value = words.get(field.name);
    }
    if (refused.has(place.dataset.draft)) say(place.dataset.draft, "not saved");
    else if (again !== null) say(place.dataset.draft, "not saved, trying again");
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
