import type { CheckView } from '../../contract/plans.ts';
import type { ReviewPackage } from '../../contract/review-package.ts';
import { block, code, inline, list, table } from './markdown.ts';

/** The command-review package as a document to read, print and keep. */
export function renderReviewPackage(review: ReviewPackage): string {
	const sections = [
		renderHead,
		renderScope,
		renderNonScope,
		renderCommands,
		renderGates,
		renderSideEffects,
		renderRollback,
		renderHazards,
		renderDigests,
		renderStatus,
	];
	return `${sections.map((render) => render(review)).join('\n\n')}\n`;
}

function renderHead({ title, plan, version, plan_digest, summary }: ReviewPackage): string {
	return [
		`# Command review: ${inline(title)}`,
		`Plan ${code(plan)}, version ${inline(version)}, digest ${code(plan_digest)}.`,
		...(summary ? [inline(summary)] : []),
	].join('\n\n');
}

function renderScope({ scope, approvals: { execution } }: ReviewPackage): string {
	const facts = [
		['Database', scope.database ? code(scope.database) : 'any'],
		['Schemas that must be there', scope.schemas.map(code).join(', ') || 'none named'],
		['Never in', scope.not_in.map(inline).join(', ') || 'nowhere named'],
		['Builds on', scope.requires.map(code).join(', ') || 'no other plan'],
		['Transaction', scope.transaction === 'single' ? 'one for all steps' : 'one per step'],
		['Lane', scope.lane],
		[
			'Timeouts',
			scope.timeouts ? `lock ${scope.timeouts.lock_ms} ms, statement ${scope.timeouts.statement_ms} ms` : 'the site’s',
		],
		['May touch', scope.allow.map(code).join(', ')],
		['Must leave untouched', scope.forbid.map(code).join(', ') || 'all else'],
		[
			'Signed by',
			`${execution.seats.join(', ')}; ${execution.people} people at least, within ${execution.ttl_hours} h`,
		],
	];
	return [
		'## 1 Scope',
		table(['', ''], facts),
		`The approved operations, in the order of their execution (${scope.operations.length}):`,
		table(
			['step', 'item', 'operation', 'object', 'lane', 'SQL'],
			scope.operations.map(({ step, item, title, object, lane, sql }) => [
				code(step),
				inline(item),
				inline(title),
				object ? code(object) : '',
				lane,
				inline(sql),
			]),
		),
		...scope.operations.map(renderOperation),
	].join('\n\n');
}

function renderOperation({ step, title, statements, satisfied_when, validate }: Operation): string {
	return [
		`### ${code(step)} ${inline(title)}`,
		...statements.map((statement) => block('sql', statement)),
		...(satisfied_when ? [`Already satisfied, and then not executed, when:\n\n${renderChecks([satisfied_when])}`] : []),
		...(validate.length > 0 ? [`Committed only when:\n\n${renderChecks(validate)}`] : []),
	].join('\n\n');
}

type Operation = ReviewPackage['scope']['operations'][number];

function renderChecks(checks: readonly CheckView[]): string {
	return table(
		['check', 'what', 'must come out', 'source'],
		checks.map(({ id, title, asks, expects, source }) => [
			inline(id),
			inline(title),
			asks.startsWith('built in: ') ? `${inline(asks)} ${code(expects)}` : code(expects),
			source,
		]),
	);
}

function renderNonScope({ non_scope, frozen }: ReviewPackage): string {
	return [
		'## 2 Not in scope',
		list(non_scope.map(inline)),
		'Tables whose rows and content must stay equal:',
		list(frozen.map(code)),
	].join('\n\n');
}

function renderCommands({ commands, preflight, verify, counts }: ReviewPackage): string {
	const mutating = (kind: string) => commands.filter(({ mutates }) => mutates === kind).map(({ id }) => id);
	return [
		'## 3 Command plan',
		...commands.map(({ id, title, request, does, mutates }) =>
			[
				`### ${id} ${inline(title)}`,
				request
					? `Asked for by ${code(request)}. Changes the database: **${mutates}**.`
					: `Changes the database: **${mutates}**.`,
				list(does.map(inline)),
			].join('\n\n'),
		),
		'### Preflight checks of C-06',
		renderChecks(preflight),
		'### Verification checks of C-08',
		renderChecks(verify),
		'### Row counts expected before',
		table(
			['table', 'rows'],
			counts.map(({ table: name, count }) => [code(name), String(count)]),
		),
		`Commands that change the database: exactly ${mutating('always').length} (${mutating('always').join(', ')}). ` +
			`Conditionally: ${mutating('conditionally').length} (${mutating('conditionally').join(', ')}). ` +
			'All others only read it, or write to the artefacts folder.',
	].join('\n\n');
}

