import { fontName, type Style } from './workbook-file.js';

/** How the cells of the workbook look. */

const hairline = { style: 'thin', color: { rgb: 'D9D9D9' } } as const;
const framed = { top: hairline, bottom: hairline, left: hairline, right: hairline };
const atTop = { vertical: 'top', wrapText: true } as const;

/** Zeros are faint, so that one sees what is there. */
const countFormat = '0;-0;"·"';

export const heading: Style = {
  font: { name: fontName, bold: true, size: 10, color: { rgb: 'FFFFFF' } },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: '1F3864' } },
  alignment: { vertical: 'center', wrapText: true },
  border: framed,
};

/** Heading of a column of numbers. */
export const numberHeading: Style = {
  ...heading,
  alignment: { vertical: 'center', horizontal: 'right', wrapText: true },
};

/** Heading of a column that people fill in. */
export const inputHeading: Style = {
  ...heading,
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: '7F6000' } },
};

export const text: Style = { alignment: atTop, border: framed };
export const strong: Style = { ...text, font: { name: fontName, bold: true, size: 10 } };
export const number: Style = {
  numFmt: countFormat,
  alignment: { vertical: 'top', horizontal: 'right' },
  border: framed,
};
export const strongNumber: Style = { ...number, font: { name: fontName, bold: true, size: 10 } };
export const percent: Style = { ...number, numFmt: '0%' };
export const strongPercent: Style = { ...strongNumber, numFmt: '0%' };
/** What is there for the program and for looking things up. */
export const faint: Style = { ...text, font: { name: fontName, size: 9, color: { rgb: '7F7F7F' } } };
export const linked: Style = {
  ...text,
  font: { name: fontName, size: 10, underline: true, color: { rgb: '0563C1' } },
};

/** What people fill in. */
export const input: Style = {
  ...text,
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'FFFBEA' } },
};

/** A day that people fill in. */
export const inputDay: Style = {
  ...input,
  numFmt: 'yyyy-mm-dd',
  alignment: { ...atTop, horizontal: 'left' },
};

export const title: Style = { font: { name: fontName, bold: true, size: 16, color: { rgb: '1F3864' } } };
export const section: Style = { font: { name: fontName, bold: true, size: 12, color: { rgb: '1F3864' } } };
export const figure: Style = {
  font: { name: fontName, bold: true, size: 20, color: { rgb: '375623' } },
  numFmt: '0%',
  alignment: { horizontal: 'left', vertical: 'center' },
};
export const prose: Style = { alignment: atTop };
export const caution: Style = {
  alignment: atTop,
  font: { name: fontName, size: 10, color: { rgb: '833C0B' } },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'FCE4D6' } },
};

/** Looks that come and go with what stands in a cell. */
export const statusLooks = {
  'In progress': coloured('7F6000', 'FFE699'),
  Done: coloured('375623', 'C6E0B4'),
  'Not needed': coloured('595959', 'E7E6E6'),
  Blocked: coloured('9C0006', 'FFC7CE'),
} as const satisfies Readonly<Record<string, Style>>;

export const askingLook = coloured('833C0B', 'FCE4D6');
export const settledLook: Style = { font: { color: { rgb: 'A6A6A6' } } };

function coloured(font: string, fill: string): Style {
  // A look's fill is in its background colour.
  return {
    font: { color: { rgb: font } },
    fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: fill }, bgColor: { rgb: fill } },
  };
}
