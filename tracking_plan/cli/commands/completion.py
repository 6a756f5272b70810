"""`tracking-plan completion`: the script that makes a shell complete commands and options."""

import click
from click.shell_completion import get_completion_class

from tracking_plan.cli.console import put


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    r"""Print the set-up of completion for SHELL: bash, zsh or fish.

    \b
    bash, in ~/.bashrc:   eval "$(tracking-plan completion bash)"
    zsh, in ~/.zshrc:     eval "$(tracking-plan completion zsh)"
    fish:                 tracking-plan completion fish > \
                            ~/.config/fish/completions/tracking-plan.fish
    """
    found = get_completion_class(shell)
    if found is None:
        raise click.UsageError(f"there is no completion for {shell!r}")
    program = ctx.find_root().info_name or ""
    variable = f"_{program.replace('-', '_').upper()}_COMPLETE"
    script = found(ctx.find_root().command, {}, program, variable).source()
    if shell == "fish":  # click's script cuts names and help at their first comma
        script = script.replace('string split ","', 'string split --max 1 ","')
    put(script + "\n")
