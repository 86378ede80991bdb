/** The names by which the frame offers what scripts cannot have there. */
export const LOCATION_NAME = '__previewLocation';
export const IMPORT_NAME = '__previewImport';

/** Attributes that begin like this hold an address that waits for the frame to load it, or had waited. */
export const WAITING_PREFIX = 'data-preview-';

/** The frame adds text to this element while it comes. */
export const TEXT_ELEMENT_ID = 'preview-text';
