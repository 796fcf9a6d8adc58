import { describe, expect, it } from 'vitest';
import type { CheckResult } from '../../../contract/outcomes.ts';
import type { FrozenCheck } from '../../../core/check/frozen-check.ts';
import { inPlanOrder, type Judgement } from '../../../core/check/in-plan-order.ts';

const result = (id: string): CheckResult => ({ id, title: id, outcome: 'pass', message: id, connection: 'migration' });
const judged = (kind: 'additions_only' | 'frozen_tables', outcome: CheckResult['outcome'] = 'pass'): Judgement => ({
	...result(kind),
	outcome,
	answers: (check) => check.kind === kind,
});
const query = (id: string): FrozenCheck => ({ id, title: id, sql: 'SELECT 1', values: [], expect: { scalar: 1 } });
const named = (id: string, kind: 'additions_only' | 'frozen_tables'): FrozenCheck => ({
	id,
	title: `title of ${id}`,
	product: { kind },
});
const order = (...given: Parameters<typeof inPlanOrder>) =>
	inPlanOrder(...given).map(({ id, outcome }) => `${id} ${outcome}`);

describe('results of a plan', () => {
	it('stand where the plan names them, under its ids', () => {
		const checks = [query('V-1'), named('V-2', 'additions_only'), query('V-3')];
		expect(order(checks, [judged('additions_only')], [result('V-3'), result('V-1')])).toEqual([
			'V-1 pass',
			'V-2 pass',
			'V-3 pass',
		]);
	});

	it('take the plan’s title, and what the product found', () => {
		expect(inPlanOrder([named('V-2', 'additions_only')], [judged('additions_only', 'fail')], [])).toEqual([
			{ id: 'V-2', title: 'title of V-2', outcome: 'fail', message: 'additions_only', connection: 'migration' },
		]);
	});

	it('begin with what the product judges although the plan does not speak of it', () => {
		expect(order([query('V-1')], [judged('frozen_tables', 'fail')], [result('V-1')])).toEqual([
			'frozen_tables fail',
			'V-1 pass',
		]);
	});

	it('hold an error where nothing was measured: silence is no pass', () => {
		expect(order([named('V-1', 'frozen_tables')], [], [])).toEqual(['V-1 error']);
	});
});
