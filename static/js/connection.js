// Says so when the server cannot be reached, and takes the line away when it can.

const EVERY = 5000;
let asking = null;

function line() {
  return document.getElementById("offline");
}

async function ask() {
  try {
    await fetch(document.querySelector("link[rel=icon]").href, { method: "HEAD", cache: "no-store" });
    connected();
  } catch {
    asking = setTimeout(ask, EVERY);
  }
}

function lost() {
  line().hidden = false;
  asking ??= setTimeout(ask, EVERY);
}

function connected() {
  clearTimeout(asking);
  asking = null;
  line().hidden = true;
}

document.addEventListener("htmx:sendError", lost);
document.addEventListener("htmx:timeout", lost);
document.addEventListener("connection:lost", lost);
document.addEventListener("htmx:beforeOnLoad", connected);
window.addEventListener("offline", lost);
window.addEventListener("online", ask);

// What somebody did went well, so the last refusal is old.
document.addEventListener("htmx:beforeOnLoad", (event) => {
  const { xhr, requestConfig } = event.detail;
  if (xhr.status < 400 && ["click", "submit"].includes(requestConfig.triggeringEvent?.type)) {
    document.getElementById("notice").replaceChildren();
  }
});
