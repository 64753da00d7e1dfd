"""Logistic regression that learns from single sentences and from whole mails at once (multiple-instance learning).

Of a mail only its label is known, not which of its sentences earns it. So a mail's score is a smooth maximum of its sentences' scores
(log-sum-exp, as in Ramon and De Raedt, "Multi instance neural networks", 2000; for logistic regression, with another smooth maximum, Ray
and Craven, "Supervised versus multiple instance learning", 2005): in a rejection one sentence must say no, and whichever does so best
counts most; in any other mail none may. Single sentences are judged one by one. Both losses and an L2 penalty are minimized together by
L-BFGS. There may be several minima, so where it starts decides which one is found.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Self, TypeVar

import numpy as np
import scipy.optimize
import scipy.sparse as sp

from watcher.model.fit import Array, balanced

ROUNDS = 60  # of L-BFGS: more moved no measure
Kind = TypeVar("Kind", bound="Cases")


@dataclass(frozen=True, slots=True)
class Cases:
    """What is fitted on: rows of features, what each is, and what it counts."""

    rows: sp.csr_matrix
    y: Array
    weights: Array

    def part(self, places: Array) -> Self:
        """Some of the cases."""
        return replace(self, rows=self.rows[places], y=self.y[places], weights=self.weights[places])

    def meant(self, kind: str) -> Self:
        """With a yes or no for `y`: whether each is of this kind."""
        return replace(self, y=self.y == kind)

    def columns(self, kept: Array) -> Self:
        return replace(self, rows=self.rows[:, kept])


@dataclass(frozen=True, slots=True)
class Bags(Cases):
    """Rows that stand together: `y` and `weights` are of the bags, `starts` holds the first row of each. None is empty."""

    starts: Array

    @property
    def sizes(self) -> Array:
        """Of each bag, how many rows it has."""
        return np.diff(np.append(self.starts, self.rows.shape[0]))

    def part(self, places: Array) -> Self:
        """Some of the bags, each with its rows."""
        sizes = self.sizes[places]
        starts = np.cumsum(np.append(0, sizes))[: len(places)]
        rows = np.arange(sizes.sum()) + np.repeat(self.starts[places] - starts, sizes)
        return replace(self, rows=self.rows[rows], y=self.y[places], weights=self.weights[places], starts=starts)


def fit_bags(single: Cases, bags: Bags, start: tuple[Array, float], c: float) -> tuple[Array, float]:
    """Weights and bias; `c` is the inverse of the penalty. Each of the two losses is brought to as much as it has cases."""
    single, bags = _balanced(single), _balanced(bags)
    single_across, bags_across, sizes = single.rows.T.tocsr(), bags.rows.T.tocsr(), bags.sizes

    def loss(parameters: Array) -> tuple[float, Array]:
        weights, bias = parameters[:-1], parameters[-1]
        cost, slope = _log_loss(single.rows @ weights + bias, single)
        score, share = _smooth_maximum(bags.rows @ weights + bias, bags.starts, sizes)
        bag_cost, bag_slope = _log_loss(score, bags)
        row_slope = share * np.repeat(bag_slope, sizes)
        gradient = single_across @ slope + bags_across @ row_slope + weights / c
        return cost + bag_cost + 0.5 / c * float(weights @ weights), np.append(gradient, slope.sum() + row_slope.sum())

    found = scipy.optimize.minimize(loss, np.append(*start), jac=True, method="L-BFGS-B", options={"maxiter": ROUNDS})
    return found.x[:-1], float(found.x[-1])


def _balanced(cases: Kind) -> Kind:
    return replace(cases, weights=balanced(cases.y, cases.weights))


def _log_loss(scores: Array, cases: Cases) -> tuple[float, Array]:
    """The weighted loss, and its slope by each score."""
    signs = np.where(cases.y, 1.0, -1.0)
    margins = signs * scores
    slope: Array = -signs * cases.weights / (1.0 + np.exp(np.minimum(margins, 40.0)))
    return float((cases.weights * np.logaddexp(0.0, -margins)).sum()), slope


def _smooth_maximum(scores: Array, starts: Array, sizes: Array) -> tuple[Array, Array]:
    """Log-sum-exp of each bag's rows, and each row's share in it."""
    top = np.maximum.reduceat(scores, starts)
    powers = np.exp(scores - np.repeat(top, sizes))
    totals = np.add.reduceat(powers, starts)
    return top + np.log(totals), powers / np.repeat(totals, sizes)
