import { describe, expect, it } from 'vitest';
import { renderCloseout } from '../../../core/closeout/render-closeout.ts';
import { report } from './report.ts';

const text = renderCloseout(report);

describe('the closeout report as a document', () => {
	it.each([
		'# Closeout: A column and a table\n\n**PASS**',
		'| Plan | `tiny`, version 1, digest `1111',
		'| SHA-256 when all was done | identical |',
		'| `store.box` | yes | yes | 0 | 0 |',
		'| `public.thing` | yes | yes | 3 | listed |',
		'Rows of `public.thing`:\n\n- signal, open: 3',
		'Schema `store`: 1 tables in the dump, 1 in the restored copy, exactly those named.',
		'Schema `public`: 2 tables in the dump, 2 in the restored copy; it was there before, so others may be in it.',
		'| Where | local-cluster, `/var/tmp/dot-iu-cutter-AAAAAA` |',
		'- subscription sub: Left out on purpose.',
		'- process: gone\n- socket: gone\n- folder: gone\n\nEvidence `run-1/22`.',
		'| Start of the server | 2026-02-01T08:00:00.000001Z | 2026-02-01T08:00:00.000001Z | unchanged |',
		'- `public.other`: 1 inserted, 0 updated, 0 deleted',
		'## 6 Result\n\n**PASS**\n',
	])('says %s', (part) => {
		expect(text).toContain(part);
	});

	it('says what is wrong, where it is and at its end', () => {
		const failed = renderCloseout({
			...report,
			outcome: 'fail',
			reasons: ['store.box is missing from the dump', 'the schema <b>x</b> | y'],
			tables: report.tables.map((table) => ({ ...table, in_dump: false })),
			schemas: report.schemas.map((schema) => ({ ...schema, unexpected: schema.whole ? ['crate'] : [] })),
			backup: { ...report.backup, sha256_at_end: null },
			production: { ...report.production, after: { ...report.production.after, started_at: 'later', rows: [] } },
		});
		expect(failed).toContain('**FAIL**');
		expect(failed).toContain('| `store.box` | **no** | yes |');
		expect(failed).toContain('; not named: `crate`.');
		expect(failed).toContain('| SHA-256 when all was done | could not be read |');
		expect(failed).toContain('| later | **changed** |');
		expect(failed).toContain('- store.box is missing from the dump\n- the schema &lt;b>x&lt;/b> \\| y');
	});

	it('is one document in Markdown, whatever the names in it', () => {
		const hostile = renderCloseout({ ...report, plan: { ...report.plan, title: 'a\n\n# b | <script>' } });
		expect(hostile.split('\n').filter((line) => line.startsWith('# '))).toHaveLength(1);
		expect(hostile).not.toContain('<script>');
	});
});
