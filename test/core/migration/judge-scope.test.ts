import { describe, expect, it } from 'vitest';
import { judgeScope } from '../../../core/migration/judge-scope.ts';

interface Scope {
	readonly allow: readonly string[];
	readonly forbid?: readonly string[];
}
const judge = ({ allow, forbid = [] }: Scope, touched: readonly string[]) => judgeScope({ allow, forbid }, touched);

describe('within scope', () => {
	it.each<[string, Scope, string[]]>([
		['a table by its name', { allow: ['public.thing'] }, ['public.thing']],
		['any table of a schema by the schema’s name', { allow: ['store'] }, ['store.box', 'store.lid']],
		['any table of a schema by schema.*', { allow: ['store.*'] }, ['store.box', 'store.lid']],
		[
			'tables that several patterns cover between them',
			{ allow: ['public.thing', 'store'] },
			['public.thing', 'store.box'],
		],
		['a table beside a forbidden one', { allow: ['public'], forbid: ['public.other'] }, ['public.thing']],
		[
			'a table whose name a forbidden one begins with',
			{ allow: ['public'], forbid: ['public.thing'] },
			['public.thing2'],
		],
		['a schema whose name a forbidden one begins with', { allow: ['stores'], forbid: ['store'] }, ['stores.box']],
		['a table with characters that mean something in patterns', { allow: ['public.a+b'] }, ['public.a+b']],
		['nothing at all', { allow: ['public.thing'], forbid: ['public'] }, []],
	])('%s', (_what, scope, touched) => {
		expect(judge(scope, touched)).toMatchObject({ gate: 'scope-kept', outcome: 'pass', who: [], next: '' });
	});
});

describe('out of scope', () => {
	it.each<[string, Scope, string[], string]>([
		['a table nobody named', { allow: ['public.thing'] }, ['public.other'], 'public.other'],
		['a table whose name begins with an allowed one', { allow: ['public.thing'] }, ['public.thing2'], 'public.thing2'],
		['a table whose name an allowed one begins with', { allow: ['public.thing2'] }, ['public.thing'], 'public.thing'],
		['a table below a name with a dot', { allow: ['public.thing'] }, ['public.thing.sub'], 'public.thing.sub'],
		['a schema whose name begins with an allowed one', { allow: ['pub'] }, ['public.x'], 'public.x'],
		['the same with schema.*', { allow: ['pub.*'] }, ['public.x'], 'public.x'],
		['a table of the same name in another schema', { allow: ['public.thing'] }, ['store.thing'], 'store.thing'],
		['another spelling of an allowed name', { allow: ['public.thing'] }, ['public.Thing'], 'public.Thing'],
		['any table when a bare star is allowed', { allow: ['*'] }, ['public.thing'], 'public.thing'],
		['any table when *.thing is allowed', { allow: ['*.thing'] }, ['public.thing'], 'public.thing'],
		[
			'a table that is allowed and forbidden',
			{ allow: ['public.thing'], forbid: ['public.thing'] },
			['public.thing'],
			'public.thing',
		],
		[
			'a forbidden table of an allowed schema',
			{ allow: ['public'], forbid: ['public.other'] },
			['public.thing', 'public.other'],
			'public.other',
		],
		[
			'an allowed table of a forbidden schema',
			{ allow: ['public.thing'], forbid: ['public'] },
			['public.thing'],
			'public.thing',
		],
		['the same with schema.*', { allow: ['public.thing'], forbid: ['public.*'] }, ['public.thing'], 'public.thing'],
		['everything when nothing is allowed', { allow: [] }, ['public.thing', 'store.box'], 'public.thing, store.box'],
		[
			'a table that is out and forbidden, once',
			{ allow: ['store'], forbid: ['public'] },
			['public.thing'],
			'public.thing',
		],
	])('%s', (_what, scope, touched, named) => {
		expect(judge(scope, touched)).toMatchObject({
			gate: 'scope-kept',
			outcome: 'fail',
			reason: `The SQL touched ${named}, which the plan does not declare.`,
			who: ['reviewer'],
			next: expect.stringContaining('Nothing was committed'),
		});
	});
});
