"""A view worker that answers every click with its points, and dies when it is asked to look at nothing."""

import sys

from ....protocol.messages import PROTOCOL, Finished, Ready, decode, write
from ....protocol.view_messages import LookAt

write(sys.stdout, Ready(PROTOCOL, {}, "toy"))
for line in sys.stdin:
    message = decode(line)
    if isinstance(message, LookAt):
        sys.stderr.write("there is nothing to see\n")
        sys.exit(7)
    write(sys.stdout, Finished(message.job, {"points": message.points}))
