// After the claim panel was swapped, ledger, galley and tabs follow it: they mark
// the claim that it shows. The panel says which: <section id="claim" data-claim="17">.
// Whoever pressed a button that is gone goes on at the panel's title.

function chosen() {
  return document.querySelector(".panes #claim[data-claim]");
}

// Claims inside the chosen one lie between its first words and its last.
function markWithin(panes, id) {
  const runs = [...panes.querySelectorAll("a.claim")];
  const first = runs.findIndex((run) => run.dataset.claim === id);
  const last = runs.findLastIndex((run) => run.dataset.claim === id);
  runs.forEach((run, index) => run.classList.toggle("within", index > first && index < last));
}

function mark(claim) {
  const panes = claim.closest(".panes");
  const id = claim.dataset.claim;
  for (const link of panes.querySelectorAll("a[data-claim]")) {
    if (link.dataset.claim === id) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  markWithin(panes, id);
}

// Brings the marked claim into view where it is not; the pane that was pressed stays still.
function show(pressed) {
  for (const pane of document.querySelectorAll("#ledger, #galley")) {
    const link = pane.querySelector("[aria-current]");
    if (!link || pane.contains(pressed)) continue;
    const frame = pane.getBoundingClientRect();
    const place = link.getBoundingClientRect();
    if (place.top < frame.top || place.bottom > frame.bottom) link.scrollIntoView({ block: "center" });
  }
}

function turnTo(claim) {
  claim.closest(".panes").dataset.pane = "claim";
  for (const tab of document.querySelectorAll(".tabs a")) {
    if (tab.dataset.pane === "claim") tab.setAttribute("aria-current", "page");
    else tab.removeAttribute("aria-current");
  }
  const tab = document.querySelector(".tabs [data-pane='claim']");
  if (!tab) return;
  tab.textContent = `Claim ${claim.dataset.number}`;
  tab.href = location.href;
}

// On a phone the panes share one scroll: another claim begins at its head.
let shown = chosen()?.dataset.claim;

function beginAtTheHead(claim) {
  const isAnother = claim.dataset.claim !== shown;
  shown = claim.dataset.claim;
  const tabs = document.getElementById("tabs");
  if (!isAnother || !tabs?.checkVisibility()) return;
  window.scrollBy({ top: claim.getBoundingClientRect().top - tabs.offsetHeight });
}

function takeFocus() {
  if (document.activeElement && document.activeElement !== document.body) return;
  document.getElementById("claim-title")?.focus({ preventScroll: true });
}

document.addEventListener("htmx:afterSettle", (event) => {
  const claim = chosen();
  if (!claim) return;
  const { target, requestConfig } = event.detail;
  if (["claim", "ledger", "galley"].includes(target?.id)) mark(claim);
  if (target?.id !== "claim") return;
  turnTo(claim);
  show(requestConfig?.elt);
  beginAtTheHead(claim);
  takeFocus();
});

if (chosen()) show(null);
