import type { LedgerFault } from '../../contract/evidence.ts';
import { ledgerFault } from './ledger-fault.ts';

/** How the ledger is guarded in the database, as its catalogs say. */
export interface GuardFacts {
	/** Of the tables `evidence` and `run`. */
	readonly triggers: readonly { readonly name: string; readonly definition: string; readonly always: boolean }[];
	/** Name and source of each function of the bundle's schema. */
	readonly functions: ReadonlyMap<string, string>;
	/** What else makes the table show or keep something else than its rows: rules, row security, heirs. */
	readonly extras: readonly string[];
	/** Whoever else than the owner may do more with evidence than read it and add to it: `role: PRIVILEGE`. */
	readonly rights: readonly string[];
	/** Why the connected role could change evidence all the same; empty in the strong form. */
	readonly powers: readonly string[];
	/** Of the bundle's schema in the database. */
	readonly version: number;
}

/** What the bundle ships. */
export interface ShippedGuards {
	readonly version: number;
	readonly functions: ReadonlyMap<string, string>;
}

const on = 'FOR EACH ROW EXECUTE FUNCTION cutter_control';
/** As `pg_get_triggerdef` writes them; a golden dump of the schema holds them too. */
const triggers: Readonly<Record<string, string>> = {
	evidence_append_only: `CREATE TRIGGER evidence_append_only BEFORE DELETE OR UPDATE ON cutter_control.evidence ${on}.refuse_change()`,
	evidence_no_truncate:
		'CREATE TRIGGER evidence_no_truncate BEFORE TRUNCATE ON cutter_control.evidence FOR EACH STATEMENT EXECUTE FUNCTION cutter_control.refuse_change()',
	evidence_linked: `CREATE TRIGGER evidence_linked BEFORE INSERT ON cutter_control.evidence ${on}.link_evidence()`,
	run_header_kept: `CREATE TRIGGER run_header_kept BEFORE UPDATE ON cutter_control.run ${on}.keep_run_header()`,
};

/** Guards that are not as they were installed. Nothing needs to have happened yet: the chain says what did. */
export function judgeGuards(facts: GuardFacts, shipped: ShippedGuards): LedgerFault[] {
	return [
		...Object.entries(triggers).flatMap(([name, definition]) => judgeTrigger(facts, name, definition)),
		...facts.triggers
			.filter(({ name }) => !(name in triggers))
			.map(({ name, definition }) =>
				unguarded(`the trigger ${name} is not the bundle’s`, 'no such trigger', definition),
			),
		...judgeFunctions(facts, shipped),
		...facts.extras.map((extra) => unguarded(`the table of evidence has ${extra}`, 'a plain table', extra)),
		...facts.rights.map((right) =>
			unguarded(`more than reading and adding is granted: ${right}`, 'INSERT and SELECT at most', right),
		),
	];
}

/** Whether the connected role can change no evidence. A schema older than the bundle lacks guards that it knows of. */
export function protectionOf(facts: GuardFacts, shipped: ShippedGuards): 'append_only' | 'tamper_evident' {
	const strong = facts.powers.length === 0 && facts.version >= shipped.version;
	return strong && judgeGuards(facts, shipped).length === 0 ? 'append_only' : 'tamper_evident';
}

function judgeTrigger({ triggers: found }: GuardFacts, name: string, definition: string): LedgerFault[] {
	const trigger = found.find((candidate) => candidate.name === name);
	const expected = `${definition}, enabled always`;
	if (!trigger) return [unguarded(`the trigger ${name} is gone`, expected, 'no such trigger')];
	if (trigger.definition !== definition)
		return [unguarded(`the trigger ${name} does something else`, expected, trigger.definition)];
	return trigger.always
		? []
		: [unguarded(`the trigger ${name} is not enabled always`, expected, 'disabled, or not always')];
}

function judgeFunctions({ functions, version }: GuardFacts, shipped: ShippedGuards): LedgerFault[] {
	if (version !== shipped.version) return [];
	return [...shipped.functions].flatMap(([name, source]) => {
		const found = functions.get(name);
		if (found === source) return [];
		const what = found === undefined ? 'is gone' : 'is not what the bundle ships';
		return [unguarded(`the function ${name} ${what}`, `the source in sql/control`, found ?? 'no such function')];
	});
}

function unguarded(what: string, expected: string, found: string): LedgerFault {
	return ledgerFault('unguarded', {
		chain: 'cutter_control',
		seq: 0,
		message: `the ledger is not guarded as it was: ${what}`,
		expected,
		found,
	});
}
