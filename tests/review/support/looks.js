// The pages of the server, and how they are looked at: in light, in dark and on a phone.
import { releaseUrl, runUrl } from "./browser.js";

export const LOOKS = {
  light: { colorScheme: "light", viewport: { width: 1280, height: 900 } },
  dark: { colorScheme: "dark", viewport: { width: 1280, height: 900 } },
  phone: { colorScheme: "light", viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 },
};

/** Whether the viewer, where there is one, has drawn its pictures. */
export function drawn() {
  const viewer = document.querySelector("depicted-viewer");
  return !viewer || Boolean(viewer.shadowRoot?.querySelector("[aria-busy=false]"));
}

/** Every page of a build that `seed` filled, by name. */
export function pages(server, build) {
  const of = (path) => `${server.url}${path}?build_id=${build}`;
  const run = runUrl(server, build, "1.1", "home");
  return {
    home: `${server.url}/`,
    new: `${server.url}/new`,
    build: `${server.url}/build?id=${build}`,
    release: releaseUrl(server, build, "1.1"),
    run,
    "run-failed": runUrl(server, build, "1.1", "broken"),
    image: `${run.replace("/run?", "/image?")}&type=diff`,
    log: `${run.replace("/run?", "/log?")}&type=after`,
    changes: releaseUrl(server, build, "1.1").replace("/release?", "/release/changes?"),
    settings: of("/settings"),
    members: of("/admins"),
    keys: of("/api_keys"),
    hooks: of("/hooks"),
    people: `${server.url}/people`,
    activity: of("/activity"),
    queue: `${server.url}/api/work_queue`,
    account: `${server.url}/account`,
    missing: `${server.url}/build?id=999`,
  };
}
