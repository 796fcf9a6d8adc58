import { sha256 } from '../../../core/digest/sha256.ts';
import type { Session } from '../../../platform/postgres/session.ts';
import { demoCounts } from './demo-counts.ts';
import { insertRows } from './insert-rows.ts';
import { seededRandom } from './seeded-random.ts';
import { writeDocument, writeTitle } from './vietnamese-text.ts';

const folders = [
	'dev/laws',
	'dev/design',
	'ops/runbooks',
	'ops/reports',
	'content/guides',
	'people/onboarding',
] as const;
const tags = ['quy-trinh', 'du-lieu', 'noi-dung', 'van-hanh', 'kiem-tra', 'luu-tru'] as const;

/** 2,802 Markdown documents of one to three kilobytes, in Vietnamese. */
export async function fillKnowledgeDocuments(session: Session): Promise<void> {
	const random = seededRandom('knowledge_documents');
	const rows = Array.from({ length: demoCounts.knowledge_documents }, (_, index) => {
		const id = index + 1;
		const title = writeTitle(random);
		const body = writeDocument(random, title);
		const day = String(1 + random.below(28)).padStart(2, '0');
		return {
			id,
			slug: `tai-lieu-${id}`,
			title,
			path: `knowledge/${random.pick(folders)}/tai-lieu-${id}.md`,
			body,
			language: 'vi',
			status: random.pick(['published', 'published', 'draft', 'archived']),
			version: 1 + random.below(6),
			tags: [random.pick(tags), random.pick(tags)],
			content_hash: sha256(body),
			created_at: '2026-03-13T02:00:00Z',
			updated_at: `2026-04-${day}T09:30:00Z`,
		};
	});
	await insertRows(session, ['public', 'knowledge_documents'], rows);
}
