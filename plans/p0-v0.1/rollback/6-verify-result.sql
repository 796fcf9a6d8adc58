-- Undoes step 6: first the foreign keys that close the circles, then the table.

ALTER TABLE cutter_governance.dot_pair_signature
	DROP CONSTRAINT dot_pair_signature_cross_reference_verify_result_id_fkey;
ALTER TABLE cutter_governance.cut_change_set
	DROP CONSTRAINT cut_change_set_verifier_signature_id_fkey,
	DROP CONSTRAINT cut_change_set_executor_signature_id_fkey;
DROP TABLE cutter_governance.verify_result;
