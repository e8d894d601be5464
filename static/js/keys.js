// One key a decision: an element with data-key="t" is pressed, or focused if it is
// a field, when the key is. Never while somebody types, and single keys can be
// switched off (WCAG 2.1.4), for a person on every machine. "?" lists the keys of the page.

const FIELD = "textarea, select, [contenteditable=''], [contenteditable='true'], " +
  "input:not([type=radio], [type=checkbox], [type=button], [type=submit], [type=file])";
const NAMES = { escape: "Esc", enter: "↵", ctrl: "Ctrl", arrowup: "↑", arrowdown: "↓" };

function areOn() {
  return document.documentElement.dataset.keys !== "off";
}

function switchKeys(areOn) {
  document.documentElement.dataset.keys = areOn ? "on" : "off";
  const address = document.body.dataset.keysSwitch;
  if (address) htmx.ajax("POST", address, { values: { on: areOn ? "1" : "0" }, swap: "none" });
}

// The pressed key in the words of data-key, or null for one that is none of ours.
function nameOf(event) {
  const key = event.key.toLowerCase();
  if (event.altKey) return null;
  if (event.ctrlKey || event.metaKey) return key === "enter" ? "ctrl+enter" : null;
  const isLetter = key.length === 1 && key !== event.key.toUpperCase();
  return event.shiftKey && (isLetter || key.length > 1) ? null : key;
}

function isUsable(element) {
  return !element.disabled && element.getAttribute("aria-disabled") !== "true" &&
    element.getAttribute("aria-busy") !== "true" && !element.closest("[inert]") &&
    element.checkVisibility();
}

// A button may stand in one form and send another.
function find(name, within) {
  const isOf = (element) => within === document || !element.form || element.form === within;
  return [...within.querySelectorAll(`[data-key="${CSS.escape(name)}"]`)].find((each) => isUsable(each) && isOf(each));
}

// Whoever is at a choice of an open form types for that form, not for the page round it. A
// verdict is no open form before it is rated, and its ratings stand among the other keys.
function isFillingIn(element) {
  const form = element.form?.matches(".form, .facets") && !element.matches("button") ? element.form : null;
  return Boolean(form) && (form.matches(".editor, .facets") || [...form.querySelectorAll(FIELD)].some(isUsable));
}

function use(element) {
  if (element.matches(FIELD)) element.focus();
  else element.click();
  // Who chose one of several by its key goes on from there with the arrow keys.
  const isOption = element.matches("[type=radio]") && document.activeElement?.name === element.name;
  if (isOption) element.focus();
}

// List of keys

function wordsOf(element) {
  const copy = (element.labels?.[0] ?? element).cloneNode(true);
  copy.querySelectorAll("kbd").forEach((kbd) => kbd.remove());
  return element.dataset.keyLabel ?? element.ariaLabel ?? copy.textContent.trim().replace(/\s+/g, " ");
}

function keyCap(name) {
  const kbd = document.createElement("kbd");
  kbd.className = "chord";
  const parts = name === "+" ? [name] : name.split("+");
  kbd.textContent = parts.map((part) => NAMES[part] ?? part.toUpperCase()).join(" ");
  return kbd;
}

function make(tag, text = "", attributes = {}) {
  const element = document.createElement(tag);
  element.textContent = text;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

function listKeys() {
  const list = make("dl");
  const seen = new Set();
  for (const element of document.querySelectorAll("[data-key]")) {
    const name = element.dataset.key;
    if (seen.has(name) || name === "?" || !isUsable(element)) continue;
    seen.add(name);
    const term = make("dt");
    term.append(keyCap(name));
    list.append(term, make("dd", wordsOf(element)));
  }
  const help = make("dt");
  help.append(keyCap("?"));
  list.append(help, make("dd", "Keys of this page"));
  return list;
}

function switchOfKeys() {
  const label = make("label", "", { class: "tick" });
  const box = make("input", "", { type: "checkbox" });
  box.checked = areOn();
  box.addEventListener("change", () => switchKeys(box.checked));
  label.append(box, make("span", "Single keys are on. Switch them off if you dictate, or press keys by accident."));
  return label;
}

function openList() {
  document.getElementById("keys")?.remove();
  const dialog = make("dialog", "", { id: "keys", class: "keys", "aria-labelledby": "keys-title" });
  const form = make("form", "", { method: "dialog" });
  form.append(make("button", "Close", { class: "button" }));
  dialog.append(make("h2", "Keys of this page", { id: "keys-title", tabindex: "-1", autofocus: "" }), listKeys(), switchOfKeys(), form);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

// Listening

document.addEventListener("keydown", (event) => {
  const name = nameOf(event);
  if (!name || event.defaultPrevented || event.isComposing || event.repeat) return;
  if (document.querySelector("dialog[open]")) return;
  const field = event.target.closest?.(FIELD);
  if (field && name === "escape" && !(field.form && find(name, field.form))) {
    field.blur();
    return;
  }
  if (name.length === 1 && (field || !areOn())) return;
  if (name === "enter" || name === " " || (field && !["ctrl+enter", "escape"].includes(name))) return;
  if (name === "?" && !isFillingIn(event.target)) {
    event.preventDefault();
    openList();
    return;
  }
  // The form in which somebody is comes first: several of them are sent with the same keys.
  const form = event.target.form;
  const within = name.length === 1 && isFillingIn(event.target) ? form : document;
  const element = (form && find(name, form)) || find(name, within);
  if (!element) return;
  event.preventDefault();
  use(element);
});

document.addEventListener("click", (event) => {
  if (event.target.closest?.("[data-key='?']")) openList();
});

// An open menu closes with Escape, or when the page beside it is pressed; so does what hangs from the article's bar.
const MENU = ":is(.menu, .gate-list)[open]";
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && document.querySelector(MENU);
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
document.addEventListener("click", (event) => {
  const menu = document.querySelector(MENU);
  if (menu && !menu.contains(event.target)) menu.open = false;
});

document.documentElement.dataset.keys = document.documentElement.dataset.singleKeys ?? "on";
