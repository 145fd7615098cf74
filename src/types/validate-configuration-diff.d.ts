// Generated from schemas/ by `npm run generate`. Do not edit.
export interface ValidationError {
  instancePath: string;
  schemaPath: string;
  keyword: string;
  message?: string;
}
export const validate: ((data: unknown) => boolean) & { errors?: ValidationError[] | null };
