// Where people see a record.

/** In Lightning Experience. @param type the object's API name */
export function recordUrl(host: string, type: string, id: string): string {
  return `${host}/lightning/r/${encodeURIComponent(type)}/${encodeURIComponent(id)}/view`
}
