"""Answers of tools at random; model/monitoring/random-tool.ts says what they are and mirrors this file."""

_MASK = 0xFFFFFFFF


# In the order of ACTS there.
_ACTS = (
    "set_events set_events set_events set_events set_local_events set_local_events set_local_events restart_events "
    "register_callback register_callback free_and_use clear_tool_id free_tool_id use_tool_id raise raise"
).split()
RAISED = ValueError, StopIteration, KeyError, StopAsyncIteration


def _mix(seed, tool, ordinal):
    h = (seed ^ (tool + 1) * 0x9E3779B1 ^ (ordinal + 1) * 0x85EBCA77) & _MASK
    h = (h ^ h >> 16) * 0x7FEB352D & _MASK
    h = (h ^ h >> 15) * 0x846CA68B & _MASK
    return h ^ h >> 16


def answers_disable(seed, tool, ordinal, disable):
    """Whether a tool's ordinal-th event from the program's code is answered with DISABLE."""
    return _mix(seed, tool, ordinal) & 0xFF < disable


def acts_of(seed, tool, ordinal, share):
    """What a tool's ordinal-th callback does: (act, target, which, place), none to two."""
    chosen = _mix(seed ^ 0x51ED270B, tool, ordinal)
    if chosen & 0xFF >= share:
        return
    for k in range(1 + (chosen >> 8 & 1)):
        h = _mix((seed ^ 0x2545F491) + k, tool, ordinal)
        yield _ACTS[h & 15], h >> 4 & 0xFF, h >> 12 & 0xFF, h >> 20 & 0xFF
