"""`python -m tracking_plan`: the same as the `tracking-plan` command."""

from tracking_plan.cli.main import run

if __name__ == "__main__":
    run()
