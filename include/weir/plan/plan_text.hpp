// SPDX-License-Identifier: BSL-1.0
// The nodes of a plan as explain() writes them, and the logical plan.
#pragma once

#include <weir/core/static_text.hpp>
#include <weir/plan/join.hpp>
#include <weir/plan/offset.hpp>
#include <weir/plan/row_windows.hpp>
#include <weir/plan/rules.hpp>
#include <weir/plan/typed.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

namespace weir::detail {

/// `2 hours`, `1 minute 1 millisecond`.
constexpr void write_length(text_sink& out, std::int64_t micros) {
    struct unit {
        std::int64_t micros;
        std::string_view name;
    };
    constexpr std::array<unit, 6> units{{{86'400'000'000, "day"},
                                         {3'600'000'000, "hour"},
                                         {60'000'000, "minute"},
                                         {1'000'000, "second"},
                                         {1'000, "millisecond"},
                                         {1, "microsecond"}}};
    bool first = true;
    for (unit const& u : units) {
        std::int64_t const count = micros / u.micros;
        if (count == 0 && (u.micros != 1 || !first)) continue;
        out << (first ? "" : " ") << count << " " << u.name << (count == 1 ? "" : "s");
        first = false;
        micros %= u.micros;
    }
}

/// `[dt: timestamp, price: double]`, of the columns in `which`.
template <class S>
constexpr void write_columns(text_sink& out, column_set which = first_columns(schema_of<S>::size)) {
    out << "[";
    [&]<std::size_t... I>(std::index_sequence<I...>) {
        bool first = true;
        ((which.has(I) ? (void)(out << (first ? "" : ", ") << schema_of<S>::names[I] << ": "
                                    << type_name<column_type<S, I>>().view(),
                                first = false)
                       : void()),
         ...);
    }(std::make_index_sequence<schema_of<S>::size>{});
    out << "]";
}

template <class Output>
constexpr void write_output(text_sink& out) {
    constexpr std::string_view name = Output::name.view();
    if constexpr (generated_index<typename Output::expr> != not_found) {
        out << name;
    } else {
        constexpr auto& written = name_text<typename Output::expr>;
        out << written.view();
        if (written.view() != name) out << " AS " << name;
    }
}
template <class... Outputs>
constexpr void write_outputs(text_sink& out, type_list<Outputs...>) {
    out << "[";
    [[maybe_unused]] bool first = true;
    ((out << (first ? "" : ", "), write_output<Outputs>(out), first = false), ...);
    out << "]";
}

template <class Condition>
constexpr void write_condition(text_sink& out) {
    bool first = true;
    auto const next = [&] {
        out << (first ? ", " : " AND ");
        first = false;
    };
    [&]<class... Ls, class... Rs, bool... Safe>(type_identity<value_tuple<key_pair<Ls, Rs, Safe>...>>) {
        ((next(),
          out << "(" << name_text<Ls>.view() << (Safe ? " <=> " : " = ") << name_text<Rs>.view() << ")"),
         ...);
    }(type_identity<decltype(Condition::keys)>{});
    auto const more = [&]<class... Es>(type_identity<value_tuple<Es...>>) {
        ((next(), out << name_text<Es>.view()), ...);
    };
    more(type_identity<decltype(Condition::left)>{});
    more(type_identity<decltype(Condition::right)>{});
    more(type_identity<decltype(Condition::both)>{});
}

/// A node without its inputs: `write(out)` its line. `ends_loop`: its rows come out at the end of a batch.
template <class Plan>
struct plan_node;

/// A node through which rows pass at once.
struct passing_node {
    static constexpr bool ends_loop = false;
};
/// A node that gives its rows when the batch ends.
struct ending_node {
    static constexpr bool ends_loop = true;
};

template <class Source, class S>
struct plan_node<source_plan<Source, S>> : passing_node {
    static constexpr void write(text_sink& out) {
        out << (Source::streaming ? "StreamingRelation " : "LocalRelation ");
        write_columns<S>(out);
    }
};
template <class S, fixed_string Name>
struct plan_node<input_plan<S, Name>> : passing_node {
    static constexpr void write(text_sink& out) {
        out << "Input ";
        if (!Name.view().empty()) out << "\"" << Name.view() << "\" ";
        write_columns<S>(out);
    }
};
template <class Input, class Condition>
struct plan_node<where_plan<Input, Condition>> : passing_node {
    static constexpr void write(text_sink& out) { out << "Filter " << name_text<Condition>.view(); }
};
template <class Input, class Generator, class... Outputs>
struct plan_node<select_plan<Input, Generator, Outputs...>> : passing_node {
    static constexpr void write(text_sink& out) {
        out << "Project ";
        write_outputs(out, type_list<Outputs...>{});
        if constexpr (!std::is_same_v<Generator, no_generator>) out << " of " << name_text<Generator>.view();
    }
};
template <class Input, std::size_t Column, std::int64_t Delay>
struct plan_node<watermark_plan<Input, Column, Delay>> : passing_node {
    static constexpr void write(text_sink& out) {
        out << "EventTimeWatermark " << schema_of<typename Input::schema>::names[Column] << ", ";
        write_length(out, Delay);
    }
};
template <class Input, class Keys, class Calls, class Outputs>
struct plan_node<aggregate_plan<Input, Keys, Calls, Outputs>> : ending_node {
    static constexpr void write(text_sink& out) {
        out << "Aggregate ";
        write_outputs(out, Keys{});
        out << ", ";
        write_outputs(out, Outputs{});
    }
};
template <class Left, class Right>
struct plan_node<union_plan<Left, Right>> : passing_node {
    static constexpr void write(text_sink& out) { out << "Union"; }
};
template <class Input, std::int64_t Rows>
struct plan_node<limit_plan<Input, Rows>> : passing_node {
    static constexpr void write(text_sink& out) { out << "Limit " << Rows; }
};
template <class Input, std::int64_t Rows>
struct plan_node<offset_plan<Input, Rows>> : passing_node {
    static constexpr void write(text_sink& out) { out << "Offset " << Rows; }
};
template <class Input, class... Keys>
struct plan_node<order_by_plan<Input, Keys...>> : ending_node {
    static constexpr void write(text_sink& out) {
        out << "Sort [";
        bool first = true;
        ((out << (first ? "" : ", ") << name_text<typename Keys::expr>.view()
              << (Keys::direction == sort_direction::ascending ? " ASC" : " DESC")
              << (Keys::nulls == null_order::first ? " NULLS FIRST" : " NULLS LAST"),
          first = false),
         ...);
        out << "]";
    }
};
template <class S, std::size_t... Columns>
constexpr void write_names(text_sink& out) {
    out << "[";
    bool first = true;
    ((out << (first ? "" : ", ") << schema_of<S>::names[Columns], first = false), ...);
    out << "]";
}
template <class Input, std::size_t... Columns>
struct plan_node<deduplicate_plan<Input, Columns...>> : passing_node {
    static constexpr void write(text_sink& out) {
        out << "Deduplicate ";
        write_names<typename Input::schema, Columns...>(out);
    }
};
template <class Input, std::size_t... Columns>
struct plan_node<deduplicate_within_plan<Input, Columns...>> : passing_node {
    static constexpr void write(text_sink& out) {
        out << "DeduplicateWithinWatermark ";
        write_names<typename Input::schema, Columns...>(out);
    }
};
template <class Input, class T>
struct plan_node<as_plan<Input, T>> : passing_node {
    static constexpr void write(text_sink& out) {
        out << "As ";
        write_columns<T>(out);
    }
};
template <class Input, class F, class S, bool Flat>
struct plan_node<map_plan<Input, F, S, Flat>> : passing_node {
    static constexpr void write(text_sink& out) {
        out << (Flat ? "FlatMap " : "Map ");
        write_columns<S>(out);
    }
};
template <class Input, class F>
struct plan_node<filter_plan<Input, F>> : passing_node {
    static constexpr void write(text_sink& out) { out << "TypedFilter"; }
};
template <class Input, class Key, class State, class Timeout, class Function, class F, class Initial, class S>
struct plan_node<state_plan<Input, Key, State, Timeout, Function, F, Initial, S>> : ending_node {
    static constexpr void write(text_sink& out) {
        out << (std::is_same_v<Function, map_mode> ? "MapGroupsWithState " : "FlatMapGroupsWithState ");
        write_columns<S>(out);
        out << ", " << Timeout::name;
    }
};
template <class Input, class Key, class P, class TimeMode, class Initial, class S, std::size_t Time>
struct plan_node<transform_plan<Input, Key, P, TimeMode, Initial, S, Time>> : ending_node {
    static constexpr void write(text_sink& out) {
        out << "TransformWithState ";
        write_columns<S>(out);
        out << ", " << TimeMode::name;
    }
};
template <class Input, class... Calls>
struct plan_node<row_windows_plan<Input, Calls...>> : ending_node {
    static constexpr void write(text_sink& out) {
        out << "Window [";
        bool first = true;
        ((out << (first ? "" : ", ") << name_text<Calls>.view(), first = false), ...);
        out << "]";
    }
};
template <class Input, fixed_string Name>
struct plan_node<alias_plan<Input, Name>> : passing_node {
    static constexpr void write(text_sink& out) { out << "SubqueryAlias " << Name.view(); }
};
template <class Plan>
    requires requires { typename Plan::condition_type; }
struct plan_node<Plan> : passing_node {
    static constexpr void write(text_sink& out) {
        out << "Join " << name_of_kind(Plan::kind);
        write_condition<typename Plan::condition_type>(out);
    }
};

/// Where a node stands in the tree: what is written before its line, and before the lines below it.
struct plan_place {
    std::array<char, 256> indent{};
    std::size_t size = 0;

    [[nodiscard]] constexpr std::string_view view() const { return {indent.data(), size}; }
    /// The place of an input; `last`: no sibling comes after it.
    [[nodiscard]] constexpr plan_place below(bool last) const {
        plan_place next = *this;
        for (char const c : last ? std::string_view("   ") : std::string_view(":  ")) {
            if (next.size < next.indent.size()) next.indent[next.size++] = c;
        }
        return next;
    }
};

/// Calls `f(type_identity<input>, connector, place)` for each input of a plan, in the order in which they
/// were written.
template <class Plan, class F>
constexpr void for_each_input(plan_place const& at, F&& f) {
    if constexpr (requires { typename Plan::left_type; }) {
        f(type_identity<typename Plan::left_type>{}, ":- ", at.below(false));
        f(type_identity<typename Plan::right_type>{}, "+- ", at.below(true));
    } else if constexpr (requires { typename Plan::table_type; }) {
        using table = typename Plan::table_type;
        using input = typename Plan::input_type;
        f(type_identity<std::conditional_t<Plan::table_left, table, input>>{}, ":- ", at.below(false));
        f(type_identity<std::conditional_t<Plan::table_left, input, table>>{}, "+- ", at.below(true));
    } else if constexpr (requires { typename Plan::input_type; }) {
        f(type_identity<typename Plan::input_type>{}, "+- ", at.below(true));
    }
}

template <class Plan>
constexpr void write_logical(text_sink& out, plan_place const& at = {}) {
    plan_node<Plan>::write(out);
    out << "\n";
    for_each_input<Plan>(
        at, [&]<class Input>(type_identity<Input>, std::string_view edge, plan_place const& below) {
            out << at.view() << edge;
            write_logical<Input>(out, below);
        });
}

} // namespace weir::detail
