/**
 * Settings by which later statements of a migration are read, judged, bounded or made durable. The lint refuses a plan
 * that sets one; SQL that is made at run time passes it by, so that the runner compares them after each step, too.
 */
export const judgingSettings = [
	'session_replication_role',
	'lock_timeout',
	'statement_timeout',
	'transaction_timeout',
	'idle_in_transaction_session_timeout',
	'search_path',
	'row_security',
	'check_function_bodies',
	'default_transaction_read_only',
	'default_transaction_isolation',
	'default_transaction_deferrable',
	'transaction_read_only',
	'transaction_isolation',
	'transaction_deferrable',
	'client_encoding',
	'standard_conforming_strings',
	'synchronous_commit',
	'allow_system_table_mods',
] as const;
