"""The one way from a helper's arguments to a transport, and what happens to wrong ones."""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Literal

from .errors import PlanViolation, TrackingError, Unsendable
from .messages import Alias, Identify, Message, Track
from .personal import PersonalData, treated
from .schema import EventSchema, Shape, violations
from .transport import Recorder, Transport
from .unset import UNSET
from .wire import json_object, moment, plain_id, user_id

Mode = Literal["strict", "warn", "off"]
OnError = Callable[[Exception], None]

_logger = logging.getLogger(__name__)
_OPEN = Shape(fields={}, is_open=True)
_MODES: tuple[str, ...] = ("strict", "warn", "off")


class Emitter:
    """Checks, completes and sends messages.

    What cannot be sent never is. In mode `strict` everything wrong is raised. Otherwise nothing
    is: errors go to `on_error`, or to the log where there is none, and are counted in
    `dropped`; what breaks the plan is logged and sent (`warn`), or not looked at (`off`).

    `environments` and `common_names` are what the plan knows; None: anything.

    Raises:
        PlanViolation: in mode `strict`, the plan knows no such environment or common property.
        TypeError: the transport has no `send`.
        ValueError: the environment is blank or no string, or there is no such mode.
    """

    def __init__(
        self,
        transport: Transport,
        *,
        environment: str,
        mode: Mode = "warn",
        on_error: OnError | None = None,
        enabled: bool = True,
        common: Mapping[str, object] | None = None,
        environments: Sequence[str] | None = None,
        common_names: Sequence[str] | None = None,
        version_property: str | None = None,
        personal: PersonalData | None = None,
    ) -> None:
        """Keeps the settings; nothing is sent yet."""
        _refuse_settings(transport, environment, mode)
        self._transport = transport
        self._environment = environment
        self._mode = mode
        self._on_error = on_error
        self._enabled = enabled
        self._common = dict(common or {})
        self._version_property = version_property
        self._personal = personal
        self.dropped = 0
        if enabled:
            self._judge("tracker", _unplanned_settings(environment, environments))
            self._judge("common", _unplanned_common(self._common, common_names))

    def track(
        self,
        event: EventSchema,
        distinct_id: str,
        properties: Mapping[str, object],
        *,
        timestamp: object = None,
        anonymous_id: str | None = None,
        device_id: str | None = None,
    ) -> None:
        """Sends an event."""

        def message() -> Track:
            return Track(
                event=event.name,
                distinct_id=user_id(distinct_id, "distinct_id"),
                properties=self._properties(event, properties),
                environment=self._environment,
                timestamp=_optional(timestamp, moment),
                anonymous_id=_optional(anonymous_id, _anonymous_id),
                device_id=_optional(device_id, _device_id),
            )

        self._attempt(event.name, message)

    def identify(
        self,
        distinct_id: str,
        traits: Mapping[str, object],
        shape: Shape = _OPEN,
        *,
        timestamp: object = None,
        anonymous_id: str | None = None,
        device_id: str | None = None,
    ) -> None:
        """Sends what is known of a user."""

        def message() -> Identify:
            return Identify(
                distinct_id=user_id(distinct_id, "distinct_id"),
                traits=self._checked("identify", shape, json_object(_given(traits))),
                environment=self._environment,
                timestamp=_optional(timestamp, moment),
                anonymous_id=_optional(anonymous_id, _anonymous_id),
                device_id=_optional(device_id, _device_id),
            )

        self._attempt("identify", message)

    def alias(
        self,
        distinct_id: str,
        new_user_id: str,
        *,
        timestamp: object = None,
    ) -> None:
        """Sends that two ids mean one user."""

        def message() -> Alias:
            return Alias(
                distinct_id=user_id(distinct_id, "distinct_id"),
                new_user_id=user_id(new_user_id, "new_user_id"),
                environment=self._environment,
                timestamp=_optional(timestamp, moment),
            )

        self._attempt("alias", message)

    def _properties(
        self,
        event: EventSchema,
        properties: Mapping[str, object],
    ) -> Mapping[str, object]:
        given = {name: self._common.get(name, UNSET) for name in event.common}
        own = {name: value for name, value in properties.items() if value is not UNSET}
        given.update(own)
        checked = self._checked(event.name, event.shape, json_object(_given(given)))
        if event.version is not None and self._version_property is not None:
            checked[self._version_property] = event.version
        return checked

    def _checked(
        self,
        event: str,
        shape: Shape,
        value: dict[str, object],
    ) -> dict[str, object]:
        """The object as it is sent, once the plan has been asked about it."""
        self._judge(event, violations(shape, value))
        return treated(shape, value, self._personal)

    def _judge(self, subject: str, found: Iterable[str]) -> None:
        """Raises or logs what breaks the plan, as the mode says."""
        problems = () if self._mode == "off" else tuple(found)
        if problems and self._mode == "strict":
            raise PlanViolation(subject, problems)
        if problems:
            _logger.warning("%s", PlanViolation(subject, problems))

    def _attempt(self, name: str, message: Callable[[], Message]) -> None:
        if not self._enabled:
            return
        try:
            self._transport.send(message())
        except Exception as error:
            self.dropped += 1
            if self._mode == "strict":
                raise
            self._report(name, error)

    def _report(self, name: str, error: Exception) -> None:
        if self._on_error is None:
            _logger.error("dropped %r: %s", name, _described(error))
            return
        try:
            self._on_error(error)
        except Exception:
            _logger.exception("on_error failed")


