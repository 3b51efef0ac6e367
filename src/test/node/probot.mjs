// A Probot app as a process of its own: answers "/ping" on a pull request with a comment and a check run.
// Prints the address where webhooks are wanted; ends when its input ends.
import { Probot, Server } from "probot";

const { API_URL, APP_ID, PRIVATE_KEY, WEBHOOK_SECRET } = process.env;
const server = new Server({
  Probot: Probot.defaults({
    appId: APP_ID,
    privateKey: PRIVATE_KEY,
    secret: WEBHOOK_SECRET,
    baseUrl: API_URL,
    logLevel: "warn",
  }),
  host: "127.0.0.1",
  port: "0", // a text, because Probot takes the number for none at all
});

await server.load((app) => {
  app.on("issue_comment.created", async (context) => {
    if (context.isBot || context.payload.comment.body !== "/ping") return;
    const { data: pull } = await context.octokit.request("GET /repos/{owner}/{repo}/pulls/{pull_number}", {
      ...context.repo(),
      pull_number: context.payload.issue.number,
    });
    await context.octokit.request("POST /repos/{owner}/{repo}/check-runs", {
      ...context.repo(),
      name: "probot",
      head_sha: pull.head.sha,
      conclusion: "success",
      output: { title: "pong", summary: "by Probot" },
    });
    await context.octokit.request("POST /repos/{owner}/{repo}/issues/{issue_number}/comments", {
      ...context.issue({ body: "pong by Probot" }),
      issue_number: context.payload.issue.number,
    });
  });
});
await server.start();
console.log(`http://127.0.0.1:${server.port}/api/github/webhooks`);
process.stdin.on("end", () => process.exit(0)).resume();
