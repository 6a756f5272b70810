"""Where messages go: to the server through the SDK, or into a list for tests."""

from typing import Any, Protocol

from .messages import Alias, Identify, Message, Track


class Transport(Protocol):
    """Anything that takes messages. It raises where one could not be delivered."""

    def send(self, message: Message, /) -> None:
        """Delivers one message."""
        ...


class SdkClient(Protocol):
    """The part of `altertable.Altertable` that is used: its public methods."""

    def track(self, event: str, distinct_id: str, options: dict[str, Any], /) -> object:
        """Sends an event."""
        ...

    def identify(self, distinct_id: str, options: dict[str, Any], /) -> object:
        """Sends what is known of a user."""
        ...

    def alias(
        self,
        distinct_id: str,
        new_user_id: str,
        options: dict[str, Any],
        /,
    ) -> object:
        """Joins two ids."""
        ...


class SdkTransport:
    """Sends through an SDK client, one request per message, in the caller's thread."""

    def __init__(self, client: SdkClient) -> None:
        """Wraps a client that is used as it is."""
        self._client = client

    def send(self, message: Message, /) -> None:
        """Sends one message.

        Raises:
            Exception: whatever the client raises, unless the server has stored the message.
        """
        try:
            self._dispatch(message)
        except Exception as error:
            if not _was_stored(error):
                raise

    def _dispatch(self, message: Message) -> None:
        options = _options(message)
        match message:
            case Track():
                self._client.track(message.event, message.distinct_id, options)
            case Identify():
                self._client.identify(message.distinct_id, options)
            case Alias():
                self._client.alias(message.distinct_id, message.new_user_id, options)


class Recorder:
    """A transport for tests: keeps what it is given.

    Attributes:
        messages: All messages, oldest first.
    """

    def __init__(self) -> None:
        """Begins with no messages."""
        self.messages: list[Message] = []

    def send(self, message: Message, /) -> None:
        """Keeps one message."""
        self.messages.append(message)

    @property
    def tracked(self) -> list[Track]:
        """The events among the messages."""
        return [message for message in self.messages if isinstance(message, Track)]

    def clear(self) -> None:
        """Forgets everything."""
        self.messages.clear()


def _options(message: Message) -> dict[str, Any]:
    """The options of the SDK call: keys without a value are left out, as it would send null."""
    options: dict[str, Any] = {"environment": message.environment}
    if message.timestamp is not None:
        options["timestamp"] = message.timestamp
    if isinstance(message, Track):
        options["properties"] = dict(message.properties)
    elif isinstance(message, Identify) and message.traits:
        options["traits"] = dict(message.traits)
    if not isinstance(message, Alias):
        for name in ("anonymous_id", "device_id"):
            value = getattr(message, name)
            if value is not None:
                options[name] = value
    return options


def _was_stored(error: Exception) -> bool:
    """Whether the error says only that a good answer had no body.

    The SDK reads every answer as JSON, and reports one of status 204, or of 200 without a body,
    as a network error whose cause is the JSON error. A retry would store the event twice.
    """
    cause = getattr(error, "cause", None)
    document = getattr(cause, "doc", None)
    return isinstance(document, str) and not document.strip()
