// A form that opens below its button, or in its place, takes the focus and comes into view.

function opened(control) {
  if (control.matches("summary")) return control.parentElement.open ? control.parentElement : null;
  const form = document.getElementById(control.hash.slice(1));
  return form?.matches("form") ? form : null;
}

document.addEventListener("click", (event) => {
  const control = event.target.closest?.(".more > summary, a[href^='#']");
  if (!control) return;
  // The browser opens it after this event.
  requestAnimationFrame(() => {
    const form = opened(control);
    form?.querySelector(":is(input, textarea, select):not([type=hidden])")?.focus();
    form?.scrollIntoView({ block: "nearest" });
  });
});

// The form in the dock's place is open while the address names it, and a swap makes it another
// element: it opens again where it was open.
let open = "";

function dismissal() {
  return document.getElementById("dismiss");
}

document.addEventListener("htmx:beforeSwap", () => {
  open = dismissal()?.matches(":target") ? dismissal().dataset.draft : "";
});
document.addEventListener("htmx:afterSettle", () => {
  if (open && dismissal()?.dataset.draft === open && !dismissal().matches(":target")) location.replace("#dismiss");
});
