// SPDX-License-Identifier: BSL-1.0
// The executor of a leaf: rows come in here, with the columns that the plan above it reads.
#pragma once

#include <weir/exec/executor.hpp>
#include <weir/plan/source.hpp>

namespace weir::detail {

template <class Plan, demand Wanted>
class leaf_executor {
public:
    using plan_type = Plan;
    using schema = typename Plan::schema;
    static constexpr std::size_t inputs = 1;
    static constexpr bool is_stateful = false;
    static constexpr bool has_watermark = false;
    static constexpr column_set columns = Wanted.columns;
    template <std::size_t I>
    using leaf = leaf_executor;
    struct cursor {};

    explicit leaf_executor(Plan const&) {}

    [[nodiscard]] static cursor open() { return {}; }
    static void close(cursor&) {}
    static void begin_batch() {}
    static void commit(std::int64_t) {}
    [[nodiscard]] static std::int64_t next_expiry() { return no_expiry; }

    template <std::size_t I, class Row, class Live, class Context, class Next>
    [[gnu::always_inline]] static void push(cursor&, Row const& row, Live live, Context&, Next&& next) {
        next(row, live);
    }
    [[nodiscard]] static bool wants_prefetch(cursor const&) { return false; }
    template <std::size_t I, class Row>
    static void prefetch(cursor const&, Row const&) {}
    template <std::size_t I, class Row, class F>
    [[gnu::always_inline]] static void peek(cursor const&, Row const& row, F&& f) {
        f(row);
    }
    template <class Context, class Next>
    static void finish(Context&, Next&&) {}
    template <class F>
    static void for_each_watermark(cursor&, F&&) {}
    template <class F>
    static void for_each_operator(F&&) {}
};

template <class Source, class Schema, demand Wanted, class Mode>
class executor<source_plan<Source, Schema>, Wanted, Mode>
    : public leaf_executor<source_plan<Source, Schema>, Wanted> {
    using leaf_executor<source_plan<Source, Schema>, Wanted>::leaf_executor;
};

template <class Schema, fixed_string Name, demand Wanted, class Mode>
class executor<input_plan<Schema, Name>, Wanted, Mode>
    : public leaf_executor<input_plan<Schema, Name>, Wanted> {
    using leaf_executor<input_plan<Schema, Name>, Wanted>::leaf_executor;
};

} // namespace weir::detail
