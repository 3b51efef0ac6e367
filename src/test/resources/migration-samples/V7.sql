INSERT INTO rate_budget (whose, remaining, most, resets) VALUES ('github/99', 4000, 5000, '2026-11-01 11:00+00');
