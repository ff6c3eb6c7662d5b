/** WeChat's tags and our ports to them, in kebab case. */
const LIVE_TAGS = new Set(['live-player', 'live-pusher', 'live-player-port', 'live-pusher-port'])

/**
 * Boolean attributes of both components and of our ports, in kebab case
 * (docs/reference/wechat-live-components.md, C1, C2, C9).
 */
const BOOLEANS = new Set([
  'autoplay', 'autopush', 'muted', 'debug', 'background-mute', 'auto-pause-if-navigate', 'auto-pause-if-open-native',
  'enable-auto-rotation', 'enable-casting', 'enable-system-pip', 'mute-audio', 'mute-video',
  'enable-recv-message', 'enable-metadata', 'enable-camera', 'enable-mic', 'auto-focus', 'zoom', 'mirror',
  'remote-mirror',
  'enable-agc', 'enable-ans', 'enable-ear-monitor', 'enable-video-custom-render', 'custom-effect',
  'allow-undocumented',
])

const toKebab = name => name.replace(/\B[A-Z]/g, '-$&').toLowerCase()

/** ESLint rule: a boolean attribute of a live tag must be bound, because WeChat treats the text "false" as true. */
export const boundBooleans = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { text: 'WeChat takes {{name}}="{{value}}" for true: write :{{name}}="…", or {{name}} alone.' },
  },
  create(context) {
    return context.sourceCode.parserServices.defineTemplateBodyVisitor({
      'VAttribute[directive=false]'(node) {
        const name = node.key.rawName
        const isLive = LIVE_TAGS.has(toKebab(node.parent.parent.rawName))
        if (!node.value || !isLive || !BOOLEANS.has(toKebab(name))) return
        context.report({ node, messageId: 'text', data: { name, value: node.value.value } })
      },
    })
  },
}
