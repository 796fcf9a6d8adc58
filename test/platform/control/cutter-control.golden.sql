CREATE SCHEMA cutter_control;

ALTER SCHEMA cutter_control OWNER TO cutter_ledger_owner;

CREATE FUNCTION cutter_control.assert_approval(of_run uuid, of_kind text, by_signer uuid, over_digest text) RETURNS void
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
DECLARE
	asked_by uuid;
	current_digest text;
BEGIN
	SELECT requester INTO asked_by FROM cutter_control.run WHERE id = of_run;
	IF asked_by IS NULL THEN
		RAISE EXCEPTION 'the sign-off names no known run' USING ERRCODE = 'foreign_key_violation';
	END IF;
	IF by_signer IS NULL OR by_signer = asked_by THEN
		RAISE EXCEPTION 'a run is never signed by its requester' USING ERRCODE = 'check_violation';
	END IF;
	IF of_kind = 'execution' THEN
		IF NOT EXISTS (SELECT 1 FROM cutter_control.seat_holder WHERE user_id = by_signer) THEN
			RAISE EXCEPTION 'the signer holds no seat' USING ERRCODE = 'check_violation';
		END IF;
		SELECT body ->> 'approval_digest' INTO current_digest FROM cutter_control.evidence
			WHERE chain = of_run::text AND kind = 'rehearsal.completed' ORDER BY seq DESC LIMIT 1;
		IF current_digest IS NULL OR over_digest IS DISTINCT FROM current_digest THEN
			RAISE EXCEPTION 'the sign-off is bound to another digest than the run''s current one'
				USING ERRCODE = 'check_violation';
		END IF;
	ELSIF of_kind = 'snapshot_record' THEN
		IF NOT EXISTS (SELECT 1 FROM cutter_control.seat_holder
			WHERE user_id = by_signer AND seat = 'g2' AND seat_holder.kind = 'human') THEN
			RAISE EXCEPTION 'snapshots are recorded by the seat g2' USING ERRCODE = 'check_violation';
		END IF;
		IF NOT EXISTS (SELECT 1 FROM cutter_control.evidence
			WHERE chain = of_run::text AND kind = 'snapshot.taken' AND hash = over_digest) THEN
			RAISE EXCEPTION 'the sign-off names no snapshot of the run' USING ERRCODE = 'check_violation';
		END IF;
	ELSE
		RAISE EXCEPTION 'a sign-off is of no kind that is known here' USING ERRCODE = 'check_violation';
	END IF;
END $$;

ALTER FUNCTION cutter_control.assert_approval(of_run uuid, of_kind text, by_signer uuid, over_digest text) OWNER TO cutter_ledger_owner;

CREATE FUNCTION cutter_control.guard_approval() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
	PERFORM cutter_control.assert_approval(NEW.run, NEW.kind, NEW.signer, NEW.digest);
	RETURN NEW;
END $$;

ALTER FUNCTION cutter_control.guard_approval() OWNER TO cutter_ledger_owner;

CREATE FUNCTION cutter_control.keep_run_header() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
	IF (NEW.id, NEW.plan, NEW.plan_digest, NEW.environment, NEW.requester, NEW.opened_at)
		IS DISTINCT FROM (OLD.id, OLD.plan, OLD.plan_digest, OLD.environment, OLD.requester, OLD.opened_at)
		OR NEW.epoch < OLD.epoch THEN
		RAISE EXCEPTION 'a run''s header never changes, and its epoch only grows'
			USING ERRCODE = 'integrity_constraint_violation';
	END IF;
	RETURN NEW;
END $$;

ALTER FUNCTION cutter_control.keep_run_header() OWNER TO cutter_ledger_owner;

CREATE FUNCTION cutter_control.link_evidence() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION cutter_control.link_evidence() OWNER TO cutter_ledger_owner;

CREATE FUNCTION cutter_control.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
BEGIN
	RAISE EXCEPTION '%.% is append-only: % is refused', TG_TABLE_SCHEMA, TG_TABLE_NAME, TG_OP
		USING ERRCODE = 'insufficient_privilege';
