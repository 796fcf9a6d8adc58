import { describe, expect, it } from 'vitest';
import { redactRestoreOutput } from '../../../core/backup/redact-restore-output.ts';

const sentences: readonly [string, string, string][] = [
	[
		'logins of a user mapping, over several lines',
		`pg_restore: error: x\nCommand was: CREATE USER MAPPING FOR r SERVER s OPTIONS (\n    password 'SECRET''SECRET\nSECRET',\n    "user" 'SECRET'\n);\n\n\npg_restore: warning: it's over\n`,
		`pg_restore: error: x\nCommand was: CREATE USER MAPPING FOR r SERVER s OPTIONS (\n    password '***',\n    "user" '***'\n);\n\n\npg_restore: warning: it's over\n`,
	],
	[
		'a login cut off in the middle',
		`Command was: CREATE SUBSCRIPTION s CONNECTION 'password=SECRET`,
		`Command was: CREATE SUBSCRIPTION s CONNECTION '***'`,
	],
	[
		'a token in a duplicate key',
		`pg_restore: error: COPY failed for table "u": ERROR:  duplicate key\nDETAIL:  Key (token)=(SECRET\nSECRET) already exists.\nCONTEXT:  COPY u, line 7\npg_restore: warning: y`,
		`pg_restore: error: COPY failed for table "u": ERROR:  duplicate key\nDETAIL:  Key (token)=***\nCONTEXT:  COPY u, line 7\npg_restore: warning: y`,
	],
	[
		'a row that a check refuses',
		`pg_restore: error: COPY failed for table "u": ERROR:  new row violates check\nDETAIL:  Failing row contains (1, SECRET).\nCONTEXT:  COPY u, line 1: "1\tSECRET"\n`,
		`pg_restore: error: COPY failed for table "u": ERROR:  new row violates check\nDETAIL:  ***\nCONTEXT:  COPY u, line 1\n`,
	],
	[
		'a value that does not parse',
		`pg_restore: error: COPY failed for table "u": ERROR:  invalid input syntax for type integer: "SECRET"\nCONTEXT:  JSON data, line 1: SECRET\nCOPY u, line 1, column n: "SECRET"\n`,
		`pg_restore: error: COPY failed for table "u": ERROR:  invalid input syntax for type integer: "***"\nCONTEXT:  COPY u, line 1, column n\n`,
	],
	[
		'nothing of an ordinary error',
		`pg_restore: error: could not execute query: ERROR:  role "r" does not exist\nCommand was: ALTER TABLE public.t OWNER TO r;\n`,
		`pg_restore: error: could not execute query: ERROR:  role "r" does not exist\nCommand was: ALTER TABLE public.t OWNER TO r;\n`,
	],
];

describe('the text of a restore loses', () => {
	it.each(sentences)('%s', (_, raw, redacted) => {
		expect(redactRestoreOutput(raw)).toBe(redacted);
	});
});
