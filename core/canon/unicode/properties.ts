import { decodeRuns } from './decode-tables.ts';
import { propertyRuns } from './tables.ts';

/** The lowest three bits of a code point's properties: what it is to the tokens. */
export const CLASS = 0b111;
export const SIGN = 0;
export const WORD = 1;
/** A letter or number of a script that puts no spaces between words. */
export const ALONE = 2;
/** A mark or format control: part of what stands before it. */
export const EXTEND = 3;
/** White_Space, without LF and CR. */
export const SPACE = 4;
/** LF and CR. */
export const LINE_END = 5;
/** Not assigned by the pinned version, and no noncharacter: a later version may give it any meaning. A sign until then. */
export const RESERVED = 6;

/** Its NFC is another than itself, whatever stands around it. */
export const CHANGES = 0b01_000;
/** It may combine with what stands before it, or take another place among the marks there. */
export const JOINS = 0b10_000;

/** Properties by code point. Flat, so that a read in the inner loops is one load; it costs a megabyte. */
export const properties: Uint8Array = decodeRuns(propertyRuns, 0x110000);

export function classOf(codePoint: number): number {
	return propertyOf(codePoint) & CLASS;
}

export function propertyOf(codePoint: number): number {
	return properties[codePoint] ?? SIGN;
}
