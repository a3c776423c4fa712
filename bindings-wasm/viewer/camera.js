// Zoom and place. The browser scrolls, so that wheels, fingers, keys and bars work as everywhere; every pane draws the
// same cut of its picture, so that all are in step.
const LEAST = 0.02;
const MOST = 16;
// The strip with the name of the side, as the style sheet has it.
const HEAD = 32;

export function createCamera(state, refs) {
  const { scroller, sizer, stage } = refs;
  let scale = 1;
  let fitted = true;

  // What a pane has for its cut of the picture.
  function pane() {
    const columns = getComputedStyle(stage).gridTemplateColumns.split(" ").length;
    const rows = getComputedStyle(stage).gridTemplateRows.split(" ").length;
    const { clientWidth, clientHeight } = scroller;
    return { width: clientWidth / columns, height: clientHeight / rows - HEAD, viewWidth: clientWidth, viewHeight: clientHeight };
  }

  function fitScale() {
    const { canvas } = state.values;
    return canvas ? Math.min(1, pane().width / canvas.width) : 1;
  }

  // Sizes what is scrolled, so that the end of the way is the end of the picture in every pane.
  function layout() {
    const { canvas } = state.values;
    stage.style.width = `${scroller.clientWidth}px`;
    stage.style.height = `${scroller.clientHeight}px`;
    if (!canvas) return;
    const from = { scale, top: scroller.scrollTop };
    if (fitted) scale = fitScale();
    const room = pane();
    sizer.style.width = `${Math.max(room.viewWidth, canvas.width * scale + room.viewWidth - room.width)}px`;
    sizer.style.height = `${Math.max(room.viewHeight, canvas.height * scale + room.viewHeight - room.height)}px`;
    // What was at the top stays there, also where another mode gives the pictures another size.
    if (scale !== from.scale && fitted) scroller.scrollTop = (from.top * scale) / from.scale;
    place();
  }

  function place() {
    const { canvas } = state.values;
    if (!canvas) return;
    const room = pane();
    const left = Math.max(0, (room.width - canvas.width * scale) / 2) - scroller.scrollLeft;
    stage.style.setProperty("--x", `${left}px`);
    stage.style.setProperty("--y", `${-scroller.scrollTop}px`);
    stage.style.setProperty("--s", String(scale));
    stage.toggleAttribute("data-large", scale >= 2);
    const seen = { x: scroller.scrollLeft / scale, y: scroller.scrollTop / scale, width: room.width / scale, height: room.height / scale };
    state.set({ scale, seen: JSON.stringify(seen) === JSON.stringify(state.values.seen) ? state.values.seen : seen });
  }

  // Zooms so that the point of the pane stays where it is.
  function zoomTo(wanted, point) {
    const { canvas } = state.values;
    if (!canvas) return;
    const room = pane();
    const at = point ?? { x: room.width / 2, y: room.height / 2 };
    const old = scale;
    const margin = Math.max(0, (room.width - canvas.width * old) / 2);
    const spot = { x: (scroller.scrollLeft + at.x - margin) / old, y: (scroller.scrollTop + at.y) / old };
    scale = Math.min(MOST, Math.max(Math.min(LEAST, fitScale()), wanted));
    fitted = false;
    layout();
    const now = Math.max(0, (room.width - canvas.width * scale) / 2);
    scroller.scrollLeft = spot.x * scale - at.x + now;
    scroller.scrollTop = spot.y * scale - at.y;
    place();
  }

  scroller.addEventListener("scroll", place, { passive: true });
  const observer = new ResizeObserver(layout);
  state.on(["canvas", "mode"], layout);
  state.on(["list"], () => queueMicrotask(layout));

  return {
    connect: () => observer.observe(scroller),
    disconnect: () => observer.disconnect(),
    zoomBy: (factor, point) => zoomTo(scale * factor, point),
    actual: () => zoomTo(1),
    fit() {
      fitted = true;
      layout();
    },
    scrollBy(x, y) {
      scroller.scrollBy({ left: x, top: y });
      place(); // the event comes a frame later
    },
    /** A point of the window, in the pane under it. */
    pointIn(clientX, clientY) {
      const box = scroller.getBoundingClientRect();
      const room = pane();
      return { x: (clientX - box.left) % room.width, y: ((clientY - box.top) % (room.height + HEAD)) - HEAD };
    },
    /** Brings a rectangle to the middle of the pane, at a size that can be seen. */
    reveal(rect, smooth) {
      const room = pane();
      const longer = Math.max(rect.width, rect.height);
      const most = Math.min((room.width * 0.9) / rect.width, (room.height * 0.9) / rect.height);
      const wanted = Math.min(Math.max(scale, Math.min(2, 24 / longer)), Math.max(most, fitScale()));
      if (Math.abs(wanted - scale) > 1e-6) zoomTo(wanted);
      const margin = Math.max(0, (room.width - state.values.canvas.width * scale) / 2);
      scroller.scrollTo({
        left: (rect.x + rect.width / 2) * scale - room.width / 2 + margin,
        top: (rect.y + rect.height / 2) * scale - room.height / 2,
        behavior: smooth ? "smooth" : "instant",
      });
      place();
    },
    /** Scrolls to a share of the height, its middle in the middle. */
    scrollToShare(share) {
      scroller.scrollTop = share * state.values.canvas.height * scale - pane().height / 2;
    },
  };
}
