import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import license from 'rollup-plugin-license';

const INDEX = /[\\/]@libpg-query[\\/]parser[\\/]wasm[\\/]index\.cjs$/;
const LOADER = /[\\/]@libpg-query[\\/]parser[\\/]wasm[\\/]libpg-query\.js$/;
const PROTO = /[\\/]@libpg-query[\\/]parser[\\/]proto\.js$/;
const ANY_PART = /[\\/]node_modules[\\/]@libpg-query[\\/]parser[\\/]/;
const START = '(0, libpg_query_js_1.default)()';
const CHANGED = '@libpg-query/parser has changed shape; look at its wasm/ folder and mend extension.config.js';

/**
 * Puts PostgreSQL's parser into the bundle as text. Left alone, its loader looks for `__dirname` and a `.wasm` file
 * beside itself; a bundled ES module has neither, and Directus dies when it loads the extension.
 */
const inlineSqlParser = {
	name: 'inline-sql-parser',
	load(id) {
		// 5 MB of protobuf code that only turns trees back into SQL; nothing here does, and whoever tries gets a TypeError.
		if (PROTO.test(id)) return { code: 'module.exports = {};', map: null, meta: { inlined: true } };
		return null;
	},
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
		if (parts.length > 0 && inlined.length !== 3) this.error(CHANGED);
	},
};

function startFromText(code) {
	if (code.split(START).length !== 2) this.error(CHANGED);
	const wasm = createRequire(import.meta.url)
		.resolve('@libpg-query/parser')
		.replace(/index\.cjs$/, 'libpg-query.wasm');
	const text = JSON.stringify(readFileSync(wasm).toString('base64'));
	const instantiate =
		`instantiateWasm(imports, done) { WebAssembly.instantiate(Buffer.from(${text}, 'base64'), imports)` +
		'.then(({ instance }) => done(instance)); return {}; }';
	const started = `(0, libpg_query_js_1.default)({ ${instantiate} })`;
	return { code: code.replace(START, () => started), meta: { inlined: true } };
}

function withoutFolder(code) {
	if (!code.includes('__dirname') || !code.includes('Module["instantiateWasm"]')) this.error(CHANGED);
	return { code: `const __dirname = "", __filename = "";\n${code}`, meta: { inlined: true } };
}

/** Licences that the bundle may hold; anything else ends the build. */
const ALLOWED = '(MIT OR Apache-2.0 OR BSD-2-Clause OR BSD-3-Clause OR ISC)';
const UNICODE = 'core/canon/unicode/UNICODE-LICENSE.txt';

/** Ships the licence of all that is bundled. One file for both halves: the dependencies of the second are added. */
const notices = license({
	thirdParty: {
		allow: { test: ALLOWED, failOnUnlicensed: true, failOnViolation: true },
		output: {
			file: 'dist/THIRD-PARTY-LICENSES.txt',
			template: (dependencies) =>
				[
					...dependencies.map((dependency) => dependency.text()),
					`Data: Unicode Character Database\n\n${readFileSync(UNICODE, 'utf8')}`,
				]
					.map((notice) => notice.trim())
					.join(`\n\n${'-'.repeat(80)}\n\n`)
					.concat('\n'),
		},
	},
});

// The stand-alone verifier is built by the same configuration, into a file of its own; what it holds the bundle holds too.
const isBundle = !process.argv.includes('-o');

export default { plugins: isBundle ? [inlineSqlParser, notices] : [inlineSqlParser], watch: { clearScreen: false } };
