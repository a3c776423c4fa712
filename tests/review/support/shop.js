// Pictures of a shop before and after a change, of several pages and on a phone: what the pages of reviews show.
import { fileURLToPath } from "node:url";

const page = (name) => `file://${fileURLToPath(new URL(`../../../docs/demo/${name}.html`, import.meta.url))}`;
// What a page is called, how wide it is, and what is another one about it.
const PAGES = [
  ["cart", 800, "Cart", "3 products, free delivery"],
  ["customer", 800, "Ada Byron", "customer since March"],
  ["invoice", 800, "Invoice 118", "sent on 6 March"],
  ["phone / order", 390, "Order 2041", "on a phone"],
];

/** Names, and the pictures before and after. */
export async function shop(browser) {
  const pairs = [];
  for (const [name, width, title, small] of PAGES) {
    const shots = [];
    for (const state of ["before", "after"]) {
      const tab = await browser.newPage({ viewport: { width, height: 600 } });
      await tab.goto(page(state));
      await tab.evaluate(([title, small, width]) => {
        const head = document.querySelector("h1");
        head.firstChild.data = `${title} `;
        head.querySelector("small").textContent = small;
        if (width >= 800) return;
        document.body.style.width = `${width}px`;
        document.querySelector("nav").style.display = "none";
        document.querySelector("main").style.display = "block";
      }, [title, small, width]);
      shots.push(await tab.screenshot());
      await tab.close();
    }
    pairs.push([name, ...shots]);
  }
  return pairs;
}

/** A build that people look at: decided and open releases, somebody invited. */
export async function fill(page, server, build) {
  await page.goto(`${server.url}/admins?build_id=${build}`);
  await page.getByLabel("Invite an address").fill("grace@example.org");
  await page.getByRole("button", { name: "Invite" }).click();
  await page.goto(`${server.url}/release?id=${build}&name=1.0&number=1`);
  await page.getByPlaceholder("Reason, if you like").first().fill("as released");
  await page.getByRole("button", { name: "Mark good" }).click();
  await page.getByText("as released").waitFor();
}
