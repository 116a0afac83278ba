import type { Book } from '$lib/rules/book.ts';
import { exportOf, missingColumns, recogniseColumns, type Mapping } from '$lib/rules/roll/import-columns.ts';
import { readLines } from '$lib/rules/roll/import-lines.ts';
import { previewImport, type ImportPreview } from '$lib/rules/roll/import-matching.ts';
import { importDrafts, whyNotYet } from './import-drafts.ts';
import { readPupilFile, type PupilFile } from './import-file.ts';
import { nothingSaid, said, type Said } from './import-said.ts';
import type { Draft } from './recorder.ts';

/** One import, from the choosing of a file to its acceptance; it keeps nothing by itself. */
export class ImportWork {
	file: PupilFile | null = $state.raw(null);
	problem: string | null = $state(null);
	isReading = $state(false);
	/** Which place of a line holds what; a person may say otherwise. */
	mapping: Mapping = $state({});
	hasMapped = $state(false);
	answers: Said<number> = $state.raw(nothingSaid());
	classNamed: Said<string> = $state.raw(nothingSaid());

	/** What a person says of a line; null: it is asked again. */
	answer(line: number, answer: string | null): void {
		this.answers = said(this.answers, line, answer);
	}

	/** The class that a name in the file stands for; null: none yet. */
	mean(name: string, classId: string | null): void {
		this.classNamed = said(this.classNamed, name, classId);
	}

	/** Reads a file here in the browser. */
	async choose(file: File): Promise<void> {
		this.isReading = true;
		this.problem = null;
		const read = await readPupilFile(file).catch(() => ({
			problem: 'The file could not be read. Choose it again.'
		}));
		this.isReading = false;
		if ('problem' in read) {
			this.problem = read.problem;
			return;
		}
		this.file = read;
		this.mapping = recogniseColumns(read.headings);
		this.hasMapped = false;
		this.answers = nothingSaid();
		this.classNamed = nothingSaid();
	}

	/** Gives the file up: nothing of it was kept. */
	forget(): void {
		this.file = null;
		this.problem = null;
		this.hasMapped = false;
	}

	/** Whose export it is, as far as its headings tell. */
	get system(): string | null {
		return this.file ? exportOf(this.file.headings) : null;
	}

	get missing(): string[] {
		return missingColumns(this.mapping);
	}

	/** What each line says, by the columns as they stand, and the lines that cannot be taken, in the file's order. */
	read(today: string) {
		const { pupils, bad } = readLines(this.file?.lines ?? [], this.mapping, today);
		return { pupils, bad: [...bad, ...(this.file?.unread ?? [])].sort((a, b) => a.line - b.line) };
	}

	/** What it would do, worked out anew from what the school holds now. */
	preview(book: Book, today: string, from: string): ImportPreview {
		const { pupils } = this.read(today);
		const { answers, classNamed } = this;
		return previewImport(pupils, { book, from, answers, classNamed, newId: () => crypto.randomUUID() });
	}

	whyNotYet(preview: ImportPreview): string | null {
		return whyNotYet(preview, this.classNamed);
	}

	/** The facts of an accepted import, all of one act. */
	drafts(preview: ImportPreview, book: Book): Draft[] {
		return importDrafts(preview, {
			actId: crypto.randomUUID(),
			reason: this.system ? `Import from ${this.system}` : 'Import from a file',
			newClassId: () => crypto.randomUUID(),
			nextOrder: Math.max(0, ...book.classes().map(({ order }) => order)) + 1
		});
	}
}
