import { toComparable } from '../../snapshot/comparable.ts';
import { describeDelta } from '../../snapshot/describe-delta.ts';
import { diffSchemas } from '../../snapshot/diff-schemas.ts';
import type { ChangedObject, SchemaSnapshot } from '../../snapshot/schema-snapshot.ts';
import type { RestoreException } from '../restore-exception.ts';

/** What an exception leaves open of an object that is there; an object that is not there is excused whole. */
const excusedAspects: Readonly<Record<string, readonly string[]>> = {
	'refresh-reads-elsewhere': ['populated'],
};

/**
 * Every object of the snapshot is there, defined alike, with its owner and grants; and no other.
 * @returns one line per difference: `- index public.t_name`, `~ trigger public.t.bump: enabled origin → disabled`
 */
export function compareSchemas(
	source: SchemaSnapshot,
	copy: SchemaSnapshot,
	exceptions: readonly RestoreException[],
): string[] {
	const { added, removed, changed } = diffSchemas(toComparable(source), toComparable(copy));
	const excused = new Map(exceptions.map(({ what, rule }) => [what, rule]));
	const ruleOf = ({ kind, name }: Pick<ChangedObject, 'kind' | 'name'>) => excused.get(`${kind} ${name}`);
	return describeDelta({
		added,
		removed: removed.filter((object) => !excusesAbsence(ruleOf(object))),
		changed: changed.flatMap((object) => withoutExcused(object, ruleOf(object))),
	});
}

function excusesAbsence(rule: string | undefined): boolean {
	return rule !== undefined && excusedAspects[rule] === undefined;
}

function withoutExcused(object: ChangedObject, rule: string | undefined): ChangedObject[] {
	const open = excusedAspects[rule ?? ''] ?? [];
	const aspects = Object.fromEntries(Object.entries(object.aspects).filter(([name]) => !open.includes(name)));
	return Object.keys(aspects).length === 0 ? [] : [{ ...object, aspects }];
}
