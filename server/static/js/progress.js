// Keeps the page of a release in step while results arrive, without taking away what was selected or typed.
import { start } from "./pick.js";

const live = document.getElementById("live");
const SPACE_MS = 700;
let waiting = false;

async function refresh() {
  waiting = false;
  const busy = live.querySelector(".pick input:checked") || live.contains(document.activeElement);
  if (busy || document.hidden) return later();
  const response = await fetch(location.href, { headers: { accept: "text/html" } });
  if (!response.ok) return;
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html").getElementById("live");
  if (fresh) live.replaceChildren(...fresh.childNodes);
  start();
}

// Many results in a moment are one look.
function later() {
  if (waiting) return;
  waiting = true;
  setTimeout(refresh, SPACE_MS);
}

new EventSource(live.dataset.events).addEventListener("changed", later);
