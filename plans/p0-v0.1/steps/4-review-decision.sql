-- Step 4, item P0-6: the decision of a review on a manifest, or on one of its units.
--
-- A line marked "ours" carries a name or a rule that no source fixes.
-- Columns ending in _ref name a row of another table without a foreign key. No DEFAULT, no CHECK, no trigger:
-- that all ten items are required for PASS and that the reviewer is not the author are rules of the application.
-- The values of status between pending and superseded are ours.

CREATE TABLE cutter_governance.review_decision (
	review_decision_id uuid PRIMARY KEY,
	manifest_id uuid NOT NULL REFERENCES cutter_governance.manifest_envelope (envelope_id),
	manifest_unit_local_id text,
	manifest_version text NOT NULL, -- ours
	manifest_author text NOT NULL, -- ours
	verdict text NOT NULL,
	status text NOT NULL,
	reviewer text NOT NULL, -- ours
	reviewer_tool_revision text, -- ours
	checklist jsonb NOT NULL, -- ours: the ten items
	checklist_items_total integer NOT NULL, -- ours
	checklist_items_passed integer NOT NULL, -- ours
	findings jsonb, -- ours
	rationale text, -- ours
	risk_class text, -- ours
	source_path text, -- ours
	source_revision text, -- ours
	canonicalization_rule_used text, -- ours
	escalation_ref uuid,
	cut_change_set_ref uuid,
	prior_review_decision_id uuid REFERENCES cutter_governance.review_decision (review_decision_id),
	superseded_by_review_decision_id uuid REFERENCES cutter_governance.review_decision (review_decision_id),
	opened_at timestamptz NOT NULL, -- ours
	decided_at timestamptz, -- ours
	valid_until timestamptz, -- ours
	FOREIGN KEY (manifest_id, manifest_unit_local_id)
		REFERENCES cutter_governance.manifest_unit_block (envelope_id, unit_local_id)
);
COMMENT ON TABLE cutter_governance.review_decision IS
	'One decision on a manifest (no unit named) or on one unit of it. A cut needs a decision with verdict PASS.';
COMMENT ON COLUMN cutter_governance.review_decision.verdict IS
	'Allowed: PASS | FAIL | NEEDS_HUMAN';
COMMENT ON COLUMN cutter_governance.review_decision.status IS
	'Allowed: pending | decided | withdrawn | superseded';
