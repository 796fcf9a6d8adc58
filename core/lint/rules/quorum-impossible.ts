import type { Rule } from '../rule.ts';

/** A seat has one holder, and a holder counts once: so many seats, so many people at most. */
export const quorumImpossible: Rule = {
	id: 'quorum-impossible',
	severity: 'error',
	remedy: 'Name as many seats as people, or more.',
	find: ({ file: { approvals } }) =>
		(['execution', 'rollback', 'retry'] as const).flatMap((operation) => {
			const { seats, people } = approvals[operation];
			const available = new Set(seats).size;
			if (people <= available) return [];
			const message = `${operation} asks for ${people} people and names ${available} seat(s): the gate could never pass`;
			return [{ where: ['approvals', operation, 'people'], message }];
		}),
};
