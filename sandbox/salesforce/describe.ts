// `GET /sobjects/<object>/describe`: the fields of an object as one account has them.
// https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_sobject_describe.htm
import type { Account } from './accounts.js'
import type { Field, ObjectType } from './objects.js'

/** What the basic information of an object says. */
export function describeObject(name: string, { label, prefix }: ObjectType): object {
  return { name, label, keyPrefix: prefix, createable: true, updateable: true, queryable: true }
}

export function describeFully(name: string, object: ObjectType, account: Account): object {
  const fields = Object.entries(object.fields)
    .filter(([field]) => !account.cantSee?.includes(`${name}.${field}`))
    .map(([field, one]) => describeField(field, one, account.cantEdit?.includes(`${name}.${field}`) ?? false))
  return { ...describeObject(name, object), fields }
}

function describeField(name: string, field: Field, isReadOnly: boolean): object {
  const { type, label, required = false, maxLength = 0, values, inactive = [], unique = false, hasDefault = false, to = [] } = field
  const value = (one: string, active: boolean) => ({ value: one, label: one, active, defaultValue: hasDefault && one === values?.[0] })
  return {
    ...{ name, label, type, nillable: !required, length: maxLength, createable: !isReadOnly, updateable: !isReadOnly },
    ...{ unique, externalId: unique, caseSensitive: unique, referenceTo: to, restrictedPicklist: type === 'picklist' },
    picklistValues: [...(values ?? []).map((one) => value(one, true)), ...inactive.map((one) => value(one, false))],
  }
}
