import { AT, childOf, markIs, note, test } from '../support/morning.ts';
import { ELM_AM } from '../support/school.ts';
import { expect } from '../support/test.ts';

test.describe.configure({ timeout: 90_000 });

test('[E9] [A5] a dispute that is settled after the close still asks when the child came: present, in the room; late, the time', async ({
	morning
}) => {
	const [one, two] = [await morning.tablet(), await morning.tablet()];
	const [child, other] = [await childOf(one), await childOf(one, AT + 1)];
	await morning.offline(one);
	for (const at of [AT, AT + 1]) {
		await one.tap(at, 'Present');
		await two.tap(at, 'Absent');
	}
	await two.has(2, 'received');
	await morning.back(one);
	await note(two, /Which is right\?/);
	await note(two, /Which is right\?/, AT + 1);
	await morning.timeIs('09:12');

	const { page } = two;
	const settle = async (at: number, answer: RegExp) => {
		await two.tap(at, 'Present');
		const right = page.getByRole('dialog', { name: /^Which is right for/ });
		await right.getByRole('radio', { name: answer }).check();
		await right.getByLabel('How do you know?').fill('Asked in the room');
		await right.getByRole('button', { name: 'Save' }).click();
	};
	await settle(AT, /^Present/);
	const room = page.getByRole('dialog', { name: 'In the room by 09:10?' });
	await expect(room).toContainText(child.name);
	expect(morning.school.ledger.entries(ELM_AM)).toHaveLength(4);
	await room.getByRole('radio', { name: /^Yes/ }).check();
	await room.getByRole('button', { name: 'Save' }).click();
	await markIs(morning, child, { code: '/', dispute: 0 });

	await settle(AT + 1, /^Late/);
	const time = page.getByRole('dialog', { name: 'What time did they arrive?' });
	await time.getByLabel('Time of arrival').fill('09:05');
	await time.getByRole('button', { name: 'Save' }).click();
	await markIs(morning, other, { code: 'L', dispute: 0 });
	const [present, late] = morning.school.ledger.entries(ELM_AM).slice(-2);
	expect(present).toMatchObject({ code: '/', reason: 'Asked in the room' });
	expect(late).toMatchObject({ code: 'L', arrivedAt: '09:05', reason: 'Asked in the room' });
});
