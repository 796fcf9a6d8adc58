import { expect, it } from 'vitest';
import { type ApprovalSubject, approvalDigest, rehearsalDigest } from '../../../core/approval/approval-digest.ts';
import { sha256 } from '../../../core/digest/sha256.ts';

const subject: ApprovalSubject = {
	plan_digest: 'p',
	environment: 'e',
	baseline: 'b',
	rehearsal: 'r',
	backup_policy: { max_age_seconds: 3600, retention_days: 30 },
};

it('is sha256 over the canonical JSON of what is signed', () => {
	expect(approvalDigest(subject)).toBe(
		sha256(
			'{"backup_policy":{"max_age_seconds":3600,"retention_days":30},"baseline":"b","environment":"e","plan_digest":"p","rehearsal":"r"}',
		),
	);
});

it.each<[string, Partial<ApprovalSubject>]>([
	['the plan', { plan_digest: 'x' }],
	['the environment', { environment: 'x' }],
	['the baseline', { baseline: 'x' }],
	['the rehearsal', { rehearsal: 'x' }],
	['how old a backup may be', { backup_policy: { max_age_seconds: 3599, retention_days: 30 } }],
	['how long backups are kept', { backup_policy: { max_age_seconds: 3600, retention_days: 31 } }],
])('changes with %s', (_what, change) => {
	expect(approvalDigest({ ...subject, ...change })).not.toBe(approvalDigest(subject));
});

it('does not change with a fresh backup or anything else around it', () => {
	const wider = { ...subject, backup: 'another', requester: 'somebody' };
	expect(approvalDigest(wider)).toBe(approvalDigest(subject));
});

it('covers of a rehearsal what each step did and the artefact, and no duration', () => {
	const step = { step: 'one', satisfied: false, delta_digest: 'd', milliseconds: 1 };
	expect(rehearsalDigest([step], 'a')).toBe(
		sha256('{"artifact":"a","steps":[{"delta_digest":"d","satisfied":false,"step":"one"}]}'),
	);
	const slower = { ...step, milliseconds: 2 };
	expect(rehearsalDigest([slower], 'a')).toBe(rehearsalDigest([step], 'a'));
});
