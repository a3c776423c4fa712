// Shows releases of Depicted as commit statuses on GitHub.
//
//   DEPICTED_SECRET=… GITHUB_TOKEN=… GITHUB_REPOSITORY=owner/name PORT=8080 node github.mjs
//
// The token needs the permission "Commit statuses: write". GITHUB_API names another server than api.github.com.
import { needed, receive, status } from "./receiver.mjs";

const api = process.env.GITHUB_API ?? "https://api.github.com";
const [token, repository] = [needed("GITHUB_TOKEN"), needed("GITHUB_REPOSITORY")];

receive({
  secret: needed("DEPICTED_SECRET"),
  port: Number(process.env.PORT ?? 8080),
  async handle(call) {
    const said = status(call);
    if (!said) return;
    const response = await fetch(`${api}/repos/${repository}/statuses/${said.sha}`, {
      method: "POST",
      headers: {
        accept: "application/vnd.github+json",
        authorization: `Bearer ${token}`,
        "content-type": "application/json",
        "x-github-api-version": "2022-11-28",
      },
      body: JSON.stringify({
        state: said.state,
        context: said.name,
        description: said.summary.slice(0, 140),
        target_url: said.page,
      }),
    });
    if (!response.ok) throw new Error(`GitHub answered ${response.status}`);
  },
});
