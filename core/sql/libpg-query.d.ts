/**
 * The part of the package that is used. Its own typings belong to its ES module, which Node cannot load: that one
 * imports a name which its CommonJS neighbour proto.js does not show.
 */
declare module '@libpg-query/parser/wasm/index.cjs' {
	const parser: {
		loadModule(): Promise<void>;
		/** `{ stmts: [{ stmt, stmt_location, stmt_len }] }`; places are UTF-8 bytes. */
		parseSync(sql: string): unknown;
		/** `{ plpgsql_funcs: […] }` of the one DO or CREATE FUNCTION statement. */
		parsePlPgSQLSync(sql: string): unknown;
		/** `{ tokens: [{ start, end, text, tokenName }] }`; places are UTF-8 bytes. */
		scanSync(sql: string): unknown;
	};
	export default parser;
}
