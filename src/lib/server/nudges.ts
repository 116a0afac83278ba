/** Tells listening devices that there is something new to pull. It carries no data: a nudge that is lost costs a few seconds. */
export class Nudges {
	#listeners = new Map<string, Set<Listener>>();

	/** Calls `nudged` whenever the school has new facts that the device did not bring itself; the answer ends it. */
	listen(schoolId: string, deviceId: string, nudged: () => void): () => void {
		const listener = { deviceId, nudged };
		const listeners = this.#listeners.get(schoolId) ?? new Set();
		listeners.add(listener);
		this.#listeners.set(schoolId, listeners);
		return () => {
			listeners.delete(listener);
			if (listeners.size === 0) this.#listeners.delete(schoolId);
		};
	}

	/** Says to all who listen to the school: pull; but for the device whose push has just been answered with all there is. */
	nudge(schoolId: string, pusherId?: string): void {
		for (const { deviceId, nudged } of this.#listeners.get(schoolId) ?? [])
			if (deviceId !== pusherId) nudged();
	}
}

interface Listener {
	deviceId: string;
	nudged: () => void;
}

const KEEP_ALIVE_MS = 25_000;

/** A stream of server-sent events: one when it opens, one at each nudge, and a comment now and then so that proxies keep it open. */
export function nudgeStream(
	nudges: Nudges,
	{ schoolId, deviceId }: { schoolId: string; deviceId: string }
): Response {
	let stop = () => {};
	const stream = new ReadableStream<Uint8Array>({
		start(controller) {
			const write = (text: string) => {
				try {
					controller.enqueue(new TextEncoder().encode(text));
				} catch {
					// The browser has gone; the next cancel cleans up.
					stop();
				}
			};
			const unlisten = nudges.listen(schoolId, deviceId, () => write('event: nudge\ndata: {}\n\n'));
			const beat = setInterval(() => write(': here\n\n'), KEEP_ALIVE_MS);
			beat.unref();
			stop = () => {
				unlisten();
				clearInterval(beat);
			};
			write('retry: 3000\nevent: nudge\ndata: {}\n\n');
		},
		cancel: () => stop()
	});
	return new Response(stream, {
		headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' }
	});
}
