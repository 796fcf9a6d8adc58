import { parseArgs } from 'node:util';

export interface DemoOptions {
	/** Do everything without a person, stop, exit. */
	readonly unattended: boolean;
	/** Discard an earlier demo first. */
	readonly fresh: boolean;
	/** Discard the demo and do nothing else. */
	readonly remove: boolean;
}

export const USAGE = `npm start [-- OPTION …]
  --unattended  carry everything through without waiting for a person, stop, exit with 0 or not
  --fresh       discard an earlier demo first
  --remove      discard the demo and its data, and do nothing else`;

/** @throws TypeError for an unknown option */
export function readOptions(argv: string[]): DemoOptions {
	const flag = { type: 'boolean', default: false } as const;
	const { values } = parseArgs({ args: argv, options: { unattended: flag, fresh: flag, remove: flag } });
	return values;
}
