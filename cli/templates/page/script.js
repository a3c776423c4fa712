"use strict";
// Keys on top of a page that works without them: the views are radio buttons, and the style does the rest.
const pairs = [...document.querySelectorAll(".pair")];
const views = { 0: "all", 1: "before", 2: "after", 3: "diff" };
let at = -1;

// The pair that was jumped to, while it is in sight; else the last one that begins in the upper third.
function current() {
  const box = at < 0 ? null : pairs[at].getBoundingClientRect();
  if (!box || box.bottom < 0 || box.top > innerHeight) {
    at = pairs.findLastIndex((pair) => pair.getBoundingClientRect().top < innerHeight / 3);
  }
  return at;
}

function jump(step) {
  const to = Math.min(Math.max(current() + step, 0), pairs.length - 1);
  at = to;
  pairs[to].scrollIntoView();
  pairs[to].focus({ preventScroll: true });
}

function show(view) {
  const pair = pairs[Math.max(current(), 0)];
  const button = pair.querySelector(`input[value="${view}"]`);
  if (button) button.checked = true;
}

addEventListener("focusin", (event) => {
  const pair = event.target.closest(".pair");
  if (pair) at = pairs.indexOf(pair);
});

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || pairs.length === 0) return;
  if (event.key === "n") jump(1);
  else if (event.key === "p") jump(-1);
  else if (event.key in views) show(views[event.key]);
  else return;
  event.preventDefault();
});

document.querySelector(".keys")?.removeAttribute("hidden");
