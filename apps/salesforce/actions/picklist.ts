// The values that a picklist of the org takes now, for forms and for saying which there are.
// https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_sobject_describe.htm
import { z } from 'zod'
import { defineRead } from '../../define-app.js'
import { ActionRejected } from '../../errors.js'
import { soqlName } from '../soql.js'

export interface PicklistOf {
  readonly object: string
  readonly field: string
}
export interface PicklistValue {
  readonly value: string
  /** In the account's language. */
  readonly label: string
}

const value = z.object({ value: z.string(), label: z.string().nullable(), active: z.boolean() })
const described = z.object({ fields: z.array(z.object({ name: z.string(), picklistValues: z.array(value).default([]) })) })

export const picklist = defineRead<PicklistOf, readonly PicklistValue[]>({
  async perform({ request }, { object, field }) {
    const { json } = await request({ method: 'GET', path: `/sobjects/${soqlName(object)}/describe` })
    const found = described.parse(json).fields.find(({ name }) => name.toLowerCase() === field.toLowerCase())
    if (!found) throw new ActionRejected(`${object} has no field ${field} that this account may see.`)
    return found.picklistValues.filter(({ active }) => active).map((one) => ({ value: one.value, label: one.label ?? one.value }))
  },
})
