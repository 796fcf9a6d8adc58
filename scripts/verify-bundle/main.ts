#!/usr/bin/env node
// node dist/verify-evidence.js <bundle> [--heads <file>] [--keyring <file>] [--json]: judges an evidence bundle, without database or network.
// Shipped as one file that needs Node 20.12 or newer and nothing else; from the sources, Node runs it as it is.
import { readFileSync } from 'node:fs';
import { BundleError } from '../../core/evidence-bundle/bundle-error.ts';
import { describeVerification } from '../../core/evidence-bundle/describe-verification.ts';
import { verifyBundle } from '../../core/evidence-bundle/verify-bundle.ts';
import { parseArguments, usage } from './parse-arguments.ts';

/** 0 verified, 1 something in it is wrong, 2 nothing could be said, or not everything. */
const exitCodes = { pass: 0, fail: 1, error: 2 } as const;

function main(): number {
	const order = parseArguments(process.argv.slice(2));
	if (order === null) {
		process.stderr.write(`${usage}\n`);
		return exitCodes.error;
	}
	try {
		const [heads, keyring] = [order.heads, order.keyring].map((file) => file && readFileSync(file, 'utf8'));
		const verified = verifyBundle(readFileSync(order.bundle), { heads, keyring });
		const lines = order.json ? [JSON.stringify(verified)] : describeVerification(verified);
		process.stdout.write(`${lines.join('\n')}\n`);
		return exitCodes[verified.outcome];
	} catch (error) {
		const { code, message } = error as NodeJS.ErrnoException;
		if (!(error instanceof BundleError) && code === undefined) throw error;
		process.stderr.write(`Not verified: ${message}\n`);
		return exitCodes.error;
	}
}

process.exitCode = main();
