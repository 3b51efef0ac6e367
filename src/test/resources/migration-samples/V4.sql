INSERT INTO run_place (organization, repository, pull, effect, real, run, taken)
VALUES ('acme', 7, 12, 'start-plan/dev/1', false, 'run-1', now());
