// Generated from schemas/ by `npm run generate`. Do not edit.
export interface ValidationError {
  instancePath: string;
  schemaPath: string;
  keyword: string;
  params: Readonly<Record<string, unknown>>;
  message?: string;
}
export const validate: ((data: unknown) => boolean) & { errors?: ValidationError[] | null };
