// What is typed in a form with data-keep="evidence-17" is kept in this tab until it was
// sent: it comes back after a swap or a full load, into fields that are empty.

const STORE = `kept-${document.body.dataset.person ?? ""}`;
const kept = new Map(JSON.parse(sessionStorage.getItem(STORE) ?? "[]"));

function remember(name, words) {
  if (words.length) kept.set(name, words);
  else kept.delete(name);
  sessionStorage.setItem(STORE, JSON.stringify([...kept]));
}

function isOption(field) {
  return ["radio", "checkbox"].includes(field.type);
}

function fieldsOf(form) {
  return [...form.elements].filter((field) => field.name && !["hidden", "submit", "file"].includes(field.type));
}

function wordsOf(form) {
  const fields = fieldsOf(form).filter((field) => (isOption(field) ? field.checked : field.value.trim()));
  // A list always has a choice; alone it is nothing that was typed.
  if (fields.every((field) => field.matches("select"))) return [];
  return fields.map((field) => [field.name, field.value]);
}

function isEmpty(field) {
  if (isOption(field)) return !field.form.querySelector(`[name="${CSS.escape(field.name)}"]:checked`);
  if (!field.matches("select")) return !field.value;
  return field.selectedIndex === Math.max([...field.options].findIndex((option) => option.defaultSelected), 0);
}

function fill(field, value) {
  if (!isOption(field)) field.value = value;
  else if (field.value === value) field.checked = true;
}

function putBack() {
  for (const form of document.querySelectorAll("form[data-keep]")) {
    // What the server refused it shows again itself.
    if (!kept.has(form.dataset.keep) || form.querySelector(".error, [aria-invalid='true']")) continue;
    const words = new Map(kept.get(form.dataset.keep));
    const fields = fieldsOf(form).filter((field) => words.has(field.name) && isEmpty(field));
    for (const field of fields) fill(field, words.get(field.name));
    const around = form.closest("details");
    if (around && fields.some((field) => !field.matches("select"))) around.open = true;
  }
}

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (form?.dataset.keep) remember(form.dataset.keep, wordsOf(form));
});

// Before the swap, so that nothing is put back; and after, for a form that was replaced meanwhile.
function forget(event) {
  const { xhr, requestConfig } = event.detail;
  const name = requestConfig.elt.dataset.keep;
  if (name && xhr.status >= 200 && xhr.status < 300) remember(name, []);
}

document.addEventListener("htmx:beforeOnLoad", forget);
document.addEventListener("htmx:afterRequest", forget);
document.addEventListener("htmx:afterSwap", putBack);
document.addEventListener("htmx:historyRestore", putBack);
putBack();
