/** What a role group's export says, whichever command wrote it. */

/**
 * The roles of ATA by their local groups on the Center. Local administrators are ATA administrators without being in
 * the group (ATA documentation, role groups; certainty: documented).
 */
export type RoleGroupRole = 'administrators' | 'users' | 'viewers' | 'local-administrators';

/** Which group an export is of, and by what that was seen. */
export interface RoleGroupName {
  readonly role: RoleGroupRole;
  readonly recognisedBy: 'content' | 'file name';
}

/** Where an account lives, as `PrincipalSource` says; `unknown` is what Windows itself says when it does not know. */
export type PrincipalSource = 'local' | 'active-directory' | 'azure-ad' | 'microsoft-account' | 'unknown';

/** One member of a group. */
export interface RoleGroupMember {
  /** Account name without its domain; the SID's text where that is all there is. */
  readonly name: string;
  /** Domain or computer as the export has it: a NetBIOS name, or a DNS name where it comes from Active Directory. */
  readonly domain: string | null;
  readonly sid: string | null;
  /** `unknown` where the export does not say, or says it in a language that is not known. */
  readonly objectClass: 'user' | 'group' | 'computer' | 'other' | 'unknown';
  /** Null where the export does not say. */
  readonly source: PrincipalSource | null;
  /** False where no account can be found by this: an orphaned SID, or a name that was cut or lost letters. */
  readonly resolvable: boolean;
}

/** How the export was written. `empty`: nothing is in it by which to tell. */
export type RoleGroupFormat = 'clixml' | 'json' | 'csv' | 'net-localgroup' | 'table' | 'empty';

/** The members of one group as one export has them. */
export interface RoleGroupExport {
  /** Name of the source. */
  readonly source: string;
  readonly format: RoleGroupFormat;
  /** Null when neither the content nor the file's name says which group it is. */
  readonly group: RoleGroupName | null;
  readonly members: readonly RoleGroupMember[];
  /** Members that the command gave as nothing, because their account is no more. */
  readonly unnamed: number;
  /** True when the export cannot tell who is in the group: an empty one may come from a command that failed. */
  readonly unknown: boolean;
  /** What to know about this export, in sentences for people. They never quote it. */
  readonly notes: readonly string[];
}
