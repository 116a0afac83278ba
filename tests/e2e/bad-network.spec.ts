import { RegisterScreen } from '../support/register-screen.ts';
import { ELM_AM, type School } from '../support/school.ts';
import { expect, test } from '../support/test.ts';

/** The database holds exactly these many entries of the register, one for each pupil. */
function holdsExactly(school: School, count: number): void {
	const entries = school.ledger.entries(ELM_AM);
	expect(entries).toHaveLength(count);
	expect(new Set(entries.map((entry) => entry.pupilId)).size).toBe(count);
	expect(school.ledger.quarantined()).toBe(0);
}

test('[F5] a server killed between its commit and its reply has every mark exactly once after it starts again', async ({
	school,
	page
}) => {
	const screen = await RegisterScreen.signedIn(page);
	school.expectFailures();
	await school.network.refuse();
	await screen.tapAllPresent();
	await screen.has(30, 'saved');

	await school.network.pass();
	school.network.hold();
	// The reply is in the proxy's hands, so the server has committed; nobody else knows.
	await school.network.hasMet();
	await school.server.kill();
	holdsExactly(school, 30);
	await screen.has(30, 'saved');

	await school.start();
	await screen.networkIsBack();
	await screen.has(30, 'received');
	holdsExactly(school, 30);
});

test('a pupil tapped again while the reply to the first push is lost ends with the second answer, and both are kept', async ({
	school,
	page
}) => {
	const screen = await RegisterScreen.signedIn(page);
	const [first] = await screen.pupilIds();
	school.expectFailures();
	school.network.hold();
	await screen.tap(0, 'Absent');
	await school.network.hasMet();
	await screen.tap(0, 'Present');
	await screen.hasChosen('Present', 1);

	await school.network.pass();
	await screen.networkIsBack();
	await screen.has(1, 'received');
	await screen.hasChosen('Present', 1);
	const entries = school.ledger.entries(ELM_AM);
	expect(entries.map((entry) => [entry.pupilId, entry.code])).toEqual([
		[first, 'N'],
		[first, '/']
	]);
	expect(entries[1]?.replaces).toEqual([entries[0]?.id]);
});

test('[D-keep] [F7] a page thrown away while its push is in flight: the page after it has every mark, and each arrives once', async ({
	school,
	page,
	context
}) => {
	const screen = await RegisterScreen.signedIn(page);
	school.expectFailures();
	school.network.hold();
	await screen.tap(0, 'Present');
	await screen.tap(1, 'Late');
	await screen.has(2, 'saved');
	await school.network.hasMet();
	await page.close();

	const next = await context.newPage();
	await next.goto('/');
	const after = new RegisterScreen(next);
	await after.isReady();
	await after.hasChosen('Present', 1);
	await school.network.pass();
	await after.networkIsBack();
	await after.has(2, 'received');
	holdsExactly(school, 2);
});

test('with no network nothing on screen says received, not for a moment', async ({ school, page }) => {
	const screen = await RegisterScreen.signedIn(page);
	await school.stop();
	await page.evaluate(() => {
		const said: string[] = [];
		Object.assign(window, { said });
		const look = () => {
			for (const row of document.querySelectorAll('li[data-pupil]'))
				said.push(row.getAttribute('data-state') ?? '');
			said.push(...[...document.querySelectorAll('[role="status"]')].map((each) => each.textContent ?? ''));
		};
		new MutationObserver(look).observe(document.body, {
			subtree: true,
			childList: true,
			characterData: true,
			attributes: true
		});
	});
	await screen.tapAllPresent();
	await screen.has(30, 'saved');
	const said = await page.evaluate(() => [...new Set((window as unknown as { said: string[] }).said)]);
	expect(said).toContain('saved');
	expect(said.filter((each) => /received/i.test(each))).toEqual([]);
});

const ANSWERS: { says: string; lie: (school: School) => void }[] = [
	{
		says: '401',
		lie: ({ network }) => network.answer(401, '{"code":"x","message":"x"}', 'application/json')
	},
	{
		says: '403',
		lie: ({ network }) => network.answer(403, '{"code":"x","message":"x"}', 'application/json')
	},
	{ says: '500', lie: ({ network }) => network.answer(500, 'Internal Error', 'text/plain') },
	{
		says: 'a page of HTML with 200',
		lie: ({ network }) => network.answer(200, '<!doctype html><title>Wi-Fi</title><h1>Accept the terms</h1>')
	},
	{
		says: 'JSON with 200 that is not ours',
		lie: ({ network }) => network.answer(200, '{}', 'application/json')
	},
	{ says: 'a reply cut in its head', lie: ({ network }) => network.cut(40) },
	{ says: 'a reply cut in the middle', lie: ({ network }) => network.cut(500) },
	{ says: 'no reply, ever', lie: ({ network }) => network.stall() }
];

/** A server, a proxy or a login page says something; a line says nothing that could be read. */
const LIES = [
	{ what: 'an answer that is no receipt', answers: ANSWERS.slice(0, 5) },
	{ what: 'a line that breaks', answers: ANSWERS.slice(5) }
];

for (const { what, answers } of LIES)
	test(`[F8] [F13] [F14] nothing leaves the outbox for ${what}, and all of it arrives later`, async ({
		school,
		page
	}) => {
		const screen = await RegisterScreen.signedIn(page);
		// Who is known to be away is not offered as absent.
		const free = await screen.rows.evaluateAll((rows) =>
			rows.flatMap((row, at) => (/\bAbsent\b/.test(row.textContent ?? '') ? [at] : []))
		);
		school.expectFailures();
		for (const [turn, { says, lie }] of answers.entries())
			await test.step(`[F8] [F13] [F14] nothing leaves the outbox when a push is answered by ${says}, and all of it arrives later`, async () => {
				const before = 3 * turn;
				const [one = 0, two = 0, three = 0] = free.slice(before, before + 3);
				lie(school);
				await screen.tap(one, 'Present');
				await screen.tap(two, 'Late');
				await screen.tap(three, 'Absent');
				await school.network.hasMet();
				await screen.has(3, 'saved');
				await screen.has(before, 'received');
				await expect(screen.page.getByText(/3 on this tablet only/).first()).toBeVisible();
				await screen.page.reload();
				await screen.isReady();
				await screen.has(3, 'saved');

				await school.network.pass();
				await screen.networkIsBack();
				await screen.has(before + 3, 'received');
				holdsExactly(school, before + 3);
			});
	});
