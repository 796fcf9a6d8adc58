import { existsSync } from 'node:fs';
import { findOnPath } from './places.mjs';

const NAMES = ['chromium', 'google-chrome-stable', 'google-chrome', 'chromium-browser'];

/** The browser of the Studio tests: `CUTTER_TEST_CHROMIUM` if set, else the usual names on PATH; null when absent. */
export function findChromium() {
	const chosen = process.env.CUTTER_TEST_CHROMIUM;
	if (chosen) return existsSync(chosen) ? chosen : null;
	return NAMES.map(findOnPath).find(Boolean) || null;
}
