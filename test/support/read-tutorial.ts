import { readFileSync } from 'node:fs';

/** The SQL that the tutorial lets a reader run to have tables to migrate. @throws Error when the page holds none */
export function readTutorialSubject(): string {
	const page = readFileSync(new URL('../../docs/tutorial.md', import.meta.url), 'utf8');
	const [, sql] = /^```sql\n([\s\S]*?)^```$/m.exec(page) ?? [];
	if (!sql) throw new Error('docs/tutorial.md holds no SQL');
	return sql;
}
