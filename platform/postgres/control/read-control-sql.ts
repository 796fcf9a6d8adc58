import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The text of the bundle's own first migration, as shipped beside it. */
export function readControlSql(packageRoot: string): Promise<string> {
	return readFile(join(packageRoot, 'sql', 'control', '001-control.sql'), 'utf8');
}
