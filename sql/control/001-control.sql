-- The bundle's own state. Executed once, as the schema's owner, inside one transaction.
-- The evidence ledger is the truth: a run's position is folded from it.

CREATE TABLE cutter_control.schema_version (
	version integer PRIMARY KEY,
	applied_at timestamptz NOT NULL DEFAULT now()
);

-- One row: who this database is. Its id also stands outside, in installation.json: a copy of the data has only one half.
CREATE TABLE cutter_control.installation (
	id uuid PRIMARY KEY,
	label text NOT NULL,
	system_identifier text NOT NULL,
	database text NOT NULL,
	database_oid bigint NOT NULL,
	enrolled_at timestamptz NOT NULL DEFAULT now(),
	epoch bigint NOT NULL DEFAULT 1,
	only_one boolean NOT NULL DEFAULT true UNIQUE CHECK (only_one)
);

-- An immutable header and the fence: a runner that was overtaken holds an old epoch.
CREATE TABLE cutter_control.run (
	id uuid PRIMARY KEY,
	plan text NOT NULL,
	plan_digest text NOT NULL CHECK (plan_digest ~ '^[0-9a-f]{64}$'),
	environment uuid NOT NULL REFERENCES cutter_control.installation (id),
	requester uuid NOT NULL,
	opened_at timestamptz NOT NULL DEFAULT now(),
	epoch bigint NOT NULL DEFAULT 0
);

CREATE TABLE cutter_control.evidence (
	chain text NOT NULL,
	seq bigint NOT NULL CHECK (seq >= 1),
	kind text NOT NULL,
	recorded_at timestamptz(3) NOT NULL,
	actor text NOT NULL,
	body jsonb NOT NULL,
	prev text NOT NULL,
	hash text NOT NULL CHECK (hash ~ '^[0-9a-f]{64}$'),
	PRIMARY KEY (chain, seq)
);
CREATE INDEX evidence_kind ON cutter_control.evidence (chain, kind, seq);
-- A step of a run is committed once, whatever the number of runners.
CREATE UNIQUE INDEX evidence_step_committed_once
	ON cutter_control.evidence (chain, (body ->> 'step')) WHERE kind = 'migration.committed';

-- Requests in progress. Disposable: recovery reads the ledger.
CREATE TABLE cutter_control.action (
	id uuid PRIMARY KEY,
	run uuid NOT NULL REFERENCES cutter_control.run (id),
	action text NOT NULL,
	arguments jsonb NOT NULL DEFAULT '{}',
	state text NOT NULL,
	requested_by text NOT NULL,
	requested_at timestamptz NOT NULL DEFAULT now(),
	started_at timestamptz,
	finished_at timestamptz,
	idempotency_key text,
	progress jsonb,
	result jsonb,
	error jsonb,
	UNIQUE (requested_by, idempotency_key)
);
CREATE INDEX action_run ON cutter_control.action (run, requested_at);
CREATE UNIQUE INDEX action_one_at_a_time ON cutter_control.action (run) WHERE state IN ('queued', 'running');

CREATE TABLE cutter_control.seat_holder (
	seat text PRIMARY KEY,
	user_id uuid NOT NULL,
	kind text NOT NULL CHECK (kind IN ('human', 'tool')),
	-- Digest of the account's role, status and credentials when it was named.
	fingerprint text NOT NULL,
	named_by text NOT NULL,
	named_at timestamptz NOT NULL DEFAULT now()
);

-- Signals and failures that the decision backlog cannot take yet; imported once, later.
CREATE TABLE cutter_control.manual_record (
	id uuid PRIMARY KEY,
	fault text NOT NULL,
	kind text NOT NULL,
	payload jsonb NOT NULL,
	first_seen timestamptz NOT NULL DEFAULT now(),
	last_seen timestamptz NOT NULL DEFAULT now(),
	seen integer NOT NULL DEFAULT 1,
	imported_as uuid
);
CREATE UNIQUE INDEX manual_record_open_fault ON cutter_control.manual_record (fault) WHERE imported_as IS NULL;

