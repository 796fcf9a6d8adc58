// Kept for its importers; core quotes the names that checks count.
export { quoteIdentifier } from '../../core/sql/quote-identifier.ts';
