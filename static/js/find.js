// Find in the ledger: rows that do not say the words are left out while one types. Enter goes
// to the first that does; Escape leaves the field and shows all rows again.

let wanted = "";

function sift() {
  const field = document.getElementById("find");
  if (!field) return;
  if (field.value !== wanted && document.activeElement !== field && wanted) field.value = wanted;
  const words = field.value.trim().toLowerCase();
  let found = 0;
  for (const row of document.querySelectorAll("#ledger .rows > .row")) {
    row.hidden = !row.textContent.toLowerCase().includes(words);
    found += !row.hidden;
  }
  document.querySelector("#ledger .nothing-found").hidden = !words || found > 0;
}

document.addEventListener("input", (event) => {
  if (event.target.id !== "find") return;
  wanted = event.target.value;
  sift();
});

document.addEventListener("submit", (event) => {
  if (!event.target.matches("#ledger .find")) return;
  event.preventDefault();
  const link = document.querySelector("#ledger .rows > .row:not([hidden]) a");
  // The arrow keys go on from here.
  link?.focus();
  link?.click();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.target.id !== "find") return;
  event.target.value = wanted = "";
  sift();
});

// The ledger was swapped: the same rows are looked for.
document.addEventListener("htmx:afterSettle", sift);
