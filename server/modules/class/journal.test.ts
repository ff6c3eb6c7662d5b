import { beforeEach, expect, it } from 'vitest'
import { ENCODER } from '../../../contract/class/device'
import { createLiveWorld } from '../../../tests/support/class-server/live-world'
import type { LiveWorld } from '../../../tests/support/class-server/live-world'
import { liveSessionFacts } from './tables'
import { describeOnBothDatabases } from '../../../tests/support/server/databases'
import { createLiveJournal } from './journal'

describeOnBothDatabases('what moved a live session', database => {
  let world: LiveWorld
  beforeEach(async () => { world = await createLiveWorld(database()) })

  async function start(): Promise<{ id: string, stream: string }> {
    const lesson = (await world.repository.lessonsOnAir([world.lessonId])).get(world.lessonId)?.lesson
    if (!lesson) throw new Error('The lesson is gone')
    return (await world.service.start(lesson, ENCODER)).session
  }

  it('is recorded with its time, across a restart of the server', async () => {
    const { id, stream } = await start()
    const journal = createLiveJournal(database().db)
    world.engine.publish(stream)
    await world.service.idle()
    world.pass(60_000)
    const after = world.boot()
    await after.service.recover()
    world.pass(5_000)
    after.engine.publish(stream)
    await after.service.idle()
    await expect.poll(async () => (await journal.read(id)).map(({ type }) => type))
      .toEqual(['publishStarted', 'serverStarted', 'publishStarted'])
    const times = (await journal.read(id)).map(({ at }) => at.getTime())
    expect(times.map(time => time - (times[0] ?? 0))).toEqual([0, 60_000, 65_000])
  })

  it('is bounded', async () => {
    const { id } = await start()
    const { db } = database()
    const at = world.now()
    const row = { sessionId: id, type: 'publishStarted', at } as const
    await db.insert(liveSessionFacts).values(Array.from({ length: 1_999 }, () => row))
    const journal = createLiveJournal(db)
    for (let n = 0; n < 3; n += 1) await journal.record(id, { type: 'publishStopped', at })
    expect(await journal.read(id)).toHaveLength(2_000)
  })
})
