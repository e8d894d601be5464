// After the claim panel was swapped, ledger, galley and tabs follow it: they mark
// the claim that it shows. The panel says which: <section id="claim" data-claim="17">.

// Claims inside the chosen one lie between its first words and its last.
function markWithin(panes, id) {
  const runs = [...panes.querySelectorAll("a.claim")];
  const first = runs.findIndex((run) => run.dataset.claim === id);
  const last = runs.findLastIndex((run) => run.dataset.claim === id);
  runs.forEach((run, index) => run.classList.toggle("within", index > first && index < last));
}

function follow() {
  const panes = document.querySelector(".panes");
  const claim = panes?.querySelector("#claim[data-claim]");
  if (!claim) return;
  const id = claim.dataset.claim;
  for (const mark of panes.querySelectorAll("[data-claim]:not(#claim)")) {
    if (mark.dataset.claim === id) mark.setAttribute("aria-current", "true");
    else mark.removeAttribute("aria-current");
  }
  markWithin(panes, id);
  for (const pane of ["#ledger", "#galley"]) {
    panes.querySelector(`${pane} [aria-current]`)?.scrollIntoView({ block: "nearest" });
  }
}

function showPane(name) {
  document.querySelector(".panes").dataset.pane = name;
  for (const tab of document.querySelectorAll(".tabs a")) {
    if (tab.dataset.pane === name) tab.setAttribute("aria-current", "page");
    else tab.removeAttribute("aria-current");
  }
}

function nameTab(claim) {
  const tab = document.querySelector(".tabs [data-pane='claim']");
  if (!tab || !claim.dataset.number) return;
  tab.textContent = `Claim ${claim.dataset.number}`;
  tab.href = location.href;
}

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target?.id === "ledger" || event.detail.target?.id === "galley") follow();
  if (event.detail.target?.id !== "claim") return;
  follow();
  const claim = document.querySelector("#claim[data-claim]");
  if (!claim) return;
  showPane("claim");
  nameTab(claim);
});
