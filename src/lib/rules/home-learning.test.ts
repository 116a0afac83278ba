import { describe, expect, it } from 'vitest';
import { whereLearning, type Whereabouts } from './home-learning.ts';

/** What people write beside a B, and what it says of where the child is. */
const SAID: readonly [Whereabouts, readonly string[]][] = [
	[
		'home',
		[
			'home learning',
			'Home-learning pack',
			'Learning at home',
			'Homeschooling this week',
			'home schooled',
			'Home tuition',
			'Being taught at home by a tutor',
			'Working from home',
			'Work packs sent home',
			'Doing worksheets at home',
			'Revising at home for the 11+',
			'Online lessons',
			'On-line learning',
			'Lessons on Teams',
			'taught via Google Classroom',
			'Lessons over Zoom, camera on',
			'remote learning on Teams',
			'Remote education',
			'Distance-learning',
			'E-learning',
			'Blended learning day',
			'school work in his own home',
			'At home',
			'kept at home today.'
		]
	],
	[
		'ask',
		[
			'Online lessons at the library, supervised by Mrs Ranger',
			'Remote learning at the hospital school',
			'Home education group, visit to the museum',
			'Virtual school day',
			'Homework club',
			'Zoom call with the author',
			'Webinar on space',
			'Live stream of the opera',
			'Tuition',
			'With a tutor',
			'Learning pack',
			'Work on Seesaw',
			'Activity with Mum',
			'Unsupervised study',
			'Independent project',
			'Wrote stories on his own',
			'At the author’s home',
			'Visit to the home of a farmer'
		]
	],
	[
		'elsewhere',
		[
			'Taster day at Hillview',
			'Forest school at Saltwells, Mrs Ranger',
			'Day at Home Farm, led by Mr Field',
			'Singing at a care home',
			'Carols at the old people’s home, with Ms Teal',
			'Tour of a stately home',
			'Home economics at the college',
			'Away, not a home match',
			'Online safety workshop at the library',
			'Virtual reality day at the science centre',
			'Remote-control cars, engineering day',
			'Learning about the Tudors, Blakesley Hall',
			'Music exam',
			'Homer and the Greeks, British Museum',
			'Work with the fire service',
			'University summer school, in person',
			'Reading at the mosque'
		]
	]
];

describe('the words beside a B', () => {
	it.each(SAID.flatMap(([where, all]) => all.map((words) => [words, where] as const)))(
		'[C12] case C10: “%s” is %s',
		(words, where) => {
			expect(whereLearning(words)).toBe(where);
		}
	);
});
