import { z } from 'zod';
import { CutterError } from '../../../core/errors/cutter-error.ts';
import type { Session } from '../session.ts';
import type { InstalledExtension } from './clone-source.ts';

// A dump names no version: CREATE EXTENSION installs the default one.
const readOffered = 'SELECT name::text AS name, default_version AS version FROM pg_catalog.pg_available_extensions';
const offeredRow = z.object({ name: z.string(), version: z.string() });

/**
 * A restored copy with another version of an extension is another database: types and functions differ.
 * @throws CutterError GATE_NOT_MET naming each extension that the server lacks or has in another version
 */
export async function assertExtensionsOffered(session: Session, needed: readonly InstalledExtension[]): Promise<void> {
	const { rows } = await session.query(readOffered);
	const offered = new Map(rows.map((row) => offeredRow.parse(row)).map(({ name, version }) => [name, version]));
	const wrong = needed
		.filter(({ name, version }) => offered.get(name) !== version)
		.map(({ name, version }) => `${name} ${version} (${describe(offered.get(name))})`);
	if (wrong.length === 0) return;
	throw new CutterError(
		'GATE_NOT_MET',
		`The restore server would not have production's extensions: ${wrong.join(', ')}. Install the same packages there, or update production's (ALTER EXTENSION … UPDATE).`,
		{ extensions: wrong },
	);
}

function describe(version: string | undefined): string {
	return version === undefined ? 'it has none' : `it would install ${version}`;
}
