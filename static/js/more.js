// A form that opens below its button, or in its place, takes the focus and comes into view.

// Opened here and now, not by the browser after the event: who goes on typing at once types into it.
// Its key goes into a form that is open already; only who presses the button itself closes it.
function open(control, isKey) {
  const details = control.parentElement;
  if (control.matches("summary")) return (details.open = isKey || !details.open) ? details : null;
  const form = document.getElementById(control.hash.slice(1));
  if (!form?.matches("form")) return null;
  location.hash = control.hash;
  return form;
}

document.addEventListener("click", (event) => {
  const control = event.target.closest?.(":is(.more, .answering) > summary, a[href^='#']");
  if (!control || event.ctrlKey || event.metaKey || event.shiftKey) return;
  // Left, it does not stay open for having been refused before.
  control.closest(".dismiss")?.classList.remove("refused");
  const form = open(control, !event.isTrusted);
  if (!form && !control.matches("summary")) return;
  event.preventDefault();
  const first = form?.querySelector(":is(input, textarea, select):not([type=hidden])");
  const chosen = first?.type === "radio" && form.querySelector(`[name="${first.name}"]:checked`);
  (chosen || first)?.focus();
  form?.scrollIntoView({ block: "nearest" });
});

// Left, it keeps what was typed, and its key leads back into it.
document.addEventListener("click", (event) => {
  const details = event.target.closest?.("[data-closes]")?.closest("details");
  if (!details) return;
  details.open = false;
  details.querySelector("summary").focus();
});

// The form in the dock's place is open while the address names it, and a swap makes it another
// element: it opens again where it was open.
let wasOpen = "";

function dismissal() {
  return document.getElementById("dismiss");
}

document.addEventListener("htmx:beforeSwap", () => {
  wasOpen = dismissal()?.matches(":target") ? dismissal().dataset.draft : "";
});
document.addEventListener("htmx:afterSettle", () => {
  if (wasOpen && dismissal()?.dataset.draft === wasOpen && !dismissal().matches(":target")) location.replace("#dismiss");
});
