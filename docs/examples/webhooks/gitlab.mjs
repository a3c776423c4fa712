// Shows releases of Depicted as commit statuses on GitLab.
//
//   DEPICTED_SECRET=… GITLAB_TOKEN=… GITLAB_PROJECT=group/name PORT=8080 node gitlab.mjs
//
// The token needs the scope "api" and the role Developer. GITLAB_API names another server than gitlab.com.
import { needed, receive, status } from "./receiver.mjs";

const api = process.env.GITLAB_API ?? "https://gitlab.com/api/v4";
const [token, project] = [needed("GITLAB_TOKEN"), encodeURIComponent(needed("GITLAB_PROJECT"))];

receive({
  secret: needed("DEPICTED_SECRET"),
  port: Number(process.env.PORT ?? 8080),
  async handle(call) {
    const said = status(call);
    if (!said) return;
    const response = await fetch(`${api}/projects/${project}/statuses/${said.sha}`, {
      method: "POST",
      headers: { "private-token": token, "content-type": "application/json" },
      body: JSON.stringify({
        state: said.state === "failure" ? "failed" : said.state,
        name: said.name,
        description: said.summary.slice(0, 255),
        target_url: said.page,
      }),
    });
    // GitLab refuses to set the state that is there already.
    if (!response.ok && !(await response.text()).includes("Cannot transition status")) {
      throw new Error(`GitLab answered ${response.status}`);
    }
  },
});
