"""The cells of entities: the men of a town, its people from 15 to 24, those who are both."""

from __future__ import annotations

from nbkpi.model.breakdowns import Breakdowns, Cell, cell_order
from nbkpi.model.kinds import SUBITEM
from nbkpi.model.records import Entity, Indicator


class Cells:
    """Makes the cells of entities as they are spoken of, each once, and knows which indicators are cells of others."""

    def __init__(self) -> None:
        self.breakdowns = Breakdowns()
        self._cells: dict[tuple[Entity, Cell], Entity] = {}
        self._named: dict[Indicator, list[Indicator]] = {}

    def of(self, entity: Entity, cell: Cell) -> Entity:
        """A cell of a whole entity, which is itself for the empty cell.

        Its parts are the same cells of the parts of the entity, whether or not anything is known of those.
        """
        if not cell:
            return entity
        found = self._cells.get((entity, cell))
        if found is not None:
            return found
        above = entity.within
        if above is None:
            return self._new(entity, cell, None)
        upper = self.of(above, cell)
        if not upper.parts:
            upper.parts += [self._new(part, cell, upper) for part in above.parts]
        return self._new(entity, cell, upper) if entity.kind == SUBITEM else self._cells[entity, cell]

    def is_apart(self, entity: Entity, cell: Cell) -> bool:
        """Whether an entity, or a cell of it, is of no member of the breakdowns of another cell, so that both join."""
        return {one.breakdown for one in entity.of}.isdisjoint(one.breakdown for one in cell)

    def joined(self, entity: Entity, cell: Cell) -> Entity:
        """The cell of an entity, or of a cell of it, that belongs to these members too."""
        return self.of(entity.itself, self.breakdowns.joined((*entity.of, *cell)))

    def _new(self, entity: Entity, cell: Cell, within: Entity | None) -> Entity:
        found = self._cells[entity, cell] = Entity(
            entity.id, entity.name, entity.kind, within, entity.code, entity.aliases,
            is_ambiguous=entity.is_ambiguous, of=cell, whole=entity,
        )  # fmt: skip
        return found

    def name(self, indicator: Indicator) -> None:
        """Take in an indicator that is a cell of another one."""
        assert indicator.whole is not None
        self._named.setdefault(indicator.whole, []).append(indicator)

    def named(self, whole: Indicator) -> list[Indicator]:
        """The indicators that are cells of another one, in the order of those."""
        return sorted(self._named.get(whole, ()), key=lambda one: cell_order(one.of))

    def parts(self) -> list[Indicator]:
        """All indicators that are cells of others."""
        return [one for whole in self._named for one in self.named(whole)]

    def standing_for(self, entity: Entity, indicator: Indicator) -> tuple[Entity, Indicator]:
        """Under which entity and indicator the figures of a cell are kept: those of an indicator that is this cell.

        The figures of the value added of an industry are kept under the name that has.
        """
        if not entity.of or indicator not in self._named:
            return entity, indicator
        own = set(entity.of)
        fitting = [one for one in self._named[indicator] if own.issuperset(one.of)]
        if not fitting:
            return entity, indicator
        closest = max(fitting, key=lambda one: len(one.of))
        rest = tuple(one for one in entity.of if one not in closest.of)
        return self.of(entity.itself, rest), closest
