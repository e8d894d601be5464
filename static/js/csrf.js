// Sends the token of the cookie, which is always that of the present sign-in,
// so that signing in in another tab does not make an open form stale.

function token() {
  return document.cookie.match(/(?:^|;\s*)(?:__Host-)?csrftoken=([^;]+)/)?.[1];
}

document.addEventListener("htmx:configRequest", (event) => {
  const { verb, headers, parameters } = event.detail;
  const fresh = token();
  if (verb === "get" || !fresh) return;
  // Django looks at the form's own field first, and that may be old.
  delete parameters.csrfmiddlewaretoken;
  headers["X-CSRFToken"] = fresh;
});

document.addEventListener("submit", (event) => {
  const field = event.target.elements.csrfmiddlewaretoken;
  const fresh = token();
  if (field && fresh) field.value = fresh;
});
