// Run as a process of its own: holds a clone until it is killed. What it needs comes as JSON by standard input.
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import type { CloneSource } from '../../../platform/postgres/clone/clone-source.ts';
import { localClones } from '../../../platform/postgres/clone/local-clone.ts';
import { remoteClones } from '../../../platform/postgres/clone/remote/remote-clone.ts';
import { parseConnectionUrl } from '../../../platform/postgres/connection-target.ts';
import { findPrograms } from '../../../platform/postgres/programs/find-programs.ts';

const order = z
	.object({
		pgBin: z.string(),
		root: z.string(),
		url: z.string().nullable(),
		keep: z.boolean(),
		run: z.string(),
		source: z.unknown(),
	})
	.parse(JSON.parse(await text(process.stdin)));
const source = order.source as CloneSource;
const provider = order.url
	? remoteClones({ login: parseConnectionUrl(order.url), lockWaitMs: 1_000, now: () => new Date() })
	: localClones({ programs: await findPrograms({ pgBin: order.pgBin }), root: order.root });
const owner = { installationId: source.installation_id, runId: order.run };
await provider.withClone(
	{ owner, source: { ...source, settings: new Map() }, login: [], keep: order.keep },
	async ({ place }) => {
		process.stdout.write(`${place}\n`);
		await new Promise((resolve) => setTimeout(resolve, 120_000));
	},
);
