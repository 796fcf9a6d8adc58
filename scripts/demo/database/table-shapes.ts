/** A column and the SQL expression that gives its value in row `g` (1, 2, 3 …). */
export interface ShapeColumn {
	readonly name: string;
	readonly type: string;
	readonly value: string;
}

/** The primary key of a shape: the value of row `n`, where `n` is itself an SQL expression. */
export interface ShapeKey {
	readonly column: string;
	readonly type: 'integer' | 'uuid' | 'text';
	readonly valueOf: (table: string, n: string) => string;
}

/** What many tables of one purpose have in common. */
export interface TableShape {
	readonly key: ShapeKey;
	readonly rows: number;
	readonly columns: readonly ShapeColumn[];
	/** Columns with an index of their own, besides those that refer to another table. */
	readonly indexed: readonly string[];
}

const integerKey: ShapeKey = { column: 'id', type: 'integer', valueOf: (_table, n) => `(${n})::integer` };
const uuidKey: ShapeKey = { column: 'id', type: 'uuid', valueOf: (table, n) => `md5('${table}:' || (${n}))::uuid` };
const codeKey: ShapeKey = { column: 'code', type: 'text', valueOf: (_table, n) => `'value-' || (${n})` };

const text = (name: string, value: string): ShapeColumn => ({ name, type: 'text NOT NULL', value });
const count = (name: string, limit: number): ShapeColumn => ({
	name,
	type: 'integer NOT NULL',
	value: `(g * 31) % ${limit}`,
});
const flag = (name: string): ShapeColumn => ({ name, type: 'boolean NOT NULL', value: 'g % 3 = 0' });
const json = (name: string): ShapeColumn => ({ name, type: 'jsonb', value: `jsonb_build_object('seq', g)` });
const optional = (name: string, type: string): ShapeColumn => ({ name, type, value: `NULL::${type}` });
const oneOf = (name: string, choices: readonly string[]): ShapeColumn =>
	text(name, `(ARRAY[${choices.map((choice) => `'${choice}'`).join(', ')}])[1 + g % ${choices.length}]`);
const moment = (name: string, minutes: number): ShapeColumn => ({
	name,
	type: 'timestamptz NOT NULL',
	value: `TIMESTAMPTZ '2026-03-13 01:00:00+00' + g * INTERVAL '${minutes} minutes'`,
});

const created = [text('created_by', `'user-' || (g % 7)`), moment('created_at', 311)];
const updated = [optional('updated_by', 'text'), moment('updated_at', 353)];

