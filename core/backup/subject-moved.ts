import type { CutterError } from '../errors/cutter-error.ts';
import { gatesNotMet } from '../gate/evaluate-gates.ts';
import { stops } from '../gate/verdicts.ts';

/** What was taken of a subject that did not hold still is wrong in an unknown way: it is not kept. */
export function subjectMoved(what: string): CutterError {
	return gatesNotMet([
		stops('baseline-unchanged', 'blocked', {
			reason: `The subject did not hold still: ${what}. What was taken is discarded.`,
			who: ['dba'],
			next: 'Take the snapshot or backup again when no other DDL is running.',
		}),
	]);
}
