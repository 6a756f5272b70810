"""The options of all commands, found by walking the tree of commands."""

from collections.abc import Iterator

import click
import pytest

from tracking_plan.cli.main import COMMANDS, PROGRAM, main

REPEATABLE = {"--format", "--select", "--extend-select", "--ignore", "--captured"}
REPEATABLE |= {"--allow-origin", "--allow-host"}
ARGUMENTS = {"validate": ["-"], "explain": ["F101"], "completion": ["bash"]}


def options() -> Iterator[tuple[str, click.Option]]:
    """Every option with a value, with its command."""
    for name in COMMANDS:
        command = main.get_command(click.Context(main), name)
        assert command is not None
        for option in command.params:
            if isinstance(option, click.Option) and not option.is_flag:
                yield name, option


def value_of(option: click.Option) -> str:
    """A value that the option takes."""
    if isinstance(option.type, click.Choice):
        return str(option.type.choices[-1])
    if isinstance(option.type, click.IntRange):
        return "7"
    return "json" if option.opts == ["--format"] else "2026-01-31"


def parse(name: str, *arguments: str) -> click.Context:
    command = main.get_command(click.Context(main), name)
    assert command is not None
    parent = click.Context(main, info_name=PROGRAM)
    return command.make_context(name, [*arguments, *ARGUMENTS.get(name, [])], parent)


EACH = [pytest.param(name, option, id=f"{name} {option.opts[0]}") for name, option in options()]


@pytest.mark.parametrize(("name", "option"), EACH)
def test_an_option_that_is_given_once_counts(name: str, option: click.Option) -> None:
    assert option.name is not None
    values = [value_of(option)] * option.nargs
    given = parse(name, option.opts[0], *values).params[option.name]
    expected = value_of(option) if option.nargs == 1 else str(tuple(values))
    if option.opts == ["--format"]:
        assert given[0].format == "json"
    elif option.opts[0] in REPEATABLE:
        assert given == (expected,)
    else:
        assert str(given) == expected


@pytest.mark.parametrize(("name", "option"), EACH)
def test_an_option_with_one_value_is_not_given_twice(name: str, option: click.Option) -> None:
    twice = [option.opts[0], *[value_of(option)] * option.nargs] * 2
    if option.opts[0] in REPEATABLE:
        parse(name, *twice)
        return
    with pytest.raises(click.BadParameter) as raised:
        parse(name, *twice)
    assert "given 2 times" in raised.value.message


def test_what_is_not_given_has_its_default() -> None:
    params = parse("validate").params
    assert (params["engine"], params["color"], params["jobs"]) == ("jsonschema-rs", "auto", None)
    assert params["max_line"] == 16 * 1024 * 1024
