import { sha256 } from '../../../core/digest/sha256.ts';
import type { Session } from '../../../platform/postgres/session.ts';
import { demoCounts } from './demo-counts.ts';
import { insertRows } from './insert-rows.ts';
import { type SeededRandom, seededRandom } from './seeded-random.ts';
import { listTacUnits } from './tac-units.ts';
import { writeParagraph, writeSentence, writeTitle } from './vietnamese-text.ts';

type Row = Readonly<Record<string, unknown>>;

/** Information units with their versions, registered collections, the fallback log and the tasks. */
export async function fillRegistryTables(session: Session, publicTables: readonly string[]): Promise<void> {
	const random = seededRandom('registry');
	const units = informationUnits(random);
	await insertRows(session, ['public', 'information_unit'], units);
	await insertRows(session, ['public', 'unit_version'], unitVersions(units, random));
	await insertRows(session, ['public', 'collection_registry'], collections(publicTables));
	await insertRows(session, ['public', 'admin_fallback_log'], fallbackLog(random));
	await insertRows(session, ['public', 'tasks'], tasks(random));
}

/** One per unit of text-as-code, and some of a document that has no such units yet. */
function informationUnits(random: SeededRandom): (Row & { id: string })[] {
	const mirrored = listTacUnits().map(({ address, docCode, sectionType }) => ({ address, docCode, sectionType }));
	const others = Array.from({ length: demoCounts.information_unit - mirrored.length }, (_, index) => {
		return { address: `D44-DIEU1-S${index + 1}`, docCode: 'D44-DIEU1', sectionType: 'section' };
	});
	return [...mirrored, ...others].map(({ address, docCode, sectionType }, index) => ({
		id: random.uuid(),
		canonical_address: address,
		unit_kind: 'law_unit',
		lifecycle_status: 'draft',
		identity_profile: { doc: docCode },
		content_anchor_ref: `anchor:${address}`,
		conformance_status: random.pick(['conformant', 'unchecked']),
		doc_code: docCode,
		section_type: sectionType,
		section_code: address.slice(docCode.length + 1),
		owner_ref: 'content',
		created_by: 'import',
		created_at: '2026-05-14T05:00:00Z',
		updated_at: '2026-05-14T05:00:00Z',
		sort: index + 1,
	}));
}

/** A first version of each unit, and a second one of the first few. */
function unitVersions(units: readonly { id: string }[], random: SeededRandom): Row[] {
	return Array.from({ length: demoCounts.unit_version }, (_, index) => {
		const body = `${writeParagraph(random, 2)}\n`;
		return {
			id: random.uuid(),
			unit_id: units[index % units.length]?.id,
			version_seq: 1 + Math.floor(index / units.length),
			title: writeTitle(random),
			body,
			content_hash: sha256(body),
			content_profile: { format: 'markdown' },
			language: 'vi',
			lifecycle_status: 'draft',
			created_by: 'import',
			created_at: '2026-05-14T05:10:00Z',
		};
	});
}

function collections(publicTables: readonly string[]): Row[] {
	return publicTables.slice(0, demoCounts.collection_registry).map((collection, index) => ({
		id: index + 1,
		code: `COL-${String(index + 1).padStart(3, '0')}`,
		collection,
		name_vi: `Bộ dữ liệu ${collection.replaceAll('_', ' ')}`,
		status: 'active',
		owner_role: 'data',
		created_at: '2026-03-20T01:00:00Z',
	}));
}

function fallbackLog(random: SeededRandom): Row[] {
	return Array.from({ length: demoCounts.admin_fallback_log }, (_, index) => ({
		id: index + 1,
		occurred_at: `2026-05-${String(1 + (index % 14)).padStart(2, '0')}T0${index % 10}:15:00Z`,
		source: random.pick(['publishing', 'events', 'tasks']),
		severity: random.pick(['info', 'warning', 'error']),
		message: writeSentence(random),
		context: { attempt: 1 + random.below(3) },
		handled: random.below(2) === 0,
	}));
}

function tasks(random: SeededRandom): Row[] {
	return Array.from({ length: demoCounts.tasks }, (_, index) => ({
		id: index + 1,
		title: writeTitle(random),
		description: writeSentence(random),
		status: random.pick(['open', 'in_progress', 'done']),
		priority: random.pick(['low', 'normal', 'high']),
		due_on: `2026-06-${String(index + 1).padStart(2, '0')}`,
		created_at: '2026-05-10T03:00:00Z',
		updated_at: '2026-05-13T03:00:00Z',
	}));
}
