import { aptInstall, aptOffers, aptUpdate, hasApt, maySetUpSystem } from './apt.mjs';
import { findChromium } from './chromium.mjs';
import { findOnPath } from './places.mjs';
import { findPostgresPrograms, OLDEST_MAJOR } from './postgres-programs.mjs';
import { say, step } from './progress.mjs';
import { SetupError } from './setup-error.mjs';
import { withoutMainCluster } from './without-main-cluster.mjs';

const NEWEST_MAJOR = 19;
const COMPILER = ['g++', 'make', 'python3'];

/**
 * Installs what the machine lacks: PostgreSQL's server programs, a compiler when isolated-vm has to be compiled, and
 * a Chromium for tests. Nothing is asked of apt when nothing is missing.
 */
export async function ensureSystemPackages({ compiler, chromium }) {
	const missing = {
		postgres: findPostgresPrograms() === null,
		compiler: compiler ? COMPILER.filter((name) => findOnPath(name) === null) : [],
		chromium: chromium && findChromium() === null,
	};
	if (!missing.postgres && missing.compiler.length === 0 && !missing.chromium) return;
	if (!hasApt() || !maySetUpSystem()) throw new SetupError(explainMissing(missing));
	await step('Fetching the package lists of this system', aptUpdate);
	await installMissing(missing);
	assertInstalled(missing);
}

async function installMissing(missing) {
	const plain = missing.compiler.concat(missing.chromium ? ['chromium'] : []);
	if (plain.length > 0) await step(`Installing ${plain.join(', ')} (system packages)`, () => aptInstall(plain));
	if (!missing.postgres) return;
	const server = await choosePostgresPackage();
	const note = 'system package; no cluster is created, none that is there is touched';
	await step(`Installing ${server} (${note})`, () => withoutMainCluster(() => aptInstall([server])));
}

async function choosePostgresPackage() {
	for (let major = OLDEST_MAJOR; major <= NEWEST_MAJOR; major += 1) {
		if (await aptOffers(`postgresql-${major}`)) return `postgresql-${major}`;
	}
	throw new SetupError(
		`This release offers no PostgreSQL ${OLDEST_MAJOR} or newer. Add the PostgreSQL project's own package source, ` +
			`install postgresql-${OLDEST_MAJOR}, and run the command again.`,
	);
}

function assertInstalled(missing) {
	if (findPostgresPrograms() === null)
		throw new SetupError('PostgreSQL was installed, yet its programs are not found.');
	if (missing.chromium && findChromium() === null) {
		throw new SetupError(
			'The package "chromium" was installed, yet there is no such program (some releases bring it as a snap only). ' +
				'Install Chromium or Chrome and name it in CUTTER_TEST_CHROMIUM.',
		);
	}
	say('  installed');
}

function explainMissing(missing) {
	const lines = [
		missing.postgres &&
			`  - PostgreSQL ${OLDEST_MAJOR} or newer with its server programs (initdb, postgres, pg_dump, pg_restore); ` +
				'where they lie in an unusual folder, name it in CUTTER_PG_BIN',
		missing.compiler.length > 0 && `  - to compile isolated-vm: ${missing.compiler.join(', ')}`,
		missing.chromium && '  - Chromium or Chrome, for the Studio tests (or name it in CUTTER_TEST_CHROMIUM)',
	];
	const reason = hasApt()
		? 'Packages can be installed here as root or with sudo only, and this is neither.'
		: 'Packages are installed by themselves on Debian and Ubuntu only.';
	return `${reason} Please install these, then run the command again:\n${lines.filter(Boolean).join('\n')}`;
}
