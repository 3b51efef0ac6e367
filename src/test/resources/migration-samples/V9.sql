INSERT INTO setup (token, expires, done) VALUES (decode(repeat('ab', 32), 'hex'), '2026-11-01 10:30+00', true);
