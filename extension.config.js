import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const LOADER = /[\\/]libpg-query[\\/]wasm[\\/]libpg-query\.js$/;
const INDEX = /[\\/]libpg-query[\\/]wasm[\\/]index\.js$/;
const ANY_PART = /[\\/]node_modules[\\/]libpg-query[\\/]/;
const START = 'PgQueryModule()';
const CHANGED = 'libpg-query has changed shape; look at its wasm/ folder and mend extension.config.js';

/**
 * Puts PostgreSQL's parser into the bundle as text. Left alone, its loader looks for `__dirname` and a `.wasm` file
 * beside itself; a bundled ES module has neither, and Directus dies when it loads the extension.
 */
const inlineSqlParser = {
	name: 'inline-sql-parser',
	transform(code, id) {
		// Ids with a query are stand-ins of the CommonJS plugin, not the file.
		if (INDEX.test(id)) return { ...startFromText.call(this, code), map: null };
		if (LOADER.test(id)) return { ...withoutFolder.call(this, code), map: null };
		return null;
	},
	buildEnd(error) {
		if (error) return;
		// One instance of this plugin serves the app's and the API's build: what was done is read from the modules.
		const parts = [...this.getModuleIds()].filter((id) => ANY_PART.test(id));
		const inlined = parts.filter((id) => this.getModuleInfo(id)?.meta.inlined);
		if (parts.length > 0 && inlined.length !== 2) this.error(CHANGED);
	},
};

function startFromText(code) {
	if (code.split(START).length !== 2) this.error(CHANGED);
	const wasm = createRequire(import.meta.url)
		.resolve('libpg-query')
		.replace(/index\.cjs$/, 'libpg-query.wasm');
	const text = JSON.stringify(readFileSync(wasm).toString('base64'));
	const instantiate =
		`instantiateWasm(imports, done) { WebAssembly.instantiate(Buffer.from(${text}, 'base64'), imports)` +
		'.then(({ instance }) => done(instance)); return {}; }';
	return { code: code.replace(START, () => `PgQueryModule({ ${instantiate} })`), meta: { inlined: true } };
}

function withoutFolder(code) {
	if (!code.includes('__dirname') || !code.includes('Module["instantiateWasm"]')) this.error(CHANGED);
	return { code: `const __dirname = "", __filename = "";\n${code}`, meta: { inlined: true } };
}

export default { plugins: [inlineSqlParser], watch: { clearScreen: false } };
