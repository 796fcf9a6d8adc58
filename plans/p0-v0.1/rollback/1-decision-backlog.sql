-- Undoes step 1. RESTRICT is PostgreSQL's default and is wanted: whatever still depends on these tables stops the rollback.

DROP TABLE cutter_governance.decision_backlog_sweep_log;
DROP TABLE cutter_governance.decision_backlog_dependency;
DROP TABLE cutter_governance.decision_backlog_history;
DROP TABLE cutter_governance.decision_backlog_entry;
DROP SCHEMA cutter_governance;
