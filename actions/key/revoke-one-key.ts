import type { KeyRevocation } from '../../core/signature/keyring/revoke-key.ts';
import { revokeKey } from '../../core/signature/keyring/revoke-key.ts';
import type { Site } from '../../platform/site.ts';
import { changeKeyring } from './change-keyring.ts';
import type { KeyChange } from './enrol-keys.ts';

/**
 * Takes a key back for good. Asked again after a crash, it completes what it began.
 * @throws CutterError INVALID_INPUT for an unknown key, WRONG_STATE for one that is revoked already, and as `changeKeyring`
 * does
 */
export async function revokeOneKey(
	site: Site,
	order: Pick<KeyRevocation, 'key_id' | 'reason' | 'by'>,
): Promise<KeyChange> {
	const { key_id, reason, by } = order;
	const record = await changeKeyring(site, by, (known, stamp) => revokeKey(known, { ...stamp, key_id, reason }));
	const told =
		reason === 'key_compromise'
			? [`whatever it signed is void: runs of the ${record.key.holder} are signed anew by sign-pair and verify`]
			: ['what it signed until now stays signed'];
	return { record, told };
}
