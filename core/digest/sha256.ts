import { hash } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';

/** Lower-case hex sha256 of bytes or of a text's UTF-8. */
export function sha256(data: string | Uint8Array): string {
	return hash('sha256', data, 'hex');
}

/** sha256 over the canonical JSON of a value. */
export function digestOf(value: unknown): string {
	return sha256(canonicalJson(value));
}
