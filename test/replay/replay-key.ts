// The codec key of saved histories: known to everybody, so that anybody can replay them. Nothing else is ever encrypted with it.
import { createHash } from 'node:crypto'

export const replayKey = { id: 'codec-1', key: createHash('sha256').update('saved histories are public').digest() }
