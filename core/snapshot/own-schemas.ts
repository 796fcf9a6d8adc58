/** The bundle's own schemas: no part of the subject, and every snapshot says so. */
export const ownSchemas = ['cutter_control', 'cutter_queue'] as const;
