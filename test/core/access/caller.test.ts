import { describe, expect, it } from 'vitest';
import { runActions } from '../../../contract/runs.ts';
import {
	assertHumanSession,
	assertMayAsk,
	assertMayRead,
	type Caller,
	mayAsk,
	mayRead,
} from '../../../core/access/caller.ts';
import { CutterError } from '../../../core/errors/cutter-error.ts';

const stranger: Caller = { user: 'a user', admin: false, session: true, tool: null, seats: [] };
const callers = {
	stranger,
	admin: { ...stranger, admin: true },
	holder: { ...stranger, seats: ['g4'] },
	executor: { ...stranger, tool: 'executor' },
	verifier: { ...stranger, tool: 'verifier' },
	'verifier with rights of its own': { ...stranger, tool: 'verifier', admin: true, seats: ['g4'] },
} satisfies Record<string, Caller>;
type Name = keyof typeof callers;

const codeOf = (work: () => void) => {
	try {
		work();
		return 'allowed';
	} catch (error) {
		return error instanceof CutterError ? error.code : error;
	}
};

describe('who may look', () => {
	it.each<[Name, boolean]>([
		['stranger', false],
		['admin', true],
		['holder', true],
		['executor', true],
		['verifier', true],
	])('%s: %s', (name, may) => {
		expect(mayRead(callers[name])).toBe(may);
		expect(codeOf(() => assertMayRead(callers[name]))).toBe(may ? 'allowed' : 'FORBIDDEN');
	});
});

describe('who may ask for which action', () => {
	const everything = [...runActions];

	it.each<[Name, string[]]>([
		['stranger', []],
		['admin', everything],
		['holder', everything],
		['executor', everything],
		['verifier', ['verify']],
		['verifier with rights of its own', ['verify']],
	])('%s: %s', (name, actions) => {
		expect(runActions.filter((action) => mayAsk(callers[name], action))).toEqual(actions);
		for (const action of runActions) {
			expect(
				codeOf(() => assertMayAsk(callers[name], action)),
				action,
			).toBe(actions.includes(action) ? 'allowed' : 'FORBIDDEN');
		}
	});

	it('a refusal names the action', () => {
		expect(() => assertMayAsk(stranger, 'migrate')).toThrow('This account may not ask for migrate');
	});
});

describe('who signs', () => {
	it.each<[string, string, Caller]>([
		['a person with a login session', 'allowed', callers.holder],
		['a person with a token', 'HUMAN_SESSION_REQUIRED', { ...callers.holder, session: false }],
		['an administrator with a token', 'HUMAN_SESSION_REQUIRED', { ...callers.admin, session: false }],
		['the executor with a session', 'HUMAN_SESSION_REQUIRED', callers.executor],
		['the verifier with a session and a seat', 'HUMAN_SESSION_REQUIRED', callers['verifier with rights of its own']],
	])('%s: %s', (_who, code, caller) => {
		expect(codeOf(() => assertHumanSession(caller))).toBe(code);
	});

	it('the refusal of a token says how to log in, that of a tool account does not', () => {
		expect(() => assertHumanSession({ ...stranger, session: false })).toThrow('"mode": "session"');
		expect(() => assertHumanSession({ ...callers.executor, session: false })).toThrow(
			'A tool account never signs for a person.',
		);
	});
});

it('session and seats do not turn into each other’s rights', () => {
	expect(mayRead({ ...stranger, session: true })).toBe(false);
	expect(mayRead({ ...callers.holder, session: false })).toBe(true);
});
