/** The form of the envelope that this device speaks: sync.ts's PROTOCOL, without loading its schemas; a test holds them together. */
export const SPOKEN_PROTOCOL = 1;
