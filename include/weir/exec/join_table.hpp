// SPDX-License-Identifier: BSL-1.0
// How a join with a table runs: the table is read once, into a hash table; each row of the input looks its
// partners up.
#pragma once

#include <weir/exec/join_rows.hpp>
#include <weir/exec/static_plan.hpp>
#include <weir/state/group_table.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <type_traits>
#include <utility>
#include <vector>

namespace weir::detail {

/// Rows in memory, found by key; those of a key in the order in which they came.
///
/// Cost    a row of an unknown key: one lookup. No allocation after the table is built.
template <class Key, class Row>
class lookup_table {
    static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();
    struct chain {
        std::uint32_t first = none;
        std::uint32_t last = none;
    };

public:
    /// Adds a row without a key: for_each alone finds it.
    void add(Row row) {
        rows_.push_back(std::move(row));
        next_.push_back(none);
    }
    template <class Borrowed>
    void add(Borrowed const& key, Row row) {
        add(std::move(row));
        auto const at = static_cast<std::uint32_t>(rows_.size() - 1);
        chain& c = chains_.touch(key, 1);
        (c.first == none ? c.first : next_[c.last]) = at;
        c.last = at;
    }

    /// Calls `f(index, row)` for the rows of a key.
    template <class Borrowed, class F>
    [[gnu::always_inline]] void for_each_of(Borrowed const& key, F&& f) const {
        chain const* const c = chains_.find(key);
        if (c == nullptr) return;
        for (std::uint32_t i = c->first; i != none; i = next_[i]) f(i, rows_[i]);
    }
    template <class F>
    void for_each(F&& f) const {
        for (std::size_t i = 0; i < rows_.size(); ++i) f(i, rows_[i]);
    }
    [[nodiscard]] std::size_t size() const { return rows_.size(); }

private:
    std::vector<Row> rows_;
    std::vector<std::uint32_t> next_;
    group_table<Key, chain> chains_;
};

template <class Plan>
constexpr demand lookup_demand(demand wanted) {
    using sides = typename Plan::sides;
    constexpr bool table_left = Plan::table_left;
    constexpr std::size_t from = table_left ? sides::left : 0;
    constexpr std::size_t count = table_left ? sides::right : sides::left;
    column_set const read = wanted.columns | join_parts<sides, typename Plan::condition_type, false>::reads;
    return {columns_from(read, from, count), false, wanted.statistics, wanted.late_rows};
}

template <class Input, class Table, join_kind Kind, bool TableLeft, class Condition, demand Wanted,
          class Mode>
class executor<lookup_plan<Input, Table, Kind, TableLeft, Condition>, Wanted, Mode>
    : public narrow_executor<
          executor<Input, lookup_demand<lookup_plan<Input, Table, Kind, TableLeft, Condition>>(Wanted), Mode>,
          Condition> {
    using plan = lookup_plan<Input, Table, Kind, TableLeft, Condition>;
    using base = narrow_executor<executor<Input, lookup_demand<plan>(Wanted), Mode>, Condition>;
    using base::input_;
    using sides = typename plan::sides;
    using parts = join_parts<sides, Condition, false>;
    using table_schema = typename Table::schema;

    static constexpr bool input_left = !TableLeft;
    // The table's columns that are kept: what is read above, and by the condition.
    static constexpr column_set kept =
        columns_from((gives_left_only(Kind) ? column_set{} : Wanted.columns) | parts::reads,
                     TableLeft ? 0 : sides::left, TableLeft ? sides::left : sides::right);
    static constexpr column_set input_columns = lookup_demand<plan>(Wanted).columns;
    using table_row = owned_row_t<table_schema, kept>;
    static constexpr bool keeps_input = input_left ? keeps_left(Kind) : keeps_right(Kind);
    static constexpr bool keeps_table = input_left ? keeps_right(Kind) : keeps_left(Kind);
    static constexpr bool has_keys = parts::key_count > 0;
    using key_type = std::conditional_t<has_keys, typename parts::stored_keys, value_tuple<bool>>;

    template <class Row, bool OptionalLeft, bool OptionalRight>
    static auto pair_of(Row const* row, table_row const* partner) {
        if constexpr (input_left) {
            return pair_row<Row, table_row, sides::left, OptionalLeft, OptionalRight>{row, partner};
        } else {
            return pair_row<table_row, Row, sides::left, OptionalLeft, OptionalRight>{partner, row};
        }
    }
    template <class Row>
    static auto output_of(Row const* row, table_row const* partner) {
        return pair_of<Row, keeps_right(Kind), keeps_left(Kind)>(row, partner);
    }

public:
    // Rows of the table without a partner come out when the batch ends, as state does.
    static constexpr bool is_stateful = keeps_table || base::is_stateful;

    explicit executor(plan const& p) : base(p.input, p.condition) {
        run_static<kept>(p.table, [&](auto const& row) { add(row); });
        if constexpr (keeps_table) matched_.assign(table_.size(), false);
    }

    template <std::size_t I, class Row, class Live, class Context, class Next>
    [[gnu::always_inline]] void push(typename base::cursor& c, Row const& row, Live live, Context& context,
                                     Next&& next) {
        input_.template push<I>(c.below, row, live, context, look_up(next));
    }
    template <class Context, class Next>
    void finish(Context& context, Next&& next) {
        input_.finish(context, look_up(next));
        if constexpr (keeps_table) {
            using no_row = owned_row_t<typename Input::schema, input_columns>;
            table_.for_each([&](std::size_t i, table_row const& partner) {
                if (!matched_[i])
                    next(output_of(static_cast<no_row const*>(nullptr), &partner), always_live{});
            });
        }
    }

private:
    template <class Row>
    void add(Row const& row) {
        half_row<Row, TableLeft ? 0 : sides::left> const half{&row};
        auto const& own = [&]() -> auto const& {
            if constexpr (TableLeft) {
                return this->expressions_.left;
            } else {
                return this->expressions_.right;
            }
        }();
        bool found = false;
        if (parts::all_hold(own, half)) {
            if constexpr (has_keys) {
                found = parts::template with_key<TableLeft>(this->expressions_, row, [&](auto const& key) {
                    table_.add(key, own_wanted<table_schema, kept>(row));
                });
            } else {
                table_.add(own_wanted<table_schema, kept>(row));
                found = true;
            }
        }
        // A row that matches nothing is kept only where it comes out without a partner.
        if constexpr (keeps_table) {
            if (!found) table_.add(own_wanted<table_schema, kept>(row));
        }
    }

    template <class Next>
    [[gnu::always_inline]] auto look_up(Next& next) {
        return [this, &next](auto const& row, auto live) {
            if (!live) return;
            using input_row = std::remove_cvref_t<decltype(row)>;
            bool matched = false;
            auto const try_partner = [&](std::size_t i, table_row const& partner) {
                if constexpr (takes_one_partner(Kind)) {
                    if (matched) return;
                }
                auto const pair = pair_of<input_row, false, false>(&row, &partner);
                if (!parts::all_hold(this->expressions_.both, pair)) return;
                matched = true;
                if constexpr (keeps_table) matched_[i] = true;
                if constexpr (!gives_left_only(Kind)) next(output_of(&row, &partner), always_live{});
            };
            half_row<input_row, input_left ? 0 : sides::left> const half{&row};
            auto const& own = [&]() -> auto const& {
                if constexpr (input_left) {
                    return this->expressions_.left;
                } else {
                    return this->expressions_.right;
                }
            }();
            if (parts::all_hold(own, half)) {
                if constexpr (has_keys) {
                    parts::template with_key<input_left>(this->expressions_, row, [&](auto const& key) {
                        table_.for_each_of(key, try_partner);
                    });
                } else {
                    table_.for_each(try_partner);
                }
            }
            if constexpr (Kind == join_kind::left_semi) {
                if (matched) next(row, always_live{});
            } else if constexpr (Kind == join_kind::left_anti) {
                if (!matched) next(row, always_live{});
            } else if constexpr (keeps_input) {
                if (!matched) next(output_of(&row, static_cast<table_row const*>(nullptr)), always_live{});
            }
        };
    }

    lookup_table<key_type, table_row> table_;
    std::vector<bool> matched_; // of the table's rows, where those without a partner come out
};

} // namespace weir::detail
