import t from 'tap'
import { openGateway, openUpstream, route, sendTarget, servedWith, statusOf } from './support.ts'

t.test('what stands under /-/ never reaches an upstream, in whatever spelling', async (t) => {
  const upstream = await openUpstream(t)
  const everything = route(upstream.origin, { match: { path: '/**' }, public: true, policies: [] })
  const { port } = await openGateway(t, { served: servedWith([everything]) })
  for (const target of ['/-/callback/idp?code=x', '/-/', '/-', '/%2D/consent/x', '/%2d/x']) {
    t.equal(statusOf(await sendTarget(port, target)), 404, target)
  }
  t.equal(upstream.received.length, 0)
  t.equal(statusOf(await sendTarget(port, '/-x')), 200, 'another name is another path')
})
