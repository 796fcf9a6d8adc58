import { canonicalJson } from '../digest/canonical-json.ts';
import { parseStrictJson } from '../digest/parse-strict-json.ts';
import { StrictJsonError } from '../digest/strict-json-error.ts';
import { fieldOf } from '../evidence/field-of.ts';
import { type LedgerRow, ledgerRow } from '../evidence/ledger-row.ts';
import { decodeText } from '../plan/decode-text.ts';
import { BundleError } from './bundle-error.ts';
import { bundleFormat, names } from './layout.ts';
import { type Manifest, manifest } from './manifest.ts';
import { readTar } from './tar/read-tar.ts';

/** A bundle taken apart. Nothing of it is believed yet. */
export interface OpenedBundle {
	readonly manifest: Manifest;
	readonly members: ReadonlyMap<string, Uint8Array>;
	readonly chain: readonly LedgerRow[];
	readonly installation: readonly LedgerRow[];
}

/** @throws BundleError when it is no bundle, one of another format, or one whose records cannot be read */
export function openBundle(archive: Uint8Array): OpenedBundle {
	const members = new Map(readTar(archive).map(({ name, bytes }) => [name, bytes]));
	return {
		manifest: readManifest(members),
		members,
		chain: readRows(members, names.chain),
		installation: readRows(members, names.installation),
	};
}

function readManifest(members: ReadonlyMap<string, Uint8Array>): Manifest {
	const value = readJson(need(members, names.manifest), names.manifest);
	const format = fieldOf(value, 'format');
	if (format !== bundleFormat)
		throw new BundleError(`the bundle is of format ${JSON.stringify(format)}; this reads ${bundleFormat}`);
	const parsed = manifest.safeParse(value);
	if (parsed.success) return parsed.data;
	const [issue] = parsed.error.issues;
	throw new BundleError(`${names.manifest}: ${issue?.path.join('.')}: ${issue?.message}`);
}

/** Each line is the one form in which its record was hashed: what reads otherwise to another reader is refused. */
function readRows(members: ReadonlyMap<string, Uint8Array>, name: string): LedgerRow[] {
	const text = readText(need(members, name), name);
	if (text !== '' && !text.endsWith('\n')) throw new BundleError(`${name} does not end with a line feed`);
	return text
		.split('\n')
		.slice(0, -1)
		.map((line, index) => readRow(line, `${name}, line ${index + 1}`));
}

function readRow(line: string, where: string): LedgerRow {
	const value = readJson(line, where);
	const parsed = ledgerRow.strict().omit({ flaw: true }).safeParse(value);
	if (!parsed.success) throw new BundleError(`${where} is no record`);
	if (canonicalJson(value) !== line) throw new BundleError(`${where} is not in canonical form`);
	return parsed.data;
}

function readText(bytes: Uint8Array, name: string): string {
	try {
		return decodeText(bytes);
	} catch {
		throw new BundleError(`${name} is not UTF-8`);
	}
}

function readJson(source: string | Uint8Array, where: string): unknown {
	try {
		return parseStrictJson(source);
	} catch (error) {
		if (error instanceof StrictJsonError) throw new BundleError(`${where} is no JSON: ${error.message}`);
		throw error;
	}
}

function need(members: ReadonlyMap<string, Uint8Array>, name: string): Uint8Array {
	const bytes = members.get(name);
	if (!bytes) throw new BundleError(`the archive holds no ${name}: it is no evidence bundle`);
	return bytes;
}
