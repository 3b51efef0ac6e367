INSERT INTO repository (id, owner, name, installation, told) VALUES (7, 'acme', 'infra', 99, '2026-11-01 09:00+00');
INSERT INTO claim (workspace, repository, named, owner, name, environment)
VALUES ('ws-dev', 7, 'acme/infra-dev', 'acme', 'infra', 'dev');