function renderGates({ gates }: ReviewPackage): string {
	return [
		'## 4 Gates',
		'Any gate that does not pass stops the run. Evidence is kept, and nothing is tried again by itself.',
		table(
			['gate', 'label', 'aborts if'],
			gates.map(({ gate, label, aborts_if }) => [code(gate), label, inline(aborts_if)]),
		),
	].join('\n\n');
}

function renderSideEffects({ side_effects }: ReviewPackage): string {
	if (side_effects.length === 0) return '## 5 Side effects\n\nNone is declared.';
	return [
		'## 5 Side effects',
		table(
			['column', 'by key', 'rows changed', 'why', 'given back by the rollback'],
			side_effects.map(({ column, key, rows_changed, reason, restorable }) => [
				code(column),
				code(key),
				String(rows_changed),
				inline(reason),
				restorable ? 'yes' : 'no',
			]),
		),
		'Measured before the first statement and after the last, inside the transaction: least, greatest and distinct values, and the rows that changed. Accepted only when everything else passes.',
	].join('\n\n');
}

function renderRollback({ rollback }: ReviewPackage): string {
	const { entries, not_restorable, trigger, seats } = rollback;
	return [
		'## 6 Rollback',
		'Last executed first, in one transaction.',
		table(
			['', 'what', 'undoes', 'lost by it'],
			entries.map(({ id, title, steps, loses }) => [
				inline(id),
				inline(title),
				steps.map(code).join(', '),
				inline(loses),
			]),
		),
		block(
			'sql',
			entries.flatMap(({ id, statements }) => [`-- ${id}`, ...statements.map((text) => `${text};`)]).join('\n'),
		),
		'Not given back by it, only by the backup:',
		list(not_restorable.map(({ column, reason }) => `${code(column)}: ${inline(reason)}`)),
		`Never by itself. Signed by ${seats.seats.join(', ')}, ${seats.people} people at least:`,
		list(trigger),
	].join('\n\n');
}

function renderHazards({ hazards, not_examined, locks }: ReviewPackage): string {
	const place = ({ file, line, statement }: { file: string; line: number; statement: number | null }) =>
		inline(`${file}:${line}${statement === null ? '' : `, statement ${statement}`}`);
	return [
		'## 7 Hazards and locks',
		hazards.length === 0
			? 'The lint found no hazard.'
			: table(
					['rule', 'where', 'what', 'accepted because'],
					hazards.map((hazard) => [
						code(hazard.rule),
						place(hazard),
						inline(hazard.message),
						hazard.accepted === null ? '**not accepted**' : inline(hazard.accepted),
					]),
				),
		'Locks on what stands before the plan:',
		locks.length === 0
			? '- none'
			: table(
					['where', 'relation', 'mode'],
					locks.map((lock) => [place(lock), code(lock.relation), lock.mode]),
				),
		'Not examined by the lint:',
		list(not_examined.map((entry) => `${place(entry)}: ${inline(entry.what)}`)),
	].join('\n\n');
}

function renderDigests({ digests, plan_digest }: ReviewPackage): string {
	return [
		'## 8 Digests',
		table(
			['file', 'sha256'],
			[...digests.map(({ file, sha256 }) => [code(file), code(sha256)]), ['the whole folder', code(plan_digest)]],
		),
	].join('\n\n');
}

function renderStatus({ status, register, scenarios, closeout, notes }: ReviewPackage): string {
	const { tables, counts } = closeout;
	return [
		'## 9 Status and notes',
		list(status.map(inline)),
		`Items of the register that must be closed: ${register.map(inline).join(', ') || 'none named'}.`,
		`Rehearsal scenarios: ${scenarios.map(inline).join(', ') || 'none named'}.`,
		`The closing backup must hold: ${tables.map(code).join(', ') || 'nothing named'}${counts.length > 0 ? `, with ${counts.map(({ table: name, count }) => `${code(name)} ${count}`).join(', ')} rows` : ''}.`,
		list(notes.map(inline)),
	].join('\n\n');
}
