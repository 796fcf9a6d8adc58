import { type RunAction, runActions } from '../../../contract/runs.ts';
import type { ReadinessView } from '../../../contract/status.ts';
import { isUnderWay } from './derive-poll-interval.ts';

/** What the page has a button for, besides the actions that run as jobs. */
const direct = ['open', 'sign', 'cancel', 'resolve'] as const;
export type OfferedAction = (typeof direct)[number] | RunAction;

/** One next action as the page shows it. */
export interface Offer {
	/** As the server named it. */
	readonly name: string;
	/** Null: nothing this page has a button for. */
	readonly action: OfferedAction | null;
	/** `ask`: the caller may. `wait`: the caller may once the action in progress has ended. `tell`: it is for others. */
	readonly mode: 'ask' | 'wait' | 'tell';
	readonly who: readonly string[];
	readonly why: string;
}

/** What can be done next, in the server's order; opening a first run and signing are added where it left them out. */
export function deriveOffers(view: ReadinessView): Offer[] {
	const offers = view.next.map(({ action, who, why }): Offer => {
		const known = knownAction(action);
		return { name: action, action: known, mode: modeOf(view, known), who, why };
	});
	const missing = (action: OfferedAction) => offers.every((offer) => offer.action !== action);
	const add = (action: OfferedAction) => {
		offers.push({ name: action, action, mode: modeOf(view, action), who: [], why: '' });
	};
	if (view.run === null && view.caller.may_ask && missing('open')) add('open');
	if (maySign(view) && missing('sign')) add('sign');
	return offers;
}

/** Signing makes sense between a passed rehearsal and the commit; the server decides again. */
export function maySign({ run, caller }: ReadinessView): boolean {
	if (run === null || run.approval_digest === null || run.condition !== 'active') return false;
	return caller.may_sign && (run.phase === 'rehearsed' || run.phase === 'approved');
}

function knownAction(name: string): OfferedAction | null {
	return [...direct, ...runActions].find((action) => action === name) ?? null;
}

function modeOf(view: ReadinessView, action: OfferedAction | null): Offer['mode'] {
	if (action === null) return 'tell';
	if (action === 'sign') return maySign(view) ? 'ask' : 'tell';
	if (!view.caller.may_ask || (action !== 'open' && view.run === null)) return 'tell';
	return isUnderWay(view.run?.action ?? null) ? 'wait' : 'ask';
}
