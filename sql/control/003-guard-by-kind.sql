-- Sign-offs are of several kinds, each bound to something else: an execution to the run's approval digest, the record of
-- a snapshot to the evidence of that snapshot. Only plain values reach the owner's half, as before.

CREATE FUNCTION cutter_control.assert_approval(of_run uuid, of_kind text, by_signer uuid, over_digest text) RETURNS void
	LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
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

CREATE OR REPLACE FUNCTION cutter_control.guard_approval() RETURNS trigger
	LANGUAGE plpgsql SECURITY INVOKER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
	PERFORM cutter_control.assert_approval(NEW.run, NEW.kind, NEW.signer, NEW.digest);
	RETURN NEW;
END $$;

DROP FUNCTION cutter_control.assert_approval(uuid, uuid, text);

INSERT INTO cutter_control.schema_version (version) VALUES (3);
