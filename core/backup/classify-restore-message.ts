import type { RestoreMessage } from './port.ts';

interface MessageRule {
	readonly rule: string;
	/** Matched against one whole message, its statement included. */
	readonly matches: RegExp;
}
interface BenignRule extends MessageRule {
	/** Whether pg_restore counts the message among its "errors ignored". */
	readonly counted: boolean;
}

const entry = String.raw`(?:pg_restore: while [A-Z ]+:\n)?(?:pg_restore: from TOC entry [^\n]*\n)?`;
// A second "Command was:" would come from a name that imitates a message.
const oneStatement = String.raw`(?:(?!\nCommand was: )[\s\S])*`;
const failed = 'pg_restore: error: could not execute query: ERROR:  ';
// Functions called by functions are named under CONTEXT, line by line.
const where = String.raw`(?:\nCONTEXT:  (?:(?!\nCommand was: )[\s\S])*)?`;

/** What a clone's own dblink answers: `switchOffDblink`. */
export const dblinkIsOff = 'dblink is switched off in this clone: it could reach other servers';

/**
 * The messages that leave a restored database complete, or incomplete in what is said beside it. Each pattern names
 * error and statement together: "role does not exist" after a CREATE USER MAPPING is harmless, after an
 * ALTER TABLE … OWNER it is a lost owner.
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
		// Foreign servers are out of reach while a clone is restored: what a view copied from them stays empty.
		rule: 'refresh-reads-elsewhere',
		matches: new RegExp(
			String.raw`^${entry}${failed}(?:foreign-data wrapper "[^\n]+" has no handler|${dblinkIsOff})${where}\nCommand was: REFRESH MATERIALIZED VIEW ${oneStatement}$`,
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

/** What ends a restore from outside. It proves nothing against the archive, and nothing for it. */
const brokenOffRules: readonly MessageRule[] = [
	{ rule: 'disk-full', matches: /(?:No space left on device|Disk quota exceeded|File too large)/ },
	{ rule: 'out-of-memory', matches: /ERROR: {2}out of memory/ },
	{
		rule: 'connection-lost',
		matches:
			/server closed the connection unexpectedly|terminating connection due to|connection to server .* failed|could not receive data from server|the database system is (?:shutting down|in recovery mode|starting up)/,
	},
];

/** Judges one message of pg_restore. What no rule explains is fatal. */
export function classifyRestoreMessage(text: string): RestoreMessage {
	const benign = benignRules.find(({ matches }) => matches.test(text));
	if (benign) return { text, verdict: 'benign', rule: benign.rule };
	const outside = brokenOffRules.find(({ matches }) => matches.test(text));
	return outside ? { text, verdict: 'broken-off', rule: outside.rule } : { text, verdict: 'fatal' };
}

/** Whether pg_restore counts such a message among its "errors ignored". */
export function isCountedError(message: RestoreMessage): boolean {
	return benignRules.some(({ rule, counted }) => counted && rule === message.rule);
}
