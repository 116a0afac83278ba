import { longDate } from '../../rules/calendar.ts';
import { CODE_MEANINGS } from '../../rules/code-meanings.ts';
import { CODES } from '../../rules/codes.ts';
import { londonDate, londonMinute } from '../../rules/sessions.ts';
import type { SchoolTable } from '../store/tables.ts';
import { AMENDMENT_COLUMNS, ENTRIES, OTHERS, PLANS } from './tables.ts';

/** The page that explains an export to whoever opens it in years to come, with no Firstbell at hand. */
export function readme(
	school: SchoolTable,
	{ now, fingerprint }: { now: number; fingerprint: string }
): string {
	const at = `${longDate(londonDate(now))}, ${londonMinute(now)}`;
	const tables = [ENTRIES, PLANS, OTHERS].map(({ file, about, columns }) =>
		section(
			file,
			about,
			columns.map(([name, meaning]) => [name, meaning] as const)
		)
	);
	return `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Attendance register of ${text(school.name)}</title>
<style>
body { max-width: 50rem; margin: 2rem auto; padding: 0 1rem; font: 1.0625rem/1.5 system-ui, sans-serif; color: #1d2330; background: #fff; }
h2 { margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; }
th, td { padding: 0.3rem 0.75rem 0.3rem 0; border-bottom: 1px solid #c9ced8; text-align: left; vertical-align: top; }
code { overflow-wrap: anywhere; }
</style>
</head>
<body>
<h1>Attendance register of ${text(school.name)}</h1>
<p>This folder is the school’s whole attendance register as it stood on ${at}, up to place ${school.position.toLocaleString('en-GB')} of
its order of facts. Nothing but a text editor or a spreadsheet is needed to read it. It holds personal data of children: keep it as
you keep the register itself.</p>
<p>The files are UTF-8 text. Those that end in .csv have a comma between cells and open in any spreadsheet. A cell that begins with
=, +, - or @ has an apostrophe before it, so that no spreadsheet takes it for a formula; it is not part of what was recorded. Times are
those of a clock in London.</p>
${section(
	'marks.csv',
	'What each pupil’s entries for a half-day add up to: the register as it is read today.',
	[
		[
			'code',
			'The code of the DfE; / and \\ are present, morning and afternoon; empty where nobody has answered yet'
		],
		['arrived', 'Minute of arrival, where one was stated'],
		['in dispute', 'yes: two people’s answers differ, and nobody has said which is right'],
		['entry', 'The id of the entry that shows, in entries.csv']
	]
)}
${section(
	'amendments.csv',
	'Every change of an entry after its register had closed, with the five items that the law asks for: the original entry, the amended entry, the reason, the date, and the name and position of the person who made it, as they were then.',
	AMENDMENT_COLUMNS.map((name) => [name, ''] as const)
)}
${tables.join('\n')}
${section('roll.csv', 'Each pupil who is or was on the roll, as the admission register says it last. What changed and when is in others.csv.', [])}
${section('calendar.csv', 'Terms, days without school, session times and unexpected closures.', [])}
${section('keeping.csv', 'Who purged what after six years, which pupils’ records are held, and which verified backups were made.', [])}
${section(
	'facts.jsonl',
	'All of it once more, for a machine: one fact a line, in the school’s order. “payload” is the fact word for word; none where it was lawfully purged. “payloadHash” is the SHA-256 of the payload. “hash” is the SHA-256 of four lines: the hash before (sixty-four zeros before the first), the school’s number, the place, and the payloadHash, with a line feed between them. Whoever changes one fact must change every hash after it, and the last one is in school.json.',
	[]
)}
<h2>Is it genuine?</h2>
<p><strong>SHA256SUMS</strong> lists the SHA-256 of each file; <strong>SHA256SUMS.sig</strong> is an Ed25519 signature of that list, and
<strong>public-key.pem</strong> is the key to check it with. A forger could put another key here, so compare its fingerprint with the one that the
school wrote down: <code>${fingerprint}</code></p>
<p>With Firstbell: <code>npm run firstbell -- verify-export FOLDER</code>. Without it, on Linux or a Mac, in this folder:</p>
<pre><code>sha256sum -c SHA256SUMS
openssl pkeyutl -verify -pubin -inkey public-key.pem -rawin -in SHA256SUMS -sigfile SHA256SUMS.sig
openssl pkey -pubin -in public-key.pem -outform DER | sha256sum</code></pre>
<h2>Codes</h2>
<table><tbody>
${CODES.map((code) => `<tr><th scope="row">${text(code)}</th><td>${text(CODE_MEANINGS[code])}</td></tr>`).join('\n')}
</tbody></table>
</body>
</html>
`;
}

function section(file: string, about: string, columns: readonly (readonly [string, string])[]): string {
	const rows = columns.map(
		([name, meaning]) => `<tr><th scope="row">${text(name)}</th><td>${text(meaning)}</td></tr>`
	);
	return `<h2>${file}</h2>
<p>${text(about)}</p>${rows.length > 0 ? `\n<table><tbody>\n${rows.join('\n')}\n</tbody></table>` : ''}`;
}

const text = (said: string): string =>
	said.replace(
		/[&<>"]/g,
		(sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign
	);
