// Keys: whatever has data-key is pressed by it; ? tells which there are.
const dialog = document.getElementById("keys");

function press(key) {
  const target = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!target) return false;
  target.click();
  return true;
}

function help() {
  const known = [...document.querySelectorAll("[data-key]")].map((node) => [node.dataset.key, node.dataset.says]);
  known.sort(([a], [b]) => a.localeCompare(b));
  const list = [...known, ["?", "This list"]].flatMap(([key, says]) => {
    const [term, text, cap] = ["dt", "dd", "kbd"].map((name) => document.createElement(name));
    cap.textContent = key.toUpperCase();
    term.append(cap);
    text.textContent = says;
    return [term, text];
  });
  dialog.querySelector("dl").replaceChildren(...list);
  dialog.showModal();
}

document.addEventListener("keydown", (event) => {
  // The viewer takes its own keys first, and a field all of them.
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || dialog.open) return;
  const field = event.composedPath()[0];
  if (field.matches?.("input:not([type=checkbox]):not([type=radio]), textarea, select")) return;
  if (event.key === "?") help();
  else if (!press(event.key.toLowerCase())) return;
  event.preventDefault();
});
