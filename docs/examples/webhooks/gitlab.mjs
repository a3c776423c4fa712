// Shows releases of Depicted as commit statuses on GitLab.
//
//   DEPICTED_SECRET=… GITLAB_TOKEN=… GITLAB_PROJECT=group/name PORT=8080 node gitlab.mjs
//
// The token needs the scope "api" and the role Developer. GITLAB_API names another server than gitlab.com.
import { commit, needed, receive } from "./receiver.mjs";

const api = process.env.GITLAB_API ?? "https://gitlab.com/api/v4";
const [token, project] = [needed("GITLAB_TOKEN"), encodeURIComponent(needed("GITLAB_PROJECT"))];
const STATES = { "release.reviewing": "pending", "release.good": "success", "release.bad": "failed" };

receive({
  secret: needed("DEPICTED_SECRET"),
  port: Number(process.env.PORT ?? 8080),
  async handle({ event, build, release, summary }) {
    const state = STATES[event];
    const sha = release && commit(release);
    if (!state || !sha) return;
    // Where nothing differs there is nothing to wait for.
    const clean = event === "release.reviewing" && ["All passing", "Nothing to test"].includes(summary);
    const response = await fetch(`${api}/projects/${project}/statuses/${sha}`, {
      method: "POST",
      headers: { "private-token": token, "content-type": "application/json" },
      body: JSON.stringify({
        state: clean ? "success" : state,
        name: `depicted/${build.name}`.slice(0, 255),
        description: summary.slice(0, 255),
        target_url: release.page,
      }),
    });
    // GitLab refuses to set the state that is there already.
    if (!response.ok && !(await response.text()).includes("Cannot transition status")) {
      throw new Error(`GitLab answered ${response.status}`);
    }
  },
});
