import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createPoller } from '../../extensions/module-readiness/composables/create-poller.ts';

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

/** A tick that takes 500 ms and counts how many are under way at once. */
function slowTick() {
	const seen = { begun: 0, ended: 0, atOnce: 0 };
	const tick = async () => {
		seen.begun += 1;
		seen.atOnce = Math.max(seen.atOnce, seen.begun - seen.ended);
		await new Promise((resolve) => setTimeout(resolve, 500));
		seen.ended += 1;
	};
	return { seen, tick };
}

it('ticks at once, and again an interval after the last tick ended', async () => {
	const { seen, tick } = slowTick();
	const poller = createPoller(tick, () => 2_000);
	poller.start();
	await vi.advanceTimersByTimeAsync(2_400);
	expect(seen.begun).toBe(1);
	await vi.advanceTimersByTimeAsync(200);
	expect(seen.begun).toBe(2);
	poller.stop();
});

it('asks for the interval anew after each tick', async () => {
	let interval = 1_000;
	const { seen, tick } = slowTick();
	const poller = createPoller(tick, () => interval);
	poller.start();
	interval = 5_000;
	await vi.advanceTimersByTimeAsync(5_400);
	expect(seen.begun).toBe(1);
	await vi.advanceTimersByTimeAsync(200);
	expect(seen.begun).toBe(2);
	poller.stop();
});

it('never has two ticks under way, however often it is asked to refresh', async () => {
	const { seen, tick } = slowTick();
	const poller = createPoller(tick, () => 100);
	poller.start();
	for (let asked = 0; asked < 20; asked += 1) {
		void poller.refresh();
		await vi.advanceTimersByTimeAsync(90);
	}
	await vi.advanceTimersByTimeAsync(5_000);
	expect(seen.atOnce).toBe(1);
	poller.stop();
});

it('resolves a refresh only after a tick that began later than it', async () => {
	const { seen, tick } = slowTick();
	const poller = createPoller(tick, () => 60_000);
	poller.start();
	await vi.advanceTimersByTimeAsync(250);
	let begunWhenResolved = 0;
	void poller.refresh().then(() => {
		begunWhenResolved = seen.ended;
	});
	await vi.advanceTimersByTimeAsync(300);
	expect(begunWhenResolved).toBe(0);
	await vi.advanceTimersByTimeAsync(500);
	expect(begunWhenResolved).toBe(2);
	poller.stop();
});

it('stays silent when stopped, also when stopped in the middle of a tick', async () => {
	const { seen, tick } = slowTick();
	const poller = createPoller(tick, () => 1_000);
	poller.start();
	await vi.advanceTimersByTimeAsync(250);
	poller.stop();
	await vi.advanceTimersByTimeAsync(60_000);
	expect(seen.begun).toBe(1);
});

it('goes on after a stop and a start within one tick, with one chain of ticks', async () => {
	const { seen, tick } = slowTick();
	const poller = createPoller(tick, () => 1_000);
	poller.start();
	await vi.advanceTimersByTimeAsync(250);
	poller.stop();
	poller.start();
	await vi.advanceTimersByTimeAsync(250 + 1_000 + 500 + 900);
	expect(seen.begun).toBe(2);
	poller.stop();
});
