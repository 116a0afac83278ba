/** Names that go together: a family takes its surname and its children's names from one of these. */
export interface NameList {
	/** How many families in a hundred. */
	share: number;
	surnames: readonly string[];
	girls: readonly string[];
	boys: readonly string[];
	mothers: readonly string[];
	fathers: readonly string[];
}

const words = (list: string): readonly string[] => list.trim().split(/\s+/);

/** Invented from common first names and surnames; no family here is a real one. */
export const NAME_LISTS: readonly NameList[] = [
	{
		share: 64,
		surnames:
			words(`Ashworth Baker Barnett Bennett Bishop Bradley Brookes Burgess Carter Chambers Clarke Coleman Cooper
			Dawson Dixon Edwards Ellis Fisher Foster Garner Gibson Gough Hadley Harrison Hartley Hewitt Hodgson Holloway Hughes
			Hurst Jarvis Jenkins Kirby Lawson Lloyd Marsden Mason Mellor Nicholls Osborne Palmer Parsons Perry Plant Pritchard
			Randall Reeves Rhodes Rowley Sheldon Skelton Slater Stokes Sutton Thorpe Tibbetts Turley Wainwright Walters Webster
			Westwood Whitehouse Wilkes Woodall Yardley`),
		girls:
			words(`Amelia Ava Isla Freya Poppy Evie Lily Rosie Daisy Florence Willow Phoebe Matilda Elsie Ivy Grace Ruby
			Harriet Maisie Orla Niamh Penelope Robyn Thea Violet Alice Bonnie Clara Darcie Edith Heidi Imogen Jessica Lottie
			Mabel Nancy Erin Sienna Summer Zara Beatrice Connie Eliza Lola Martha Molly`),
		boys: words(`Oliver George Arthur Noah Harry Archie Alfie Freddie Theo Leo Oscar Finley Jack Charlie Henry Jude Tommy
			Reuben Ellis Albie Louie Rory Toby Elliot Ronnie Hugo Sonny Ralph Stanley Felix Jenson Callum Bobby Dexter Ezra
			Frank Harvey Kit Logan Max Ned Otis Riley Sam Ted Wilfred`),
		mothers: words(
			`Rachel Claire Emma Laura Hannah Gemma Sarah Kate Lucy Natalie Kirsty Becky Joanne Helen Stacey Amy`
		),
		fathers: words(
			`Daniel Mark Andrew James Matthew Ryan Craig Lee Simon Tom Adam Gareth Luke Stuart Ben Neil`
		)
	},
	{
		share: 19,
		surnames:
			words(`Ahmed Akhtar Ali Bains Begum Chaudhry Dhillon Gill Hussain Iqbal Kaur Khan Mahmood Malik Mistry Patel
			Rahman Sandhu Shah Sharma Singh Uddin Yusuf Zaman`),
		girls:
			words(`Aisha Amina Anaya Diya Fatima Hafsa Inaya Jasleen Khadija Maryam Meera Noor Priya Safa Simran Zainab Zoya
			Aleena`),
		boys: words(`Aarav Adam Arjun Ayaan Bilal Dev Hamza Haris Ibrahim Idris Jaskaran Kabir Musa Rayyan Rohan Yusuf Zayn
			Zakariya`),
		mothers: words(`Nadia Saima Priti Harpreet Shazia Rukhsana Anjali Farah Sunita Yasmin`),
		fathers: words(`Imran Tariq Rajesh Gurpreet Asif Nadeem Sanjay Kamran Amit Rashid`)
	},
	{
		share: 8,
		surnames: words(
			`Adeyemi Boateng Campbell Mensah Nkosi Okafor Owusu Samuels Asante Bailey-Grant Chukwu Dube`
		),
		girls: words(`Abena Adaeze Amara Ebony Esther Naomi Nia Zuri Temi Keziah`),
		boys: words(`Caleb Daniel Emeka Isaiah Jabari Joshua Kofi Malachi Nathan Tobi`),
		mothers: words(`Grace Comfort Blessing Marcia Yvonne Ngozi Abigail Joy`),
		fathers: words(`Emmanuel Samuel Kwame David Tunde Michael Marlon Peter`)
	},
	{
		share: 9,
		surnames: words(
			`Kowalski Nowak Wisniewski Popescu Ionescu Kaminski Silva Ferreira Petrov Mazur Zielinski Dumitru`
		),
		girls: words(`Zofia Maja Lena Oliwia Sofia Ana Elena Hanna Natalia Ioana Julia`),
		boys: words(`Jakub Filip Kacper Mateusz Andrei Stefan Aleksander Tomasz Luca Miguel Nikola`),
		mothers: words(`Agnieszka Katarzyna Elena Maria Joanna Ioana Magda Teresa`),
		fathers: words(`Piotr Marcin Andrei Tomasz Mihai Pawel Joao Krzysztof`)
	}
];

/** Streets of the invented town of Alderbrook. */
export const STREETS = [
	...[
		'Church Lane',
		'Mill Street',
		'Priory Road',
		'Orchard Close',
		'Canal Side',
		'Beacon Hill',
		'Furnace Row'
	],
	...[
		'Nailers Way',
		'Glassworks Road',
		'Quarry Bank',
		'St Aldhelm’s Terrace',
		'Wren Avenue',
		'Blackthorn Drive'
	],
	...[
		'Station Road',
		'Lime Grove',
		'High Haden Road',
		'Meadow Rise',
		'Sorrel Close',
		'Lockside',
		'The Crescent'
	]
] as const;
