// Whom a typed name means: by name, e-mail, object id and mention; a name that is nobody's or several people's is asked about.
import { describe, expect, it } from 'vitest'
import { namePerson, type Candidate } from '../../bot/people/name-person.js'

const people: Candidate[] = [
  { aadObjectId: 'a11ce000-0000-4000-8000-000000000001', name: 'Alice Jensen', email: 'alice@contoso.example', teamsUserId: '29:alice' },
  { aadObjectId: 'b0b00000-0000-4000-8000-000000000002', name: 'Bob Olsen', email: 'bob@contoso.example', teamsUserId: '29:bob' },
  { aadObjectId: 'b0b00000-0000-4000-8000-000000000003', name: 'Bob Rees', email: '', teamsUserId: '29:rees' },
  { aadObjectId: 'c0000000-0000-4000-8000-000000000004', name: 'Søren Åberg', email: 'soren@contoso.example', teamsUserId: '29:soren' },
  { aadObjectId: 'd0000000-0000-4000-8000-000000000005', name: 'Søren Åberg', email: 'other@contoso.example', teamsUserId: '29:other' },
]
const named = (typed: string, mentioned: string[] = []) => namePerson(typed, people, mentioned)

describe('somebody', () => {
  it.each([
    ['Alice Jensen', 'Alice Jensen'],
    [' alice  JENSEN ', 'Alice Jensen'],
    ['@Alice Jensen', 'Alice Jensen'],
    ['alice', 'Alice Jensen'],
    ['olsen', 'Bob Olsen'],
    ['Bob@Contoso.example', 'Bob Olsen'],
    ['soren@contoso.example', 'Søren Åberg'],
    ['B0B00000-0000-4000-8000-000000000003', 'Bob Rees'],
  ])('%j is found', (typed, name) => {
    expect(named(typed)).toMatchObject({ kind: 'person', person: { name } })
  })

  it('who is mentioned is the one whom Teams says, also where two have the name', () => {
    expect(named('Søren Åberg', ['29:other'])).toEqual({
      kind: 'person',
      person: { aadObjectId: 'd0000000-0000-4000-8000-000000000005', name: 'Søren Åberg' },
    })
    expect(named('Alice Jensen', ['29:nobody'])).toMatchObject({ kind: 'problem', problem: { kind: 'unknown_person' } })
  })

  it('who could be several is asked about, with what tells them apart', () => {
    expect(named('Søren Åberg')).toEqual({
      kind: 'problem',
      problem: {
        kind: 'which_person',
        typed: 'Søren Åberg',
        people: ['Søren Åberg (soren@contoso.example)', 'Søren Åberg (other@contoso.example)'],
      },
    })
    expect(named('bob')).toMatchObject({ problem: { kind: 'which_person', people: ['Bob Olsen (bob@contoso.example)', 'Bob Rees'] } })
  })

  it('whom nobody knows is named, with who is near', () => {
    expect(named('Alise Jensen')).toEqual({
      kind: 'problem',
      problem: { kind: 'unknown_person', typed: 'Alise Jensen', nearest: ['Alice Jensen'] },
    })
    expect(named('x')).toMatchObject({ problem: { kind: 'unknown_person', nearest: [] } })
    expect(named('ffffffff-0000-4000-8000-000000000009')).toMatchObject({ problem: { kind: 'unknown_person', typed: null, nearest: [] } })
  })
})
