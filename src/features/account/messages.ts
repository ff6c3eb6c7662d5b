import { addMessages } from '@/i18n'
import type { SameShape } from '@/i18n/shape'

export const zh = {
  role: { admin: '教务', teacher: '教师', student: '学生' },
  login: {
    title: '登录',
    slogan: '打开就上课',
    account: '账号',
    password: '密码',
    accountMissing: '请输入账号',
    passwordMissing: '请输入密码',
    submit: '登录',
  },
  me: {
    title: '我的账号',
    language: '语言',
    signOut: '退出登录',
    signOutEverywhere: '退出所有设备',
    confirmTitle: '退出所有设备？',
    confirmText: '您在手机、电脑等所有设备上都需要重新登录。如果您怀疑密码泄露，请选择退出。',
    version: '版本 {version}',
  },
}

export const en: SameShape<typeof zh> = {
  role: { admin: 'Office', teacher: 'Teacher', student: 'Student' },
  login: {
    title: 'Sign in',
    slogan: 'Open it, and class begins',
    account: 'Account',
    password: 'Password',
    accountMissing: 'Enter your account',
    passwordMissing: 'Enter your password',
    submit: 'Sign in',
  },
  me: {
    title: 'My account',
    language: 'Language',
    signOut: 'Sign out',
    signOutEverywhere: 'Sign out everywhere',
    confirmTitle: 'Sign out everywhere?',
    confirmText: 'You will have to sign in again on every phone and computer. Do this if somebody may know your password.',
    version: 'Version {version}',
  },
}

declare module '@/i18n' {
  interface MessageParts { account: typeof zh }
}
addMessages('account', zh, en)

export { t } from '@/i18n'
