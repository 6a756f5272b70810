"""The types of properties, and the names of those that deserve one."""

from tracking_plan.codegen.chosen_versions import takes
from tracking_plan.codegen.model import (
    AnyObject,
    ArrayOf,
    Choice,
    MapOf,
    Named,
    NamedType,
    Nullable,
    Record,
    RecordField,
    Scalar,
    TypeExpr,
)
from tracking_plan.codegen.names import Naming, Pool
from tracking_plan.codegen.wording import property_doc, sentence
from tracking_plan.plan.model import EnumScalar, Property, Type

_Content = tuple[object, ...]


class TypeBook:
    """The named types met so far. The same definition, met again, keeps its name.

    Closed sets of values and objects with known keys have names: callers write them down. What
    comes from `shared` or `common` is named after its definition, the rest after its event.
    """

    def __init__(self, naming: Naming) -> None:
        self._naming = naming
        self._pool = Pool(naming.reserved.types, joint="")
        self._names: dict[tuple[tuple[str, ...], _Content], str] = {}
        self._types: list[NamedType] = []

    @property
    def types(self) -> tuple[NamedType, ...]:
        """All named types, each after those that it needs."""
        return tuple(self._types)

    def prefix(self, event: str, major: int | None) -> tuple[str, ...]:
        """The words that the types of an event begin with. `major` None: the current version."""
        return (*self._naming.words(event), *(() if major is None else (f"v{major}",)))

    def type_of(self, prop: Property, owner: tuple[str, ...], role: str = "item") -> TypeExpr:
        """The type of a property whose owner is named by the words `owner`.

        `role` is the word for one without a name, as the items of an array have none.
        """
        owner = self._owner(prop, owner, role)
        inner = self._plain(prop, owner)
        return Nullable(inner=inner) if prop.nullable else inner

    def _owner(self, prop: Property, owner: tuple[str, ...], role: str) -> tuple[str, ...]:
        if prop.ref is not None:
            return self._naming.words(prop.ref)
        return (
            self._naming.words(prop.name)
            if prop.is_common
            else (*owner, *self._naming.words(prop.name or role))
        )

    def _plain(self, prop: Property, owner: tuple[str, ...]) -> TypeExpr:
        values = _values(prop)
        if values:
            return self._choice(prop, values, owner)
        if prop.type is Type.ARRAY:
            return ArrayOf(items=self.type_of(prop.items, owner) if prop.items else None)
        if prop.type is not Type.OBJECT:
            return Scalar(type=prop.type)
        if prop.properties is None and prop.others is not None:
            return MapOf(values=self.type_of(prop.others, owner, "value"))
        if prop.properties is None or prop.additional_properties:
            return AnyObject()  # no type of a target's has both known and unknown keys
        return self._record(prop, prop.properties, owner)

    def _choice(
        self, prop: Property, values: tuple[EnumScalar, ...], owner: tuple[str, ...]
    ) -> Named:
        content = tuple((type(value), value) for value in values)
        if (owner, content) not in self._names:
            name = self._name(prop, owner, content)
            text = sentence(prop.description) if prop.description else None
            self._types.append(Choice(name=name, values=values, description=text))
        return Named(name=self._names[owner, content])

    def _record(
        self, prop: Property, properties: tuple[Property, ...], owner: tuple[str, ...]
    ) -> Named:
        fields = tuple(
            RecordField(
                wire=one.name,
                type=self.type_of(one, owner),
                is_required=one.required,
                doc=property_doc(one),
            )
            for one in properties
            if takes(one)
        )
        content: _Content = fields
        if (owner, content) not in self._names:
            name = self._name(prop, owner, content)
            self._types.append(
                Record(
                    name=name,
                    fields=fields,
                    description=sentence(prop.description) if prop.description else None,
                )
            )
        return Named(name=self._names[owner, content])

    def _name(self, prop: Property, owner: tuple[str, ...], content: _Content) -> str:
        name = self._pool.take(
            self._naming.identifier(owner, self._naming.type, "type", prop.ref or prop.name)
        )
        self._names[owner, content] = name
        return name


def _values(prop: Property) -> tuple[EnumScalar, ...]:
    """The closed set of values; empty where there is none, or types cannot state it.

    No type system of a target can state a fraction, so a set that holds one stays a number.
    """
    listed = prop.enum or ()
    values = (prop.const,) if prop.const is not None else tuple(one.value for one in listed)
    if any(isinstance(value, float) for value in values):
        return ()
    distinct = {(type(value), value): value for value in values}
    return tuple(distinct.values())