END $$;

ALTER FUNCTION cutter_control.refuse_change() OWNER TO cutter_ledger_owner;

CREATE TABLE cutter_control.action (
    id uuid NOT NULL,
    run uuid NOT NULL,
    action text NOT NULL,
    arguments jsonb DEFAULT '{}'::jsonb NOT NULL,
    state text NOT NULL,
    requested_by text NOT NULL,
    requested_at timestamp with time zone DEFAULT now() NOT NULL,
    started_at timestamp with time zone,
    finished_at timestamp with time zone,
    idempotency_key text,
    progress jsonb,
    result jsonb,
    error jsonb
);

ALTER TABLE cutter_control.action OWNER TO cutter_ledger_owner;

CREATE TABLE cutter_control.evidence (
    chain text NOT NULL,
    seq bigint NOT NULL,
    kind text NOT NULL,
    recorded_at timestamp(3) with time zone NOT NULL,
    actor text NOT NULL,
    body jsonb NOT NULL,
    prev text NOT NULL,
    hash text NOT NULL,
    CONSTRAINT evidence_hash_check CHECK ((hash ~ '^[0-9a-f]{64}$'::text)),
    CONSTRAINT evidence_seq_check CHECK ((seq >= 1))
);

ALTER TABLE cutter_control.evidence OWNER TO cutter_ledger_owner;

CREATE TABLE cutter_control.installation (
    id uuid NOT NULL,
    label text NOT NULL,
    system_identifier text NOT NULL,
    database text NOT NULL,
    database_oid bigint NOT NULL,
    enrolled_at timestamp with time zone DEFAULT now() NOT NULL,
    epoch bigint DEFAULT 1 NOT NULL,
    only_one boolean DEFAULT true NOT NULL,
    CONSTRAINT installation_only_one_check CHECK (only_one)
);

ALTER TABLE cutter_control.installation OWNER TO cutter_ledger_owner;

CREATE TABLE cutter_control.manual_record (
    id uuid NOT NULL,
    fault text NOT NULL,
    kind text NOT NULL,
    payload jsonb NOT NULL,
    first_seen timestamp with time zone DEFAULT now() NOT NULL,
    last_seen timestamp with time zone DEFAULT now() NOT NULL,
    seen integer DEFAULT 1 NOT NULL,
    imported_as uuid
);

ALTER TABLE cutter_control.manual_record OWNER TO cutter_ledger_owner;

CREATE TABLE cutter_control.run (
    id uuid NOT NULL,
    plan text NOT NULL,
    plan_digest text NOT NULL,
    environment uuid NOT NULL,
    requester uuid NOT NULL,
    opened_at timestamp with time zone DEFAULT now() NOT NULL,
    epoch bigint DEFAULT 0 NOT NULL,
    CONSTRAINT run_plan_digest_check CHECK ((plan_digest ~ '^[0-9a-f]{64}$'::text))
);

ALTER TABLE cutter_control.run OWNER TO cutter_ledger_owner;

