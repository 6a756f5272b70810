"""Counts payloads that compiled schemas show to be clean, without running a rule."""

from collections import Counter
from collections.abc import Iterable

import orjson

from tracking_plan.altertable.envelope import Kind
from tracking_plan.payloads.fast_path.clean import Clean
from tracking_plan.payloads.fast_path.clean_events import CleanEvents
from tracking_plan.payloads.fast_path.look import Look, OtherLook, event_look
from tracking_plan.payloads.fast_path.typed_look import TypedLook
from tracking_plan.payloads.input.depth import SHORT, may_be_deep
from tracking_plan.payloads.input.value_count import LARGE
from tracking_plan.payloads.judging.examine import Examiner
from tracking_plan.payloads.tally.traffic import Traffic
from tracking_plan.place import Json

_HEAD = b'{"event":"'


class FastPath:
    """Recognises clean payloads: active events in a current version, and identify and alias calls.

    They are counted here, as `unsettled`, until `settle` is called. Screens of events that are met
    for the first time in a block are compiled together at its end.
    """

    def __init__(self, examiner: Examiner) -> None:
        self._events = CleanEvents(examiner)
        self._touched: list[Clean] = []
        self._others: Counter[Kind] = Counter()
        other = OtherLook(examiner, self._events, self._others)
        self._look = event_look(examiner, self._events.by_key, self._touched, other)
        self._typed = TypedLook(examiner, self._events.by_key, self._touched)
        self.unsettled = 0

    def judge(self, block: bytes) -> list[tuple[int, bytes]]:
        """Takes the clean payloads among lines; those that need a closer look, by their number.

        The lines are counted from 0, and have no break behind the last.
        """
        again: list[tuple[int, bytes]] = []
        lines = block.split(b"\n")
        closer = self._judged(enumerate(lines), again)
        if again:
            self._events.compile()
            closer += self._judged(again, again=[])
            closer.sort()
        self._typed.prepare()
        self.unsettled += len(lines) - len(closer)
        return closer

    def _judged(
        self, lines: Iterable[tuple[int, bytes]], again: list[tuple[int, bytes]]
    ) -> list[tuple[int, bytes]]:
        look, loads, taken, come = self._look, orjson.loads, Look.TAKEN, Look.AGAIN
        closer: list[tuple[int, bytes]] = []
        typed = self._typed.by_name
        for line in lines:
            raw = line[1]
            begin = 10 if raw[:10] == _HEAD else raw.find(b'"', raw.find(b'"event"') + 7) + 1
            takes = typed.get(raw[begin : raw.find(b'"', begin)])
            if takes is not None and takes(raw):
                continue
            size = len(raw)
            if size > SHORT and (size > LARGE or may_be_deep(raw, size)):
                closer.append(line)
                continue
            try:
                found = look(loads(raw))
            except orjson.JSONDecodeError:
                closer.append(line)
                continue
            if found is not taken:
                (again if found is come else closer).append(line)
        return closer

    def takes(self, value: Json) -> bool:
        """Whether the payload is clean; if so, it has been counted."""
        found = self._look(value)
        if found is Look.AGAIN:
            self._events.compile()
            found = self._look(value)
        self.unsettled += found is Look.TAKEN
        return found is Look.TAKEN

    def settle(self, traffic: Traffic, counts: Counter[str]) -> None:
        """Adds what was taken since the last time to the rows and the counts of a run."""
        self.unsettled = 0
        for clean in self._touched:
            count = len(clean.moments)
            traffic.row(clean.key).add_many(clean.moments, invalid=False)
            clean.forget_moments()
            counts["payloads"] += count
            counts[Kind.TRACK] += count
            counts["unknown_source"] += 0 if clean.has_source else count
        self._touched.clear()
        counts.update(self._others)
        counts["payloads"] += self._others.total()
        self._others.clear()
