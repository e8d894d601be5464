// Keeps the reader's place: a pane scrolls back to where it was after a swap or
// a full load, and after a refused form the focus is in the first field in error.
// A pane that wants this names its content: data-place="claim-17".

const STORE = "places";
const places = new Map(JSON.parse(sessionStorage.getItem(STORE) ?? "[]"));
// An answer settles element by element. Its panes are put back once: what comes into view after
// that, such as a form that was opened, stays there.
const unsettled = new WeakSet();

function remember() {
  for (const pane of document.querySelectorAll("[data-place]")) {
    places.set(pane.dataset.place, pane.scrollTop);
  }
}

function restore() {
  for (const pane of document.querySelectorAll("[data-place]")) {
    const top = places.get(pane.dataset.place);
    if (top !== undefined && pane.scrollTop !== top) pane.scrollTop = top;
  }
}

function focusFirstError(root) {
  root.querySelector("[aria-invalid='true']")?.focus();
}

document.addEventListener("htmx:beforeSwap", (event) => {
  remember();
  unsettled.add(event.detail.xhr);
});
document.addEventListener("htmx:afterSettle", (event) => {
  if (unsettled.delete(event.detail.xhr)) restore();
});
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.xhr?.status === 422) {
    focusFirstError(document.getElementById(event.detail.target?.id) ?? document);
  }
});
// A line under the bar takes its room from the panes; their text stays where it was.
let room = 0;
const lines = new ResizeObserver(() => {
  const before = room;
  room = document.getElementById("notice").offsetHeight + document.getElementById("offline").offsetHeight;
  for (const pane of document.querySelectorAll(".panes [data-place]")) {
    pane.scrollTop += room - before;
    places.set(pane.dataset.place, pane.scrollTop);
  }
});

function watchLines() {
  lines.disconnect();
  for (const id of ["notice", "offline"]) lines.observe(document.getElementById(id));
}

document.addEventListener("htmx:historyRestore", watchLines);
watchLines();

window.addEventListener("pagehide", () => {
  remember();
  sessionStorage.setItem(STORE, JSON.stringify([...places].slice(-50)));
});

restore();
focusFirstError(document);
