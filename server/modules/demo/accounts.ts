import { randomInt } from 'node:crypto'
import { rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Role } from '../../../contract'

export interface DemoAccount {
  account: string
  name: string
  role: Role
  password: string
}

export interface DemoAccounts {
  accounts: DemoAccount[]
  /** Path of the file with the accounts. */
  file: string
}

const STUDENT_COUNT = 30
const PASSWORD_LENGTH = 12
/** No characters that look alike: users type passwords from a screen. */
const PASSWORD_LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789'

const SURNAMES = '李王张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗'
const GIVEN_NAMES = ['子涵', '雨桐', '浩然', '思远', '欣怡', '梓轩', '佳琪', '明哲', '诗涵', '俊杰']

const letter = (letters: string, index: number): string => letters.charAt(index % letters.length)

const randomPassword = (): string =>
  Array.from({ length: PASSWORD_LENGTH }, () => letter(PASSWORD_LETTERS, randomInt(PASSWORD_LETTERS.length))).join('')

const studentName = (index: number): string =>
  letter(SURNAMES, index * 7) + (GIVEN_NAMES[index % GIVEN_NAMES.length] ?? '')

/** All members of the demo school. `password` applies to all; without it each gets a random password. */
export function makeDemoAccounts(password: string | undefined): DemoAccount[] {
  const withPassword = (person: Omit<DemoAccount, 'password'>): DemoAccount =>
    ({ ...person, password: password ?? randomPassword() })
  const students = Array.from({ length: STUDENT_COUNT }, (_, index) => ({
    account: index === 0 ? 'student' : `student${index + 1}`, name: studentName(index), role: 'student' as const,
  }))
  return [
    { account: 'admin', name: '教务处 Office', role: 'admin' as const },
    { account: 'teacher', name: '王老师', role: 'teacher' as const },
    { account: 'teacher2', name: '陈老师', role: 'teacher' as const },
    { account: 'teacher3', name: '林老师', role: 'teacher' as const },
    ...students,
  ].map(withPassword)
}

/** Writes the accounts to a file that only this user can read. The file is renamed into place when complete. */
export async function keepDemoAccounts(dataDir: string, accounts: DemoAccount[]): Promise<DemoAccounts> {
  const file = join(dataDir, 'demo-accounts.txt')
  const lines = accounts.map(({ role, account, password, name }) =>
    [role.padEnd(8), account.padEnd(10), password, name].join('  '))
  const text = `# 示范学校账号 · Accounts of the demo school: role, account, password, name\n${lines.join('\n')}\n`
  await writeFile(`${file}.new`, text, { mode: 0o600 })
  await rename(`${file}.new`, file)
  return { accounts, file }
}