CREATE FUNCTION cutter_control.refuse_change() RETURNS trigger
	LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
	RAISE EXCEPTION '%.% is append-only: % is refused', TG_TABLE_SCHEMA, TG_TABLE_NAME, TG_OP
		USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER evidence_append_only BEFORE UPDATE OR DELETE ON cutter_control.evidence
	FOR EACH ROW EXECUTE FUNCTION cutter_control.refuse_change();
CREATE TRIGGER evidence_no_truncate BEFORE TRUNCATE ON cutter_control.evidence
	FOR EACH STATEMENT EXECUTE FUNCTION cutter_control.refuse_change();
ALTER TABLE cutter_control.evidence ENABLE ALWAYS TRIGGER evidence_append_only;
ALTER TABLE cutter_control.evidence ENABLE ALWAYS TRIGGER evidence_no_truncate;

-- The database checks the links too: no fork, no gap, whoever inserts.
CREATE FUNCTION cutter_control.link_evidence() RETURNS trigger
	LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	head record;
BEGIN
	SELECT seq, hash INTO head FROM cutter_control.evidence WHERE chain = NEW.chain ORDER BY seq DESC LIMIT 1;
	IF NEW.seq <> COALESCE(head.seq, 0) + 1 OR NEW.prev <> COALESCE(head.hash, '') THEN
		RAISE EXCEPTION 'evidence %/% does not continue its chain', NEW.chain, NEW.seq
			USING ERRCODE = 'integrity_constraint_violation';
	END IF;
	RETURN NEW;
END $$;
CREATE TRIGGER evidence_linked BEFORE INSERT ON cutter_control.evidence
	FOR EACH ROW EXECUTE FUNCTION cutter_control.link_evidence();
ALTER TABLE cutter_control.evidence ENABLE ALWAYS TRIGGER evidence_linked;

CREATE FUNCTION cutter_control.keep_run_header() RETURNS trigger
	LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
	IF (NEW.id, NEW.plan, NEW.plan_digest, NEW.environment, NEW.requester, NEW.opened_at)
		IS DISTINCT FROM (OLD.id, OLD.plan, OLD.plan_digest, OLD.environment, OLD.requester, OLD.opened_at)
		OR NEW.epoch < OLD.epoch THEN
		RAISE EXCEPTION 'a run''s header never changes, and its epoch only grows'
			USING ERRCODE = 'integrity_constraint_violation';
	END IF;
	RETURN NEW;
END $$;
CREATE TRIGGER run_header_kept BEFORE UPDATE ON cutter_control.run
	FOR EACH ROW EXECUTE FUNCTION cutter_control.keep_run_header();
ALTER TABLE cutter_control.run ENABLE ALWAYS TRIGGER run_header_kept;

-- The last guard of public.cutter_approvals: raw writes reach it by REST, GraphQL, WebSocket and import alike.
CREATE FUNCTION cutter_control.guard_approval() RETURNS trigger
	LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
	asked_by uuid;
	current_digest text;
BEGIN
	SELECT requester INTO asked_by FROM cutter_control.run WHERE id = NEW.run;
	IF asked_by IS NULL THEN
		RAISE EXCEPTION 'the sign-off names no known run' USING ERRCODE = 'foreign_key_violation';
	END IF;
	IF NEW.signer IS NULL OR NEW.signer = asked_by THEN
		RAISE EXCEPTION 'a run is never signed by its requester' USING ERRCODE = 'check_violation';
	END IF;
	IF NOT EXISTS (SELECT 1 FROM cutter_control.seat_holder WHERE user_id = NEW.signer) THEN
		RAISE EXCEPTION 'the signer holds no seat' USING ERRCODE = 'check_violation';
	END IF;
	SELECT body ->> 'approval_digest' INTO current_digest FROM cutter_control.evidence
		WHERE chain = NEW.run::text AND kind = 'rehearsal.completed' ORDER BY seq DESC LIMIT 1;
	IF NEW.digest IS DISTINCT FROM current_digest THEN
		RAISE EXCEPTION 'the sign-off is bound to another digest than the run''s current one'
			USING ERRCODE = 'check_violation';
	END IF;
	RETURN NEW;
END $$;

INSERT INTO cutter_control.schema_version (version) VALUES (1);
