/** Most characters that a spreadsheet cell can hold (ECMA-376 limit as kept by Excel and WPS). */
export const MAX_CELL_TEXT = 32_767;

// Control characters are looked for on purpose: XML 1.0 forbids them.
const SUSPECT = /[&<>"_\u0000-\u001f\ufffe\uffff\ud800-\udfff]/u;
const SUSPECT_UNITS = /[&<>"_\u0000-\u001f\ufffe\uffff\ud800-\udfff]/;
const ILLEGAL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
