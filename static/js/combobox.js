// A field that finds sources while one types: a list below it, walked by arrow keys. What
// the server offers comes by htmx; without this module the field is a plain one.

const FIELD = "[data-combobox] input:not([hidden])";
let sequence = 0;

function parts(field) {
  const box = field.closest("[data-combobox]");
  return {
    box,
    key: box.querySelector("input[hidden]"),
    list: box.querySelector("[role=listbox]"),
    known: box.querySelector(".chosen"),
    status: box.querySelector("[role=status]"),
  };
}

function options(field) {
  return [...parts(field).list.querySelectorAll("[role=option]")];
}

function active(field) {
  return document.getElementById(field.getAttribute("aria-activedescendant") || "none");
}

function close(field) {
  const { list } = parts(field);
  list.hidden = true;
  field.setAttribute("aria-expanded", "false");
  field.removeAttribute("aria-activedescendant");
}

function open(field) {
  const { list, status } = parts(field);
  const found = options(field);
  list.hidden = !found.length;
  field.setAttribute("aria-expanded", String(found.length > 0));
  field.removeAttribute("aria-activedescendant");
  status.textContent = found.length === 1 ? "1 known source" : `${found.length || "No"} known sources`;
}

function mark(field, option) {
  for (const each of options(field)) each.setAttribute("aria-selected", String(each === option));
  if (!option) return;
  field.setAttribute("aria-activedescendant", option.id);
  option.scrollIntoView({ block: "nearest" });
}

function step(field, by) {
  const all = options(field);
  const at = all.indexOf(active(field));
  mark(field, all[at < 0 ? (by > 0 ? 0 : all.length - 1) : (at + by + all.length) % all.length]);
}

// Of a known source the form asks nothing more.
function show(field) {
  const { key, known } = parts(field);
  known.hidden = !key.value;
  for (const each of field.form.querySelectorAll(".unless-known")) each.hidden = Boolean(key.value);
}

function choose(field, option) {
  field.value = option.dataset.title;
  parts(field).key.value = option.dataset.source;
  close(field);
  show(field);
  // What is typed is kept in the tab; so is what is chosen.
  parts(field).key.dispatchEvent(new Event("input", { bubbles: true }));
}

function forget(field) {
  parts(field).key.value = "";
  show(field);
}

function enhance(field) {
  const { list } = parts(field);
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-expanded", "false");
  field.setAttribute("aria-controls", list.id);
  show(field);
}

function enhanceAll() {
  for (const field of document.querySelectorAll(FIELD)) {
    if (field.getAttribute("role") === "combobox") show(field);
    else enhance(field);
  }
}

async function look(field) {
  const turn = (sequence += 1);
  const { box, list } = parts(field);
  const address = new URL(box.dataset.combobox, location.origin);
  address.searchParams.set("words", field.value);
  let answer;
  try {
    answer = await fetch(address, { headers: { "HX-Request": "true" } });
  } catch {
    // Not connected: the field stays a plain one.
    return;
  }
  if (!answer.ok || turn !== sequence || document.activeElement !== field) return;
  list.innerHTML = await answer.text();
  open(field);
}

let waiting;

document.addEventListener("input", (event) => {
  const field = event.target;
  if (!field.matches(FIELD)) return;
  forget(field);
  clearTimeout(waiting);
  sequence += 1;
  if (field.value.trim().length < 2) close(field);
  else waiting = setTimeout(look, 150, field);
});

// Before the keys of the page hear of it.
document.addEventListener(
  "keydown",
  (event) => {
    const field = event.target;
    if (!field.matches?.(FIELD) || event.isComposing || parts(field).list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") step(field, event.key === "ArrowDown" ? 1 : -1);
    else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey && active(field)) choose(field, active(field));
    else if (event.key === "Escape") close(field);
    else return;
    event.preventDefault();
    event.stopPropagation();
  },
  true,
);

// The press must not take the focus from the field.
document.addEventListener("mousedown", (event) => {
  if (event.target.closest?.("[data-combobox] [role=listbox]")) event.preventDefault();
});

document.addEventListener("click", (event) => {
  const box = event.target.closest?.("[data-combobox]");
  const field = box?.querySelector("input:not([hidden])");
  const option = event.target.closest?.("[role=option]");
  if (field && option) choose(field, option);
  if (field && event.target.closest(".chosen button")) {
    field.value = "";
    forget(field);
    field.focus();
    parts(field).key.dispatchEvent(new Event("input", { bubbles: true }));
  }
});

document.addEventListener("focusout", (event) => {
  if (event.target.matches?.(FIELD)) close(event.target);
});

document.addEventListener("htmx:afterSettle", enhanceAll);
document.addEventListener("htmx:historyRestore", enhanceAll);
document.addEventListener("news:shown", enhanceAll);
enhanceAll();
