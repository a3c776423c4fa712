// Numbers that look random and are the same every time.

/** A source of whole numbers below a bound (mulberry32). */
export function random(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (t ^ (t >>> 14)) >>> 0;
  };
  const below = (bound) => next() % bound;
  const chance = (percent) => below(100) < percent;
  const pick = (list) => list[below(list.length)];
  return { below, chance, pick };
}
