// The parameters a recipe declares: their kinds, labels and limits, and the types of their values.
import type { FileRef } from '../apps/file-content.js'
import type { RecordRef } from '../apps/record-ref.js'

interface ParamBase<Kind extends string> {
  readonly kind: Kind
  /** What the form and the messages call it: `Amount`. */
  readonly label: string
  readonly optional?: boolean
}
export interface TextParam extends ParamBase<'text'> {
  readonly maxLength: number
}
export interface NumberParam extends ParamBase<'number'> {
  readonly min?: number
  readonly max?: number
}
export interface ChoiceParam<Option extends string = string> extends ParamBase<'choice'> {
  readonly options: readonly Option[]
}
/** `YYYY-MM-DD` in the caller's time zone. */
export type DateParam = ParamBase<'date'>
export type PersonParam = ParamBase<'person'>
/** A record of an app, e.g. `salesforce.Opportunity`. */
export interface RecordParam<Type extends string = string> extends ParamBase<'record'> {
  readonly type: Type
}
/** A reference to a file; its bytes never enter the workflow. */
export type FileParam = ParamBase<'file'>
export type Param = TextParam | NumberParam | ChoiceParam | DateParam | PersonParam | RecordParam | FileParam

export type { FileRef, RecordRef }

export interface PersonRef {
  readonly tenantId: string
  readonly aadObjectId: string
  readonly name: string
}

/** The value a recipe sees for a parameter. */
export type ValueOf<P extends Param> = P extends TextParam
  ? string
  : P extends NumberParam
    ? number
    : P extends ChoiceParam<infer Option>
      ? Option
      : P extends DateParam & { kind: 'date' }
        ? string
        : P extends RecordParam<infer Type>
          ? RecordRef<Type>
          : P extends FileParam & { kind: 'file' }
            ? FileRef
            : P extends PersonParam & { kind: 'person' }
              ? PersonRef
              : never
type IsOptional<P> = P extends { readonly optional: true } ? true : false
/** What a recipe's `params` holds; a parameter that is `optional` may be missing. */
export type ValuesOf<Params extends Record<string, Param>> = {
  readonly [Name in keyof Params as IsOptional<Params[Name]> extends true ? never : Name]: ValueOf<Params[Name]>
} & { readonly [Name in keyof Params as IsOptional<Params[Name]> extends true ? Name : never]?: ValueOf<Params[Name]> }

/** A line of text, 255 characters at most unless told. */
export const text = (label: string, { maxLength = 255 }: { maxLength?: number } = {}): TextParam => ({ kind: 'text', label, maxLength })
/** A number as people type it: `50k`, `50 000`, `50.000,00`. */
export const number = (label: string, limits: { min?: number; max?: number } = {}): NumberParam => ({ kind: 'number', label, ...limits })
export const choice = <const Option extends string>(label: string, options: readonly Option[]): ChoiceParam<Option> => ({
  kind: 'choice',
  label,
  options,
})
export const date = (label: string): DateParam => ({ kind: 'date', label })
export const person = (label: string): PersonParam => ({ kind: 'person', label })
export const record = <const Type extends string>(label: string, type: Type): RecordParam<Type> => ({ kind: 'record', label, type })
export const file = (label: string): FileParam => ({ kind: 'file', label })
/** The same parameter, which may be left empty. */
export const optional = <const P extends Param>(param: P): P & { readonly optional: true } => ({ ...param, optional: true })
