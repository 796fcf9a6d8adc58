import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import type { MessageId } from '../i18n/en.ts';
import { languageOf, type MessageValues, translate } from '../i18n/translate.ts';
import { formatTime } from './format-time.ts';

/** Texts and times in the language the user has chosen in Studio; both follow when it changes. */
export function useMessages() {
	const { locale } = useI18n();
	const language = computed(() => languageOf(locale.value));
	return {
		t: (id: MessageId, values?: MessageValues): string => translate(language.value, id, values),
		time: (instant: string): string => formatTime(instant, locale.value),
	};
}
