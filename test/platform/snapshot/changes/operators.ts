import { afterwards, type SchemaChange } from './schema-change.ts';

const operator = `CREATE OPERATOR shop.~~~ (FUNCTION = int4eq, LEFTARG = int, RIGHTARG = int)`;
const family = `CREATE OPERATOR FAMILY shop.family USING btree`;
const operatorClass = `CREATE OPERATOR CLASS shop.ops FOR TYPE int USING hash AS OPERATOR 1 =, FUNCTION 1 hashint4(int)`;

export const operators: readonly SchemaChange[] = [
	afterwards(
		operator,
		`ALTER OPERATOR shop.~~~ (int, int) SET (RESTRICT = eqsel)`,
		'~ operator shop.~~~(integer, integer): restriction',
	),
	afterwards(
		operator,
		`ALTER OPERATOR shop.~~~ (int, int) SET (JOIN = eqjoinsel)`,
		'~ operator shop.~~~(integer, integer): join',
	),
	afterwards(
		operator,
		`DROP OPERATOR shop.~~~ (int, int);
		CREATE OPERATOR shop.~~~ (FUNCTION = int4ne, LEFTARG = int, RIGHTARG = int, COMMUTATOR = OPERATOR(shop.~~~))`,
		'~ operator shop.~~~(integer, integer): commutator, function',
	),
	afterwards(
		operator,
		`DROP OPERATOR shop.~~~ (int, int); CREATE OPERATOR shop.~~~ (FUNCTION = int4eq, LEFTARG = int, RIGHTARG = int, HASHES, MERGES)`,
		'~ operator shop.~~~(integer, integer): hashes, merges',
	),
	afterwards(
		operator,
		`COMMENT ON OPERATOR shop.~~~ (int, int) IS 'x'; ALTER OPERATOR shop.~~~ (int, int) OWNER TO bob`,
		'~ operator shop.~~~(integer, integer): comment, owner',
	),
	afterwards(operator, `DROP OPERATOR shop.~~~ (int, int)`, '- operator shop.~~~(integer, integer)'),
	afterwards(
		family,
		`ALTER OPERATOR FAMILY shop.family USING btree ADD OPERATOR 1 < (int4, int2), FUNCTION 1 (int4, int2) btint42cmp(int4, int2)`,
		'~ operator family shop.family using btree: members',
	),
	afterwards(
		family,
		`COMMENT ON OPERATOR FAMILY shop.family USING btree IS 'x'; ALTER OPERATOR FAMILY shop.family USING btree OWNER TO bob`,
		'~ operator family shop.family using btree: comment, owner',
	),
	afterwards(
		operatorClass,
		`DROP OPERATOR FAMILY shop.ops USING hash; CREATE OPERATOR CLASS shop.ops FOR TYPE oid USING hash AS OPERATOR 1 =, FUNCTION 1 hashoid(oid)`,
		'~ operator class shop.ops using hash: type',
		'~ operator family shop.ops using hash: members',
	),
	afterwards(
		operatorClass,
		`COMMENT ON OPERATOR CLASS shop.ops USING hash IS 'x'; ALTER OPERATOR CLASS shop.ops USING hash OWNER TO bob`,
		'~ operator class shop.ops using hash: comment, owner',
	),
	afterwards(
		`CREATE ACCESS METHOD other TYPE INDEX HANDLER bthandler`,
		`DROP ACCESS METHOD other; CREATE ACCESS METHOD other TYPE INDEX HANDLER hashhandler`,
		'~ access method other: handler',
	),
	afterwards(
		`CREATE ACCESS METHOD other TYPE INDEX HANDLER bthandler`,
		`COMMENT ON ACCESS METHOD other IS 'x'`,
		'~ access method other: comment',
	),
	afterwards(
		`CREATE LANGUAGE other HANDLER plpgsql_call_handler`,
		`CREATE OR REPLACE TRUSTED LANGUAGE other HANDLER plpgsql_call_handler VALIDATOR plpgsql_validator`,
		'~ language other: trusted, validator',
	),
	afterwards(
		`CREATE LANGUAGE other HANDLER plpgsql_call_handler`,
		`COMMENT ON LANGUAGE other IS 'x'; ALTER LANGUAGE other OWNER TO bob`,
		'~ language other: comment, owner',
	),
];
