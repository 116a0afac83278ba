/** A table of marks: how large it is, and where it has a mark that can be opened. */
interface Marks {
	rows: () => number;
	columns: () => number;
	isOpen: (row: number, column: number) => boolean;
}

interface Place {
	row: number;
	column: number;
}

/** How a key goes on; `from`: it begins at that end of the row. */
interface Step {
	row: number;
	column: number;
	from?: 'first' | 'last';
}

/** The arrow keys. */
export const ARROWS: Readonly<Record<string, Step>> = {
	ArrowDown: { row: 1, column: 0 },
	ArrowUp: { row: -1, column: 0 },
	ArrowRight: { row: 0, column: 1 },
	ArrowLeft: { row: 0, column: -1 }
};

/** Arrow keys, and Home and End within a row. */
export const ARROWS_AND_ENDS: Readonly<Record<string, Step>> = {
	...ARROWS,
	Home: { row: 0, column: 1, from: 'first' },
	End: { row: 0, column: -1, from: 'last' }
};

/** The marks of a table as the keyboard finds them: Tab arrives at one of them, keys go on from there. */
export class MarkGrid {
	/** The mark that was last looked at. */
	#at: Place = $state.raw({ row: 0, column: 0 });
	#marks: Marks;
	#steps: Readonly<Record<string, Step>>;

	constructor(marks: Marks, steps: Readonly<Record<string, Step>>) {
		this.#marks = marks;
		this.#steps = steps;
	}

	/** Where Tab arrives: the mark that was last looked at, else the first there is. */
	readonly #reached: Place | null = $derived.by(() => {
		const { rows, columns, isOpen } = this.#marks;
		if (isOpen(this.#at.row, this.#at.column)) return this.#at;
		for (let row = 0; row < rows(); row += 1)
			for (let column = 0; column < columns(); column += 1) if (isOpen(row, column)) return { row, column };
		return null;
	});

	/** Whether Tab arrives there. */
	isReached(row: number, column: number): boolean {
		return this.#reached?.row === row && this.#reached.column === column;
	}

	/** Remembers the mark that is looked at now. */
	look(row: number, column: number): void {
		this.#at = { row, column };
	}

	/** Goes where a key says, over what has no mark; the marks name their place in `data-at`. */
	move(event: KeyboardEvent & { currentTarget: Pick<HTMLElement, 'querySelector'> }): void {
		const step = this.#steps[event.key];
		if (!step || !this.#reached || event.altKey || event.ctrlKey || event.metaKey) return;
		event.preventDefault();
		const [rows, columns] = [this.#marks.rows(), this.#marks.columns()];
		let { row, column } = this.#reached;
		if (step.from) column = step.from === 'first' ? -1 : columns;
		for (;;) {
			[row, column] = [row + step.row, column + step.column];
			if (row < 0 || row >= rows || column < 0 || column >= columns) return;
			if (this.#marks.isOpen(row, column)) break;
		}
		this.look(row, column);
		event.currentTarget.querySelector<HTMLElement>(`[data-at="${row} ${column}"]`)?.focus();
	}
}
