/** How hard pg_dump compresses: `standard` is the command review's -Z 6 [seed 002 C-01]; `fast` is ours. */
export const backupProfiles = ['standard', 'fast'] as const;
export type BackupProfile = (typeof backupProfiles)[number];

const levels: Record<BackupProfile, number> = { standard: 6, fast: 1 };

/** gzip level of a profile, 0 (none) to 9; a level that is set by itself counts more. */
export function chooseLevel(profile: BackupProfile, level: number | undefined): number {
	return level ?? levels[profile];
}
