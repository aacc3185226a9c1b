// SPDX-License-Identifier: BSL-1.0
// What every state store offers: rows of state, versioned by batch.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>

namespace weir {

/// The version of a store: the number of batches that it has committed.
using state_version = std::int64_t;

/// State that is versioned by batch. A batch changes the store in place; `commit(n)` makes the change version
/// `n`. A batch that fails is never committed: its query ends, and starts again from the last version that is
/// durable.
///
/// * `version()`: the last version committed;
/// * `commit(n)`: ends a batch; the rows touched since the commit before are the change of version `n`;
/// * `rows()`, `updated()`: rows held, and rows touched since the last commit;
/// * `bytes()`: memory held.
template <class Store>
concept state_store = requires(Store& store, Store const& constant, state_version version) {
    { constant.version() } -> std::same_as<state_version>;
    store.commit(version);
    { constant.rows() } -> std::convertible_to<std::int64_t>;
    { constant.updated() } -> std::convertible_to<std::int64_t>;
    { constant.bytes() } -> std::convertible_to<std::size_t>;
};

} // namespace weir
