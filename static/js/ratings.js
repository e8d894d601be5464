// The rating of a verdict: pressed again it is taken back; chosen with pointer or
// key it opens the explanation and goes there; until then nothing can be sent.

function sync(dock) {
  const chosen = dock.querySelector(".rating :checked");
  for (const button of dock.querySelectorAll("[data-needs-rating]")) button.disabled = !chosen;
  dock.dataset.chosen = chosen?.value ?? "";
}

function syncAll() {
  document.querySelectorAll(".dock").forEach(sync);
}

document.addEventListener("click", (event) => {
  const radio = event.target.closest?.(".rating input[type=radio]");
  if (!radio) return;
  const dock = radio.closest(".dock");
  if (dock.dataset.chosen === radio.value) {
    radio.checked = false;
    // The browser tells of a choice, not of its end.
    radio.dispatchEvent(new Event("input", { bubbles: true }));
  }
  sync(dock);
  // Arrow keys move through the group and also click; they must not lose the group.
  const meant = event.detail > 0 || !event.isTrusted;
  if (radio.checked && meant) dock.querySelector(".once-rated :is(textarea, input)")?.focus();
});

document.addEventListener("htmx:afterSettle", syncAll);
document.addEventListener("htmx:historyRestore", syncAll);
document.addEventListener("news:shown", syncAll);
syncAll();
