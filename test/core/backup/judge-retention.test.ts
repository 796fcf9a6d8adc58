import { describe, expect, it } from 'vitest';
import { judgeRetention } from '../../../core/backup/judge-retention.ts';
import { chainOf, type Entry } from '../evidence/chain-of.ts';
import { backup, digest, opened } from '../evidence/sample-bodies.ts';
import {
	approved,
	backedUp,
	begun,
	cancelled,
	failing,
	first,
	last,
	rehearsed,
	tested,
	toCommit,
	verified,
} from '../run/run-evidence.ts';

const day = 24 * 60 * 60 * 1000;
/** The sample backup is of 2026-03-01T12:00:00Z; its retention of 30 days ends a day later than that. */
const takenAt = Date.parse(backup.taken_at);
const daysOn = (days: number) => new Date(takenAt + days * day);
const older: Entry = ['backup.taken', { ...backup, sha256: digest('e'), file: 'older' }];

/** What is said of each backup of a run with this evidence, `null` where it may go. */
function judge(now: Date, entries: readonly Entry[], days = 30): (string | null)[] {
	const chain = chainOf([['run.opened', opened], ...entries]).map((record) => ({
		...record,
		recorded_at: new Date(takenAt + 60_000).toISOString(),
	}));
	return judgeRetention(chain, now, days).map(({ keep }) => keep);
}

const done = [...toCommit, verified];

describe('a backup may go', () => {
	it.each<[string, Date, readonly Entry[], number]>([
		['of a completed run, 31 days after its snapshot', daysOn(31.01), done, 30],
		['of a cancelled run', daysOn(31.01), [backedUp, cancelled], 30],
		['of an open run that has a newer one', daysOn(31.01), [older, backedUp], 30],
		['when the retention is longer and over', daysOn(91.01), done, 90],
	])('%s', (_what, now, entries, days) => {
		expect(judge(now, entries, days)[0]).toBeNull();
	});
});

describe('a backup stays', () => {
	it.each<[string, Date, readonly Entry[], RegExp, number?]>([
		['30 days after its snapshot', daysOn(30), done, /kept until 2026-04-01T12:00:00/],
		['a moment before its time is over', daysOn(30.9999), done, /kept until/],
		['as long as a longer retention says', daysOn(60), done, /kept until 2026-05-31/, 90],
		['while its run is open', daysOn(400), [backedUp], /the run is open/],
		['while its run is rehearsed', daysOn(400), [backedUp, tested, rehearsed], /the run is rehearsed/],
		['while its run is approved', daysOn(400), [backedUp, tested, rehearsed, approved], /the run is approved/],
		['while the commit is not verified', daysOn(400), toCommit, /the run is committed/],
		['while a migration is unsettled', daysOn(400), [backedUp, begun], /its end is not on record/],
		['while half of a plan is committed', daysOn(400), [backedUp, begun, first], /its end is not on record/],
		['while the run is stopped', daysOn(400), [backedUp, begun, failing(true)], /the run is stopped: two failed/],
		[
			'when the migration leans on it and a newer one was taken',
			daysOn(400),
			[backedUp, begun, first, last, older],
			/committed/,
		],
	])('%s', (_what, now, entries, reason, days) => {
		expect(judge(now, entries, days)[0]).toMatch(reason);
	});

	it('30 days after the migration, however old its snapshot was', () => {
		const late = chainOf([['run.opened', opened], ...done]).map((record) => ({
			...record,
			recorded_at: daysOn(record.kind === 'migration.committed' ? 20 : 0).toISOString(),
		}));
		expect(judgeRetention(late, daysOn(49.9), 30)[0]?.keep).toMatch(/kept until 2026-04-20/);
		expect(judgeRetention(late, daysOn(50.1), 30)[0]?.keep).toBeNull();
	});

	it('as long as its own record promised, when the setting is lowered afterwards', () => {
		const promised: Entry = ['backup.taken', { ...backup, retain_until: daysOn(100).toISOString() }];
		expect(judge(daysOn(99), [promised, cancelled])[0]).toMatch(/kept until 2026-06-09/);
		expect(judge(daysOn(100.1), [promised, cancelled])[0]).toBeNull();
	});

	it('when its time cannot be read', () => {
		const unreadable: Entry = ['backup.taken', { ...backup, retain_until: 'soon' }];
		expect(judge(daysOn(4000), [unreadable, cancelled])[0]).toMatch(/kept until/);
	});
});
