-- Step 6, item P0-4 (HIGH): the result of a verification, and the foreign keys that close the circles.
--
-- A line marked "ours" carries a name or a rule that no source fixes.
-- The values of state (complete aside) and of both axes (pass aside) are ours.
-- References to a signature are checked at COMMIT (ours): the two rows of a circle are written in one transaction.

CREATE TABLE cutter_governance.verify_result (
	verify_result_id uuid PRIMARY KEY,
	change_set_id uuid NOT NULL REFERENCES cutter_governance.cut_change_set (change_set_id),
	manifest_id uuid NOT NULL, -- soft, manifest_envelope.envelope_id
	manifest_version text NOT NULL,
	review_decision_id uuid NOT NULL, -- soft, review_decision.review_decision_id
	executor_signature_id uuid REFERENCES cutter_governance.dot_pair_signature (signature_id)
		DEFERRABLE INITIALLY DEFERRED,
	verifier_signature_id uuid REFERENCES cutter_governance.dot_pair_signature (signature_id)
		DEFERRABLE INITIALLY DEFERRED,
	executor_tool_revision text NOT NULL,
	verifier_tool_revision text NOT NULL,
	tool_revision_match boolean NOT NULL,
	verify_kind text NOT NULL,
	axis_1_status text NOT NULL,
	axis_1_drift_unit text NOT NULL, -- ours: the name
	axis_1_drift_count integer NOT NULL, -- ours
	axis_1_detail jsonb, -- ours
	axis_2_status text,
	axis_2_detail jsonb, -- ours
	source_canonical_hash text NOT NULL, -- ours
	rebuilt_canonical_hash text NOT NULL, -- ours
	canonicalization_rule_used text NOT NULL DEFAULT 'canon-md-v0.1.0',
	verdict text NOT NULL,
	state text NOT NULL,
	escalation_ref uuid, -- ours: soft, decision_backlog_entry.entry_id
	prior_verify_result_id uuid REFERENCES cutter_governance.verify_result (verify_result_id),
	verified_by text NOT NULL, -- ours
	verified_at timestamptz NOT NULL -- ours
);
COMMENT ON TABLE cutter_governance.verify_result IS
	'One verification of one change set: the source rebuilt from its units and compared in canonical tokens.';
COMMENT ON COLUMN cutter_governance.verify_result.verify_kind IS
	'Allowed: axis_1_round_trip';
COMMENT ON COLUMN cutter_governance.verify_result.axis_1_status IS
	'Allowed: pass | fail. Round trip, mandatory';
COMMENT ON COLUMN cutter_governance.verify_result.axis_1_drift_unit IS
	'Allowed: canonical_token';
COMMENT ON COLUMN cutter_governance.verify_result.axis_2_status IS
	'Allowed: pass | fail | not_assessed. Coverage, advisory';
COMMENT ON COLUMN cutter_governance.verify_result.verdict IS
	'Allowed: pass | fail | needs_human. A reader also accepts PASS | FAIL | NEEDS_HUMAN and reports it';
COMMENT ON COLUMN cutter_governance.verify_result.state IS
	'Allowed: in_progress | complete | escalated';

ALTER TABLE cutter_governance.cut_change_set
	ADD CONSTRAINT cut_change_set_executor_signature_id_fkey
		FOREIGN KEY (executor_signature_id) REFERENCES cutter_governance.dot_pair_signature (signature_id)
		DEFERRABLE INITIALLY DEFERRED,
	ADD CONSTRAINT cut_change_set_verifier_signature_id_fkey
		FOREIGN KEY (verifier_signature_id) REFERENCES cutter_governance.dot_pair_signature (signature_id)
		DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE cutter_governance.dot_pair_signature
	ADD CONSTRAINT dot_pair_signature_cross_reference_verify_result_id_fkey
		FOREIGN KEY (cross_reference_verify_result_id) REFERENCES cutter_governance.verify_result (verify_result_id);
