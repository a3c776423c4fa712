// What we do inside of each frame, in a world of our own that the page's scripts cannot see.
(() => {
  if (globalThis.depicted) return;
  let lastChange = performance.now();
  new MutationObserver(() => { lastChange = performance.now(); }).observe(document, {
    subtree: true, childList: true, attributes: true, characterData: true,
  });

  const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
  const frame = () => Promise.race([new Promise((done) => requestAnimationFrame(done)), sleep(1000)]);
  const within = (ms, promises) => Promise.race([Promise.allSettled(promises), sleep(ms)]);

  // The document and all open shadow roots in it.
  const roots = () => {
    const found = [document];
    for (let i = 0; i < found.length; i++) {
      for (const element of found[i].querySelectorAll('*')) {
        if (element.shadowRoot) found.push(element.shadowRoot);
      }
    }
    return found;
  };
  const all = (selector) => roots().flatMap((root) => [...root.querySelectorAll(selector)]);
  const first = (selector) => document.querySelector(selector) ?? all(selector)[0];

  const place = (element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return { x: left + scrollX, y: top + scrollY, width, height };
  };
  const visible = (element) => {
    const { width, height } = element.getBoundingClientRect();
    return width > 0 && height > 0 && getComputedStyle(element).visibility !== 'hidden';
  };

  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`*, *::before, *::after {
    caret-color: transparent !important; scroll-behavior: auto !important;
    transition-duration: 0s !important; transition-delay: 0s !important;
  }
  progress:indeterminate { appearance: none !important; }`);

  const scroll = (x, y) => window.scrollTo({ left: x, top: y, behavior: 'instant' });

  globalThis.depicted = {
    // For how many ms nothing in the document has changed.
    quietFor: () => performance.now() - lastChange,

    // Shows every part of a tall page once, so that whatever waits to be seen is loaded.
    async showAll(maxHeight) {
      const root = document.scrollingElement;
      if (!root || root.scrollHeight <= innerHeight) return;
      const [x, y] = [scrollX, scrollY];
      for (let top = 0; top < Math.min(root.scrollHeight, maxHeight); top += innerHeight) {
        scroll(0, top);
        // What waits to be seen is told in the frame after the one that shows it.
        await frame();
        await frame();
      }
      scroll(x, y);
      await frame();
    },

    // What sticks keeps the fraction of a pixel by which it was drawn where it was stuck, so that its picture would
    // depend on how fast the page was scrolled. It is let go for a moment, and drawn anew at its own place.
    async redrawSticky() {
      const sticky = all('*').filter((element) => getComputedStyle(element).position === 'sticky');
      if (!sticky.length) return;
      const before = sticky.map((element) => element.getAttribute('style'));
      for (const element of sticky) element.style.setProperty('position', 'static', 'important');
      await frame();
      await frame();
      sticky.forEach((element, i) => {
        if (before[i] === null) element.removeAttribute('style');
        else element.setAttribute('style', before[i]);
      });
      await frame();
    },

    // Waits for fonts and images; says which fonts were replaced by others.
    async loaded(limit) {
      const images = all('img');
      for (const image of images) image.loading = 'eager';
      await within(limit, [document.fonts.ready, ...images.map((image) => image.decode())]);
      const fonts = [...document.fonts].filter((font) => font.status === 'error').map((font) => font.family);
      return [...new Set(fonts)];
    },

    // Brings to an end what ends, and to its beginning what does not. Waits for nothing: no timer runs while the page's
    // scripts are held.
    still() {
      for (const root of roots()) {
        if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
      }
      for (const animation of new Set(roots().flatMap((root) => root.getAnimations()))) {
        if (!animation.effect || animation.timeline !== document.timeline) continue;
        try {
          if (Number.isFinite(animation.effect.getComputedTiming().endTime)) animation.finish();
          else animation.cancel();
        } catch { /* it ended by itself */ }
      }
      for (const svg of all('svg')) {
        if (svg.ownerSVGElement) continue;
        svg.pauseAnimations();
        svg.setCurrentTime(0);
      }
      for (const video of all('video')) {
        video.pause();
        if (video.currentTime) video.currentTime = 0;
      }
    },

    scrolled: () => [scrollX, scrollY],
    scroll,
    has: (selector) => { const element = first(selector); return Boolean(element && visible(element)); },
    placeOf: (selector) => { const element = first(selector); return element && visible(element) ? place(element) : null; },
    placesOf: (selectors) => selectors.flatMap((selector) => all(selector)).filter(visible).map(place),
    // Where to click, in the viewport.
    pointOf: (selector) => {
      const element = first(selector);
      element.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
      const { left, top, width, height } = element.getBoundingClientRect();
      return [left + width / 2, top + height / 2];
    },
    focus: (selector) => { first(selector).focus(); },
    addStyle: (css) => {
      const style = document.createElement('style');
      style.textContent = css;
      (document.head ?? document.documentElement).append(style);
    },
  };
})();
