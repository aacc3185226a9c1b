// SPDX-License-Identifier: BSL-1.0
// explain: a plan as text, what was written and how it runs, in the form of Spark's.
#pragma once

#include <weir/exec/all.hpp>
#include <weir/plan/plan_text.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

namespace weir {

namespace detail {

// What state a node keeps, and what frees it.

template <class Plan, class Mode>
struct node_state {
    static constexpr bool kept = false;
};

template <class Input, class... Keys, class Calls, class Outputs, class Mode>
struct node_state<aggregate_plan<Input, type_list<Keys...>, Calls, Outputs>, Mode> {
    using plan = aggregate_plan<Input, type_list<Keys...>, Calls, Outputs>;
    static constexpr bool kept = true;
    static constexpr void write(text_sink& out) {
        constexpr bool window = (is_window<typename Keys::expr> || ...);
        constexpr bool session = (is_session<typename Keys::expr> || ...);
        if (sizeof...(Keys) == 0) {
            out << "the aggregates of all rows";
        } else if (session) {
            out << "the aggregates of each session";
        } else if (window) {
            out << "the aggregates of each group, by slices of ";
            (write_slice<typename Keys::expr>(out), ...);
        } else {
            out << "the aggregates of each group";
        }
        if constexpr (!plan::is_streaming) {
            out << "; freed with the result";
        } else if constexpr (std::is_same_v<Mode, complete_mode>) {
            out << "; never freed in mode complete";
        } else if constexpr (plan::event_time == not_found) {
            out << "; never freed, no key carries a watermark";
        } else {
            out << "; freed when the watermark reaches "
                << (session  ? "the session's end"
                    : window ? "the window's end"
                             : "the event time among the keys");
        }
    }

private:
    template <class Key>
    static constexpr void write_slice(text_sink& out) {
        if constexpr (is_window<Key>) write_length(out, inner_of<Key>::type::spec.pane());
    }
};
template <class Input, std::size_t... Columns, class Mode>
struct node_state<deduplicate_plan<Input, Columns...>, Mode> {
    static constexpr bool kept = true;
    static constexpr void write(text_sink& out) {
        out << "the keys seen; "
            << (deduplicate_plan<Input, Columns...>::by_event_time
                    ? "freed when the watermark reaches the event time among them"
                    : "never freed, no key carries a watermark");
    }
};
template <class Input, std::size_t... Columns, class Mode>
struct node_state<deduplicate_within_plan<Input, Columns...>, Mode> {
    static constexpr bool kept = true;
    static constexpr void write(text_sink& out) {
        out << "the keys seen; freed when the watermark reaches their row's event time + ";
        write_length(out, deduplicate_within_plan<Input, Columns...>::lifetime);
    }
};
template <class Input, class Key, class State, class Timeout, class Function, class F, class Initial, class S,
          class Mode>
struct node_state<state_plan<Input, Key, State, Timeout, Function, F, Initial, S>, Mode> {
    static constexpr bool kept = true;
    static constexpr void write(text_sink& out) {
        out << "the user's ";
        if constexpr (schema_like<State>) {
            write_columns<State>(out);
        } else {
            out << type_name<State>().view();
        }
        out << " of each key; freed when the function removes it";
    }
};
template <class Input, class Key, class P, class TimeMode, class Initial, class S, std::size_t Time,
          class Mode>
struct node_state<transform_plan<Input, Key, P, TimeMode, Initial, S, Time>, Mode> {
    static constexpr bool kept = true;
    static constexpr void write(text_sink& out) {
        out << "the processor's variables of each key; freed when it clears them or their time to live ends";
    }
};
template <class Left, class Right, join_kind Kind, class Condition, class Mode>
struct node_state<stream_join_plan<Left, Right, Kind, Condition>, Mode> {
    static constexpr bool kept = true;
    static constexpr void write(text_sink& out) {
        using plan = stream_join_plan<Left, Right, Kind, Condition>;
        constexpr column_set left = event_times_of<Left>();
        constexpr column_set right = shift_columns(event_times_of<Right>(), plan::sides::left);
        constexpr join_bounds bounds =
            find_bounds<typename plan::sides, Condition, left | right>().with_own_times(!left.empty(),
                                                                                        !right.empty());
        out << "the rows of both sides; ";
        if constexpr (bounds.time_key != not_found) {
            out << "freed when the watermark reaches their event time key";
        } else {
            out << "left ";
            write_side(out, bounds.left);
            out << ", right ";
            write_side(out, bounds.right);
        }
    }

private:
    static constexpr void write_side(text_sink& out, std::optional<std::int64_t> offset) {
        if (!offset) {
            out << "never freed";
            return;
        }
        out << "freed when the watermark reaches their event time";
        if (*offset != 0) out << (*offset < 0 ? " + " : " - ");
        if (*offset != 0) write_length(out, *offset < 0 ? -*offset : *offset);
    }
};
template <class Input, class Table, join_kind Kind, bool TableLeft, class Condition, class Mode>
struct node_state<lookup_plan<Input, Table, Kind, TableLeft, Condition>, Mode> {
    static constexpr bool kept = true;
    static constexpr void write(text_sink& out) { out << "the rows of the table, read once"; }
};
template <class Input, class... Keys, class Mode>
struct node_state<order_by_plan<Input, Keys...>, Mode> {
    static constexpr bool kept = true;
    static constexpr void write(text_sink& out) {
        out << "the rows of one result; freed when it has gone out";
    }
};

template <class Input, std::int64_t Rows, class Mode>
struct node_state<limit_plan<Input, Rows>, Mode> {
    static constexpr bool kept = Input::is_streaming;
    static constexpr void write(text_sink& out) { out << "how many rows have passed; never freed"; }
};
template <class Input, class... Calls, class Mode>
struct node_state<row_windows_plan<Input, Calls...>, Mode> {
    static constexpr bool kept = true;
    static constexpr void write(text_sink& out) {
        out << "the rows of one result; freed when it has gone out";
    }
};

// The loops.

// The loops through which the rows of a node come, one bit each.
using loop_set = std::uint64_t;

constexpr void write_loops(text_sink& out, loop_set loops) {
    out << "*(";
    bool first = true;
    for (int i = 0; i < 64; ++i) {
        if ((loops >> i & 1U) == 0) continue;
        out << (first ? "" : ",") << std::int64_t{i + 1};
        first = false;
    }
    out << ") ";
}

template <class Plan>
constexpr loop_set loops_into(int& count);

// The loops in which rows come out of a plan; `count` loops have been seen so far, in the order of writing.
template <class Plan>
constexpr loop_set loops_out_of(int& count) {
    loop_set const in = loops_into<Plan>(count);
    return plan_node<Plan>::ends_loop ? loop_set{1} << count++ % 64 : in;
}
template <class Plan>
constexpr loop_set loops_into(int& count) {
    loop_set in = 0;
    if constexpr (requires { typename Plan::table_type; }) {
        if constexpr (Plan::table_left) (void)loops_out_of<typename Plan::table_type>(count);
        in = loops_out_of<typename Plan::input_type>(count);
        if constexpr (!Plan::table_left) (void)loops_out_of<typename Plan::table_type>(count);
    } else {
        for_each_input<Plan>({}, [&]<class Input>(type_identity<Input>, std::string_view, plan_place const&) {
            in |= loops_out_of<Input>(count);
        });
    }
    return in != 0 ? in : loop_set{1} << count++ % 64;
}

// How many sources a plan reads row by row; a table that is looked up in is read before.
template <class Plan>
constexpr std::size_t count_leaves() {
    if constexpr (requires { typename Plan::left_type; }) {
        return count_leaves<typename Plan::left_type>() + count_leaves<typename Plan::right_type>();
    } else if constexpr (requires { typename Plan::input_type; }) {
        return count_leaves<typename Plan::input_type>();
    } else {
        return 1;
    }
}

/// Writes how a plan runs. `*(n)` marks the nodes that are fused into loop n.
template <class Executor, class Mode>
class physical_plan {
    static constexpr std::size_t of_table = not_found;

public:
    template <class Plan, std::size_t Leaf = 0>
    static constexpr void write(text_sink& out, plan_place const& at, int& loops) {
        int seen = loops;
        write_loops(out, loops_into<Plan>(seen));
        if constexpr (requires { typename Plan::input_type; } || requires { typename Plan::left_type; }) {
            plan_node<Plan>::write(out);
        } else {
            write_scan<Plan, Leaf>(out);
        }
        out << "\n";
        if constexpr (node_state<Plan, Mode>::kept) {
            constexpr bool branches =
                requires { typename Plan::table_type; } || requires { typename Plan::left_type; };
            out << at.view() << (branches ? ":  " : "   ") << "state: ";
            node_state<Plan, Mode>::write(out);
            out << "\n";
        }
        if constexpr (requires { typename Plan::left_type; }) {
            constexpr std::size_t right =
                Leaf == of_table ? of_table : Leaf + count_leaves<typename Plan::left_type>();
            write_input<typename Plan::left_type, Leaf>(out, at, false, loops);
            write_input<typename Plan::right_type, right>(out, at, true, loops);
        } else if constexpr (requires { typename Plan::table_type; }) {
            if constexpr (Plan::table_left)
                write_input<typename Plan::table_type, of_table>(out, at, false, loops);
            write_input<typename Plan::input_type, Leaf>(out, at, Plan::table_left, loops);
            if constexpr (!Plan::table_left)
                write_input<typename Plan::table_type, of_table>(out, at, true, loops);
        } else if constexpr (requires { typename Plan::input_type; }) {
            write_input<typename Plan::input_type, Leaf>(out, at, true, loops);
        } else {
            ++loops;
        }
        if (plan_node<Plan>::ends_loop) ++loops;
    }

private:
    template <class Plan, std::size_t Leaf>
    static constexpr void write_input(text_sink& out, plan_place const& at, bool last, int& loops) {
        out << at.view() << (last ? "+- " : ":- ");
        write<Plan, Leaf>(out, at.below(last), loops);
    }
    template <class Plan, std::size_t Leaf>
    static constexpr void write_scan(text_sink& out) {
        using S = typename Plan::schema;
        constexpr std::size_t all = schema_of<S>::size;
        out << "Scan ";
        if constexpr (requires { Plan::source_type::description_type::format; })
            out << Plan::source_type::description_type::format << " ";
        if constexpr (Leaf == of_table) {
            write_columns<S>(out);
        } else {
            constexpr column_set read = Executor::template leaf<Leaf>::columns;
            write_columns<S>(out, read);
            out << ", " << static_cast<std::int64_t>(read.size()) << " of " << static_cast<std::int64_t>(all)
                << " columns read";
        }
    }
};

// `Project(Filter(LocalRelation))`: the first word of each node's line.
template <class Plan>
struct plan_name {
    static constexpr void write(text_sink& out) {
        constexpr std::string_view line = static_text<plan_node<Plan>>;
        out << line.substr(0, line.find(' '));
        bool first = true;
        for_each_input<Plan>({}, [&]<class Input>(type_identity<Input>, std::string_view, plan_place const&) {
            out << (first ? "(" : ", ");
            first = false;
            plan_name<Input>::write(out);
        });
        if (!first) out << ")";
    }
};

template <class Plan, class Mode>
struct explained {
    static constexpr demand all_columns{first_columns(schema_of<typename Plan::schema>::size)};

