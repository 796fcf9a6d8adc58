import { defineOperationApp } from '@directus/extensions-sdk';
import { runActions } from '../../contract/runs.ts';
import { textsOfStudio } from './texts.ts';

/** What a Flow calls the pair's signature. */
const actions = [...runActions.filter((action) => action !== 'sign-pair'), 'sign', 'status'] as const;

export default defineOperationApp({
	id: 'cutter-migrate',
	name: 'Governed migration',
	icon: 'rule',
	description: 'Ask for one gated action on a migration run, or for its status.',
	overview: ({ action, plan, run, environment }) => {
		const text = textsOfStudio();
		const known = actions.find((candidate) => candidate === action);
		return [
			{ label: text.action, text: known === undefined ? String(action ?? '') : text[known] },
			{ label: text.run, text: String(run ?? '') },
			{ label: text.plan, text: String(plan ?? '') },
			{ label: text.environment, text: String(environment ?? '') },
		].filter((line) => line.text !== '');
	},
	options: () => {
		const text = textsOfStudio();
		return [
			{
				field: 'action',
				name: text.action,
				type: 'string',
				schema: { default_value: 'status' },
				meta: {
					width: 'half',
					required: true,
					interface: 'select-dropdown',
					options: { choices: actions.map((value) => ({ text: text[value], value })) },
				},
			},
			{
				field: 'environment',
				name: text.environment,
				type: 'string',
				meta: { width: 'half', interface: 'input', note: text.environment_note },
			},
			{
				field: 'run',
				name: text.run,
				type: 'string',
				meta: { width: 'half', interface: 'input', note: text.run_note, options: { font: 'monospace' } },
			},
			{
				field: 'plan',
				name: text.plan,
				type: 'string',
				meta: { width: 'half', interface: 'input', note: text.plan_note, options: { font: 'monospace' } },
			},
			{
				field: 'wait',
				name: text.wait,
				type: 'boolean',
				schema: { default_value: true },
				meta: { width: 'half', interface: 'boolean', note: text.wait_note },
			},
			{
				field: 'fail_on',
				name: text.fail_on,
				type: 'string',
				schema: { default_value: 'gate' },
				meta: {
					width: 'half',
					interface: 'select-dropdown',
					note: text.fail_on_note,
					options: {
						choices: [
							{ text: text.fail_on_gate, value: 'gate' },
							{ text: text.fail_on_error, value: 'error' },
						],
					},
				},
			},
		];
	},
});
