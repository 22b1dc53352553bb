// Salesforce's approval processes: one request at a time, recognised by our key at the end of its comment.
// https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_process_approvals_post.htm
import { z } from 'zod'
import type { ActionCall } from '../define-app.js'
import { afterDoingNothing, AppUnavailable } from '../errors.js'
import { errorOf } from './errors.js'
import { queryAll } from './query.js'

/** `contextId`: the record to submit, or the work item to decide. Whoever acts is the one who is signed in, never somebody named here. */
export interface ProcessRequest {
  readonly actionType: 'Submit' | 'Approve' | 'Reject'
  readonly contextId: string
  readonly comment: string | undefined
}

const problem = z.object({ statusCode: z.string(), message: z.string(), fields: z.array(z.string()).nullish() })
const result = z.object({
  success: z.boolean(),
  instanceId: z.string().nullish(),
  instanceStatus: z.string().nullish(),
  errors: z.array(problem).nullish(),
})

/** @throws the error model's classes, also for a no inside an answer of 200 */
export async function processOne(
  { request, effectKey }: ActionCall,
  { actionType, contextId, comment }: ProcessRequest,
): Promise<{ readonly instanceId: string; readonly status: string }> {
  const asked = { actionType, contextId, comments: marked(comment, effectKey) }
  const { json } = await request({ method: 'POST', path: '/process/approvals', json: { requests: [asked] } })
  const [answer] = z.array(result).min(1).parse(json)
  const [error] = answer?.errors ?? []
  if (error) throw afterDoingNothing(errorOf({ errorCode: error.statusCode, message: error.message, fields: error.fields ?? [] }))
  if (!answer?.success || !answer.instanceId) throw new AppUnavailable("Salesforce didn't say what became of the approval.")
  return { instanceId: answer.instanceId, status: answer.instanceStatus ?? '' }
}

/** A comment holds 4,000 characters. Whoever reads the history of an approval sees the mark too. */
const COMMENT_AT_MOST = 3_900

function marked(comment: string | undefined, effectKey: string): string {
  return [...(comment ? [comment.slice(0, COMMENT_AT_MOST), ''] : []), mark(effectKey)].join('\n')
}

const mark = (effectKey: string): string => `Workbot ${effectKey}`

const stepRow = z.object({ ProcessInstanceId: z.string(), Comments: z.string().nullable(), StepStatus: z.string() })
/** A record that was submitted more often than this since is none that we know. */
const STEPS = 200

/** The step that carries our key. Comments can be read but not searched, so they are looked through here. */
export async function findOwnStep(
  call: ActionCall,
  {
    of,
    id,
    status,
  }: { of: 'ProcessInstanceId' | 'ProcessInstance.TargetObjectId'; id: string; status: 'Started' | 'Approved' | 'Rejected' },
): Promise<{ readonly instanceId: string } | undefined> {
  const steps = await queryAll(
    call,
    {
      object: 'ProcessInstanceStep',
      fields: ['ProcessInstanceId', 'Comments', 'StepStatus'],
      where: [
        { field: of, op: 'is', value: id },
        { field: 'StepStatus', op: 'is', value: status },
      ],
      orderBy: { field: 'CreatedDate', direction: 'desc' },
      limit: STEPS,
    },
    stepRow,
  )
  const own = steps.find(({ Comments }) => Comments?.endsWith(mark(call.effectKey)))
  return own && { instanceId: own.ProcessInstanceId }
}
