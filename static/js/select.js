// Words of the article that are selected can become a claim, the edges of the claim in the
// panel, or the place where that is cut. A small bar offers what may be done; the server moves
// the span out to whole words. Offsets count code points of the text, not UTF-16 units.

const MARKS = ".in-margin, .unseen";
let span = null;

function paragraphOf(node) {
  const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
  return element?.closest("#galley [data-start]");
}

// Code points of the article's own text from the start of the paragraph to a place in it.
function before(paragraph, node, offset) {
  const range = document.createRange();
  range.setStart(paragraph, 0);
  range.setEnd(node, offset);
  const part = range.cloneContents();
  for (const mark of part.querySelectorAll(MARKS)) mark.remove();
  return [...part.textContent].length;
}

function spanOf(selection) {
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const first = paragraphOf(range.startContainer);
  if (!first) return null;
  let last = paragraphOf(range.endContainer);
  let end = last && before(last, range.endContainer, range.endOffset);
  if (!last || (last !== first && end === 0)) {
    // A paragraph that was clicked three times ends at the start of the next one.
    last = first;
    end = before(first, first, first.childNodes.length);
  }
  const start = Number(first.dataset.start) + before(first, range.startContainer, range.startOffset);
  end += Number(last.dataset.start);
  return start < end ? { start, end, box: range.getBoundingClientRect() } : null;
}

// What may be done with it

function choices() {
  const add = document.getElementById("galley").dataset.add;
  const claim = document.querySelector("#claim [data-edges]")?.dataset;
  const found = [];
  if (add) found.push(["Add claim", "+", add, { start: span.start, end: span.end }]);
  if (claim) found.push(["Set edges to this", "w", claim.edges, { start: span.start, end: span.end }]);
  if (claim && claim.start < span.end && span.start < claim.end) {
    // Cut where the selection begins; one at the claim's head is cut off at its end.
    const at = span.start > claim.start ? span.start : span.end;
    if (at < claim.end) found.push(["Split here", "h", claim.split, { at }]);
  }
  return found;
}

function button([words, key, address, values]) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button";
  made.dataset.key = key;
  const cap = document.createElement("kbd");
  cap.textContent = key.toUpperCase();
  made.append(words, " ", cap);
  made.addEventListener("click", () => {
    // Not in the name of the button, which goes with the selection.
    window.htmx.ajax("POST", address, { target: "#claim", swap: "outerHTML", values });
    getSelection().removeAllRanges();
  });
  return made;
}

function bar() {
  const known = document.getElementById("selected");
  if (known) return known;
  const made = document.createElement("div");
  made.id = "selected";
  made.className = "selected-bar";
  made.setAttribute("role", "toolbar");
  made.ariaLabel = "Selected words";
  // A press there must not end the selection.
  made.addEventListener("pointerdown", (event) => event.preventDefault());
  document.body.prepend(made);
  return made;
}

function place(shown) {
  const { width, height } = shown.getBoundingClientRect();
  const left = Math.min(Math.max(8, span.box.left), innerWidth - width - 8);
  const above = span.box.top - height - 8;
  const below = span.box.bottom + 8;
  shown.style.left = `${left}px`;
  shown.style.top = `${above > 56 ? above : Math.min(below, innerHeight - height - 8)}px`;
}

function show() {
  const selection = getSelection();
  // The button that was just pressed may hold the selection of its own words.
  span = document.getElementById("galley") && spanOf(selection);
  const offered = span ? choices() : [];
  if (!offered.length) {
    document.getElementById("selected")?.remove();
    return;
  }
  const shown = bar();
  shown.replaceChildren(...offered.map(button));
  place(shown);
}

document.addEventListener("selectionchange", show);
document.addEventListener("htmx:afterSettle", show);
document.addEventListener("scroll", () => span && show(), { capture: true, passive: true });

// The end of a selection that began on a claim is no press of that claim.
document.addEventListener(
  "click",
  (event) => {
    if (event.detail === 0 || !event.target.closest?.("#galley a") || !spanOf(getSelection())) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  },
  true,
);

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && document.getElementById("selected")) getSelection().removeAllRanges();
});
