import type { RestoreMessage } from './port.ts';

interface BenignRule {
	readonly rule: string;
	/** Matched against one whole message, its statement included. */
	readonly matches: RegExp;
	/** Whether pg_restore counts the message among its "errors ignored". */
	readonly counted: boolean;
}

const entry = String.raw`(?:pg_restore: while [A-Z ]+:\n)?(?:pg_restore: from TOC entry [^\n]*\n)?`;
// A second "Command was:" would come from a name that imitates a message.
const oneStatement = String.raw`(?:(?!\nCommand was: )[\s\S])*`;
const failed = 'pg_restore: error: could not execute query: ERROR:  ';

/**
 * The messages that leave a restored database complete. Each pattern names error and statement together:
 * "role does not exist" after a CREATE USER MAPPING is harmless, after an ALTER TABLE … OWNER it is a lost owner.
 */
const benignRules: readonly BenignRule[] = [
	{
		// A dump of one database carries no roles; a user mapping holds a foreign server's login, never rows.
		rule: 'user-mapping-role',
		matches: new RegExp(
			String.raw`^${entry}${failed}role "[^\n]+" does not exist\nCommand was: CREATE USER MAPPING FOR ${oneStatement}$`,
		),
		counted: true,
	},
	{
		// pg_dump and pg_restore 17 set this parameter to its default, 0; older servers do not know it.
		rule: 'newer-client-setting',
		matches: new RegExp(
			String.raw`^${entry}${failed}unrecognized configuration parameter "transaction_timeout"\nCommand was: SET transaction_timeout = 0;$`,
		),
		counted: true,
	},
	{
		// Only the sum of what was judged one by one; `judgeRestore` compares the number.
		rule: 'ignored-errors-sum',
		matches: /^pg_restore: warning: errors ignored on restore: \d+$/,
		counted: false,
	},
];

/** Judges one message of pg_restore. What no rule explains is fatal. */
export function classifyRestoreMessage(text: string): RestoreMessage {
	const found = benignRules.find(({ matches }) => matches.test(text));
	return found ? { text, verdict: 'benign', rule: found.rule } : { text, verdict: 'fatal' };
}

/** Whether pg_restore counts such a message among its "errors ignored". */
export function isCountedError(message: RestoreMessage): boolean {
	return benignRules.some(({ rule, counted }) => counted && rule === message.rule);
}
