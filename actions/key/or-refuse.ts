import { CutterError } from '../../core/errors/cutter-error.ts';
import { SignatureError, type SignatureErrorCode } from '../../core/signature/signature-error.ts';

/** What a person gave wrongly, as against what does not fit what is there. */
const ofInput: readonly SignatureErrorCode[] = [
	'KEY_MALFORMED',
	'KEY_SMALL_ORDER',
	'KEY_NOT_CANONICAL',
	'KEY_NOT_ON_CURVE',
	'KEY_TIMES_CONTRADICT',
	'KEY_NOT_ENROLLED',
];

/** @throws CutterError INVALID_INPUT or WRONG_STATE in place of a SignatureError, with what it says */
export function orRefuse<Result>(work: () => Result): Result {
	try {
		return work();
	} catch (error) {
		if (!(error instanceof SignatureError)) throw error;
		throw new CutterError(ofInput.includes(error.code) ? 'INVALID_INPUT' : 'WRONG_STATE', `${error.message}.`);
	}
}
