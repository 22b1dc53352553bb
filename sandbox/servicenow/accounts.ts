// Who has an account in the stand-in's ServiceNow instance.

export interface User {
  readonly key: string
  readonly sys_id: string
  readonly user_name: string
  readonly email: string
  readonly name: string
  /** `itil` works on everybody's incidents, without it one sees those that one reported; `hr` reads the confidential ones. */
  readonly roles: readonly ('itil' | 'hr')[]
  /** Whether the Table API shows the user's own row: some instances have closed `sys_user` to people without roles. */
  readonly readsOwnRow: boolean
  /** Fields of tasks that an access rule of this instance keeps from the user, in reading and in writing. */
  readonly closedFields: readonly string[]
}

const PREFIX = {
  user: '6816f79c',
  incident: '57af7aec',
  item: '04b7e94b',
  request: '6eed2291',
  approval: 'd0a5f1e3',
  other: '9d385017',
} as const

/** A 32-digit sys_id that is the same at every start. */
export function sysId(kind: keyof typeof PREFIX, number: number): string {
  return `${PREFIX[kind]}${number.toString(16).padStart(24, '0')}`
}

const user = (key: string, number: number, name: string, more: Partial<User> = {}): User => ({
  ...{ key, sys_id: sysId('user', number), name, user_name: name.toLowerCase().replace(' ', '.') },
  ...{ email: `${key}@contoso-sales.example`, roles: [], readsOwnRow: true, closedFields: [] },
  ...more,
})

export const serviceNowUsers: readonly User[] = [
  user('alice', 1, 'Alice Jensen'),
  user('bob', 2, 'Bob Olsen', { roles: ['itil'] }),
  user('integration', 3, 'Workbot Integration', { roles: ['itil'] }),
  user('dana', 4, 'Dana Reader', { readsOwnRow: false, closedFields: ['comments', 'correlation_id'] }),
]
