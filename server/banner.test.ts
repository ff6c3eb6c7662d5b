import { expect, it } from 'vitest'
import { banner } from './banner'
import { readConfig } from './config'

const server = { url: 'http://127.0.0.1:8080', rtmpPort: 1935, database: 'embedded' as const, newDemoAccounts: null }

it('lists the addresses, and warns that only this machine can reach them', () => {
  const text = banner(server, readConfig({ DATA_DIR: '/srv/kaike' }))
  const parts = [
    'http://127.0.0.1:8080/', '/api/docs', 'rtmp://127.0.0.1:1935/live',
    '/srv/kaike', 'HOST=0.0.0.0', 'Only this machine',
  ]
  for (const part of parts) expect(text).toContain(part)
})

it('explains an address that other devices reach, and shows one that can be opened', () => {
  const text = banner({ ...server, url: 'http://0.0.0.0:8080' }, readConfig({ HOST: '0.0.0.0' }))
  expect(text).toContain('other devices in the network can reach it')
  expect(text).toContain('PUBLIC_URL')
  expect(text).not.toContain('http://0.0.0.0')
})

it('shows the public address if there is one, and no password twice', () => {
  const text = banner({
    ...server, database: 'server',
    newDemoAccounts: { file: '/srv/kaike/demo-accounts.txt', accounts: [
      { account: 'teacher', name: 'T', role: 'teacher', password: 'for the teacher' },
      { account: 'student30', name: 'S', role: 'student', password: 'for the thirtieth' },
    ] },
  }, readConfig({ PUBLIC_URL: 'https://class.example.com', RTMP_PUBLIC_URL: 'rtmp://live.example.com:443' }))
  expect(text).toContain('https://class.example.com/api/docs')
  expect(text).toContain('rtmp://live.example.com:443/live')
  expect(text).toContain('PostgreSQL')
  expect(text.split('for the teacher')).toHaveLength(2)
  expect(text).not.toContain('for the thirtieth')
  expect(text).toContain('/srv/kaike/demo-accounts.txt')
})
