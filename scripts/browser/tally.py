"""What the tests of the pages share: the code that an authenticator app would show, and a tally of what held."""
import base64, hmac, struct, sys, time


def code(secret):
    """The six digits of this half minute (RFC 6238)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), "sha1").digest()
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at:at + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


class Tally:
    def __init__(self):
        self.problems, self.passed = [], 0

    def check(self, holds, words):
        if holds:
            self.passed += 1
        else:
            self.problems.append(words)

    def end(self, name):
        """Prints what failed and the tally, and ends the program."""
        for words in self.problems:
            print("FAILED:", words, file=sys.stderr)
        print(f"{name}: {self.passed} passed, {len(self.problems)} failed")
        sys.exit(1 if self.problems else 0)
