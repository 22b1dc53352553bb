// Creates a task, with our key in a text field of it. That field isn't unique, so before a second try Salesforce is asked for the key.
// https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_task.htm
import { z } from 'zod'
import { defineWrite, type ActionCall } from '../../define-app.js'
import { queryAll } from '../query.js'
import { recordUrl } from '../record-url.js'
import { KEY_FIELD } from '../workbot-key.js'

export interface NewTask {
  readonly subject: string
  /** The record that it is about; an opportunity, an account. */
  readonly about?: { readonly id: string }
  /** `YYYY-MM-DD` */
  readonly due?: string
  readonly comments?: string
}
export interface Task {
  readonly id: string
  readonly subject: string
  readonly url: string
}

const created = z.object({ id: z.string() })
const row = z.object({ Id: z.string() })

export const createTask = defineWrite<NewTask, Task>({
  recognisedBy: 'exact key',
  subject: ({ subject }) => subject,
  async perform({ request, effectKey, host }, input) {
    const fields = { Subject: input.subject, WhatId: input.about?.id, ActivityDate: input.due, Description: input.comments }
    const { json } = await request({ method: 'POST', path: '/sobjects/Task', json: { ...fields, [KEY_FIELD]: effectKey } })
    return taskOf(host, created.parse(json).id, input)
  },
  async find({ request, effectKey, host }: ActionCall, input) {
    const where = [{ field: KEY_FIELD, op: 'is', value: effectKey }] as const
    const [found] = await queryAll({ request }, { object: 'Task', fields: ['Id'], where, limit: 1 }, row)
    return found && taskOf(host, found.Id, input)
  },
  describe: ({ subject, url }) => ({ facts: [], url, name: subject }),
})

function taskOf(host: string, id: string, { subject }: NewTask): Task {
  return { id, subject, url: recordUrl(host, 'Task', id) }
}
