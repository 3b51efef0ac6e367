// The least that a Probot application does: it hears of a pull request and stores nothing.
export default (app) => {
  app.on("pull_request", async () => {});
};
