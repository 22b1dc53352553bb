// SOQL from typed parts: values are escaped, and no text of a user becomes syntax.

/** A string literal, quotes included. https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_quotedstringescapes.htm */
export function soqlString(value: string): string {
  const escaped = value
    .replace(/\\/g, '\\\\')
    .replace(/'/g, "\\'")
    .replace(/\n/g, '\\n')
    .replace(/\r/g, '\\r')
    .replace(/\t/g, '\\t')
    // eslint-disable-next-line no-control-regex -- other control characters have no escape and no place in a name
    .replace(/[\u0000-\u001f]/g, '')
  return `'${escaped}'`
}
