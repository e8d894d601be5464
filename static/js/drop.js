// A draft dropped on the zone, or chosen there, goes off at once.

document.addEventListener("change", (event) => {
  if (event.target.matches(".drop input[type=file]") && event.target.files.length) {
    event.target.form.requestSubmit();
  }
});

for (const [type, over] of [["dragover", true], ["dragleave", false], ["drop", false]]) {
  document.addEventListener(type, (event) => {
    event.target.closest?.(".drop")?.classList.toggle("over", over);
  });
}
