"""The X codes: what is wrong with suppressions, the baseline and the choice of rules."""

from tracking_plan.finding import Code, Severity

UNUSED_SUPPRESSION = Code(
    id="X101",
    name="unused-suppression",
    severity=Severity.WARNING,
    page="""A comment silences a finding that does not occur.

The mistake it excused is gone, or the comment stands in the wrong place. Left behind, it would
hide the next mistake of that kind. Remove the comment, or the code that is not needed from its
list.

Bad, where nothing is wrong with the event:

```yaml
events:
  # tracking-plan: ignore[P101] the vendor's spelling  # expect: X101
  Checkout Completed:
```

Good:

```yaml
events:
  Checkout Completed:
```
""",
)
UNKNOWN_CODE = Code(
    id="X102",
    name="unknown-code",
    severity=Severity.WARNING,
    page="""A suppression or a setting names a rule that does not exist.

It has no effect, and whoever wrote it believes that it has one. Rules are named by their code
(`U101`), by a prefix of codes (`U2`) or by their name (`unknown-event`);
`tracking-plan explain ALL` lists them.

Bad:

```yaml
findings: {ignore: [unknwon-event]}  # expect: X102
```

Good:

```yaml
findings: {ignore: [unknown-event]}
```
""",
)
EXPIRED_SUPPRESSION = Code(
    id="X103",
    name="expired-suppression",
    severity=Severity.WARNING,
    page="""A suppression's `until` day has passed, so it silences nothing any more.

Somebody meant to look again on that day. Solve what the comment excuses, or give it a new day.

Bad, from 2026 on:

```python
altertable.track("Old Event", "u_1")  # tracking-plan: ignore[U104] until 2025-12-31  # expect: X103
```

Good:

```python
altertable.track("New Event", "u_1")
```
""",
)
SUPPRESSION_WITHOUT_CODE = Code(
    id="X104",
    name="suppression-without-code",
    severity=Severity.WARNING,
    page="""A comment says `ignore` without saying what.

A comment that silences everything would also hide mistakes that nobody has made yet, so it has to
name the codes.

Bad:

```yaml
events: {Old Event: {status: retired}}
```

```python
altertable.track("Old Event", "u_1")  # tracking-plan: ignore  # expect: X104
```

Good:

```python
altertable.track("Old Event", "u_1")  # tracking-plan: ignore[U104] removed with the old checkout
```
""",
)
UNSUPPRESSIBLE_CODE = Code(
    id="X105",
    name="unsuppressible-code",
    severity=Severity.WARNING,
    page="""A suppression or a setting tries to silence an F code.

An F finding says that a part of the plan could not be read. Whatever stands there is not checked,
so the finding cannot be silenced: correct the file.

Bad:

```yaml
findings: {ignore: [F]}  # expect: X105
```

Good:

```yaml
findings: {ignore: [P]}
```
""",
)
MALFORMED_COMMENT = Code(
    id="X106",
    name="malformed-comment",
    severity=Severity.WARNING,
    page="""A comment for this tool is written so that it has no effect.

`tracking-plan:`, `ignore` or `sends` is misspelled or in capitals, the events after `sends` lack
their quotes, or the day after `until` is one that no calendar has, or is not written as YYYY-MM-DD.
A suppression with such a day silences nothing until the day is corrected.

Bad:

```yaml
events: {Old Event: {status: retired}, Plan Upgraded: }
```

```python
altertable.track(name, "u_1")  # tracking-plan: send "Plan Upgraded"  # expect: X106
altertable.track("Old Event", "u_1")  # tracking-plan: ignore[U104] until 2026-02-30  # expect: X106
altertable.track("Old Event", "u_1")  # tracking-plan: ignore[U104] until 28.2.2026  # expect: X106
altertable.track("Old Event", "u_1")  # tracking-plan: disable[U104]  # expect: X106
```

Good:

```python
altertable.track(name, "u_1")  # tracking-plan: sends "Plan Upgraded"
altertable.track("Old Event", "u_1")  # tracking-plan: ignore[U104] until 2026-02-28
```
""",
)
STALE_BASELINE_ENTRY = Code(
    id="X201",
    name="stale-baseline-entry",
    severity=Severity.WARNING,
    page="""The baseline excuses a finding that no longer occurs.

Somebody solved it: remove the entry with `--prune-baseline`, so that the finding cannot come back
unseen. A baseline only shrinks, unless it is written anew with `--write-baseline`.
""",
)
