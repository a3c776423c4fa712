// A clock that stands still, and random numbers that repeat. Called with a time or null, a seed or null, and the local
// storage of origins, before any script of the page.
(now, seed, storage) => {
  try {
    for (const { name, value } of storage[location.origin] ?? []) {
      if (localStorage.getItem(name) === null) localStorage.setItem(name, value);
    }
  } catch { /* a document without storage */ }

  if (seed !== null) {
    let state = seed >>> 0;
    Math.random = () => {
      state = (state + 0x6d2b79f5) >>> 0;
      let t = state;
      t = Math.imul(t ^ (t >>> 15), t | 1);
      t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
      return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
    };
  }

  if (now === null) return;
  const RealDate = Date;
  const Frozen = new Proxy(RealDate, {
    construct: (target, args, self) => Reflect.construct(target, args.length ? args : [now], self),
    apply: () => new RealDate(now).toString(),
    get: (target, key) => (key === 'now' ? () => now : Reflect.get(target, key)),
  });
  RealDate.prototype.constructor = Frozen;
  globalThis.Date = Frozen;

  // Frames come one after the other at 60 a second, for a second; nothing comes after that.
  const FRAMES = 60;
  const realRequest = requestAnimationFrame.bind(globalThis);
  let count = 0;
  let next = 1;
  let waiting = new Map();
  let asked = false;
  const run = () => {
    asked = false;
    count += 1;
    const due = waiting;
    waiting = new Map();
    for (const callback of due.values()) {
      try { callback((count * 1000) / FRAMES); } catch (error) { reportError(error); }
    }
  };
  globalThis.requestAnimationFrame = (callback) => {
    waiting.set(next, callback);
    if (!asked && count < FRAMES) {
      asked = true;
      realRequest(run);
    }
    return next++;
  };
  globalThis.cancelAnimationFrame = (id) => { waiting.delete(id); };
  performance.now = () => (count * 1000) / FRAMES;
}
