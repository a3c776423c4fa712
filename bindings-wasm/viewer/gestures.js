// What hands do on the pictures: drag, pinch, wheel with a key held, and the line of swipe.
import { slide } from "./modes.js";

export function gestures(state, refs, camera) {
  dragging(refs, camera);
  pinching(refs, camera);
  splitting(state, refs);
  refs.scroller.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey && !event.metaKey) return; // plain wheels scroll
      event.preventDefault();
      camera.zoomBy(Math.exp(-event.deltaY * (event.deltaMode === 0 ? 0.004 : 0.12)), camera.pointIn(event.clientX, event.clientY));
    },
    { passive: false },
  );
  refs.scroller.addEventListener("dblclick", (event) => camera.zoomBy(2, camera.pointIn(event.clientX, event.clientY)));
}

// A mouse drags; fingers scroll by themselves.
function dragging({ scroller }, camera) {
  let last;
  scroller.addEventListener("pointerdown", (event) => {
    if (event.pointerType !== "mouse" || event.button !== 0 || event.target === scroller) return;
    last = { x: event.clientX, y: event.clientY };
    scroller.setPointerCapture(event.pointerId);
    scroller.toggleAttribute("data-dragging", true);
  });
  scroller.addEventListener("pointermove", (event) => {
    if (!last) return;
    camera.scrollBy(last.x - event.clientX, last.y - event.clientY);
    last = { x: event.clientX, y: event.clientY };
  });
  for (const end of ["pointerup", "pointercancel"]) {
    scroller.addEventListener(end, () => {
      last = undefined;
      scroller.removeAttribute("data-dragging");
    });
  }
}

function pinching({ scroller }, camera) {
  let apart = 0;
  const distance = ([a, b]) => Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
  scroller.addEventListener(
    "touchstart",
    (event) => {
      if (event.touches.length !== 2) return;
      event.preventDefault();
      apart = distance(event.touches);
    },
    { passive: false },
  );
  scroller.addEventListener(
    "touchmove",
    (event) => {
      if (event.touches.length !== 2 || apart === 0) return;
      event.preventDefault();
      const [a, b] = event.touches;
      const now = distance(event.touches);
      camera.zoomBy(now / apart, camera.pointIn((a.clientX + b.clientX) / 2, (a.clientY + b.clientY) / 2));
      apart = now;
    },
    { passive: false },
  );
  scroller.addEventListener("touchend", () => (apart = 0));
}

function splitting(state, { handle, stage }) {
  handle.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    event.stopPropagation();
    handle.setPointerCapture(event.pointerId);
  });
  handle.addEventListener("pointermove", (event) => {
    if (!handle.hasPointerCapture(event.pointerId)) return;
    const box = stage.getBoundingClientRect();
    slide(state, (event.clientX - box.left) / box.width - state.values.split);
  });
}
