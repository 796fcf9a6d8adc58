import type { GateResult } from '../../contract/gates.ts';
import type { ActionView, RunView } from '../../contract/runs.ts';
import { type ReadinessView, readinessView } from '../../contract/status.ts';

export const account = '11111111-1111-4111-8111-111111111111';
export const runId = '3f0c2a52-7b2d-4a3e-9a59-0d8b7e6c5f41';

export function gate(id: GateResult['gate'], outcome: GateResult['outcome']): GateResult {
	return { gate: id, outcome, reason: `${id} is ${outcome}`, evidence: [], who: [], next: '' };
}

export function action(state: ActionView['state']): ActionView {
	const requested = { requested_by: account, requested_at: '2026-05-16T09:00:00.000Z', finished_at: null };
	return { id: '1', run: runId, action: 'rehearse', state, ...requested, progress: null, result: null, error: null };
}

export function run(changes: Partial<RunView> = {}): RunView {
	return {
		id: runId,
		plan: 'orders-index',
		plan_title: 'Index on orders',
		plan_digest: 'c'.repeat(64),
		environment: 'production',
		requester: account,
		opened_at: '2026-05-16T09:00:00.000Z',
		phase: 'open',
		condition: 'active',
		condition_reason: '',
		approval_digest: null,
		steps: [],
		snapshots: [],
		action: null,
		...changes,
	};
}

/** An answer of `GET /readiness` that the contract accepts; a test changes what it is about. */
export function readiness(changes: Partial<ReadinessView> = {}): ReadinessView {
	return readinessView.parse({
		plan: 'orders-index',
		title: 'Index on orders',
		environment: 'production',
		verdict: 'BLOCKED',
		as_of: '2026-05-16T09:00:00.000Z',
		gates: [],
		seats: [],
		sign_offs: [],
		run: null,
		next: [],
		names: {},
		not_examined: [],
		caller: { user: account, admin: false, seats: [], session: true, may_ask: true, may_sign: true },
		...changes,
	});
}