    static constexpr void write(text_sink& out) {
        int loops = 0;
        out << "== Logical Plan ==\n";
        write_columns<typename Plan::schema>(out);
        out << "\n";
        write_logical<Plan>(out);
        out << "\n== Physical Plan ==\n";
        physical_plan<executor<Plan, all_columns, Mode>, Mode>::template write<Plan>(out, {}, loops);
    }
};

/// The text of explain, which is there before the program starts.
template <class Plan, class Mode>
constexpr std::string_view explain_text() {
    if constexpr (Plan::rejected) {
        return {};
    } else {
        return static_text<explained<Plan, Mode>>;
    }
}

} // namespace detail

/// The operators of a plan in one line, outermost first: `Project(Aggregate(StreamingRelation))`; for logs
/// and debuggers, where the type's own name is too long to read.
///
/// Cost    the text is made by the compiler.
template <relation Plan>
[[nodiscard]] constexpr std::string_view type_name_of(Plan const&) {
    if constexpr (Plan::rejected) {
        return "rejected";
    } else {
        return detail::static_text<detail::plan_name<Plan>>;
    }
}

/// The plan as text: the operators that were written, and how they run: `*(n)` are the operators that are
/// fused into loop `n`, a scan tells which columns are read, a line `state:` what is kept and what frees it.
/// `mode` is the output mode of a stream.
///
/// Cost    the text is made by the compiler.
/// Source  Spark Dataset.explain(extended).
template <relation Plan, class Mode = append_mode>
    requires output_mode<Mode>
[[nodiscard]] std::string explain(Plan const&, Mode = {}) {
    using mode = std::conditional_t<Plan::is_streaming, Mode, complete_mode>;
    return std::string(detail::explain_text<Plan, mode>());
}

} // namespace weir
