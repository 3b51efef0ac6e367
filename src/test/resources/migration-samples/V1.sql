-- A database that was in use with the first tables: something waits, something is done, something was set aside.
INSERT INTO delivery (source, id, kind, payload, codec, repository, pull, received, outcome, reason, finished, tries)
VALUES
    ('github', 'guid-waits', 'pull_request', '\x7b7d', 0, NULL, NULL, '2026-11-01 10:00+00', NULL, NULL, NULL, 0),
    ('github', 'guid-done', 'issue_comment', '\x7b2261223a317d', 0, NULL, NULL, '2026-11-01 09:00+00', 'done', 'it told nothing new', '2026-11-01 09:01+00', 1),
    ('github', 'guid-aside', 'pull_request', '\x7b7d', 0, NULL, NULL, '2026-11-01 08:00+00', 'set aside', 'it broke', '2026-11-01 08:01+00', 6),
    ('tidegate', 'effect/1/1/1/1', 'events', convert_to(${outcome}, 'UTF8'), 1, 7, 12, '2026-11-01 10:00+00', NULL, NULL, NULL, 0);
INSERT INTO change (repository, pull, version, codec, state) VALUES (7, 12, 3, 1, ${change}::json);
INSERT INTO environment (workspace, version, codec, state) VALUES ('ws-dev', 2, 1, ${environment}::json);
INSERT INTO effect (repository, pull, key, lane, kind, codec, body, installation, owner, name, wanted, done, outcome)
VALUES
    (7, 12, 'inspect', 'read', 'Inspect', 1, ${effect}::json, 99, 'acme', 'infra', 2, 1, 'done'),
    (7, 12, 'refresh-verdict', 'verdict', 'RefreshVerdict', 1, ${effect}::json, 99, 'acme', 'infra', 1, 1, 'given up');
INSERT INTO external_object (repository, pull, purpose, id) VALUES (7, 12, 'summary', 4711), (7, 12, 'open-check/tidegate/dev/c0ffee', 4712);
INSERT INTO audit (repository, pull, what, because, facts) VALUES (7, 12, 'Touched', 'opened', '{"delivery":"github/guid-done"}');
