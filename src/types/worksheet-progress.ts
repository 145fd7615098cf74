// Generated from schemas/ by `npm run generate`. Do not edit.

/**
 * What people put into a worksheet: exported by worksheet.html, read by --carry-over.
 */
export interface WorksheetProgress {
  /**
   * Which document this is
   */
  schema: 'worksheet-progress';
  /**
   * Version of this schema
   */
  schemaVersion: 1;
  /**
   * The program whose worksheet it was
   */
  program: {
    /**
     * Always ata2mdi
     */
    name: 'ata2mdi';
    /**
     * Version of the program
     */
    version: string;
  };
  /**
   * The items of the worksheet, each id once
   */
  items: Progress[];
}
/**
 * What people put into the worksheet of one item
 */
export interface Progress {
  /**
   * Id of the item in the plan
   */
  id: string;
  /**
   * Title of the item, for when a later plan has it no more
   */
  title: string;
  /**
   * Fingerprint of the item that people worked on, so that a later change is seen; empty if it is not known
   */
  fingerprint: string;
  /**
   * How far it is
   */
  status: 'To do' | 'In progress' | 'Done' | 'Not needed' | 'Blocked';
  /**
   * Who does it
   */
  owner: string;
  /**
   * The option that was chosen, or what was decided in its place
   */
  decision: string;
  /**
   * When it was done, as people wrote it; YYYY-MM-DD is taken for a day
   */
  doneOn: string;
  /**
   * Anything else; may have several lines
   */
  notes: string;
}
