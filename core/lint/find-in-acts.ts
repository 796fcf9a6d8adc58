import type { Act } from './acts/act.ts';
import type { Found } from './rule.ts';

/** Asks of each act what is wrong with it; the message says where in a body it stands. */
export function findInActs(acts: readonly Act[], look: (act: Act) => readonly string[] | string | null): Found[] {
	return acts.flatMap((act) => {
		const said = look(act);
		const messages = typeof said === 'string' ? [said] : (said ?? []);
		return messages.map((message) => ({ where: act, message: `${message}${act.inside}` }));
	});
}
