/** How many days before today a device that shows the whole school holds every register of. */
export const OFFICE_DAYS_HELD = 4;
/** The same for a class's own tablet: yesterday and the week before. */
export const CLASS_DAYS_HELD = 14;
