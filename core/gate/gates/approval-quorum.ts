import { type Gate, passes, stops } from '../verdicts.ts';

/** The seats that the plan names have signed the current approval digest: distinct people, unexpired, none rejecting. */
export const approvalQuorum: Gate = ({ plan, position, quorum }) => {
	const rule = plan.file.approvals.execution;
	const digest = position.rehearsal?.body.approval_digest;
	if (!quorum || !digest) {
		return stops('approval-quorum', 'blocked', {
			reason: 'There is nothing to sign before a rehearsal passed.',
			who: ['executor'],
			next: 'Rehearse.',
		});
	}
	const evidence = [digest, ...quorum.items];
	if (quorum.complete)
		return passes('approval-quorum', `${quorum.signers.length} people signed for ${rule.seats.join(', ')}.`, evidence);
	if (quorum.rejected_by.length > 0) {
		return stops('approval-quorum', 'blocked', {
			reason: `${quorum.rejected_by.length} seat holder(s) rejected the execution.`,
			who: [...rule.seats],
			next: 'Answer the objection; a rejection holds until its author signs anew, or the run is cancelled.',
			evidence,
		});
	}
	const missing = quorum.missing_seats.length > 0 ? ` Not signed for: ${quorum.missing_seats.join(', ')}.` : '';
	return stops('approval-quorum', 'blocked', {
		reason: `${quorum.signers.length} of ${rule.people} people have signed; one person counts once, the requester never.${missing}`,
		who: quorum.missing_seats.length > 0 ? [...quorum.missing_seats] : [...rule.seats],
		next: `Sign approval digest ${digest.slice(0, 12)}… in the Studio, or POST /cutter/sign-offs with a session.`,
		evidence,
	});
};
