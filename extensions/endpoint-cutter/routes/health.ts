import type { Router } from 'express';
import { CutterError } from '../../../core/errors/cutter-error.ts';
import type { OpenRuntime } from './answer.ts';

/** The only route open to anyone: alive, and set up or not. No secrets, no names. */
export function addHealthRoute(router: Router, open: OpenRuntime): void {
	router.get('/health', (_request, response) => {
		readHealth(open).then(
			(data) => response.json({ data, meta: {} }),
			() => response.json({ data: { alive: true, set_up: false, reason: 'The database cannot be asked.' }, meta: {} }),
		);
	});
}

async function readHealth(open: OpenRuntime) {
	try {
		const runtime = await open();
		await runtime.assertSetUp();
		return { alive: true, set_up: true, tool_revision: runtime.site.toolRevision };
	} catch (error) {
		if (error instanceof CutterError && error.code === 'SETUP_NEEDED')
			return { alive: true, set_up: false, reason: error.message };
		throw error;
	}
}
