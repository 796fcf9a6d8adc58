import type { RuleRows } from './rule-rows.ts';

export const rows: RuleRows = {
	finds: [
		[
			{
				steps: ['CREATE TABLE t (a int)'],
				plan: { preflight: [{ id: 'P-1', title: 'P', built_in: { kind: 'present', relations: ['public.t'] } }] },
			},
			'plan.yaml:1',
			/public.t/,
		],
		[
			{
				steps: ['CREATE TABLE t (a int)'],
				plan: {
					preflight: [
						{
							id: 'P-1',
							title: 'P',
							built_in: {
								kind: 'columns',
								table: 'public.t',
								columns: { a: { type: 'integer', nullable: true }, b: null },
							},
						},
					],
				},
			},
			'plan.yaml:1',
			/public.t/,
		],
		[
			{
				steps: ['CREATE TABLE t (a int)'],
				plan: {
					preflight: [{ id: 'P-1', title: 'P', built_in: { kind: 'only_tables', schema: 'public', tables: ['t'] } }],
				},
			},
			'plan.yaml:1',
			/public.t/,
		],
		[
			{
				steps: ['CREATE TABLE t (a int)'],
				plan: { preflight: [{ id: 'P-1', title: 'P', built_in: { kind: 'tables_match', tables: ['public.t'] } }] },
			},
			'plan.yaml:1',
			/public.t/,
		],
		[
			{
				steps: ['CREATE TABLE t (a int)'],
				plan: { preflight: [{ id: 'P-1', title: 'P', built_in: { kind: 'present', tables: ['public.t'] } }] },
			},
			'plan.yaml:1',
			/^P-1: public.t has to be there before the first step, and step s1 makes it/,
		],
		[
			{
				steps: ['CREATE TABLE t (a int)'],
				plan: { preflight: [{ id: 'P-1', title: 'P', built_in: { kind: 'row_counts', tables: { 'public.t': 0 } } }] },
			},
			'plan.yaml:1',
			/public.t/,
		],
		[
			{
				steps: ['CREATE TABLE t (a int)'],
				plan: {
					preflight: [
						{
							id: 'P-1',
							title: 'P',
							built_in: { kind: 'columns', table: 'public.t', columns: { a: { type: 'integer', nullable: true } } },
						},
					],
				},
			},
			'plan.yaml:1',
			/public.t/,
		],
		[
			{
				steps: ['SELECT 1;\nALTER TABLE t ADD COLUMN a int'],
				plan: { preflight: [{ id: 'P-1', title: 'P', built_in: { kind: 'absent', relations: ['public.t'] } }] },
			},
			'plan.yaml:1',
			/has to be absent, and 1.sql:2 alters it/,
		],
		[
			{
				steps: ['SELECT 1'],
				plan: {
					target: { schemas: ['store'] },
					preflight: [{ id: 'P-1', title: 'P', built_in: { kind: 'absent', schemas: ['store'] } }],
				},
			},
			'plan.yaml:1',
			/target.schemas needs store/,
		],
		[
			{
				steps: ['SELECT 1'],
				plan: {
					frozen: ['public.t'],
					preflight: [{ id: 'P-1', title: 'P', built_in: { kind: 'absent', tables: ['public.t'] } }],
				},
			},
			'plan.yaml:1',
			/frozen names public.t/,
		],
	],
	passes: [
		{
			steps: ['CREATE TABLE t (a int)'],
			plan: {
				preflight: [{ id: 'P-1', title: 'P', built_in: { kind: 'columns', table: 'public.t', columns: { b: null } } }],
			},
		},
		{
			steps: ['CREATE TABLE t (a int)'],
			plan: { preflight: [{ id: 'P-1', title: 'P', built_in: { kind: 'absent', relations: ['public.t'] } }] },
		},
		{
			steps: ['ALTER TABLE t ADD COLUMN a int'],
			plan: { preflight: [{ id: 'P-1', title: 'P', built_in: { kind: 'present', tables: ['public.t'] } }] },
		},
		{
			steps: ['CREATE TABLE IF NOT EXISTS t (a int)'],
			plan: { preflight: [{ id: 'P-1', title: 'P', built_in: { kind: 'present', tables: ['public.t'] } }] },
		},
		{
			steps: ['CREATE TABLE t (a int); ALTER TABLE t ADD COLUMN b int'],
			plan: { preflight: [{ id: 'P-1', title: 'P', built_in: { kind: 'absent', relations: ['public.t'] } }] },
		},
		{
			steps: ['ALTER TABLE IF EXISTS t ADD COLUMN b int'],
			plan: { preflight: [{ id: 'P-1', title: 'P', built_in: { kind: 'absent', relations: ['public.t'] } }] },
		},
	],
};
