-- Step 5, item P0-3 (HIGH): the change set of a cut, the rows it affected, and the signatures of the DOT pair.
--
-- A line marked "ours" carries a name or a rule that no source fixes.
-- The values of state (invalid_drift aside) and of validation_state are ours.
-- Change set and signature refer to each other, and so do signature and verify result: the foreign keys that close
-- these circles are added by step 6 and dropped by its rollback.

CREATE TABLE cutter_governance.cut_change_set (
	change_set_id uuid PRIMARY KEY,
	rollback_key text NOT NULL UNIQUE,
	idempotency_key text UNIQUE,
	state text NOT NULL DEFAULT 'emitted', -- ours: the default
	operation_kind text, -- ours
	manifest_id uuid NOT NULL, -- soft, manifest_envelope.envelope_id
	manifest_version text NOT NULL,
	review_decision_id uuid NOT NULL, -- soft, review_decision.review_decision_id
	decision_backlog_entry_id uuid REFERENCES cutter_governance.decision_backlog_entry (entry_id), -- ours
	source_path text, -- ours
	source_revision text, -- ours
	canonicalization_rule_used text, -- ours
	executor_tool_revision text NOT NULL,
	verifier_tool_revision text NOT NULL,
	tool_revision_match boolean, -- ours: NULL until the verifier has looked
	executor_signature_id uuid,
	verifier_signature_id uuid,
	affected_row_count integer, -- ours
	before_state_digest text, -- ours: over all before-images of this change set
	emitted_by text NOT NULL,
	emitted_at timestamptz NOT NULL DEFAULT now(), -- ours
	rolled_back_at timestamptz, -- ours
	rolled_back_by text, -- ours
	superseded_by_change_set_id uuid -- ours: soft, this table; written once
);
COMMENT ON TABLE cutter_governance.cut_change_set IS
	'One cut: the key that rolls exactly it back, the revisions of the tools, the signatures of the pair.';
COMMENT ON COLUMN cutter_governance.cut_change_set.state IS
	'Allowed: emitted | applied | verifying | verified | invalid_drift | rolling_back | rolled_back | rollback_failed';
COMMENT ON COLUMN cutter_governance.cut_change_set.operation_kind IS
	'Allowed: first_cut | split | merge';

CREATE TABLE cutter_governance.cut_change_set_affected_row (
	affected_row_id uuid PRIMARY KEY,
	change_set_id uuid NOT NULL REFERENCES cutter_governance.cut_change_set (change_set_id), -- ours: the name
	row_ordinal integer NOT NULL, -- ours: order of the writes; undone in reverse
	target_table text NOT NULL, -- ours: schema.table
	target_row_id text NOT NULL, -- ours
	before_state_snapshot jsonb, -- NULL: the cut inserted the row
	before_state_digest text, -- ours: over before_state_snapshot
	after_state_digest text -- ours: NULL: the cut deleted the row
);
COMMENT ON TABLE cutter_governance.cut_change_set_affected_row IS
	'One row that a cut created, changed or deleted, as it was before.';

CREATE TABLE cutter_governance.dot_pair_signature (
	signature_id uuid PRIMARY KEY,
	signature_kind text NOT NULL,
	signer_dot_id text NOT NULL,
	signer_identity text NOT NULL,
	signer_tool_revision text NOT NULL,
	payload_envelope jsonb NOT NULL,
	payload_hash text NOT NULL,
	signature_payload text NOT NULL,
	signed_at timestamptz NOT NULL,
	validation_state text NOT NULL,
	cross_reference_change_set_id uuid REFERENCES cutter_governance.cut_change_set (change_set_id),
	cross_reference_verify_result_id uuid,
	prior_signature_id uuid REFERENCES cutter_governance.dot_pair_signature (signature_id), -- ours: the name
	revoked_at timestamptz, -- ours
	revoked_by text, -- ours
	revocation_reason text, -- ours
	CONSTRAINT dot_pair_signature_check
		CHECK (num_nonnulls(cross_reference_change_set_id, cross_reference_verify_result_id) = 1)
);
COMMENT ON TABLE cutter_governance.dot_pair_signature IS
	'One signature of one half of the DOT pair, over a change set or over a verify result, never both.';
COMMENT ON COLUMN cutter_governance.dot_pair_signature.signature_kind IS
	'Allowed: executor_cut | verifier_cut | verifier';
COMMENT ON COLUMN cutter_governance.dot_pair_signature.validation_state IS
	'Allowed: pending | valid | invalid | revoked';
