// The rows of a list: a cursor that goes up and down, ticks, and how many are ticked.
// The cursor is the focus, so that Enter opens a row as it opens any link.

const ROW = ".list tbody tr";

function rows() {
  return [...document.querySelectorAll(ROW)];
}

function current() {
  return document.activeElement?.closest(ROW);
}

function goTo(row) {
  const link = row?.querySelector("a.statement");
  link?.focus({ preventScroll: true });
  row?.scrollIntoView({ block: "nearest" });
}

// From where the cursor was; without one from the top, or from the bottom.
let last = null;
let lastIndex = 0;

function move(step) {
  const all = rows();
  const here = current() ?? all.find((row) => row.id === last);
  const index = here ? all.indexOf(here) + step : step > 0 ? 0 : all.length - 1;
  goTo(all[Math.min(Math.max(index, 0), all.length - 1)]);
}

document.addEventListener("focusin", () => {
  const row = current();
  if (!row) return;
  last = row.id;
  lastIndex = rows().indexOf(row);
});

// Ticks

function ticks() {
  return [...document.querySelectorAll(".many [name=claim]")];
}

function tell() {
  const form = document.getElementById("many");
  if (!form) return;
  const boxes = ticks();
  const ticked = boxes.filter((box) => box.checked).length;
  const line = document.getElementById("chosen");
  const every = form.querySelector("[name=all]");
  const words = every?.checked ? "All that match" : `${ticked} ticked`;
  if (line && line.textContent !== words) line.textContent = words;
  const head = document.getElementById("tick-all");
  if (!head) return;
  head.hidden = false;
  head.checked = ticked > 0 && ticked === boxes.length;
  head.indeterminate = ticked > 0 && ticked < boxes.length;
}

// With Shift all between this tick and the one before.
let before = null;

document.addEventListener("click", (event) => {
  const mover = event.target.closest?.("[data-move]");
  if (mover) move(Number(mover.dataset.move));
  if (event.target.closest?.("[data-ticks]")) {
    const row = current() ?? rows().find((each) => each.id === last);
    row?.querySelector("[name=claim]")?.click();
    if (row && !row.contains(document.activeElement)) goTo(row);
  }
  const box = event.target.closest?.(".many [name=claim]");
  if (!box) return;
  const boxes = ticks();
  if (event.shiftKey && before) {
    const [from, to] = [boxes.indexOf(before), boxes.indexOf(box)].sort((a, b) => a - b);
    for (const each of boxes.slice(Math.max(from, 0), to + 1)) each.checked = box.checked;
  }
  before = box;
});

document.addEventListener("change", (event) => {
  if (event.target.id === "tick-all") {
    for (const box of ticks()) box.checked = event.target.checked;
  }
  if (event.target.closest?.(".many")) tell();
});

document.addEventListener("reset", (event) => {
  // The browser takes the ticks away after this event.
  if (event.target.id === "many") setTimeout(tell);
});

// After a swap the cursor is where it was in the new list: at its row, or at the one in its place.
document.addEventListener("htmx:afterSettle", (event) => {
  tell();
  if (event.detail.target?.id !== "queue" || document.activeElement !== document.body) return;
  const all = rows();
  goTo(document.getElementById(last) ?? all[Math.min(lastIndex, all.length - 1)]);
});

// On a phone the views are one line, which begins at the one that is shown.
function showView() {
  const strip = document.querySelector(".side");
  const here = strip?.querySelector("[aria-current]");
  if (here) strip.scrollLeft = here.offsetLeft - strip.offsetLeft;
}

document.addEventListener("htmx:afterSettle", showView);
showView();

// Filters that were opened take the focus.
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target?.id === "filters") document.querySelector("#filters input:not([type=hidden])")?.focus();
});
document.addEventListener("htmx:historyRestore", tell);
tell();
