import fc from 'fast-check'
import { amfObject } from '../../../server/media/engines/relay/rtmp/amf/amf-value'
import type { AmfValue } from '../../../server/media/engines/relay/rtmp/amf/amf-value'

/** Any value that AMF0 and AMF3 share, with some nesting. */
export const { value: anyAmf } = fc.letrec<{ value: AmfValue }>(tie => ({
  value: fc.oneof(
    { maxDepth: 5, depthSize: 'small' },
    fc.double(),
    fc.integer(),
    fc.boolean(),
    fc.string(),
    fc.constantFrom(null, undefined, 'again', 'again and again'),
    fc.date({ noInvalidDate: true }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom('app', 'tcUrl', 'width', '__proto__', 'x'), tie('value'), { maxKeys: 4 })
      .map(amfObject),
  ),
}))
