// After the claim panel was swapped, ledger, galley and tabs follow it: they mark
// what it shows. The panel says which: <section id="claim" data-claim="17">, or data-sentence.
// Whoever pressed a button that is gone goes on at the panel's title.

function chosen() {
  return document.querySelector(".panes #claim:is([data-claim], [data-sentence])");
}

// The attribute that tells what a panel shows or a link leads to.
function nameOf(element) {
  return element.dataset.claim ? `claim ${element.dataset.claim}` : `sentence ${element.dataset.sentence}`;
}

// Words that it shares with a smaller claim are that one's own: where they stand tells.
function markWithin(panes, { start, end }) {
  for (const run of panes.querySelectorAll("a.claim")) {
    const at = Number(run.dataset.at);
    run.classList.toggle("within", at >= Number(start) && at < Number(end));
  }
}

function mark(claim) {
  const panes = claim.closest(".panes");
  for (const link of panes.querySelectorAll("a:is([data-claim], [data-sentence])")) {
    if (nameOf(link) === nameOf(claim)) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  markWithin(panes, claim.dataset);
}

// Brings the marked claim into view where it is not; the pane that was pressed stays still.
function show(pressed) {
  for (const pane of document.querySelectorAll("#ledger, #galley")) {
    // In the galley its words, and not the mark beside them.
    const link = pane.querySelector("a.claim[aria-current], .row a[aria-current]") ?? pane.querySelector("[aria-current]");
    if (!link || pane.contains(pressed)) continue;
    const frame = pane.getBoundingClientRect();
    const place = link.getBoundingClientRect();
    // The line with the undo stands over the foot of the panes.
    const foot = frame.bottom - (document.getElementById("undo")?.offsetHeight ?? 0);
    if (place.top < frame.top || place.bottom > foot) link.scrollIntoView({ block: "center" });
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
  tab.textContent = claim.dataset.number ? `Claim ${claim.dataset.number}` : "Sentence";
  tab.href = location.href;
}

// On a phone the panes share one scroll: another claim begins at its head.
let shown = chosen() && nameOf(chosen());

function beginAtTheHead(claim) {
  const isAnother = nameOf(claim) !== shown;
  shown = nameOf(claim);
  const tabs = document.getElementById("tabs");
  if (!isAnother || !tabs?.checkVisibility()) return;
  window.scrollBy({ top: claim.getBoundingClientRect().top - tabs.offsetHeight });
}

function takeFocus(element) {
  if (document.activeElement && document.activeElement !== document.body) return;
  (element ?? document.getElementById("claim-title"))?.focus({ preventScroll: true });
}

document.addEventListener("htmx:afterSettle", (event) => {
  const claim = chosen();
  if (!claim) return;
  const { target, requestConfig } = event.detail;
  if (["claim", "ledger", "galley"].includes(target?.id)) mark(claim);
  // What was attached or said is in the list; the button for more stands below it.
  if (["evidence", "comments"].includes(target?.id)) takeFocus(document.querySelector(`#${target.id} .more > summary`));
  // What came between is read before it is sent again.
  if (target?.id === "verdict") takeFocus(document.getElementById("conflict"));
  if (target?.id !== "claim") return;
  turnTo(claim);
  show(requestConfig?.elt);
  beginAtTheHead(claim);
  takeFocus();
});

// Through the ledger with the arrow keys: the panel follows, and the focus stays in the rows.
document.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const here = event.target.closest?.("#ledger .row");
  if (!step || !here || !event.target.matches("a") || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  event.preventDefault();
  const rows = [...document.querySelectorAll("#ledger .row:not([hidden])")];
  const link = rows[rows.indexOf(here) + step]?.querySelector("a");
  link?.focus();
  link?.click();
});

document.addEventListener("news:shown", () => chosen() && mark(chosen()));

if (chosen()) show(null);