CREATE TABLE cutter_control.schema_version (
    version integer NOT NULL,
    applied_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE cutter_control.schema_version OWNER TO cutter_ledger_owner;

CREATE TABLE cutter_control.seat_holder (
    seat text NOT NULL,
    user_id uuid NOT NULL,
    kind text NOT NULL,
    fingerprint text NOT NULL,
    named_by text NOT NULL,
    named_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT seat_holder_kind_check CHECK ((kind = ANY (ARRAY['human'::text, 'tool'::text])))
);

ALTER TABLE cutter_control.seat_holder OWNER TO cutter_ledger_owner;

ALTER TABLE ONLY cutter_control.action
    ADD CONSTRAINT action_pkey PRIMARY KEY (id);

ALTER TABLE ONLY cutter_control.action
    ADD CONSTRAINT action_requested_by_idempotency_key_key UNIQUE (requested_by, idempotency_key);

ALTER TABLE ONLY cutter_control.evidence
    ADD CONSTRAINT evidence_pkey PRIMARY KEY (chain, seq);

ALTER TABLE ONLY cutter_control.installation
    ADD CONSTRAINT installation_only_one_key UNIQUE (only_one);

ALTER TABLE ONLY cutter_control.installation
    ADD CONSTRAINT installation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY cutter_control.manual_record
    ADD CONSTRAINT manual_record_pkey PRIMARY KEY (id);

ALTER TABLE ONLY cutter_control.run
    ADD CONSTRAINT run_pkey PRIMARY KEY (id);

ALTER TABLE ONLY cutter_control.schema_version
    ADD CONSTRAINT schema_version_pkey PRIMARY KEY (version);

ALTER TABLE ONLY cutter_control.seat_holder
    ADD CONSTRAINT seat_holder_pkey PRIMARY KEY (seat);

CREATE UNIQUE INDEX action_one_at_a_time ON cutter_control.action USING btree (run) WHERE (state = ANY (ARRAY['queued'::text, 'running'::text]));

CREATE INDEX action_run ON cutter_control.action USING btree (run, requested_at);

CREATE INDEX evidence_kind ON cutter_control.evidence USING btree (chain, kind, seq);

CREATE UNIQUE INDEX evidence_step_committed_once ON cutter_control.evidence USING btree (chain, ((body ->> 'step'::text))) WHERE (kind = 'migration.committed'::text);

CREATE UNIQUE INDEX manual_record_open_fault ON cutter_control.manual_record USING btree (fault) WHERE (imported_as IS NULL);

CREATE TRIGGER evidence_append_only BEFORE DELETE OR UPDATE ON cutter_control.evidence FOR EACH ROW EXECUTE FUNCTION cutter_control.refuse_change();

ALTER TABLE cutter_control.evidence ENABLE ALWAYS TRIGGER evidence_append_only;

CREATE TRIGGER evidence_linked BEFORE INSERT ON cutter_control.evidence FOR EACH ROW EXECUTE FUNCTION cutter_control.link_evidence();

ALTER TABLE cutter_control.evidence ENABLE ALWAYS TRIGGER evidence_linked;

CREATE TRIGGER evidence_no_truncate BEFORE TRUNCATE ON cutter_control.evidence FOR EACH STATEMENT EXECUTE FUNCTION cutter_control.refuse_change();

ALTER TABLE cutter_control.evidence ENABLE ALWAYS TRIGGER evidence_no_truncate;

CREATE TRIGGER run_header_kept BEFORE UPDATE ON cutter_control.run FOR EACH ROW EXECUTE FUNCTION cutter_control.keep_run_header();

ALTER TABLE cutter_control.run ENABLE ALWAYS TRIGGER run_header_kept;

ALTER TABLE ONLY cutter_control.action
    ADD CONSTRAINT action_run_fkey FOREIGN KEY (run) REFERENCES cutter_control.run(id);

ALTER TABLE ONLY cutter_control.run
    ADD CONSTRAINT run_environment_fkey FOREIGN KEY (environment) REFERENCES cutter_control.installation(id);

GRANT USAGE ON SCHEMA cutter_control TO cutter_migrator;
GRANT USAGE ON SCHEMA cutter_control TO directus;

GRANT SELECT,INSERT,UPDATE ON TABLE cutter_control.action TO cutter_migrator;

GRANT SELECT,INSERT ON TABLE cutter_control.evidence TO cutter_migrator;

GRANT SELECT,INSERT ON TABLE cutter_control.installation TO cutter_migrator;

GRANT UPDATE(epoch) ON TABLE cutter_control.installation TO cutter_migrator;

GRANT SELECT,INSERT,UPDATE ON TABLE cutter_control.manual_record TO cutter_migrator;

GRANT SELECT,INSERT ON TABLE cutter_control.run TO cutter_migrator;

GRANT UPDATE(epoch) ON TABLE cutter_control.run TO cutter_migrator;

GRANT SELECT ON TABLE cutter_control.schema_version TO cutter_migrator;

GRANT SELECT,INSERT,UPDATE ON TABLE cutter_control.seat_holder TO cutter_migrator;
