import { expect, it } from 'vitest';
import { z } from 'zod';
import { AnswerShapeError, parseAnswer } from '../../extensions/module-readiness/composables/parse-answer.ts';
import { readFailure } from '../../extensions/module-readiness/composables/read-failure.ts';
import { gate } from './example-readiness.ts';

/** What the Studio's HTTP client throws when a server has answered. */
function refused(status: number, code: string, facts: Readonly<Record<string, unknown>> = {}): Error {
	const data = { errors: [{ message: 'Why not.', extensions: { ...facts, code } }] };
	return Object.assign(new Error(`Request failed with status code ${status}`), { response: { status, data } });
}

const unmet = gate('backup-fresh', 'blocked');
const cases: [string, unknown, object][] = [
	[
		'set-up that is needed, with its statements',
		refused(503, 'SETUP_NEEDED', { sql: 'CREATE SCHEMA x;' }),
		{ kind: 'setup', sql: 'CREATE SCHEMA x;' },
	],
	['statements given as a list', refused(503, 'SETUP_NEEDED', { sql: ['A;', 'B;'] }), { kind: 'setup', sql: 'A;\nB;' }],
	['another 503, which is no set-up', refused(503, 'OUTCOME_UNKNOWN'), { kind: 'refused', code: 'OUTCOME_UNKNOWN' }],
	['a caller without rights', refused(403, 'FORBIDDEN'), { kind: 'forbidden' }],
	['a caller without a session', refused(401, 'UNAUTHENTICATED'), { kind: 'forbidden' }],
	['gates that are not met', refused(412, 'GATE_NOT_MET', { gates: [unmet] }), { kind: 'refused', gates: [unmet] }],
	[
		'gates of an unknown shape, keeping the message',
		refused(412, 'GATE_NOT_MET', { gates: [{ gate: 'new' }] }),
		{ message: 'Why not.', gates: [] },
	],
	['a stale digest', refused(409, 'STALE_DIGEST'), { kind: 'refused', message: 'Why not.' }],
	['no answer at all', new Error('Network Error'), { kind: 'unreachable', message: 'Network Error' }],
	['a proxy that answers for the server', { response: { status: 502, data: '<html>' } }, { kind: 'unreachable' }],
	[
		'an answer that is no refusal of the API',
		{ response: { status: 418, data: {} } },
		{ kind: 'unreadable', message: 'HTTP 418' },
	],
	['an answer of another shape', new AnswerShapeError('data.gates: invalid_type'), { kind: 'unreadable' }],
];

it.each(cases)('reads %s', (_title, error, expected) => {
	expect(readFailure(error)).toMatchObject(expected);
});

it('parses the data of an answer', () => {
	expect(parseAnswer(z.object({ id: z.string() }), { data: { id: 'x' }, meta: {} })).toEqual({ id: 'x' });
});

it.each([
	['a field of another type', { data: { id: 1 } }, 'data.id: invalid_type'],
	['no data', { meta: {} }, 'data: invalid_type'],
	['no answer', undefined, 'data: invalid_type'],
])('refuses %s, naming the place', (_title, answer, message) => {
	expect(() => parseAnswer(z.object({ id: z.string() }), answer)).toThrow(new AnswerShapeError(message));
});
