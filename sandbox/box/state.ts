// What the stand-in for Box holds: items, who was invited, comments, uploads under way, and the bytes of files.
import { createHash } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openJsonFile } from '../json-file.js'
import type { Role } from './rights.js'

/** `open`: whoever has the link; `company`: accounts of the owner's enterprise; `collaborators`: who was invited. */
export type LinkAccess = 'open' | 'company' | 'collaborators'

/** A folder or a file. Times are in milliseconds since 1970, people are ids of users. */
export interface Item {
  readonly id: string
  readonly type: 'folder' | 'file'
  name: string
  /** `0`: the root of its owner. */
  readonly parent: string
  readonly owner: string
  readonly createdBy: string
  readonly createdAt: number
  modifiedBy: string
  modifiedAt: number
  etag: number
  link: { readonly access: LinkAccess; readonly slug: string } | null
  /** Of a file; sha1 is in hex. */
  readonly content: { readonly sha1: string; readonly size: number; readonly version: string } | null
}

/** Somebody's role at an item. `user` is null until whoever has the address has an account. */
export interface Collaboration {
  readonly id: string
  readonly item: string
  readonly user: string | null
  readonly login: string
  readonly role: Role
  readonly createdBy: string
  readonly createdAt: number
}

export interface Comment {
  readonly id: string
  readonly file: string
  readonly message: string
  readonly createdBy: string
  readonly createdAt: number
}

export interface Part {
  readonly part_id: string
  readonly offset: number
  readonly size: number
  /** Hex. */
  readonly sha1: string
}

/** A file that comes in parts. */
export interface UploadSession {
  readonly id: string
  readonly user: string
  readonly folder: string
  readonly name: string
  readonly size: number
  readonly partSize: number
  readonly expiresAt: number
  readonly parts: Part[]
  /** How often its commit still answers that it isn't ready. */
  unready: number
}

interface State {
  nextNumber: number
  readonly items: Item[]
  readonly collaborations: Collaboration[]
  readonly comments: Comment[]
  sessions: UploadSession[]
}

export interface BoxState extends State {
  nextId(): string
  save(): Promise<void>
  /** Gives the sha1 by which they are found again. */
  keepBytes(bytes: Buffer): Promise<string>
  readBytes(sha1: string): Promise<Buffer>
}

/** @param folder null keeps everything in memory */
export function openBoxState(folder: string | null): BoxState {
  const file = openJsonFile<State>(folder && join(folder, 'items.json'), {
    ...{ nextNumber: 1, items: [], collaborations: [], comments: [], sessions: [] },
  })
  const inMemory = new Map<string, Buffer>()
  const pathOf = (root: string, sha1: string): string => join(root, 'contents', sha1)
  return Object.assign(file.value, {
    nextId: () => String(290_000_000_000 + file.value.nextNumber++),
    save: () => file.save(),
    async keepBytes(bytes: Buffer) {
      const sha1 = createHash('sha1').update(bytes).digest('hex')
      if (folder === null) inMemory.set(sha1, bytes)
      else {
        await mkdir(join(folder, 'contents'), { recursive: true, mode: 0o700 })
        await writeFile(pathOf(folder, sha1), bytes, { mode: 0o600 })
      }
      return sha1
    },
    async readBytes(sha1: string) {
      return folder === null ? (inMemory.get(sha1) ?? Buffer.alloc(0)) : await readFile(pathOf(folder, sha1))
    },
  })
}
