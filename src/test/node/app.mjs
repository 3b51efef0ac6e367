// @octokit/app, as an App would use it: from the key to a token, through its repositories, to a comment and a check run.
import { App } from "@octokit/app";
import { Octokit } from "@octokit/core";

const { API_URL, APP_ID, PRIVATE_KEY, WEBHOOK_SECRET, NUMBER, SHA } = process.env;
const app = new App({
  appId: APP_ID,
  privateKey: PRIVATE_KEY,
  webhooks: { secret: WEBHOOK_SECRET },
  Octokit: Octokit.defaults({ baseUrl: API_URL }),
});

const { data: self } = await app.octokit.request("GET /app");
const repositories = [];
for await (const { octokit, repository } of app.eachRepository.iterator()) {
  repositories.push(repository.full_name);
  if (repository.name !== "infra") continue;
  const at = { owner: repository.owner.login, repo: repository.name };
  await octokit.request("POST /repos/{owner}/{repo}/issues/{issue_number}/comments", {
    ...at,
    issue_number: Number(NUMBER),
    body: "said by @octokit/app",
  });
  const { data: run } = await octokit.request("POST /repos/{owner}/{repo}/check-runs", {
    ...at,
    name: "octokit",
    head_sha: SHA,
    status: "in_progress",
  });
  await octokit.request("PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}", {
    ...at,
    check_run_id: run.id,
    conclusion: "success",
    output: { title: "done", summary: "by @octokit/app" },
  });
}
console.log(JSON.stringify({ slug: self.slug, repositories }));
