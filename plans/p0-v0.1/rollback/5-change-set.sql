-- Undoes step 5. The circles were opened by the rollback of step 6.

DROP TABLE cutter_governance.dot_pair_signature;
DROP TABLE cutter_governance.cut_change_set_affected_row;
DROP TABLE cutter_governance.cut_change_set;
