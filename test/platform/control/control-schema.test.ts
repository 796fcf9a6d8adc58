import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Lab, openLab } from '../../support/lab.ts';
import { tinySubject, writePlans } from '../../support/write-plan.ts';
import { dumpControlSchema } from './dump-control-schema.ts';

const name = 'test/platform/control/cutter-control.golden.sql';
const golden = join(import.meta.dirname, 'cutter-control.golden.sql');
const refresh = 'CUTTER_REFRESH_GOLDEN=1 npx vitest run test/platform/control';

let lab: Lab;

beforeAll(async () => {
	lab = await openLab({ plansDir: await writePlans([]), subject: tinySubject });
});
afterAll(() => lab?.close());

it('a fresh install makes the schema of the golden dump: tables, guards, owners and grants', async () => {
	const dump = await dumpControlSchema(lab.cluster, 'subject');
	if (process.env['CUTTER_REFRESH_GOLDEN']) await writeFile(golden, dump);
	const expected = await readFile(golden, 'utf8').catch(() => '');
	const message = `cutter_control is not what ${name} says. If it is meant to change: ${refresh}, then read the difference`;
	expect(dump, message).toBe(expected);
});

it('the schema and all that is in it belong to a role that cannot log in', async () => {
	const { rows } = await lab.dba.query(
		`SELECT DISTINCT o.rolname, o.rolcanlogin, o.rolsuper FROM pg_namespace n
		   JOIN LATERAL (SELECT n.nspowner AS owner
		     UNION SELECT relowner FROM pg_class WHERE relnamespace = n.oid
		     UNION SELECT proowner FROM pg_proc WHERE pronamespace = n.oid) AS own ON true
		   JOIN pg_roles o ON o.oid = own.owner
		  WHERE n.nspname = 'cutter_control'`,
	);
	expect(rows).toEqual([{ rolname: 'cutter_ledger_owner', rolcanlogin: false, rolsuper: false }]);
});

it('nobody is a member of that role', async () => {
	const { rows } = await lab.dba.query(
		"SELECT member::regrole FROM pg_auth_members WHERE roleid = 'cutter_ledger_owner'::regrole",
	);
	expect(rows).toEqual([]);
});
