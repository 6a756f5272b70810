"""The classes of what is kept, and of what it depends on."""

from tracking_plan.place import Place, Span
from tracking_plan.plan.helper import Helper
from tracking_plan.plan.settings import Source
from tracking_plan.suppression import Fault, Suppression
from tracking_plan.usage.facts import call, conditions, expression, parameters
from tracking_plan.usage.facts.client import Client
from tracking_plan.usage.facts.delays import Delay
from tracking_plan.usage.facts.derivation import Derivation
from tracking_plan.usage.facts.module import Moment
from tracking_plan.usage.facts.scan import Scan, Skipped, Unseen
from tracking_plan.usage.facts.unfit import Unfit
from tracking_plan.usage.facts.uses import ChangeKind
from tracking_plan.usage.facts.walks import Walked, WalkKind
from tracking_plan.usage.project.scope import CodeScope
from tracking_plan.usage.recognition.helpers import Helpers
from tracking_plan.usage.recognition.wrapper import Wrapper
from tracking_plan.usage.resolution.assumptions import Assumption, Mention, Undefinedness
from tracking_plan.usage.resolution.questions import Question
from tracking_plan.usage.resolution.substitution import OpenCall
from tracking_plan.usage.sdks import shape

CALLS: tuple[type, ...] = (
    Place,
    Span,
    Scan,
    Skipped,
    Unseen,
    Suppression,
    Fault,
    Client,
    call.Call,
    call.Method,
    call.Resolution,
    call.SentEvent,
    call.Declared,
    call.Value,
    call.Overwritten,
    call.SentProperty,
    call.Fields,
    call.Alternative,
    call.SentArgument,
    Unfit,
    ChangeKind,
    expression.ValueType,
    expression.DynamicReason,
)
"""What tracking calls are made of."""

EXPRESSIONS: tuple[type, ...] = (
    expression.Literal,
    expression.Undefined,
    expression.Template,
    expression.Name,
    expression.Member,
    expression.Index,
    expression.Argument,
    expression.Invocation,
    expression.Entry,
    expression.Spread,
    expression.Table,
    expression.Items,
    expression.Choice,
    expression.Guarded,
    expression.MemberKind,
    expression.Group,
    expression.Enumerator,
    expression.Derived,
    expression.Dynamic,
    Walked,
    WalkKind,
    Derivation,
    Delay,
    conditions.Condition,
    conditions.ConditionKind,
    conditions.GivesWay,
    parameters.FunctionParameter,
    parameters.ParameterKind,
    parameters.ParameterUse,
)
"""What closed expressions are made of: a function is none."""

WRAPPERS: tuple[type, ...] = (
    Wrapper,
    OpenCall,
    Question,
    Assumption,
    Mention,
    Undefinedness,
    Moment,
    shape.Sdk,
    shape.TrackingFunction,
    shape.Signature,
    shape.Parameter,
    shape.Naming,
    shape.Construction,
)
"""What wrappers are made of."""

SETTINGS: tuple[type, ...] = (CodeScope, shape.Tracking, Source, Helpers, Helper)
"""What else the key of a scan is made of."""
