"""Times a program under sys.monitoring: the peer of the model's engines. Reads a request as JSON, answers one."""

import json
import sys
import time

TOOL = 2


def measure(request):
    """Runs the program `warmups` and then `samples` times, each time with fresh globals; milliseconds of processor time."""
    monitoring = sys.monitoring
    code = compile(request["source"], "program.py", "exec")
    delivered = 0

    def heard(code, place):
        nonlocal delivered
        delivered += 1

    events = 0
    monitoring.use_tool_id(TOOL, "steplaw")
    try:
        for name in request["events"]:
            event = getattr(monitoring.events, name)
            monitoring.register_callback(TOOL, event, heard)
            events |= event
        milliseconds = []
        for _ in range(request["warmups"] + request["samples"]):
            delivered = 0
            names = {"__name__": "__main__"}
            monitoring.set_events(TOOL, events)
            began = time.process_time()
            exec(code, names)
            ended = time.process_time()
            monitoring.set_events(TOOL, 0)
            milliseconds.append((ended - began) * 1000)
    finally:
        monitoring.free_tool_id(TOOL)
    return {"milliseconds": milliseconds[request["warmups"] :], "delivered": delivered}


if __name__ == "__main__":
    print(json.dumps(measure(json.load(sys.stdin))))
