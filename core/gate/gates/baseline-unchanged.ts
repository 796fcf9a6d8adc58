import { type Gate, passes, stops } from '../verdicts.ts';

/** The schema is the one that was rehearsed and approved, or what the last committed step made of it. */
export const baselineUnchanged: Gate = ({ schema_digest, expected_schema, position }) => {
	if (expected_schema === null) {
		return stops('baseline-unchanged', 'blocked', {
			reason: 'No baseline before a rehearsal.',
			who: ['executor'],
			next: 'Take a backup and rehearse.',
		});
	}
	if (schema_digest === expected_schema)
		return passes('baseline-unchanged', 'The schema is the approved baseline.', [schema_digest]);
	return stops('baseline-unchanged', 'fail', {
		reason: `The schema changed since the rehearsal: digest ${schema_digest}, approved was ${expected_schema}.`,
		who: ['dba'],
		next: 'Find out what changed, then back up and rehearse again; what was signed is void.',
		evidence: position.rehearsal ? [position.rehearsal.cite] : [],
	});
};
