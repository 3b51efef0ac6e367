INSERT INTO kept_secret (key, sealed) VALUES ('tidegate.github.app-id', decode(repeat('ab', 40), 'hex'));
