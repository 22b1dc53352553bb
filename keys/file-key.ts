// A file's own key: seals its pieces one by one, so that a piece is opened without the others and keys of a ring change without touching them.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { WorkbotError } from '../errors.js'

/** Seals and opens pieces of one file. A piece moved to another place, or into another file, doesn't open. */
export interface FileKey {
  /** For a column that a key ring seals. */
  readonly base64: string
  seal(piece: Uint8Array, place: PiecePlace): Buffer
  open(sealed: Uint8Array, place: PiecePlace): Buffer
}

export interface PiecePlace {
  readonly fileId: string
  /** From 0 on. */
  readonly number: number
}

const IV_BYTES = 12
const TAG_BYTES = 16
const KEY_BYTES = 32

/** @param base64 of a key that was made before; a new one unless given */
export function fileKey(base64: string = randomBytes(KEY_BYTES).toString('base64')): FileKey {
  const key = Buffer.from(base64, 'base64')
  return {
    base64,
    seal(piece, place) {
      const iv = randomBytes(IV_BYTES)
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(additionalData(place))
      return Buffer.concat([iv, cipher.update(piece), cipher.final(), cipher.getAuthTag()])
    },
    open(sealed, place) {
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES })
        decipher.setAAD(additionalData(place)).setAuthTag(sealed.subarray(-TAG_BYTES))
        return Buffer.concat([decipher.update(sealed.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()])
      } catch (cause) {
        throw new WorkbotError('WB-KEY-003', "A piece of a file doesn't open: it was changed, or is another's.", { cause })
      }
    },
  }
}

const additionalData = ({ fileId, number }: PiecePlace): Buffer => Buffer.from(JSON.stringify([fileId, number]))
