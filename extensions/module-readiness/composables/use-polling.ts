import { onMounted, onUnmounted } from 'vue';
import { createPoller } from './create-poller.ts';

/** Polls while the component is mounted and its tab is visible. Returns `refresh`, for right after a change. */
export function usePolling(tick: () => Promise<void>, interval: () => number): { refresh: () => Promise<void> } {
	const poller = createPoller(tick, interval);

	function follow(): void {
		if (document.hidden) poller.stop();
		else poller.start();
	}

	onMounted(() => {
		document.addEventListener('visibilitychange', follow);
		follow();
	});
	onUnmounted(() => {
		document.removeEventListener('visibilitychange', follow);
		poller.stop();
	});
	return { refresh: poller.refresh };
}
