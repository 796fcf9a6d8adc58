import { sha256 } from '../../../core/digest/sha256.ts';
import type { Session } from '../../../platform/postgres/session.ts';
import type { DemoVariant } from './create-tac-tables.ts';
import { demoCounts, sandboxSeededAt } from './demo-counts.ts';
import { insertRows } from './insert-rows.ts';
import { type SeededRandom, seededRandom } from './seeded-random.ts';
import { listTacUnits, type TacUnit } from './tac-units.ts';
import { writeParagraph, writeTitle } from './vietnamese-text.ts';

type Row = Readonly<Record<string, unknown>>;

/** Three documents were imported on three days: three distinct `updated_at` over all units. */
const importedAt: Readonly<Record<string, string>> = {
	'D38-DIEU28': '2026-05-12T03:14:07.250000Z',
	'D38-DIEU32': '2026-05-13T08:41:55.730000Z',
	'D38-DIEU35': '2026-05-14T02:05:31.020000Z',
};

export async function fillTacTables(session: Session, variant: DemoVariant): Promise<void> {
	const units = listTacUnits();
	const random = seededRandom('tac');
	const versions = units.map((unit) => versionOf(unit, random));
	const publications = Object.entries(importedAt).map(([docCode, at]) => publicationOf(docCode, at, random));
	await insertRows(session, ['public', 'tac_section_type_vocab'], sectionTypes);
	await insertRows(
		session,
		['public', 'tac_logical_unit'],
		units.map((unit) => unitRow(unit, variant)),
	);
	await insertRows(session, ['public', 'tac_unit_version'], versions);
	await insertRows(session, ['public', 'tac_publication'], publications);
	await insertRows(
		session,
		['public', 'tac_publication_member'],
		units.map((unit, index) => ({
			id: random.uuid(),
			publication_id: publications.find(({ doc_code }) => doc_code === unit.docCode)?.id,
			unit_id: unit.id,
			unit_version_id: versions[index]?.id,
			render_order: index + 1,
		})),
	);
	await insertRows(session, ['public', 'universal_edges'], edgesOf(units, random));
	await insertRows(session, ['sandbox_tac', 'logical_unit'], sandboxRows(random));
}

const sectionTypes: readonly Row[] = [
	{ code: 'root', label_vi: 'Điều', label_en: 'Article', status: 'active', sort: 1 },
	{ code: 'section', label_vi: 'Mục', label_en: 'Section', status: 'active', sort: 2 },
	{ code: 'paragraph', label_vi: 'Khoản', label_en: 'Paragraph', status: 'active', sort: 3 },
	{ code: 'point', label_vi: 'Điểm', label_en: 'Point', status: 'active', sort: 4 },
	{ code: 'annex', label_vi: 'Phụ lục', label_en: 'Annex', status: 'active', sort: 5 },
	{ code: 'chapter', label_vi: 'Chương', label_en: 'Chapter', status: 'retired', sort: 6 },
];

function unitRow(unit: TacUnit, variant: DemoVariant): Row {
	const at = importedAt[unit.docCode];
	return {
		id: unit.id,
		...(variant === 'with-address' ? { canonical_address: unit.address } : {}),
		doc_code: unit.docCode,
		parent_id: unit.parentId,
		section_type: unit.sectionType,
		lifecycle_status: 'draft_only',
		tier: unit.sectionType === 'root' ? 'A' : 'B',
		identity_profile: { doc: unit.docCode, place: unit.address.slice(unit.docCode.length + 1) },
		created_at: at,
		updated_at: at,
	};
}

function versionOf(unit: TacUnit, random: SeededRandom): Row & { id: string } {
	const body = unit.titleOnly ? null : `${writeParagraph(random, 2 + random.below(3))}\n`;
	return {
		id: random.uuid(),
		unit_id: unit.id,
		version_seq: 1,
		title: writeTitle(random),
		body,
		content_hash: body === null ? null : sha256(body),
		lifecycle_status: 'draft_only',
		created_at: importedAt[unit.docCode],
	};
}

function publicationOf(docCode: string, at: string, random: SeededRandom): Row & { id: string; doc_code: string } {
	const title = writeTitle(random);
	return { id: random.uuid(), doc_code: docCode, title, version_label: 'v0.1', status: 'draft', created_at: at };
}

/** Each unit hangs under its parent; the other edges join knowledge documents to each other and to units. */
function edgesOf(units: readonly TacUnit[], random: SeededRandom): Row[] {
	const nested = units.filter(({ parentId }) => parentId !== null);
	return Array.from({ length: demoCounts.universal_edges }, (_, index) => {
		const child = nested[index];
		const ends = child ? containment(child) : reference(units, random);
		const weight = child ? 1 : random.below(1000) / 1000;
		return { id: index + 1, ...ends, weight, status: 'active', metadata: {}, created_at: '2026-05-14T04:00:00Z' };
	});
}

function containment({ parentId, id }: TacUnit): Row {
	return {
		edge_type: 'contains',
		source_type: 'tac_logical_unit',
		source_id: parentId,
		target_type: 'tac_logical_unit',
		target_id: id,
	};
}

function reference(units: readonly TacUnit[], random: SeededRandom): Row {
	const document = () => String(1 + random.below(demoCounts.knowledge_documents));
	const toUnit = random.below(5) === 0;
	return {
		edge_type: random.pick(['cites', 'refines', 'related_to', 'supersedes']),
		source_type: 'knowledge_documents',
		source_id: document(),
		target_type: toUnit ? 'tac_logical_unit' : 'knowledge_documents',
		target_id: toUnit ? random.pick(units).id : document(),
	};
}

/** A fixture of its own name space: one document, one root, sections below it, all of one instant. */
function sandboxRows(random: SeededRandom): Row[] {
	const root = random.uuid();
	return Array.from({ length: demoCounts.sandbox_logical_unit }, (_, index) => ({
		id: index === 0 ? root : random.uuid(),
		canonical_address: index === 0 ? 'D99-DIEU1-ROOT' : `D99-DIEU1-S${index}`,
		doc_code: 'D99-DIEU1',
		parent_id: index === 0 ? null : root,
		section_type: index === 0 ? 'root' : 'section',
		lifecycle_status: 'draft_only',
		tier: 'B',
		identity_profile: {},
		created_at: sandboxSeededAt,
		updated_at: sandboxSeededAt,
	}));
}
