import type { Finding } from '../../contract/findings.ts';
import type { PlanFile } from '../../contract/plan-file.ts';
import type { Script } from '../sql/script.ts';
import type { FaultAt } from './freeze-steps.ts';

/** What does not hold together in a plan, whatever its SQL says. */
export function findStructureFaults(file: PlanFile, scripts: ReadonlyMap<string, Script>, fault: FaultAt): Finding[] {
	return [
		...findRepeatedSteps(file, fault),
		...findRepeatedChecks(file, fault),
		...findUnusedFiles(file, fault),
		...findUncoveredStatements(file, scripts, fault),
		...findRollbackFaults(file, fault),
		...(file.requires.includes(file.id)
			? [fault('requires-itself', ['requires'], 'the plan requires itself: its gate could never pass', 'Leave it out.')]
			: []),
	];
}

/** The ledger commits a step of a run once, by its id. */
function findRepeatedSteps({ steps }: PlanFile, fault: FaultAt): Finding[] {
	return steps.flatMap(({ id }, index) => {
		const first = steps.findIndex((step) => step.id === id);
		if (first === index) return [];
		return [
			fault(
				'step-repeated',
				['steps', index, 'id'],
				`${id} is the id of steps[${first}] already`,
				'Give it its own id.',
			),
		];
	});
}

/** Evidence names a check by its id. */
function findRepeatedChecks({ preflight, verify, steps }: PlanFile, fault: FaultAt): Finding[] {
	const places = [
		...preflight.map(({ id }, index) => ({ id, path: ['preflight', index, 'id'] })),
		...steps.flatMap(({ validate, satisfied_when }, step) => [
			...(satisfied_when ? [{ id: satisfied_when.id, path: ['steps', step, 'satisfied_when', 'id'] }] : []),
			...validate.map(({ id }, index) => ({ id, path: ['steps', step, 'validate', index, 'id'] })),
		]),
		...verify.map(({ id }, index) => ({ id, path: ['verify', index, 'id'] })),
	];
	return places.flatMap(({ id, path }, index) => {
		if (places.findIndex((place) => place.id === id) === index) return [];
		return [fault('check-repeated', path, `${id} is the id of another check already`, 'Give each check its own id.')];
	});
}

function findUnusedFiles({ sql, steps }: PlanFile, fault: FaultAt): Finding[] {
	const used = new Set(steps.flatMap(({ file, rollback }) => [file, rollback]));
	return sql.flatMap(({ file }, index) =>
		used.has(file)
			? []
			: [fault('file-unused', ['sql', index], `${file} belongs to no step`, 'Name it in a step, or remove it.')],
	);
}

/** What people read in a frozen file and no step executes would never run, and nobody would notice; run twice, likewise. */
function findUncoveredStatements({ steps }: PlanFile, scripts: ReadonlyMap<string, Script>, fault: FaultAt): Finding[] {
	return [...new Set(steps.map(({ file }) => file))].flatMap((file) => {
		const users = steps.flatMap((step, index) => (step.file === file ? [{ step, index }] : []));
		const statements = scripts.get(file)?.statements ?? [];
		return statements.flatMap(({ line, column }, number): Finding[] => {
			const owners = users.filter(({ step: { statements: range } }) => {
				const [from, to] = range ?? [1, statements.length];
				return from <= number + 1 && number + 1 <= to;
			});
			if (owners.length === 1) return [];
			const [, second] = owners;
			if (second) {
				const message = `statement ${number + 1} of ${file} belongs to another step already`;
				return [fault('statement-twice', ['steps', second.index], message, 'Execute each statement in one step.')];
			}
			return [
				{
					...fault('statement-uncovered', [], `statement ${number + 1} belongs to no step`, 'Widen a step’s range.'),
					file,
					line,
					column,
					statement: number + 1,
				},
			];
		});
	});
}

/** `rollback[]` says to people what the runner does: it undoes the executed steps last to first. */
function findRollbackFaults({ rollback, steps }: PlanFile, fault: FaultAt): Finding[] {
	if (rollback.length === 0) return [];
	const told = rollback.flatMap(({ steps: undone }) => undone);
	const real = steps.map(({ id }) => id).toReversed();
	const missing = real.filter((id) => !told.includes(id));
	if (missing.length > 0)
		return [
			fault(
				'rollback-uncovered',
				['rollback'],
				`no entry undoes ${missing.join(', ')}`,
				'Name every step in rollback[].',
			),
		];
	if (told.length === real.length && told.every((id, index) => id === real[index])) return [];
	return [
		fault(
			'rollback-order',
			['rollback'],
			`undoes ${told.join(', ')}; last executed first is ${real.join(', ')}`,
			'Order rollback[] and its steps last executed first, each step once.',
		),
	];
}
