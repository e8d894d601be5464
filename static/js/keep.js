// What is typed in a form with data-keep="evidence-17" is kept in this tab until it was
// sent: it comes back after a swap or a full load, into fields that nobody has touched. With
// data-keep-too a hidden field comes back too: the version of the claim that was edited.

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
  const typed = (field) => !["hidden", "submit", "file"].includes(field.type) || "keepToo" in field.dataset;
  return [...form.elements].filter((field) => field.name && typed(field));
}

function wordsOf(form) {
  const fields = fieldsOf(form).filter((field) => (isOption(field) ? field.checked : field.value.trim()));
  // A list always has a choice; alone it is nothing that was typed.
  if (fields.every((field) => field.matches("select"))) return [];
  return fields.map((field) => [field.name, field.value]);
}

function isUntouched(field) {
  if (isOption(field)) {
    const group = field.form.querySelectorAll(`[name="${CSS.escape(field.name)}"]`);
    return [...group].every((option) => option.checked === option.defaultChecked);
  }
  if (!field.matches("select")) return field.value === field.defaultValue;
  return field.selectedIndex === Math.max([...field.options].findIndex((option) => option.defaultSelected), 0);
}

function fill(field, values) {
  if (isOption(field)) field.checked = values.includes(field.value);
  else field.value = values[0];
}

function putBack() {
  for (const form of document.querySelectorAll("form[data-keep]")) {
    // What the server refused it shows again itself.
    if (!kept.has(form.dataset.keep) || form.querySelector(".error, [aria-invalid='true']")) continue;
    const words = Map.groupBy(kept.get(form.dataset.keep), ([name]) => name);
    const fields = fieldsOf(form).filter((field) => words.has(field.name) && isUntouched(field));
    for (const field of fields) fill(field, words.get(field.name).map(([, value]) => value));
    const around = form.closest("details");
    if (around && fields.some((field) => !field.matches("select"))) around.open = true;
  }
}

// Files cannot be kept. But where the server refuses a form, the one that takes its place gets them.
function handOver(event) {
  const files = [...event.target.querySelectorAll("input[type=file]")].filter((field) => field.files.length);
  if (!files.length) return;
  document.addEventListener(
    "htmx:afterSwap",
    () => {
      for (const { name, files: chosen } of files) {
        const field = document.querySelector(`form input[type=file][name="${CSS.escape(name)}"]`);
        if (!field || field.files.length) continue;
        field.files = chosen;
        const around = field.closest("details");
        if (around) around.open = true;
      }
    },
    { once: true },
  );
}

document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status === 422) handOver(event);
});

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
