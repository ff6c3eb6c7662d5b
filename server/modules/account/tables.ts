import { foreignKey, index, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import type { Role } from '../../../contract'
import { createdAt, id, instant } from '../../kernel/db/columns'

export const schools = pgTable('schools', {
  id: id(),
  name: text('name').notNull(),
  timeZone: text('time_zone').notNull(),
  createdAt: createdAt(),
})

/** Column of every table whose rows belong to one school. */
export const schoolId = () => uuid('school_id').notNull().references(() => schools.id, { onDelete: 'cascade' })

/** A person in a school. `account` is the sign-in name, unique over all schools, in lower case. */
export const members = pgTable('members', {
  id: id(),
  schoolId: schoolId(),
  account: text('account').notNull().unique(),
  passwordHash: text('password_hash').notNull(),
  name: text('name').notNull(),
  role: text('role').$type<Role>().notNull(),
  createdAt: createdAt(),
}, t => [unique('members_school_id_id').on(t.schoolId, t.id)])

/** One row per refresh token, kept after use: a used token that is sent again revokes its whole family (a sign-in). */
export const refreshTokens = pgTable('refresh_tokens', {
  id: id(),
  familyId: uuid('family_id').notNull(),
  memberId: uuid('member_id').notNull().references(() => members.id, { onDelete: 'cascade' }),
  /** SHA-256 of the token, hex; the token itself is never stored. */
  tokenHash: text('token_hash').notNull().unique(),
  expiresAt: instant('expires_at').notNull(),
  usedAt: instant('used_at'),
  revokedAt: instant('revoked_at'),
  createdAt: createdAt(),
}, t => [index('refresh_tokens_family').on(t.familyId), index('refresh_tokens_member').on(t.memberId)])

/** A group of students (班级). */
export const classes = pgTable('classes', {
  id: id(),
  schoolId: schoolId(),
  name: text('name').notNull(),
  createdAt: createdAt(),
}, t => [unique('classes_school_id_id').on(t.schoolId, t.id)])

export const classMembers = pgTable('class_members', {
  schoolId: schoolId(),
  classId: uuid('class_id').notNull(),
  memberId: uuid('member_id').notNull(),
}, t => [
  primaryKey({ columns: [t.classId, t.memberId] }),
  foreignKey({ columns: [t.schoolId, t.classId], foreignColumns: [classes.schoolId, classes.id] }).onDelete('cascade'),
  foreignKey({ columns: [t.schoolId, t.memberId], foreignColumns: [members.schoolId, members.id] }).onDelete('cascade'),
  index('class_members_member').on(t.memberId),
])
