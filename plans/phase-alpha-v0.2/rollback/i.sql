-- Undoes operation i alone; part of R-1.

DROP INDEX cutter_governance.canonical_address_alias_validity_window_idx;
DROP INDEX cutter_governance.canonical_address_alias_alias_kind_idx;
DROP INDEX cutter_governance.canonical_address_alias_target_unit_id_idx;
DROP INDEX cutter_governance.canonical_address_alias_alias_text_idx;
