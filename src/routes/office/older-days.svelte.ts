import type { Device, HeldPast } from '$lib/device/device.ts';
import { Live } from '$lib/device/live.svelte.ts';
import type { PastAnswer } from '$lib/protocol/past.ts';
import type { Book } from '$lib/rules/book.ts';
import type { Day } from '$lib/rules/day.ts';
import type { HeldFact } from '$lib/rules/facts.ts';
import { calmly } from '$lib/ui/calm.ts';
import { askOlder, olderDays, type Span } from '$lib/ui/older-days.ts';

/** School days before those that this device holds: asked of the school class by class while a screen is about them, and never kept. */
export class OlderDays {
	/** What was read; null: nothing yet. */
	span: Span | null = $state.raw(null);
	/** How far the reading is; null: nothing is being read. */
	reading: { read: number; of: number } | null = $state.raw(null);
	/** Why the last reading brought nothing, in a sentence. */
	problem: string | null = $state(null);
	#told: readonly HeldFact[] = $state.raw([]);
	#device: Device;

	constructor(device: Device) {
		this.#device = device;
	}

	readonly #own: Live<HeldPast | null> | null = $derived.by(
		() => this.span && liveOwn(this.#device, this.span)
	);

	/** What this device recorded of those days; null before it has answered. */
	get held(): HeldPast | null {
		return this.#own?.current ?? null;
	}

	/** Oldest first. */
	readonly days: readonly Day[] = $derived.by(() => {
		const { held, span } = this;
		return held && span ? olderDays(held, this.#told, span, this.#device.schoolNow()) : [];
	});

	/** Reads some days anew; true once they are at hand. */
	async read(book: Book, span: Span): Promise<boolean> {
		if (this.reading) return false;
		const classIds = book.classes().map(({ classId }) => classId);
		this.problem = null;
		this.reading = { read: 0, of: classIds.length };
		try {
			const asked = await askOlder(
				(path) => this.#device.ask<PastAnswer>(path),
				classIds,
				span,
				(read) => (this.reading = { read, of: classIds.length })
			);
			if ('problem' in asked) {
				this.problem = asked.problem;
				return false;
			}
			this.#told = asked.facts;
			this.span = span;
			return true;
		} finally {
			this.reading = null;
		}
	}
}

function liveOwn(device: Device, span: Span): Live<HeldPast | null> {
	return new Live<HeldPast | null>(
		calmly(() => device.past({ of: 'days', ...span })),
		null,
		(cause) => console.error(cause)
	);
}
