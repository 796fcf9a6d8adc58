-- Step 1, item P0-5: the schema and the decision backlog.
--
-- Column counts, primary keys and unmarked names are the ones recorded for this schema.
-- A line marked "ours" carries a name or a rule that no source fixes.
-- Fail-fast on purpose: no IF NOT EXISTS, so that an object already there stops the run.
-- Enumerations are text with documented values: no PG enum type, no lookup table, no CHECK.
-- The values of change_kind, sweep_kind and outcome are ours.

CREATE SCHEMA cutter_governance;

CREATE TABLE cutter_governance.decision_backlog_entry (
	entry_id uuid PRIMARY KEY,
	kind text NOT NULL,
	status text NOT NULL,
	payload jsonb NOT NULL,
	emitted_at timestamptz NOT NULL,
	scenario_ref text
);
COMMENT ON TABLE cutter_governance.decision_backlog_entry IS
	'One decision, gap, signal or failure that people still have to settle.';
COMMENT ON COLUMN cutter_governance.decision_backlog_entry.kind IS
	'Allowed: gap | decision | threshold_tune | vocabulary_request | escalation | open_question'
	' | cut_request | migration_step_failed | dot_pair_drift | signature_failure | signature_revoked';
COMMENT ON COLUMN cutter_governance.decision_backlog_entry.status IS
	'Allowed for decisions and signals: proposed | open | in_review | resolved | deferred | superseded.'
	' Allowed for cut requests: marked | review_pending | reviewed_approved | reviewed_deferred | reviewed_rejected'
	' | cut_in_progress | cut_applied | verify_in_progress | verified_complete | verify_failed_escalated | abandoned';

CREATE TABLE cutter_governance.decision_backlog_history (
	history_id uuid PRIMARY KEY,
	entry_id uuid NOT NULL REFERENCES cutter_governance.decision_backlog_entry (entry_id),
	entry_version integer NOT NULL, -- ours
	change_kind text NOT NULL, -- ours
	from_status text, -- ours
	to_status text NOT NULL, -- ours
	changed_fields jsonb NOT NULL, -- ours
	changed_by text NOT NULL, -- ours
	changed_at timestamptz NOT NULL -- ours
);
COMMENT ON TABLE cutter_governance.decision_backlog_history IS
	'One row per creation, change of status, change of a field, closure, re-opening or supersession of an entry.';
COMMENT ON COLUMN cutter_governance.decision_backlog_history.change_kind IS
	'Allowed: created | status_changed | field_updated | closed | reopened | superseded';

CREATE TABLE cutter_governance.decision_backlog_dependency (
	dependency_id uuid PRIMARY KEY,
	from_entry_id uuid NOT NULL REFERENCES cutter_governance.decision_backlog_entry (entry_id),
	to_entry_id uuid NOT NULL REFERENCES cutter_governance.decision_backlog_entry (entry_id),
	dependency_kind text NOT NULL,
	created_by text NOT NULL, -- ours
	created_at timestamptz NOT NULL -- ours
);
COMMENT ON TABLE cutter_governance.decision_backlog_dependency IS
	'One directed relation between two entries; cycles are found by the application.';
COMMENT ON COLUMN cutter_governance.decision_backlog_dependency.dependency_kind IS
	'Allowed: blocks | supersedes | refines | related_to';

CREATE TABLE cutter_governance.decision_backlog_sweep_log (
	sweep_id uuid PRIMARY KEY,
	started_at timestamptz NOT NULL, -- ours
	finished_at timestamptz, -- ours
	swept_by text NOT NULL, -- ours
	sweep_kind text NOT NULL, -- ours
	entries_examined integer NOT NULL, -- ours
	entries_advanced integer NOT NULL, -- ours
	entries_overdue integer NOT NULL, -- ours
	outcome text NOT NULL, -- ours
	detail jsonb NOT NULL -- ours
);
COMMENT ON TABLE cutter_governance.decision_backlog_sweep_log IS
	'One row per pass over the backlog: proof that it is being drained. Refers to no other table.';
COMMENT ON COLUMN cutter_governance.decision_backlog_sweep_log.sweep_kind IS
	'Allowed: scheduled | manual | rehearsal';
COMMENT ON COLUMN cutter_governance.decision_backlog_sweep_log.outcome IS
	'Allowed: completed | partial | failed';
