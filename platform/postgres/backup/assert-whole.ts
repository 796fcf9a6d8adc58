import { open } from 'node:fs/promises';
import { backupObstacle } from '../../../core/backup/backup-obstacle.ts';
import type { WrittenArchive } from './write-archive.ts';

const magic = 'PGDMP';

/**
 * Reads back what was written: as many bytes as were streamed, and the opening of a custom-format archive.
 * @throws CutterError GATE_NOT_MET
 */
export async function assertWhole(path: string, written: WrittenArchive): Promise<void> {
	const file = await open(path, 'r');
	try {
		const { size } = await file.stat();
		const { buffer } = await file.read(Buffer.alloc(magic.length), 0, magic.length, 0);
		if (size === written.size_bytes && buffer.toString('latin1') === magic) return;
		throw backupObstacle(
			'fail',
			size === written.size_bytes
				? 'What pg_dump wrote does not begin like an archive.'
				: `The archive has ${size} bytes on disk, pg_dump wrote ${written.size_bytes}.`,
			{ file: path, size_bytes: size, written_bytes: written.size_bytes },
		);
	} finally {
		await file.close();
	}
}
