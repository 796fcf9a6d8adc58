import { beforeAll, describe, expect, it } from 'vitest';
import { loadSqlParser } from '../../../core/sql/parse-sql.ts';
import { lintSql } from './lint-sql.ts';

beforeAll(loadSqlParser);

/** Findings as `line:column rule accepted-or-message`. */
function told(sql: string): string[] {
	return lintSql({ steps: [sql] }).findings.map(
		({ line, column, rule, accepted, message }) =>
			`${line}:${column} ${rule} ${accepted === null ? `: ${message}` : `= ${accepted}`}`,
	);
}

describe('a hazard is accepted', () => {
	it.each<[string, string, string[]]>([
		[
			'directly before its statement',
			'-- accept unbounded-write: three rows\nUPDATE t SET a = 1',
			['2:1 unbounded-write = three rows'],
		],
		[
			'among other comments and blank lines',
			'-- Colours.\n-- accept unbounded-write: three rows\n\n-- Red.\n/* really */ UPDATE t SET a = 1',
			['5:14 unbounded-write = three rows'],
		],
		[
			'with a reason that goes on',
			'-- accept unbounded-write: three\n--   rows, and\n--\tno trigger\n-- Red.\nUPDATE t SET a = 1',
			['5:1 unbounded-write = three rows, and no trigger'],
		],
		[
			'beside another one',
			'-- accept drop-cascade: one view\n-- accept destructive: empty\nDROP TABLE t CASCADE',
			['3:1 destructive = empty', '3:1 drop-cascade = one view'],
		],
		[
			'for every finding of the rule in the statement',
			'-- accept validation-scan: small\nALTER TABLE t ADD CHECK (a > 0), ALTER b SET NOT NULL',
			['2:1 validation-scan = small', '2:1 validation-scan = small'],
		],
		[
			'for what the body of a DO block does',
			'-- accept unbounded-write: three rows\nDO $$ BEGIN UPDATE t SET a = 1; END $$',
			['2:1 unbounded-write = three rows'],
		],
		[
			'inside the file’s own transaction',
			'BEGIN;\n-- accept unbounded-write: three rows\nUPDATE t SET a = 1;\nCOMMIT;',
			['3:1 unbounded-write = three rows'],
		],
		[
			'with Windows line ends',
			'-- accept unbounded-write: three rows\r\nUPDATE t SET a = 1',
			['2:1 unbounded-write = three rows'],
		],
		[
			'whose reason holds a colon',
			'-- accept unbounded-write: see: three\nUPDATE t SET a = 1',
			['2:1 unbounded-write = see: three'],
		],
	])('%s', (_what, sql, expected) => {
		expect(told(sql)).toEqual(expected);
	});
});

describe('an acceptance is a finding itself', () => {
	const open = 'unbounded-write : UPDATE of every row of public.t';
	it.each<[string, string, string[]]>([
		[
			'without a reason',
			'-- accept unbounded-write:\nUPDATE t SET a = 1',
			[`2:1 ${open}`, '1:1 accept-without-reason : accepts unbounded-write and says not why'],
		],
		[
			'without even a colon',
			'-- accept unbounded-write\nUPDATE t SET a = 1',
			[`2:1 ${open}`, '1:1 accept-without-reason : accepts unbounded-write and says not why'],
		],
		[
			'of an unknown rule',
			'-- accept unbounded-writes: three rows\nUPDATE t SET a = 1',
			[`2:1 ${open}`, '1:1 accept-unknown-rule : there is no rule unbounded-writes'],
		],
		[
			'of what the statement does not show',
			'-- accept table-rewrite: three rows\nUPDATE t SET a = 1 WHERE b = 2',
			['1:1 accept-unused : accepts table-rewrite, which the statement does not show'],
		],
		[
			'of what another statement shows',
			'-- accept unbounded-write: three rows\nSELECT 1;\nUPDATE t SET a = 1',
			[`3:1 ${open}`, '1:1 accept-unused : accepts unbounded-write, which the statement does not show'],
		],
		[
			'of an error',
			'-- accept copy-stream: I want to\nCOPY t FROM STDIN',
			[
				'2:1 copy-stream : COPY needs a client’s stream, which a frozen file has not',
				'1:1 accept-error : copy-stream is an error, which nobody can accept',
			],
		],
		[
			'behind its statement',
			'UPDATE t SET a = 1; -- accept unbounded-write: three rows\nSELECT 1',
			[`1:1 ${open}`, '1:21 accept-misplaced : accepts unbounded-write and stands directly before no statement'],
		],
		[
			'within its statement',
			'UPDATE t\n-- accept unbounded-write: three rows\nSET a = 1',
			[`1:1 ${open}`, '2:1 accept-misplaced : accepts unbounded-write and stands directly before no statement'],
		],
		[
			'at the end of the file',
			'UPDATE t SET a = 1;\n-- accept unbounded-write: three rows\n',
			[`1:1 ${open}`, '2:1 accept-misplaced : accepts unbounded-write and stands directly before no statement'],
		],
		[
			'before a BEGIN that is left out',
			'-- accept unbounded-write: three rows\nBEGIN; UPDATE t SET a = 1; COMMIT',
			[`2:8 ${open}`, '1:1 accept-misplaced : accepts unbounded-write and stands directly before no statement'],
		],
	])('%s', (_what, sql, expected) => {
		expect(told(sql)).toEqual(expected);
	});

	it('and refuses the plan where it claims what cannot be', () => {
		const severities = lintSql({
			steps: ['-- accept nothing-known: x\n-- accept rename:\n-- accept rename: x\nSELECT 1'],
		}).findings;
		expect(severities.map(({ rule, severity }) => `${rule} ${severity}`)).toEqual([
			'accept-unknown-rule error',
			'accept-without-reason error',
			'accept-unused hazard',
		]);
	});
});

describe('no acceptance at all', () => {
	it.each([
		['prose', '-- accept only red things here\nUPDATE t SET a = 1 WHERE b = 2'],
		['a text', "SELECT '-- accept unbounded-write: x'"],
		['a body', 'DO $$ BEGIN\n-- accept unbounded-write: x\nNULL; END $$'],
		['a block comment', '/* accept unbounded-write: x */ SELECT 1'],
	])('%s', (_what, sql) => {
		expect(told(sql)).toEqual([]);
	});
});
