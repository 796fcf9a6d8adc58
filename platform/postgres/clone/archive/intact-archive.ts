import type { Archive } from '../../../../core/backup/port.ts';
import { withUnchangedArchive } from '../../backup/with-unchanged-archive.ts';

declare const intact: unique symbol;

/**
 * An archive that is, byte for byte, the one on record. Whatever hands a file to pg_restore takes one of these, and
 * only `withIntactArchive` makes them: no program reads an archive that was not digested first, `--list` included.
 */
export interface IntactArchive extends Archive {
	readonly [intact]: true;
}

/**
 * Lends an archive for the time of `work`, digested before and found untouched after.
 * @param archive with size and digest as the ledger has them
 * @throws CutterError GATE_NOT_MET with both digests and sizes
 */
export async function withIntactArchive<Result>(
	archive: Archive,
	work: (archive: IntactArchive) => Promise<Result>,
): Promise<Result> {
	return withUnchangedArchive(archive, () => work(archive as IntactArchive));
}