class Slot:
    """The emitter of the plain functions, once there is one."""

    def __init__(self) -> None:
        """Begins empty."""
        self._emitter: Emitter | None = None
        self._has_warned = False

    def fill(self, emitter: Emitter) -> None:
        """Makes the functions send through the emitter."""
        self._emitter = emitter

    @property
    def emitter(self) -> Emitter:
        """The emitter; before `configure()`, one that sends nothing, with a word in the log."""
        if self._emitter is not None:
            return self._emitter
        if not self._has_warned:
            self._has_warned = True
            _logger.warning("nothing is tracked before configure() has been called")
        return Emitter(Recorder(), environment="unconfigured", enabled=False)


def _refuse_settings(transport: object, environment: object, mode: str) -> None:
    """Raises what no call could be sent with, before there is any."""
    if not callable(getattr(transport, "send", None)):
        kind = type(transport).__name__
        hint = "give an SdkTransport or a Recorder"
        raise TypeError(f"transport: {kind} has no send(); {hint}")
    if mode not in _MODES:
        raise ValueError(f"mode: {mode!r} is none of 'strict', 'warn' and 'off'")
    try:
        plain_id(environment, "environment")
    except Unsendable as error:
        raise ValueError(str(error)) from None


def _unplanned_settings(
    environment: str,
    planned: Sequence[str] | None,
) -> Iterator[str]:
    if planned is not None and environment not in planned:
        yield f"environment: is none of {', '.join(planned)}"


def _unplanned_common(
    common: Mapping[str, object],
    planned: Sequence[str] | None,
) -> Iterator[str]:
    for name in common:
        if planned is not None and name not in planned:
            yield f"{name}: is not planned"


def _described(error: BaseException) -> str:
    """The error and what caused it, on one line."""
    text = str(error) if isinstance(error, TrackingError) else _named(error)
    # Errors of the SDK keep it in `cause`.
    cause = getattr(error, "cause", None) or error.__cause__
    return f"{text} ({_named(cause)})" if isinstance(cause, BaseException) else text


def _named(error: BaseException) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())}"


def _given(values: Mapping[str, object]) -> Mapping[object, object]:
    return {name: value for name, value in values.items() if value is not UNSET}


def _optional(value: object, read: Callable[[object], str]) -> str | None:
    return None if value is None or value is UNSET else read(value)


def _anonymous_id(value: object) -> str:
    return plain_id(value, "anonymous_id")


def _device_id(value: object) -> str:
    return plain_id(value, "device_id")
