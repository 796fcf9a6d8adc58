import { seededRandom } from './seeded-random.ts';

/** One unit of text-as-code, before it becomes a row. */
export interface TacUnit {
	readonly id: string;
	readonly address: string;
	readonly docCode: string;
	readonly parentId: string | null;
	readonly sectionType: 'root' | 'section' | 'paragraph' | 'point';
	/** A heading without a text of its own. */
	readonly titleOnly: boolean;
}

/** Sections of a document; each lists, for each of its paragraphs, how many points that has. */
type Outline = readonly (readonly number[])[];

/** 30 + 28 + 28 units. */
const outlines: Readonly<Record<string, Outline>> = {
	'D38-DIEU28': [
		[0, 0, 2],
		[0, 0, 0],
		[3, 0, 0, 0],
		[0, 2, 0],
		[0, 0, 0, 0],
	],
	'D38-DIEU32': [
		[0, 0],
		[0, 0, 0, 2],
		[0, 0, 0],
		[2, 2, 0],
		[0, 0, 0, 0],
	],
	'D38-DIEU35': [
		[0, 0, 0],
		[0, 0],
		[0, 4],
		[3, 0, 0],
		[0, 0, 2],
	],
};

const titleOnlyAddresses = new Set(['D38-DIEU32-ROOT', 'D38-DIEU32-S2', 'D38-DIEU32-S3', 'D38-DIEU32-S4']);

/** The units of the three documents in reading order, parents first. */
export function listTacUnits(): readonly TacUnit[] {
	return Object.entries(outlines).flatMap(([docCode, outline]) => unitsOf(docCode, outline));
}

function unitsOf(docCode: string, outline: Outline): TacUnit[] {
	const units: TacUnit[] = [];
	const add = (suffix: string, sectionType: TacUnit['sectionType'], parentId: string | null): string => {
		const address = `${docCode}-${suffix}`;
		const { uuid } = seededRandom(`tac_logical_unit ${address}`);
		const id = uuid();
		units.push({ id, address, docCode, parentId, sectionType, titleOnly: titleOnlyAddresses.has(address) });
		return id;
	};
	const root = add('ROOT', 'root', null);
	outline.forEach((paragraphs, sectionIndex) => {
		const place = `S${sectionIndex + 1}`;
		const section = add(place, 'section', root);
		paragraphs.forEach((points, paragraphIndex) => {
			const within = `${place}-P${paragraphIndex + 1}`;
			const paragraph = add(within, 'paragraph', section);
			for (let point = 1; point <= points; point += 1) add(`${within}-${point}`, 'point', paragraph);
		});
	});
	return units;
}
