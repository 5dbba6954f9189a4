"""libsrtp behind a pipe, for SrtpAgainstLibsrtpTest.

A request is a length (4 bytes, network order) and as many bytes of commands; its answer has the same
form, an entry for each command. A command is

    verb 1 | session 1 | length 2 | that many bytes

with the verbs of VERBS. An entry is

    status 1 | length 2 | that many bytes

with the status 0, or libsrtp's srtp_err_status_t (7 authentication, 9 replayed, 10 too old) and no
bytes. Ends with its input.
"""

import struct
import sys

from pylibsrtp import ERRORS, Error, Policy, Session

WINDOW = 128

sessions = {}


def policy(profile, direction, key):
    # Named by their numbers in use_srtp.
    profiles = {
        1: Policy.SRTP_PROFILE_AES128_CM_SHA1_80,
        7: Policy.SRTP_PROFILE_AEAD_AES_128_GCM,
    }
    made = Policy(key=key, ssrc_type=direction, srtp_profile=profiles[profile])
    made.window_size = WINDOW
    return made


def open_session(number, direction, body):
    sessions[number] = Session(policy(body[0], direction, bytes(body[1:])))
    return b""


VERBS = {
    ord("S"): lambda n, b: open_session(n, Policy.SSRC_ANY_OUTBOUND, b),
    ord("R"): lambda n, b: open_session(n, Policy.SSRC_ANY_INBOUND, b),
    ord("p"): lambda n, b: sessions[n].protect(b),
    ord("u"): lambda n, b: sessions[n].unprotect(b),
    ord("P"): lambda n, b: sessions[n].protect_rtcp(b),
    ord("U"): lambda n, b: sessions[n].unprotect_rtcp(b),
}


def answer(request):
    entries = []
    at = 0
    while at < len(request):
        verb, number, length = struct.unpack_from("!BBH", request, at)
        at += 4
        try:
            result = VERBS[verb](number, request[at : at + length])
            entries.append(struct.pack("!BH", 0, len(result)) + result)
        except Error as error:
            entries.append(struct.pack("!BH", ERRORS.index(error.args[0]), 0))
        at += length
    return b"".join(entries)


def main():
    while True:
        head = sys.stdin.buffer.read(4)
        if len(head) < 4:
            return
        body = answer(sys.stdin.buffer.read(struct.unpack("!I", head)[0]))
        sys.stdout.buffer.write(struct.pack("!I", len(body)) + body)
        sys.stdout.buffer.flush()


main()
