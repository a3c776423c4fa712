// Shows releases of Depicted as commit statuses on GitHub.
//
//   DEPICTED_SECRET=… GITHUB_TOKEN=… GITHUB_REPOSITORY=owner/name PORT=8080 node github.mjs
//
// The token needs the permission "Commit statuses: write". GITHUB_API names another server than api.github.com.
import { commit, needed, receive } from "./receiver.mjs";

const api = process.env.GITHUB_API ?? "https://api.github.com";
const [token, repository] = [needed("GITHUB_TOKEN"), needed("GITHUB_REPOSITORY")];
const STATES = { "release.reviewing": "pending", "release.good": "success", "release.bad": "failure" };

receive({
  secret: needed("DEPICTED_SECRET"),
  port: Number(process.env.PORT ?? 8080),
  async handle({ event, build, release, summary }) {
    const state = STATES[event];
    const sha = release && commit(release);
    if (!state || !sha) return;
    // Where nothing differs there is nothing to wait for.
    const clean = event === "release.reviewing" && ["All passing", "Nothing to test"].includes(summary);
    const response = await fetch(`${api}/repos/${repository}/statuses/${sha}`, {
      method: "POST",
      headers: {
        accept: "application/vnd.github+json",
        authorization: `Bearer ${token}`,
        "content-type": "application/json",
        "x-github-api-version": "2022-11-28",
      },
      body: JSON.stringify({
        state: clean ? "success" : state,
        context: `depicted/${build.name}`.slice(0, 255),
        description: summary.slice(0, 140),
        target_url: release.page,
      }),
    });
    if (!response.ok) throw new Error(`GitHub answered ${response.status}`);
  },
});