export const tableShapes = {
	registry: {
		key: integerKey,
		rows: 24,
		columns: [
			text('code', `'R-' || lpad(g::text, 4, '0')`),
			text('name', `'Mục ' || g`),
			optional('description', 'text'),
			oneOf('status', ['draft', 'active', 'retired']),
			oneOf('owner_role', ['data', 'content', 'operations']),
			count('sort', 100),
			json('extra_metadata'),
			...created,
			...updated,
		],
		indexed: ['code', 'status'],
	},
	vocab: {
		key: codeKey,
		rows: 8,
		columns: [
			text('label_vi', `'Giá trị ' || g`),
			text('label_en', `'Value ' || g`),
			oneOf('status', ['active', 'retired']),
			count('sort', 50),
		],
		indexed: [],
	},
	record: {
		key: integerKey,
		rows: 48,
		columns: [
			text('label', `'Dòng ' || g`),
			optional('remarks', 'text'),
			oneOf('status', ['active', 'inactive']),
			count('sort', 500),
			json('attributes'),
			...created,
		],
		indexed: ['status'],
	},
	version: {
		key: uuidKey,
		rows: 40,
		columns: [
			count('version_seq', 9),
			text('body', `repeat('Nội dung của bản ghi ' || g || '. ', 4)`),
			text('content_hash', `md5('body-' || g)`),
			oneOf('lifecycle_status', ['draft', 'active', 'superseded']),
			optional('change_reason', 'text'),
			...created,
		],
		indexed: ['lifecycle_status'],
	},
	log: {
		key: uuidKey,
		rows: 120,
		columns: [
			moment('occurred_at', 17),
			oneOf('severity', ['info', 'info', 'warning', 'error']),
			text('action', `'action-' || (g % 12)`),
			text('actor', `'user-' || (g % 7)`),
			text('message', `'Đã ghi nhận thay đổi ' || g`),
			json('context'),
		],
		indexed: ['occurred_at'],
	},
	event: {
		key: uuidKey,
		rows: 150,
		columns: [
			moment('occurred_at', 11),
			text('subject_type', `'collection-' || (g % 9)`),
			text('subject_id', `g::text`),
			json('payload'),
			optional('delivered_at', 'timestamptz'),
			count('attempts', 4),
		],
		indexed: ['occurred_at', 'subject_type'],
	},
	queue: {
		key: uuidKey,
		rows: 30,
		columns: [
			oneOf('state', ['waiting', 'running', 'done', 'failed']),
			count('priority', 10),
			moment('run_after', 23),
			optional('locked_until', 'timestamptz'),
			count('attempts', 5),
			json('payload'),
			moment('created_at', 23),
		],
		indexed: ['state', 'run_after'],
	},
	run: {
		key: uuidKey,
		rows: 36,
		columns: [
			moment('started_at', 181),
			optional('finished_at', 'timestamptz'),
			oneOf('outcome', ['succeeded', 'succeeded', 'failed', 'skipped']),
			count('rows_read', 5000),
			count('rows_written', 900),
			text('started_by', `'scheduler'`),
			json('summary'),
		],
		indexed: ['started_at'],
	},
	request: {
		key: uuidKey,
		rows: 32,
		columns: [
			text('title', `'Yêu cầu số ' || g`),
			optional('description', 'text'),
			oneOf('status', ['open', 'in_review', 'accepted', 'rejected']),
			oneOf('priority', ['low', 'normal', 'high']),
			optional('decided_by', 'text'),
			optional('decided_at', 'timestamptz'),
			...created,
			...updated,
		],
		indexed: ['status'],
	},
	comment: {
		key: uuidKey,
		rows: 44,
		columns: [text('body', `'Ý kiến thứ ' || g`), flag('resolved'), optional('resolved_at', 'timestamptz'), ...created],
		indexed: [],
	},
	assignment: {
		key: integerKey,
		rows: 20,
		columns: [
			text('assignee', `'user-' || (g % 7)`),
			oneOf('role', ['owner', 'reader', 'reviewer']),
			{ name: 'valid_from', type: 'date NOT NULL', value: `DATE '2026-03-13' + g` },
			optional('valid_to', 'date'),
			...created,
		],
		indexed: ['assignee'],
	},
	link: {
		key: integerKey,
		rows: 60,
		columns: [
			count('sort', 60),
			{ name: 'weight', type: 'numeric(6, 3) NOT NULL', value: '(g % 17) / 4.0' },
			...created,
		],
		indexed: [],
	},
	metric: {
		key: integerKey,
		rows: 90,
		columns: [
			{ name: 'measured_on', type: 'date NOT NULL', value: `DATE '2026-02-01' + g` },
			text('metric', `'metric-' || (g % 6)`),
			{ name: 'value', type: 'double precision NOT NULL', value: 'g * 1.25' },
			oneOf('unit', ['count', 'ms', 'percent']),
			json('dimensions'),
		],
		indexed: ['measured_on'],
	},
	setting: {
		key: codeKey,
		rows: 12,
		columns: [
			json('value'),
			text('value_kind', `'json'`),
			flag('is_public'),
			optional('description', 'text'),
			...updated,
		],
		indexed: [],
	},
	snapshot: {
		key: uuidKey,
		rows: 14,
		columns: [
			moment('taken_at', 1440),
			text('content_hash', `md5('snapshot-' || g)`),
			count('item_count', 3000),
			json('content'),
			text('taken_by', `'scheduler'`),
		],
		indexed: ['taken_at'],
	},
} satisfies Record<string, TableShape>;

export type ShapeName = keyof typeof tableShapes;

export function isShapeName(name: string): name is ShapeName {
	return Object.hasOwn(tableShapes, name);
}
