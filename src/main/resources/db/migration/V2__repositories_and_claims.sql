-- Who is who on GitHub, and which repository uses which workspace. Keys are numeric ids: names are given up and taken over.

CREATE TABLE repository (
    id           bigint      PRIMARY KEY,
    owner        text        NOT NULL,
    name         text        NOT NULL,
    installation bigint      NOT NULL,
    told         timestamptz NOT NULL,
    served       boolean     NOT NULL DEFAULT true
);
COMMENT ON TABLE repository IS 'Every repository of which GitHub told, under the name that it said last.';
COMMENT ON COLUMN repository.told IS 'When that webhook was received: deliveries overtake each other, and older news changes nothing.';
COMMENT ON COLUMN repository.served IS 'False once it was transferred to an owner who is not allowed, deleted, or taken from the App.';
CREATE INDEX repository_by_name ON repository (lower(name));

CREATE TABLE claim (
    workspace   text        NOT NULL CHECK (workspace <> ''),
    repository  bigint      NOT NULL,
    named       text        NOT NULL,
    owner       text        NOT NULL,
    name        text        NOT NULL,
    environment text        NOT NULL,
    since       timestamptz NOT NULL DEFAULT now(),
    seen        timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (workspace, repository)
);
COMMENT ON TABLE claim IS 'A repository that may use a workspace and names it. Two of one workspace close both until an operator decides.';
COMMENT ON COLUMN claim.workspace IS 'The workspace''s id at HCP Terraform.';
COMMENT ON COLUMN claim.named IS 'organisation/workspace as configured, in lower case.';
COMMENT ON COLUMN claim.owner IS 'With name: the repository''s at the last claim. A claim of an earlier name is not given up by the configuration.';
CREATE INDEX claim_of_repository ON claim (repository);
