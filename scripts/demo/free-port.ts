import { createServer } from 'node:net';

/** A free TCP port of 127.0.0.1: the preferred one where possible. */
export async function findFreePort(preferred?: number): Promise<number> {
	if (preferred !== undefined && (await tryPort(preferred)) !== null) return preferred;
	const port = await tryPort(0);
	if (port === null) throw new Error('there is no free port on 127.0.0.1');
	return port;
}

function tryPort(port: number): Promise<number | null> {
	return new Promise((resolve) => {
		const server = createServer();
		server.once('error', () => resolve(null));
		server.listen({ host: '127.0.0.1', port }, () => {
			const address = server.address();
			server.close(() => resolve(address !== null && typeof address === 'object' ? address.port : null));
		});
	});
}
