import { describe, expect, it } from 'vitest';
import { dblinkIsOff } from '../../../core/backup/classify-restore-message.ts';
import { judgeParallelRestore, judgeRestore, type RestoreEnd } from '../../../core/backup/judge-restore.ts';

const mapping = `pg_restore: error: could not execute query: ERROR:  role "reporting" does not exist
Command was: CREATE USER MAPPING FOR reporting SERVER elsewhere OPTIONS (
    password 'semicolon; and ''quote''',
    "user" 'u'
);


`;
const located = `pg_restore: while PROCESSING TOC:
pg_restore: from TOC entry 3420; 1418 16500 USER MAPPING USER MAPPING reporting SERVER elsewhere postgres
${mapping}`;
const newerClient = `pg_restore: error: could not execute query: ERROR:  unrecognized configuration parameter "transaction_timeout"
Command was: SET transaction_timeout = 0;
`;
const lostOwner = `pg_restore: error: could not execute query: ERROR:  role "reporting" does not exist
Command was: ALTER TABLE public.t OWNER TO reporting;

`;
const imitation = `pg_restore: error: could not execute query: ERROR:  role "x" does not exist
Command was: CREATE USER MAPPING FOR z" does not exist
Command was: ALTER TABLE public.t OWNER TO "x"" does not exist
Command was: CREATE USER MAPPING FOR z";

`;
const duplicate = `pg_restore: error: COPY failed for table "t": ERROR:  duplicate key value violates unique constraint "t_pkey"
DETAIL:  Key (id)=(1) already exists.
CONTEXT:  COPY t, line 1
`;
const refresh = (error: string) =>
	`pg_restore: error: could not execute query: ERROR:  ${error}
CONTEXT:  PL/pgSQL function public.dblink(text,text) line 1 at RAISE
SQL function "remote_rows" statement 1
Command was: REFRESH MATERIALIZED VIEW public.copied;


`;
const noHandler = 'foreign-data wrapper "postgres_fdw" has no handler';
const ignored = (count: number) => `pg_restore: warning: errors ignored on restore: ${count}\n`;

const full = `pg_restore: error: COPY failed for table "t": ERROR:  could not extend file "base/16390/16391": No space left on device
HINT:  Check free disk space.
CONTEXT:  COPY t, line 4711
`;
const gone = `pg_restore: error: could not execute query: server closed the connection unexpectedly
	This probably means the server terminated abnormally
	before or while processing the request.
Command was: CREATE TABLE public.t (id integer);
`;

const sentences: readonly [string, Partial<RestoreEnd>, 'pass' | 'fail' | 'error'][] = [
	['silence and exit code 0', {}, 'pass'],
	['a user mapping of a missing role', { code: 1, stderr: mapping + ignored(1) }, 'pass'],
	['the same with its place in the archive', { code: 1, stderr: located + ignored(1) }, 'pass'],
	['the same from Windows line ends', { code: 1, stderr: (mapping + ignored(1)).replaceAll('\n', '\r\n') }, 'pass'],
	['a parameter that only newer servers know', { code: 1, stderr: newerClient + ignored(1) }, 'pass'],
	['two explained errors', { code: 1, stderr: newerClient + mapping + ignored(2) }, 'pass'],
	['more ignored errors than are explained', { code: 1, stderr: mapping + ignored(2) }, 'fail'],
	['ignored errors that were never named', { code: 1, stderr: ignored(1) }, 'fail'],
	['ignored errors although the exit code is 0', { code: 0, stderr: ignored(1) }, 'fail'],
	['an owner of a missing role', { code: 1, stderr: lostOwner + ignored(1) }, 'fail'],
	['a role name that imitates a benign message', { code: 1, stderr: imitation + ignored(1) }, 'fail'],
	['one benign and one fatal message', { code: 1, stderr: mapping + duplicate + ignored(2) }, 'fail'],
	['a warning that no rule knows', { code: 0, stderr: 'pg_restore: warning: something new\n' }, 'fail'],
	['text that is no message of pg_restore', { code: 0, stderr: 'libz: broken\n' }, 'fail'],
	['exit code 1 without a word', { code: 1 }, 'fail'],
	['exit code 127', { code: 127 }, 'fail'],
	['a view that copied from a foreign server', { code: 1, stderr: refresh(noHandler) + ignored(1) }, 'pass'],
	['a view that copied by dblink', { code: 1, stderr: refresh(dblinkIsOff) + ignored(1) }, 'pass'],
	['a view that fails for another reason', { code: 1, stderr: refresh('division by zero') + ignored(1) }, 'fail'],
	[
		'another statement that needs a foreign server',
		{ code: 1, stderr: lostOwner.replace('role "reporting" does not exist', noHandler) + ignored(1) },
		'fail',
	],
	['an end by signal', { code: null, signal: 'SIGKILL' }, 'error'],
	['an end by signal after benign messages', { code: null, signal: 'SIGTERM', stderr: mapping }, 'error'],
	['a full disk', { code: 1, stderr: full + ignored(1) }, 'error'],
	['a full disk after a lost owner', { code: 1, stderr: lostOwner + full + ignored(2) }, 'error'],
	['a server that went away', { code: 1, stderr: gone }, 'error'],
	['output cut off', { code: 1, stderr: mapping + ignored(1), truncated: true }, 'fail'],
];

describe('the verdict on a restore', () => {
	it.each(sentences)('%s', (_, end, verdict) => {
		expect(judgeRestore({ code: 0, signal: null, stderr: '', truncated: false, ...end }).verdict).toBe(verdict);
	});

	it('names the rule of every benign message', () => {
		const { messages } = judgeRestore({ code: 1, signal: null, stderr: located + ignored(1), truncated: false });
		expect(messages.map(({ rule }) => rule)).toEqual(['user-mapping-role', 'ignored-errors-sum']);
	});

	it('keeps an error with its statement and detail in one message', () => {
		const { messages } = judgeRestore({ code: 1, signal: null, stderr: duplicate + ignored(1), truncated: false });
		expect(messages[0]).toEqual({ text: duplicate.trim(), verdict: 'fatal' });
	});

	it.each<[string, Partial<RestoreEnd>, string]>([
		['a killed pg_restore', { code: null, signal: 'SIGKILL' }, 'ended-by-signal'],
		['a full disk', { code: 1, stderr: full + ignored(1) }, 'disk-full'],
		['a server that went away', { code: 1, stderr: gone }, 'connection-lost'],
	])('names what broke it off: %s', (_, end, rule) => {
		const { messages } = judgeRestore({ code: 0, signal: null, stderr: '', truncated: false, ...end });
		expect(messages.find(({ verdict }) => verdict === 'broken-off')?.rule).toBe(rule);
	});
});

describe('the verdict on a restore by several connections at once', () => {
	it.each<[string, Partial<RestoreEnd>, 'pass' | 'fail' | 'error']>([
		['silence and exit code 0', {}, 'pass'],
		['a message that would be benign elsewhere', { code: 1, stderr: mapping + ignored(1) }, 'fail'],
		['a message whose statement is another one’s', { code: 1, stderr: lostOwner + mapping + ignored(3) }, 'fail'],
		['a full disk', { code: 1, stderr: full + ignored(4) }, 'error'],
		['an end by signal', { code: null, signal: 'SIGKILL' }, 'error'],
		['exit code 1 without a word', { code: 1 }, 'fail'],
	])('%s', (_, end, verdict) => {
		expect(judgeParallelRestore({ code: 0, signal: null, stderr: '', truncated: false, ...end }).verdict).toBe(verdict);
	});
});
