/** An RFC 3339 instant in the reader's language and time zone; what is no instant is shown as it is. */
export function formatTime(instant: string, locale: string): string {
	const date = new Date(instant);
	if (Number.isNaN(date.getTime())) return instant;
	return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' }).format(date);
}
