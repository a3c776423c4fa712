// The one place for what the viewer shows; parts read it and are told what changed.
export function createState(initial) {
  const values = { ...initial };
  const listeners = new Set();
  return {
    values,
    /** Sets some values, then tells everybody the names of those that changed. */
    set(patch) {
      const changed = new Set(Object.keys(patch).filter((name) => !Object.is(values[name], patch[name])));
      if (changed.size === 0) return;
      Object.assign(values, patch);
      for (const listener of listeners) listener(changed, values);
    },
    /** Calls `listener` now and at every change of one of `names`. */
    on(names, listener) {
      const wanted = (changed, now) => names.some((name) => changed.has(name)) && listener(now);
      listeners.add(wanted);
      listener(values);
    },
  };
}
