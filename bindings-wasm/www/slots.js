// The two places for pictures: dropped, pasted or chosen.
export function createSlots(changed) {
  const files = { before: null, after: null };
  const nodes = Object.fromEntries([...document.querySelectorAll(".slot")].map((node) => [node.dataset.side, node]));

  function put(side, file) {
    files[side] = file;
    const node = nodes[side];
    const image = node.querySelector("img");
    if (image.src) URL.revokeObjectURL(image.src);
    image.hidden = !file;
    node.toggleAttribute("data-full", Boolean(file));
    node.querySelector(".hint").textContent = file ? file.name : "Drop, paste or choose a picture";
    if (file) image.src = URL.createObjectURL(file);
    else image.removeAttribute("src");
  }

  /** Two fill both places; one goes where it was dropped, else to the first free place, else it is the picture after. */
  function fill(given, side) {
    const pictures = [...given];
    if (pictures.length === 0) return;
    if (pictures.length > 1) {
      put("before", pictures[0]);
      put("after", pictures[1]);
    } else {
      put(side ?? (files.before ? "after" : "before"), pictures[0]);
    }
    changed();
  }

  for (const [side, node] of Object.entries(nodes)) {
    const input = node.querySelector("input");
    input.multiple = true;
    input.addEventListener("change", () => {
      fill(input.files, side);
      input.value = ""; // the same file may be chosen again
    });
    // A format that the browser cannot show is compared all the same.
    node.querySelector("img").addEventListener("error", (event) => (event.target.hidden = true));
  }

  const over = (event) => event.target.closest?.(".slot");
  addEventListener("dragover", (event) => {
    event.preventDefault();
    document.body.classList.add("dragging");
    for (const node of Object.values(nodes)) node.toggleAttribute("data-over", node === over(event));
  });
  const calm = () => {
    document.body.classList.remove("dragging");
    for (const node of Object.values(nodes)) node.removeAttribute("data-over");
  };
  addEventListener("dragleave", (event) => event.relatedTarget ?? calm());
  addEventListener("drop", (event) => {
    event.preventDefault();
    calm();
    fill(event.dataTransfer.files, over(event)?.dataset.side);
  });
  addEventListener("paste", (event) => {
    const side = document.activeElement?.closest(".slot")?.dataset.side;
    fill(event.clipboardData.files, side && !files[side] ? side : undefined);
  });

  return {
    files,
    fill,
    swap() {
      const { before, after } = files;
      put("before", after);
      put("after", before);
      changed();
    },
  };
}
