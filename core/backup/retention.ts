const dayMs = 24 * 60 * 60 * 1000;

/**
 * Until when a backup is kept at least, RFC 3339 UTC. The seeds ask for 30 days after the migration [000 §3]; one is
 * begun within an hour of its backup's snapshot, so a day is added for it to come to its end [ours].
 */
export function deriveRetainUntil(takenAt: string, retentionDays: number): string {
	return new Date(Date.parse(takenAt) + (retentionDays + 1) * dayMs).toISOString();
}

/** The end of the retention counted from the migration itself. */
export function deriveRetainAfter(committedAt: string, retentionDays: number): string {
	return new Date(Date.parse(committedAt) + retentionDays * dayMs).toISOString();
}
