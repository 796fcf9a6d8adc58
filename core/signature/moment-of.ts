import { SignatureError } from './signature-error.ts';

/**
 * Milliseconds since the epoch. A time that is none would compare as neither before nor after, and let everything pass.
 * @throws SignatureError `TIME_MALFORMED`
 */
export function momentOf(instant: string): number {
	const moment = Date.parse(instant);
	if (Number.isNaN(moment)) throw new SignatureError('TIME_MALFORMED', `expected a time, got ${instant}`);
	return moment;
}
