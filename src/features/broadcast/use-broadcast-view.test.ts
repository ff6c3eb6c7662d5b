import '../../../tests/support/client/fake-server'
import { expect, it } from 'vitest'
import { ref } from 'vue'
import { withSetup } from '../../../tests/support/client/with-setup'
import { usePusherStore } from '@/features/pusher/pusher-store'
import { useBroadcastView } from './use-broadcast-view'

it('tells why six tries have failed, also while the next one runs', () => {
  const { result } = withSetup(() => useBroadcastView({ source: ref('here'), refusalText: ref('') }))
  const pusher = usePusherStore()
  pusher.dispatch({ type: 'startRequested' })
  for (let failures = 0; failures < 6; failures += 1) {
    expect(result.stuckWhy.value).toBeUndefined()
    pusher.dispatch({ type: 'reported', event: 'SERVER_CLOSED' })
    pusher.dispatch({ type: 'serverAnswered', phase: 'interrupted' })
    pusher.dispatch({ type: 'retryDue' })
  }
  expect(pusher.state.phase).toBe('connecting')
  expect(result.stuckWhy.value).toBe('SERVER_CLOSED')
  pusher.dispatch({ type: 'startRequested' })
  expect(result.stuckWhy.value).toBeUndefined()
})
