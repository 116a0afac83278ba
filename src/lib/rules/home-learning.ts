/** What the words beside a `B` say of where the child is: surely at home, in a way that somebody has to be asked about, or nothing that speaks against `B`. */
export type Whereabouts = 'home' | 'ask' | 'elsewhere';

/**
 * [C12] Reads the words beside a `B`. Only what can mean nothing else is learning at home; where the words may mean either, a person
 * is asked, for a school knows more than its words say.
 */
export function whereLearning(detail: string): Whereabouts {
	const words = detail.replace(/[’‘`]/g, "'").replace(NOT_OUR_HOME, ' ');
	const isAtHome = REMOTE_LEARNING.test(words) || (AT_HOME.test(words) && LEARNS.test(words));
	if (isAtHome || ONLY_AT_HOME.test(words)) return IN_PERSON.test(words) ? 'ask' : 'home';
	return MAYBE.test(words) ? 'ask' : 'elsewhere';
}

/** Homes and screens that say nothing of where the child is: visited, played at, or learnt about. */
const NOT_OUR_HOME =
	/\bhome (farm|economics|match|game|fixture|ground|front|guard)\b|\b(care|nursing|residential|retirement|old people's|stately|ancestral|dogs'?|cats'?|animal) homes?\b|\bvirtual reality\b|\b(online|internet|remote working) safety\b|\bremote[- ]control\w*/gi;

const LEARNING =
	'(learn\\w*|lessons?|school(ing|ed|work)?|education|educated|tuition|tutor\\w*|teaching|taught|study|studies|studying|class(es)?|curriculum|work(ing)?|provision)';
/** Learning that is by its name not in the room where it is taught. */
const REMOTE_LEARNING = new RegExp(
	`\\b(home|remote|online|on-line|distance|blended)[ -]?(based[ -]?)?${LEARNING}\\b|\\be-?learning\\b|\\b(learn\\w*|lessons?|taught|tuition|tutor\\w*|class(es)?|working|school\\w*) (remotely|online|on-line|(on|by|over|via|through) (ms |microsoft |google )?(teams|zoom|skype|meet|classroom|video( call)?))\\b`,
	'i'
);
const LEARNS = new RegExp(
	`\\b${LEARNING}\\b|\\b(revis\\w+|worksheets?|work ?books?|packs?|tasks?|project|reading)\\b`,
	'i'
);
const AT_HOME = /\b(at|from|in) (her |his |their |the |own |pupil's |child's )*home\b|\bsent home\b/i;
/** All that is said is that the child is at home. */
const ONLY_AT_HOME = /^\W*(is |was |staying |stays |stayed |kept |being )*(at |from )?home( today)?\W*$/i;
/** A place where others are, or somebody who is there: then the child may be as well. */
const IN_PERSON =
	/\b(in[- ]person|supervised|led by|library|museum|gallery|centre|college|university|theatre|studio|hall|club|hub|hospital|farm|park|forest|workshop|at school|in school|on site|conference|taster|visit)\b/i;
/** May be learning at home, and may not. */
const MAYBE =
	/\b(home|homes|house|homework|remote(ly)?|online|on-line|virtual(ly)?|zoom|skype|teams|google classroom|seesaw|video|live ?stream\w*|webinar|screen|laptop|tablet|worksheets?|(work|learning|home) packs?|work sent|tuition|tutor\w*|self[- ]study|independent(ly)?|unsupervised|alone|on (her|his|their) own|by (her|him)self|isolat\w+|mum|mother|dad|father|parents?|nan|gran\w*|carer)\b/i;
