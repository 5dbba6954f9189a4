// The stub's media server, in a browser page: one peer connection for each side, joined by handing the
// track that one side sends to the sender of the other.
const legs = { agent: null, phone: null }
const socket = new WebSocket(`ws://${location.host}/dev/media/socket`)

async function answer({ side, id, sdp }) {
  legs[side]?.pc.close()
  const pc = new RTCPeerConnection()
  const leg = { pc, sender: null, heard: null }
  legs[side] = leg
  pc.ontrack = (event) => {
    leg.heard = event.track
    // Chromium decodes a remote track only while something plays it.
    const sink = new Audio()
    sink.muted = true
    sink.srcObject = new MediaStream([event.track])
    sink.play().catch(() => undefined)
  }
  await pc.setRemoteDescription({ type: 'offer', sdp })
  const [transceiver] = pc.getTransceivers()
  transceiver.direction = 'sendrecv'
  leg.sender = transceiver.sender
  join()
  await pc.setLocalDescription()
  await new Promise((done) => {
    pc.onicegatheringstatechange = () => pc.iceGatheringState === 'complete' && done()
    setTimeout(done, 1000)
  })
  socket.send(JSON.stringify({ type: 'answer', side, id, sdp: pc.localDescription.sdp }))
}

function join() {
  for (const [from, to] of [
    [legs.agent, legs.phone],
    [legs.phone, legs.agent],
  ]) {
    if (from?.heard && to?.sender) {
      to.sender.replaceTrack(from.heard)
    }
  }
}

socket.onmessage = (event) => answer(JSON.parse(event.data))
