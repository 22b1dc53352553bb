// Box: its OAuth profile, its actions, and how its errors read.
import { defineApp } from '../define-app.js'
import { addComment } from './actions/add-comment.js'
import { createFolder } from './actions/create-folder.js'
import { findInFolder } from './actions/find-in-folder.js'
import { findRecord } from './actions/find-record.js'
import { inviteCollaborator } from './actions/invite-collaborator.js'
import { listFolder } from './actions/list-folder.js'
import { searchItems } from './actions/search-items.js'
import { shareItem } from './actions/share-item.js'
import { uploadFile } from './actions/upload-file.js'
import { whoAmI } from './actions/who-am-i.js'
import { throwBoxError } from './errors.js'
import { isDownloadHost } from './hosts.js'
import { boxOAuth } from './oauth.js'
import { boxSetUp } from './set-up.js'

export const box = defineApp({
  id: 'box',
  name: 'Box',
  oauth: boxOAuth,
  setUp: boxSetUp,
  apiPath: '/2.0',
  givesBytesAt: isDownloadHost,
  actions: {
    whoAmI,
    searchItems,
    listFolder,
    findInFolder,
    createFolder,
    shareItem,
    inviteCollaborator,
    addComment,
    uploadFile,
    findRecord,
  },
  throwError: throwBoxError,
})
