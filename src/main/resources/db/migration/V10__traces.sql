-- One trace from a webhook to its last consequence. What arrived from outside has that of its own id.
ALTER TABLE delivery ADD COLUMN trace uuid;
COMMENT ON COLUMN delivery.trace IS 'Of what it follows from; null for what arrived from outside, whose id tells it.';
ALTER TABLE effect ADD COLUMN trace uuid;
COMMENT ON COLUMN effect.trace IS 'Of the newest wish for it.';
