import { describe, expect, it } from 'vitest';
import { parseConnectionUrl } from '../../../platform/postgres/connection-target.ts';
import { toConninfo } from '../../../platform/postgres/programs/conninfo.ts';

const plain = { host: 'db.example', port: 5433, user: 'me', password: 'p:w/@%', database: 'my db' };

describe('a connection URL', () => {
	it.each([
		['in full', 'postgresql://me:p%3Aw%2F%40%25@db.example:5433/my%20db', plain],
		['with the short scheme', 'postgres://me:p%3Aw%2F%40%25@db.example:5433/my%20db', plain],
		[
			'with parameters instead',
			'postgresql://x?host=db.example&port=5433&user=me&password=p%3Aw%2F%40%25&dbname=my+db',
			plain,
		],
		[
			'of a socket folder as parameter',
			'postgresql://me:pw@host/db?host=/var/run/x',
			{ host: '/var/run/x', port: 5432, user: 'me', password: 'pw', database: 'db' },
		],
		[
			'of a socket folder without a host',
			'postgresql://me:pw@/db?host=/var/run/x',
			{ host: '/var/run/x', port: 5432, user: 'me', password: 'pw', database: 'db' },
		],
		[
			'of a socket folder as host',
			'postgresql://me:pw@%2Fvar%2Frun%2Fx:6000/db',
			{ host: '/var/run/x', port: 6000, user: 'me', password: 'pw', database: 'db' },
		],
		[
			'of an IPv6 address',
			'postgresql://me@[::1]/db',
			{ host: '::1', port: 5432, user: 'me', password: '', database: 'db' },
		],
		['without a database', 'postgresql://me@h', { host: 'h', port: 5432, user: 'me', password: '', database: 'me' }],
		[
			'that asks for TLS without proof',
			'postgresql://me@h?sslmode=require',
			{
				host: 'h',
				port: 5432,
				user: 'me',
				password: '',
				database: 'me',
				ssl: { rejectUnauthorized: false },
				libpq: { sslmode: 'require' },
			},
		],
		[
			'that asks for proven TLS',
			'postgresql://me@h?sslmode=verify-full',
			{
				host: 'h',
				port: 5432,
				user: 'me',
				password: '',
				database: 'me',
				ssl: { rejectUnauthorized: true },
				libpq: { sslmode: 'verify-full' },
			},
		],
	])('%s is understood', (_, url, target) => {
		expect(parseConnectionUrl(url)).toEqual(target);
	});

	it.each([
		['of another scheme', 'mysql://me:canary@h/db', 'postgresql://'],
		['that is none', 'postgresql://me:canary@h:port/db', 'not a URL'],
		['without a user', 'postgresql://h/db', 'no user'],
		['with a parameter that would be dropped', 'postgresql://me:canary@h/db?options=-csearch_path%3Dx', 'options'],
		['with an unknown TLS mode', 'postgresql://me:canary@h/db?sslmode=maybe', 'sslmode'],
		['with a bare percent sign', 'postgresql://me:can%ary@h/db', '%25'],
	])('%s is refused without repeating it', (_, url, why) => {
		const attempt = () => parseConnectionUrl(url);
		expect(attempt).toThrow(expect.objectContaining({ code: 'INVALID_INPUT', message: expect.stringContaining(why) }));
		expect(attempt).toThrow(expect.objectContaining({ message: expect.not.stringMatching(/can(?:ary|%ary)/) }));
	});

	it('becomes a connection string without the password, whatever the names hold', () => {
		expect(toConninfo({ ...plain, database: `a=b 'c' \\`, libpq: { sslmode: 'verify-full' } })).toBe(
			`host='db.example' port='5433' user='me' dbname='a=b \\'c\\' \\\\' sslmode='verify-full'`,
		);
	});
});
