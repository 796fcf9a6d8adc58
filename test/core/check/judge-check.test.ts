import { describe, expect, it } from 'vitest';
import type { Expectation } from '../../../contract/plan-check.ts';
import { type CheckReading, judgeCheck } from '../../../core/check/judge-check.ts';

type Row = Readonly<Record<string, unknown>>;

const check = (expectation: Expectation) => ({ id: 'V-1', title: 'A title', sql: 'SELECT 1', expect: expectation });
const read = (rows: readonly Row[]): CheckReading => ({ kind: 'rows', rows });
const judge = (expectation: Expectation, rows: readonly Row[]) =>
	judgeCheck(check(expectation), read(rows), 'directus');

describe('an expected', () => {
	it.each<[string, Expectation, readonly Row[], 'pass' | 'fail']>([
		['scalar that is it', { scalar: 3 }, [{ n: 3 }], 'pass'],
		['scalar that is another', { scalar: 3 }, [{ n: 4 }], 'fail'],
		['number that came as a text', { scalar: 3 }, [{ n: '3' }], 'fail'],
		['text that looks like a number', { scalar: '3' }, [{ n: 3 }], 'fail'],
		['true that came as a text', { scalar: true }, [{ n: 'true' }], 'fail'],
		['null that is there', { scalar: null }, [{ n: null }], 'pass'],
		['null where there is no row', { scalar: null }, [], 'fail'],
		['scalar in two rows', { scalar: 3 }, [{ n: 3 }, { n: 3 }], 'fail'],
		['scalar in two columns', { scalar: 3 }, [{ n: 3, m: 3 }], 'fail'],
		['scalar in no column', { scalar: 3 }, [{}], 'fail'],
		['text that imitates the report of no row', { scalar: '0 row(s) []' }, [], 'fail'],
		['row, whatever the order of its columns', { row: { a: 1, b: 'x' } }, [{ b: 'x', a: 1 }], 'pass'],
		['row with another value', { row: { a: 1, b: 'x' } }, [{ a: 1, b: 'y' }], 'fail'],
		['row with a column more', { row: { a: 1 } }, [{ a: 1, b: null }], 'fail'],
		['row with a column less', { row: { a: 1, b: null } }, [{ a: 1 }], 'fail'],
		['row that comes twice', { row: { a: 1 } }, [{ a: 1 }, { a: 1 }], 'fail'],
		['row that does not come', { row: { a: 1 } }, [], 'fail'],
		['list of rows', { rows: [{ a: 1 }, { a: 2 }] }, [{ a: 1 }, { a: 2 }], 'pass'],
		['list of rows in another order', { rows: [{ a: 1 }, { a: 2 }] }, [{ a: 2 }, { a: 1 }], 'fail'],
		['list of rows, one more', { rows: [{ a: 1 }] }, [{ a: 1 }, { a: 2 }], 'fail'],
		['empty list of rows', { rows: [] }, [], 'pass'],
		['set in any order', { set: ['a', 'b', null] }, [{ x: null }, { x: 'b' }, { x: 'a' }], 'pass'],
		['set with one more', { set: ['a'] }, [{ x: 'a' }, { x: 'b' }], 'fail'],
		['set with one less', { set: ['a', 'b'] }, [{ x: 'a' }], 'fail'],
		['set in which one comes twice', { set: ['a'] }, [{ x: 'a' }, { x: 'a' }], 'fail'],
		['set whose text imitates two', { set: ['a", "b'] }, [{ x: 'a' }, { x: 'b' }], 'fail'],
		['set of numbers that came as texts', { set: [1, 2] }, [{ x: '1' }, { x: '2' }], 'fail'],
		['empty set', { set: [] }, [], 'pass'],
		['nothing, and nothing comes', { empty: true }, [], 'pass'],
		['nothing, and a row comes', { empty: true }, [{ a: null }], 'fail'],
	])('%s', (_what, expectation, rows, outcome) => {
		expect(judge(expectation, rows).outcome).toBe(outcome);
	});

	// A second column could hold anything.
	it('set in two columns', () => {
		expect(judge({ set: ['a'] }, [{ x: 'a', y: 'unexpected' }]).outcome).not.toBe('pass');
	});
});

describe('a check that could not be decided', () => {
	it.each<[string, Expectation]>([
		['although nothing was expected', { empty: true }],
		['whatever was expected', { scalar: 1 }],
	])('is an error, never a verdict: %s', (_what, expectation) => {
		const reading: CheckReading = { kind: 'unreadable', reason: 'permission denied for schema s (SQLSTATE 42501)' };
		expect(judgeCheck(check(expectation), reading, 'migration')).toEqual({
			id: 'V-1',
			title: 'A title',
			connection: 'migration',
			outcome: 'error',
			message: 'could not be decided: permission denied for schema s (SQLSTATE 42501)',
		});
	});

	// Thrown on, it would end the action without a verdict on any check.
	it('is an error: a number that JSON cannot hold exactly', () => {
		expect(judge({ scalar: 1 }, [{ n: 2 ** 60 }]).outcome).toBe('error');
	});
});

describe('says', () => {
	it('what was expected and what was found', () => {
		expect(judge({ row: { a: 1 } }, [{ a: 2 }]).message).toBe('expected [{"a":1}], found [{"a":2}]');
		expect(judge({ scalar: 3 }, [{ a: 3 }]).message).toBe('as expected: 3');
		expect(judge({ scalar: 3 }, []).message).toBe('expected 3, found 0 row(s) []');
	});

	it('no more than can be read, and still compares the whole', () => {
		const long = 'x'.repeat(2000);
		const { outcome, message } = judge({ scalar: `${long}a` }, [{ n: `${long}b` }]);
		expect(outcome).toBe('fail');
		expect(message).toContain('… (2003 characters)');
		expect(message.length).toBeLessThan(1400);
	});
});
