// What others do to the article on the page appears in it: asked for every two seconds while
// the page is seen. Only what differs is touched, and never a form in which somebody types,
// the focus or the scroll. The answer to what the person does brings only what changed, too:
// every request says which text the page has, and the last change that it shows.

const EVERY = 2000;
const SLOWEST = 60000;
// As the page has them: set by whoever uses it, or by another module; and a paragraph's number,
// which an answer of single paragraphs does not know.
const KEPT = new Set(["open", "aria-current", "aria-busy", "data-n"]);

let waiting = null;
let pause = EVERY;
let isSignedOut = false;

function bar() {
  return document.querySelector("#bar[data-news]");
}

// Putting it in place

function isDirty(field) {
  if (field.type === "hidden") return false;
  if (field.matches("select")) return [...field.options].some((each) => each.selected !== each.defaultSelected && field.selectedIndex > 0);
  if (["radio", "checkbox"].includes(field.type)) return field.checked !== field.defaultChecked;
  return "defaultValue" in field && field.value !== field.defaultValue;
}

function isInUse(form) {
  const typesHere = document.activeElement?.matches("input, textarea, select") && form.contains(document.activeElement);
  return typesHere || [...form.elements].some(isDirty) || Boolean(form.querySelector(".saved time"));
}

function holdsUse(node) {
  if (node.nodeType !== Node.ELEMENT_NODE) return false;
  return [...(node.matches("form") ? [node] : node.querySelectorAll("form"))].some(isInUse);
}

function keyOf(node, isPart) {
  if (node.nodeType !== Node.ELEMENT_NODE) return "";
  const own = node.id || node.querySelector(":scope > a[id]")?.id || "";
  return own || (isPart ? `${node.localName}.${node.className}` : "");
}

function insert(parent, node, before) {
  return parent.insertBefore(document.importNode(node, true), before);
}

function syncChildren(old, fresh) {
  const isPart = fresh.hasAttribute("data-only");
  const known = new Map([...old.children].map((each) => [keyOf(each, isPart), each]));
  if (isPart) {
    for (const each of fresh.children) {
      const match = known.get(keyOf(each, isPart));
      if (match) morph(match, each);
      else if (each.matches(".proposals:not([hidden])")) insert(old, each, old.children[1]);
    }
    return;
  }
  const wanted = new Set([...fresh.children].map((each) => keyOf(each)).filter(Boolean));
  const isPassed = (node) => !wanted.has(keyOf(node)) && !holdsUse(node);
  let at = old.firstChild;
  for (const each of fresh.childNodes) {
    const key = keyOf(each);
    const match = key && known.get(key);
    // What is gone lies between here and the element that stays.
    while (match && at && at !== match && isPassed(at)) {
      const gone = at;
      at = at.nextSibling;
      gone.remove();
    }
    const isAlike = at && !keyOf(at) && !key && at.nodeName === each.nodeName;
    if (match === at || isAlike) {
      const next = at.nextSibling;
      morph(at, each);
      at = next;
    } else if (match) morph(old.insertBefore(match, at), each);
    else insert(old, each, at);
  }
  while (at) {
    const next = at.nextSibling;
    if (!holdsUse(at)) at.remove();
    at = next;
  }
}

function syncAttributes(old, fresh) {
  for (const { name, value } of fresh.attributes) {
    if (!KEPT.has(name) && name !== "data-only" && old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  for (const { name } of [...old.attributes]) {
    if (!KEPT.has(name) && !fresh.hasAttribute(name)) old.removeAttribute(name);
  }
}

function morph(old, fresh) {
  if (old.isEqualNode(fresh)) return;
  if (old.nodeType !== Node.ELEMENT_NODE) {
    old.data = fresh.data;
    return;
  }
  if (old.matches("form") && isInUse(old)) return;
  // The dock changes as a whole, or not at all.
  if (old.id === "verdict" && holdsUse(old)) return;
  syncAttributes(old, fresh);
  syncChildren(old, fresh);
}

function apply(page) {
  const dock = document.getElementById("verdict");
  const isTold = dock && holdsUse(dock);
  for (const fresh of [...page.body.children]) {
    const old = document.getElementById(fresh.id);
    if (!old) continue;
    if (!isTold) fresh.querySelector("#told")?.replaceChildren();
    else if (!fresh.querySelector("#told")?.childElementCount) fresh.querySelector("#told")?.remove();
    const isOther = fresh.id === "claim" && old.dataset.claim !== fresh.dataset.claim;
    if (isOther && holdsUse(old)) continue;
    morph(old, fresh);
    window.htmx.process(old);
  }
  document.dispatchEvent(new Event("news:shown"));
}

document.addEventListener("htmx:configRequest", (event) => {
  const proof = document.getElementById("galley")?.dataset.proof;
  if (!bar() || !proof) return;
  event.detail.headers["Factcheck-Mark"] = bar().dataset.mark;
  event.detail.headers["Factcheck-Proof"] = proof;
});

// Single rows and paragraphs go to their places, and do not stand for the whole.
document.addEventListener("htmx:oobBeforeSwap", (event) => {
  const { target, fragment } = event.detail;
  const fresh = fragment.firstElementChild;
  if (!fresh?.hasAttribute("data-only")) return;
  event.detail.shouldSwap = false;
  morph(target, fresh);
  window.htmx.process(target);
});

// Asking

async function ask() {
  waiting = null;
  const address = bar()?.dataset.news;
  if (!address || document.hidden || isSignedOut) return;
  const { mark } = bar().dataset;
  const headers = { "HX-Request": "true", "HX-Current-URL": location.href };
  try {
    const answer = await fetch(`${address}?after=${mark}`, { headers, signal: AbortSignal.timeout(10000) });
    isSignedOut = [401, 403].includes(answer.status);
    pause = answer.ok ? EVERY : Math.min(pause * 2, SLOWEST);
    const words = answer.status === 200 ? await answer.text() : "";
    // Whatever the person did meanwhile is newer than this.
    const isCurrent = bar()?.dataset.news === address && bar().dataset.mark === mark;
    if (words && isCurrent && headers["HX-Current-URL"] === location.href && !document.querySelector(".htmx-request")) {
      apply(new DOMParser().parseFromString(words, "text/html"));
    }
  } catch (problem) {
    if (!["AbortError", "TimeoutError", "TypeError"].includes(problem.name)) throw problem;
    pause = Math.min(pause * 2, SLOWEST);
  }
  waiting ??= setTimeout(ask, pause);
}

function soon() {
  pause = EVERY;
  if (waiting !== null) clearTimeout(waiting);
  waiting = setTimeout(ask, 0);
}

document.addEventListener("visibilitychange", () => !document.hidden && soon());
window.addEventListener("online", soon);
document.addEventListener("htmx:afterRequest", (event) => {
  if (!isSignedOut || !event.detail.successful) return;
  isSignedOut = false;
  soon();
});

if (bar()) waiting = setTimeout(ask, EVERY);
