INSERT INTO sweep_try (what, times) VALUES ('webhook/guid-lost', 2);
