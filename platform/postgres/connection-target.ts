import { readFileSync } from 'node:fs';
import type { ConnectionOptions } from 'node:tls';
import { CutterError } from '../../core/errors/cutter-error.ts';

/** Where and as whom to connect. Spread into a `pg` client it is that client's configuration. */
export interface ConnectionTarget {
	/** Host name or address, or the folder of a Unix socket. */
	readonly host: string;
	readonly port: number;
	readonly user: string;
	/** Empty when the server asks for none. */
	readonly password: string;
	readonly database: string;
	/** What Node's driver is told of TLS; absent: none. */
	readonly ssl?: ConnectionOptions;
	/** The same for libpq: `sslmode`, `sslrootcert`, `sslcert`, `sslkey` as given. */
	readonly libpq?: Readonly<Record<string, string>>;
}

const tlsNames = ['sslmode', 'sslrootcert', 'sslcert', 'sslkey'] as const;
/** Parameters that change neither the server nor the trust in it. */
const ignoredNames = ['application_name', 'connect_timeout', 'keepalives'];
const tlsModes = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full', 'no-verify'];

/**
 * Reads `postgresql://user:password@host:port/database`, with the Unix socket's folder as an encoded host or `?host=`.
 * @throws CutterError INVALID_INPUT; the message never repeats the URL, which holds the password
 */
export function parseConnectionUrl(text: string): ConnectionTarget {
	const url = parseUrl(text);
	const given = url.searchParams;
	for (const name of given.keys()) {
		if (['host', 'port', 'user', 'password', 'dbname', ...tlsNames, ...ignoredNames].includes(name)) continue;
		throw invalid(`the parameter ${name} is not supported`);
	}
	const user = given.get('user') ?? decode(url.username);
	if (user === '') throw invalid('it names no user');
	const database = given.get('dbname') ?? decode(url.pathname.replace(/^\//, ''));
	return {
		host: given.get('host') ?? (decode(url.hostname).replace(/^\[(.*)\]$/, '$1') || 'localhost'),
		port: portOf(given.get('port') ?? url.port),
		user,
		password: given.get('password') ?? decode(url.password),
		database: database || user,
		...tlsOf(given),
	};
}

/** The same server and role, another database. */
export function inDatabase(target: ConnectionTarget, database: string): ConnectionTarget {
	return { ...target, database };
}

function parseUrl(text: string): URL {
	if (!/^postgres(?:ql)?:\/\//.test(text)) throw invalid('it does not begin with postgresql://');
	// libpq allows an empty host beside a user; the URL standard does not.
	const url = URL.parse(text.replace(/^([a-z]+:\/\/[^/?#]*@)([:/?]|$)/, '$1localhost$2'));
	if (url === null) throw invalid('it is not a URL');
	return url;
}

function portOf(text: string): number {
	const port = text === '' ? 5432 : Number(text);
	if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
	throw invalid('its port is not a number from 1 to 65535');
}

function tlsOf(given: URLSearchParams): Pick<ConnectionTarget, 'ssl' | 'libpq'> {
	const entries = tlsNames.flatMap((name) => (given.has(name) ? [[name, given.get(name) ?? ''] as const] : []));
	if (entries.length === 0) return {};
	const asked = Object.fromEntries(entries);
	const mode = asked.sslmode ?? 'prefer';
	if (!tlsModes.includes(mode)) throw invalid(`sslmode is none of ${tlsModes.join(', ')}`);
	// `no-verify` is the driver's word for what libpq calls `require`.
	const libpq = mode === 'no-verify' ? { ...asked, sslmode: 'require' } : asked;
	if (['disable', 'allow', 'prefer'].includes(mode)) return { libpq };
	return { libpq, ssl: driverTls(mode, asked) };
}

function driverTls(mode: string, asked: Record<string, string>): ConnectionOptions {
	const { sslrootcert: ca, sslcert: cert, sslkey: key } = asked;
	return {
		rejectUnauthorized: mode.startsWith('verify-'),
		...(mode === 'verify-ca' && { checkServerIdentity: () => undefined }),
		...(ca !== undefined && ca !== 'system' && { ca: readFileSync(ca, 'utf8') }),
		...(cert !== undefined && { cert: readFileSync(cert, 'utf8') }),
		...(key !== undefined && { key: readFileSync(key, 'utf8') }),
	};
}

function decode(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		throw invalid('it holds a percent sign that encodes nothing; write %25');
	}
}

function invalid(what: string): CutterError {
	return new CutterError('INVALID_INPUT', `The connection URL is not usable: ${what}.`);
}
