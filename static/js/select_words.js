// Words to choose from: what lies between the first and the last is marked in both lists, and
// what comes after a cut. Choosing itself is the browser's: a radio button for each word.

function words(form, name) {
  return [...form.querySelectorAll(`input[type=radio][name="${name}"]`)];
}

function paint(form) {
  if (form.matches("[data-cut]")) {
    const all = words(form, "at");
    const cut = all.findIndex((word) => word.checked);
    all.forEach((word, index) => word.parentElement.classList.toggle("within", cut >= 0 && index >= cut));
    return;
  }
  const [firsts, lasts] = [words(form, "start"), words(form, "end")];
  const [from, to] = [firsts, lasts].map((all) => all.findIndex((word) => word.checked));
  for (const all of [firsts, lasts]) {
    all.forEach((word, index) => word.parentElement.classList.toggle("within", index >= from && index <= to));
  }
}

function paintAll() {
  document.querySelectorAll("form:is([data-span], [data-cut])").forEach(paint);
}

document.addEventListener("change", (event) => {
  const form = event.target.closest("form:is([data-span], [data-cut])");
  if (form) paint(form);
});
document.addEventListener("htmx:afterSettle", paintAll);

// A form that opens in the claim panel comes into view and has the focus; when it is left, the
// panel's title has it.
function goTo(form) {
  // Of words to choose from, the one that is chosen: arrow keys go on from there.
  const first = form.querySelector(":focus") ?? form.querySelector("[type=radio]:checked") ??
    form.querySelector("textarea, input:not([type=hidden]), select, a.button");
  // All of it where there is room; the first field in any case.
  form.scrollIntoView({ block: "nearest" });
  first?.scrollIntoView({ block: "nearest" });
  first?.focus({ preventScroll: true });
}

function openForm() {
  return document.querySelector("#editing > form");
}

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target?.id !== "editing") return;
  if (openForm()) goTo(openForm());
  else document.getElementById("claim-title")?.focus({ preventScroll: true });
});
if (openForm()) goTo(openForm());
document.addEventListener("news:shown", paintAll);
paintAll();
