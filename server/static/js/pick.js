// Selecting runs: all of the page, a stretch with Shift, and how many there are.
let last;

const boxes = () => [...document.querySelectorAll(".pick input")];

function tell() {
  const count = document.querySelector("[data-count]");
  if (!count) return;
  const picked = boxes().filter((box) => box.checked).length;
  count.textContent = picked ? `${picked} selected` : "None selected";
  document.querySelector("[data-picked]").disabled = picked === 0;
}

export function start() {
  const all = document.querySelector("[data-all]");
  if (all) all.hidden = false;
  tell();
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-all]")) {
    const every = boxes();
    const on = every.some((box) => !box.checked);
    for (const box of every) box.checked = on;
    tell();
  } else if (event.target.matches(".pick input")) {
    const every = boxes();
    const [from, to] = [every.indexOf(last), every.indexOf(event.target)].sort((a, b) => a - b);
    if (event.shiftKey && from >= 0) for (const box of every.slice(from, to + 1)) box.checked = event.target.checked;
    last = event.target;
    tell();
  }
});

start();
