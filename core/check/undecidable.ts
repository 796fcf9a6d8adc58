/** What was read cannot be compared: neither a pass nor a fail. The message says why. */
export class Undecidable extends Error {}
