INSERT INTO audit (repository, pull, what, because, facts) VALUES (7, 12, 'Inspected', 'read again', '{}');
INSERT INTO audit_seal (position, number, sealed, digest, seal)
SELECT 1, min(number), '2026-11-01 10:05+00', 'a1:k1:digest', 'a1:k1:seal' FROM audit;
DELETE FROM audit_unsealed WHERE number = (SELECT number FROM audit_seal);
