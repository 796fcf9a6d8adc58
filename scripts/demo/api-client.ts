import { z } from 'zod';

/** Either a person's login session or a tool's static token; neither means an anonymous call. */
export interface Credentials {
	readonly cookie?: string | undefined;
	readonly token?: string | null | undefined;
}

/** An answer that is not a success. */
export class ApiError extends Error {
	readonly status: number;
	readonly code: string | null;
	/** The body as it came. */
	readonly answer: unknown;

	constructor(request: string, status: number, code: string | null, message: string, answer: unknown) {
		super(`${request} answered ${status}${code === null ? '' : ` ${code}`}: ${message}`);
		this.status = status;
		this.code = code;
		this.answer = answer;
	}
}

/** Calls of one account. Each returns the whole parsed body (null when empty) and throws ApiError otherwise. */
export interface Api {
	get(path: string): Promise<unknown>;
	post(path: string, body?: unknown): Promise<unknown>;
	put(path: string, body: unknown): Promise<unknown>;
	patch(path: string, body: unknown): Promise<unknown>;
	delete(path: string): Promise<unknown>;
}

export function api(url: string, credentials: Credentials = {}): Api {
	const call = (method: string) => (path: string, body?: unknown) => send(url, credentials, method, path, body);
	return { get: call('GET'), post: call('POST'), put: call('PUT'), patch: call('PATCH'), delete: call('DELETE') };
}

/** Logs in as a person does in the Studio. What a seat holder signs needs such a session: a token is refused. */
export async function logIn(url: string, email: string, password: string): Promise<{ cookie: string }> {
	const response = await fetch(`${url}/auth/login`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ email, password, mode: 'session' }),
	});
	if (!response.ok) throw await readError(`POST /auth/login (${email})`, response);
	await response.body?.cancel();
	const cookie = response.headers.getSetCookie().find((one) => one.startsWith('directus_session_token='));
	if (cookie === undefined) throw new Error(`POST /auth/login (${email}) gave no session cookie`);
	return { cookie: cookie.split(';')[0] ?? cookie };
}

async function send(
	url: string,
	{ cookie, token }: Credentials,
	method: string,
	path: string,
	body: unknown,
): Promise<unknown> {
	const response = await fetch(url + path, {
		method,
		headers: {
			...(body === undefined ? {} : { 'content-type': 'application/json' }),
			...(cookie ? { cookie } : {}),
			...(token ? { authorization: `Bearer ${token}` } : {}),
		},
		...(body === undefined ? {} : { body: JSON.stringify(body) }),
	});
	if (!response.ok) throw await readError(`${method} ${path}`, response);
	return readBody(response);
}

const errorBody = z.object({
	errors: z
		.array(z.object({ message: z.string(), extensions: z.object({ code: z.string() }).partial().optional() }))
		.min(1),
});

async function readError(request: string, response: Response): Promise<ApiError> {
	const answer = await readBody(response);
	const parsed = errorBody.safeParse(answer);
	if (!parsed.success) return new ApiError(request, response.status, null, response.statusText, answer);
	const { errors } = parsed.data;
	const message = errors.map((error) => error.message).join('; ');
	return new ApiError(request, response.status, errors[0]?.extensions?.code ?? null, message, answer);
}

async function readBody(response: Response): Promise<unknown> {
	const text = await response.text();
	if (text === '') return null;
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}
