import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { isRunning } from '../../../platform/postgres/programs/process-mark.ts';
import { runProgram } from '../../../platform/postgres/programs/run-program.ts';
import { scrubSecrets } from '../../../platform/postgres/programs/scrub-secrets.ts';

const shell = (script: string) => ({ path: '/bin/sh', args: ['-c', script] });

/** Collects what a program prints. */
function collect(): { readonly read: (stdout: AsyncIterable<Buffer>) => Promise<void>; readonly text: () => string } {
	const chunks: string[] = [];
	const read = async (stdout: AsyncIterable<Buffer>): Promise<void> => {
		for await (const chunk of stdout) chunks.push(chunk.toString());
	};
	return { read, text: () => chunks.join('') };
}

describe('a program', { timeout: 20_000 }, () => {
	it('is started with nothing of this environment', async () => {
		process.env['CUTTER_TEST_CANARY'] = 'canary';
		const { read, text } = collect();
		await runProgram({ path: '/usr/bin/env', args: [], env: { EXTRA: 'yes' }, readStdout: read });
		delete process.env['CUTTER_TEST_CANARY'];
		const names = text()
			.trim()
			.split('\n')
			.map((line) => line.split('=')[0]);
		expect(names.sort()).toEqual(['EXTRA', 'LC_ALL', 'PATH', 'PGAPPNAME']);
	});

	it('receives its arguments as they are', async () => {
		const { read, text } = collect();
		const args = ['%s|', '$(id)', '; exit 1', 'a\nb', '-n', ''];
		await runProgram({ path: '/usr/bin/printf', args, readStdout: read });
		expect(text()).toBe('$(id)|; exit 1|a\nb|-n||');
	});

	it('tells code, signal and words', async () => {
		expect(await runProgram(shell('echo oh >&2; exit 7'))).toEqual({
			code: 7,
			signal: null,
			stderr: 'oh\n',
			truncated: false,
		});
		expect(await runProgram(shell('kill -9 $$'))).toMatchObject({ code: null, signal: 'SIGKILL' });
	});

	it('may say more than is kept, and says that it did', async () => {
		const end = await runProgram({ ...shell('head -c 1000000 /dev/zero | tr "\\0" x >&2'), maxStderrBytes: 1000 });
		expect([end.stderr.length, end.truncated, end.code]).toEqual([1000, true, 0]);
	});

	it('that does not exist is a clear error', async () => {
		await expect(runProgram({ path: '/nowhere/pg_dump', args: [] })).rejects.toMatchObject({
			code: 'SETUP_NEEDED',
			message: expect.stringContaining('/nowhere/pg_dump could not be started'),
		});
		await expect(runProgram({ path: '/nowhere/pg_dump', args: [], readStdout: collect().read })).rejects.toMatchObject({
			code: 'SETUP_NEEDED',
		});
	});

	it('is ended with everything it started, even when it does not listen', async () => {
		const cancel = new AbortController();
		let pids: number[] = [];
		const run = runProgram({
			...shell('trap "" TERM; (trap "" TERM; sleep 60) & echo $! $$; sleep 60'),
			signal: cancel.signal,
			killAfterMs: 300,
			readStdout: async (out) => {
				for await (const chunk of out) {
					pids = String(chunk).trim().split(' ').map(Number);
					cancel.abort(new Error('enough'));
				}
			},
		});
		await expect(run).rejects.toThrow('enough');
		await sleep(50);
		expect(pids).toHaveLength(2);
		expect(pids.filter(isRunning)).toEqual([]);
	});

	it('is ended when its reader fails, and its error is the one that is seen', async () => {
		const run = runProgram({
			...shell('yes'),
			readStdout: async (out) => {
				for await (const _ of out) throw new Error('disk full');
			},
		});
		await expect(run).rejects.toThrow('disk full');
	});
});

describe('what is said loses', () => {
	it.each([
		['a known password', 'FATAL: pa:ss', 'FATAL: ***'],
		['a known password in its URL form', 'x pa%3Ass y', 'x *** y'],
		['the password of any URL', 'postgresql://me:other@host/db', 'postgresql://me:***@host/db'],
		['the password of any connection string', "host=a password='o t\\'er' user=b", 'host=a password=*** user=b'],
	])('%s', (_, text, scrubbed) => {
		expect(scrubSecrets(text, ['pa:ss', ''])).toBe(scrubbed);
	});
});
