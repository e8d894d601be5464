// What happens to a button between being pressed and its answer: it is marked
// busy, a second press does nothing, and links keep the browser's own ways.

const BUSY = "aria-busy";
const pressed = new WeakMap();

function isBusy(element) {
  return element.getAttribute(BUSY) === "true";
}

function isHalfTyped(field) {
  return field.validity?.badInput && field.checkVisibility();
}

function stop(event) {
  event.preventDefault();
  event.stopImmediatePropagation();
}

document.addEventListener("htmx:beforeRequest", (event) => {
  const { elt, xhr, requestConfig } = event.detail;
  const cause = requestConfig.triggeringEvent;
  const button = cause?.submitter ?? (elt.matches("button, a.button") ? elt : null);
  if (!button) return;
  pressed.set(xhr, button);
  button.setAttribute(BUSY, "true");
});

document.addEventListener("htmx:afterRequest", (event) => {
  pressed.get(event.detail.xhr)?.removeAttribute(BUSY);
});

document.addEventListener(
  "click",
  (event) => {
    const control = event.target.closest("a, button, label");
    if (!control) return;
    // What is wrong is told beside the field, in our own words, by the server; but a date without its
    // time never gets there, so that the browser must tell of it.
    if (control.form) control.form.noValidate = ![...control.form.elements].some(isHalfTyped);
    if (isBusy(control) || control.getAttribute("aria-disabled") === "true") {
      stop(event);
    } else if (control.matches("a[href]") && (event.ctrlKey || event.metaKey || event.shiftKey)) {
      // A new tab or window: the browser's business, not htmx's.
      event.stopPropagation();
    }
  },
  true,
);

document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    if (form.classList.contains("htmx-request") || [...form.querySelectorAll("button")].some(isBusy)) {
      stop(event);
    }
  },
  true,
);

// A form that htmx does not send leaves the page, so it is busy until then.
document.addEventListener("submit", (event) => {
  if (event.defaultPrevented || event.target.method !== "post") return;
  event.submitter?.setAttribute(BUSY, "true");
});

// Back from the browser's cache: nothing is on its way any more.
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const button of document.querySelectorAll("[aria-busy='true']")) button.removeAttribute(BUSY);
});
