import { expect, it } from 'vitest';
import type { RunView } from '../../contract/runs.ts';
import { derivePollInterval } from '../../extensions/module-readiness/composables/derive-poll-interval.ts';
import { action, run } from './example-readiness.ts';

const cases: [string, RunView | null, number][] = [
	['no run', null, 10_000],
	['an open run', run(), 10_000],
	['a queued action', run({ action: action('queued') }), 2_000],
	['a running action', run({ action: action('running') }), 2_000],
	['an action that ended', run({ action: action('done') }), 10_000],
	['a rehearsed run waiting for people', run({ phase: 'rehearsed' }), 10_000],
	['an approved run', run({ phase: 'approved' }), 2_000],
	['a committed run that is not verified', run({ phase: 'committed' }), 2_000],
	['a committed run that is stopped', run({ phase: 'committed', condition: 'stopped' }), 10_000],
	['a completed run', run({ phase: 'completed' }), 10_000],
];

it.each(cases)('%s', (_title, current, expected) => {
	expect(derivePollInterval(current)).toBe(expected);
});
