import type { Session } from '../../../platform/postgres/session.ts';
import { demoCounts, dotPairs } from './demo-counts.ts';
import { insertRows } from './insert-rows.ts';
import { type SeededRandom, seededRandom } from './seeded-random.ts';

const domains = ['knowledge', 'tasks', 'events', 'collections', 'publishing', 'quality', 'backup', 'registry'] as const;
const verbs = ['SYNC', 'CHECK', 'IMPORT', 'EXPORT', 'REPAIR', 'REPORT', 'INDEX', 'ARCHIVE'] as const;
const lastId = 992;
const firstId = lastId - demoCounts.dot_tools + 1;

/** 309 tools, of which two pairs of an executor (tier B) and its verifier (tier A) name each other. */
export async function fillDotTools(session: Session): Promise<void> {
	const random = seededRandom('dot_tools');
	const rows = Array.from({ length: demoCounts.dot_tools }, (_, index) => toolRow(firstId + index, random));
	await insertRows(session, ['public', 'dot_tools'], rows);
}

function toolRow(id: number, random: SeededRandom): Record<string, unknown> {
	const domain = random.pick(domains);
	const verb = random.pick(verbs);
	const scheduled = random.below(3) === 0;
	const code = `DOT-${domain.toUpperCase()}-${verb}-${id}`;
	const tool = {
		id,
		code,
		name: `${verb} ${domain} ${id}`,
		name_en: `${verb.toLowerCase()} ${domain}`,
		description: `Công cụ ${verb} của nhóm ${domain}`,
		status: random.below(9) === 0 ? 'retired' : 'active',
		tier: random.pick(['A', 'B', 'C']),
		domain,
		classification: random.pick(['reader', 'writer', 'mixed']),
		category: random.pick(['maintenance', 'integration', 'reporting']),
		token_type: 'service',
		owner: random.pick(['data', 'operations', 'content']),
		paired_dot: null,
		_dot_origin: 'registry',
		extra_metadata: { revision: 1 + random.below(9) },
		operation: verb.toLowerCase(),
		trigger_type: scheduled ? 'cron' : 'manual',
		cron_schedule: scheduled ? `${random.below(60)} ${random.below(24)} * * *` : null,
		file_path: `tools/${domain}/${verb.toLowerCase()}-${id}.sh`,
		last_executed: null,
		coverage_status: random.pick(['covered', 'partial', 'none']),
		usage_count: random.below(400),
		sort: id,
		script_path: `scripts/${domain}/${verb.toLowerCase()}.sh`,
		created_by: 'registry',
		created_at: '2026-03-13T01:00:00Z',
		updated_by: null,
		updated_at: '2026-05-10T01:00:00Z',
	};
	return { ...tool, ...halfOfPair(id) };
}

function halfOfPair(id: number): Record<string, unknown> {
	for (const { executor, verifier } of dotPairs) {
		if (id === executor.id) return half(executor.code, verifier.code, 'B');
		if (id === verifier.id) return half(verifier.code, executor.code, 'A');
	}
	return {};
}

function half(code: string, paired: string, tier: 'A' | 'B'): Record<string, unknown> {
	return {
		code,
		name: code,
		name_en: code.toLowerCase().replaceAll('-', ' '),
		description: tier === 'B' ? 'Nửa thực thi của cặp DOT' : 'Nửa kiểm chứng của cặp DOT',
		status: 'active',
		tier,
		domain: 'governance.audit',
		paired_dot: paired,
	};
}
