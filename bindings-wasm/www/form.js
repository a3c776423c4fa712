// The form: what is left empty is not said, and then the engine's own default holds.
export function createForm(form, viewer, changed) {
  const ignore = [];
  const list = form.querySelector("ul");
  const button = form.querySelector(".ignore");
  let chosen = null;

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", changed);
  viewer.addEventListener("depicted-region", ({ detail }) => {
    chosen = detail;
    button.disabled = !chosen;
  });
  button.addEventListener("click", () => {
    const { x, y, width, height } = chosen;
    ignore.push({ x, y, width, height });
    listIgnored();
  });

  function listIgnored() {
    list.replaceChildren(
      ...ignore.map((rect) => {
        const remove = document.createElement("button");
        remove.type = "button";
        remove.textContent = `${rect.width} × ${rect.height} at ${rect.x}, ${rect.y} ✕`;
        remove.setAttribute("aria-label", `Count ${rect.width} by ${rect.height} at ${rect.x}, ${rect.y} again`);
        remove.addEventListener("click", () => {
          ignore.splice(ignore.indexOf(rect), 1);
          listIgnored();
        });
        const item = document.createElement("li");
        item.append(remove);
        return item;
      }),
    );
    changed();
  }

  return {
    options() {
      const { metric, threshold, resize } = Object.fromEntries(new FormData(form));
      const words = threshold.trim();
      return {
        ...(metric && { metric }),
        ...(words && { threshold: Number.isNaN(Number(words)) ? words : Number(words) }),
        ...(resize && { resize }),
        ...(ignore.length && { ignore }),
      };
    },
  };
}
