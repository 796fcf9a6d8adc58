import { expect, it } from 'vitest';
import { deriveBounds } from '../../../core/migration/derive-bounds.ts';

const site = { lock_timeout_ms: 5_000, statement_timeout_ms: 60_000 };

it.each([
	['the site’s, where the plan has none', {}, 5_000, 60_000],
	['the plan’s, where they are tighter', { timeouts: { lock_ms: 300, statement_ms: 1_000 } }, 300, 1_000],
	['never looser than the site’s', { timeouts: { lock_ms: 9_000, statement_ms: 90_000 } }, 5_000, 60_000],
	['each bound by itself', { timeouts: { lock_ms: 9_000, statement_ms: 1_000 } }, 5_000, 1_000],
])('bounds are %s', (_what, plan, lock_timeout_ms, statement_timeout_ms) => {
	expect(deriveBounds(plan, site)).toEqual({ lock_timeout_ms, statement_timeout_ms });
});
