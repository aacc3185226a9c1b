// SPDX-License-Identifier: BSL-1.0
// explain: a plan as text, in the form of Spark's.
#pragma once

#include <weir/plan/join.hpp>
#include <weir/plan/rules.hpp>
#include <weir/plan/typed.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace weir {

namespace detail {

template <class E>
void add_name(std::string& out) {
    out += name_of<E>().view();
}

template <class List, class F>
void join(std::string& out, List, F&& f) {
    [&]<class... Ts>(type_list<Ts...>) {
        std::size_t i = 0;
        ((out += i++ == 0 ? "" : ", ", f(type_identity<Ts>{})), ...);
    }(List{});
}

template <class S>
std::string schema_text() {
    text t;
    write_schema<S>(t);
    return std::string(t.view());
}

template <class Output>
void add_output(std::string& out) {
    if constexpr (generated_index<typename Output::expr> != not_found) {
        out += Output::name.view();
    } else {
        std::string_view const name = Output::name.view();
        std::string text;
        add_name<typename Output::expr>(text);
        out += text;
        if (text != name) out.append(" AS ").append(name);
    }
}

// One line a node, without its inputs.
template <class Plan>
struct node_text;

template <class Source, class S>
struct node_text<source_plan<Source, S>> {
    static std::string get() {
        return (Source::streaming ? "StreamingRelation " : "LocalRelation ") + schema_text<S>();
    }
};
template <class S, fixed_string Name>
struct node_text<input_plan<S, Name>> {
    static std::string get() { return "Input \"" + std::string(Name.view()) + "\" " + schema_text<S>(); }
};
template <class Input, class Condition>
struct node_text<where_plan<Input, Condition>> {
    static std::string get() {
        std::string out = "Filter ";
        add_name<Condition>(out);
        return out;
    }
};
template <class Input, class Generator, class... Outputs>
struct node_text<select_plan<Input, Generator, Outputs...>> {
    static std::string get() {
        std::string out = "Project [";
        join(out, type_list<Outputs...>{}, [&]<class T>(type_identity<T>) { add_output<T>(out); });
        out += ']';
        if constexpr (!std::is_same_v<Generator, no_generator>) {
            out += " of ";
            add_name<Generator>(out);
        }
        return out;
    }
};
template <class Input, std::size_t Column, std::int64_t Delay>
struct node_text<watermark_plan<Input, Column, Delay>> {
    static std::string get() {
        return "EventTimeWatermark " + std::string(schema_of<typename Input::schema>::names[Column]) + ", "
               + std::to_string(Delay / 1000) + " ms";
    }
};
template <class Input, class Keys, class Calls, class Outputs>
struct node_text<aggregate_plan<Input, Keys, Calls, Outputs>> {
    static std::string get() {
        std::string out = "Aggregate [";
        join(out, Keys{}, [&]<class T>(type_identity<T>) { add_output<T>(out); });
        out += "], [";
        join(out, Outputs{}, [&]<class T>(type_identity<T>) { add_output<T>(out); });
        return out += ']';
    }
};
template <class Left, class Right>
struct node_text<union_plan<Left, Right>> {
    static std::string get() { return "Union"; }
};
template <class Input, std::int64_t Rows>
struct node_text<limit_plan<Input, Rows>> {
    static std::string get() { return "Limit " + std::to_string(Rows); }
};
template <class Input, class... Keys>
struct node_text<order_by_plan<Input, Keys...>> {
    static std::string get() {
        std::string out = "Sort [";
        join(out, type_list<Keys...>{}, [&]<class T>(type_identity<T>) {
            add_name<typename T::expr>(out);
            out += T::direction == sort_direction::ascending ? " ASC" : " DESC";
            out += T::nulls == null_order::first ? " NULLS FIRST" : " NULLS LAST";
        });
        return out += ']';
    }
};
template <class Input, std::size_t... Columns>
struct node_text<deduplicate_plan<Input, Columns...>> {
    static std::string get() {
        std::string out = "Deduplicate [";
        std::size_t i = 0;
        ((out.append(i++ == 0 ? "" : ", ").append(schema_of<typename Input::schema>::names[Columns])), ...);
        return out += ']';
    }
};
template <class Input, std::size_t... Columns>
struct node_text<deduplicate_within_plan<Input, Columns...>> {
    static std::string get() {
        std::string out = "DeduplicateWithinWatermark [";
        std::size_t i = 0;
        ((out.append(i++ == 0 ? "" : ", ").append(schema_of<typename Input::schema>::names[Columns])), ...);
        return out += ']';
    }
};
template <class Input, class T>
struct node_text<as_plan<Input, T>> {
    static std::string get() { return "As " + schema_text<T>(); }
};
template <class Input, class F, class S, bool Flat>
struct node_text<map_plan<Input, F, S, Flat>> {
    static std::string get() { return (Flat ? "FlatMap " : "Map ") + schema_text<S>(); }
};
template <class Input, class F>
struct node_text<filter_plan<Input, F>> {
    static std::string get() { return "TypedFilter"; }
};

template <class Input, class Key, class State, class Timeout, class Function, class F, class Initial, class S>
struct node_text<state_plan<Input, Key, State, Timeout, Function, F, Initial, S>> {
    static std::string get() {
        std::string out =
            std::is_same_v<Function, map_mode> ? "MapGroupsWithState " : "FlatMapGroupsWithState ";
        return (out += schema_text<S>()).append(", ").append(Timeout::name);
    }
};

template <class Input, fixed_string Name>
struct node_text<alias_plan<Input, Name>> {
    static std::string get() { return "SubqueryAlias " + std::string(Name.view()); }
};
template <class Condition>
std::string condition_text() {
    std::string out;
    auto const add = [&]<class... Es>(type_identity<value_tuple<Es...>>) {
        ((out += out.empty() ? "" : " AND ", add_name<Es>(out)), ...);
    };
    [&]<class... Ls, class... Rs, bool... Safe>(type_identity<value_tuple<key_pair<Ls, Rs, Safe>...>>) {
        ((out += out.empty() ? "(" : " AND (", add_name<Ls>(out), out += Safe ? " <=> " : " = ",
          add_name<Rs>(out), out += ')'),
         ...);
    }(type_identity<decltype(Condition::keys)>{});
    add(type_identity<decltype(Condition::left)>{});
    add(type_identity<decltype(Condition::right)>{});
    add(type_identity<decltype(Condition::both)>{});
    return out;
}
template <join_kind Kind, class Condition>
std::string join_text() {
    std::string const condition = condition_text<Condition>();
    return "Join " + std::string(name_of_kind(Kind)) + (condition.empty() ? "" : ", ") + condition;
}
template <class Input, class Table, join_kind Kind, bool TableLeft, class Condition>
struct node_text<lookup_plan<Input, Table, Kind, TableLeft, Condition>> {
    static std::string get() { return join_text<Kind, Condition>(); }
};
template <class Left, class Right, join_kind Kind, class Condition>
struct node_text<stream_join_plan<Left, Right, Kind, Condition>> {
    static std::string get() { return join_text<Kind, Condition>(); }
};
template <class Input, class Key, class P, class TimeMode, class Initial, class S, std::size_t Time>
struct node_text<transform_plan<Input, Key, P, TimeMode, Initial, S, Time>> {
    static std::string get() {
        return ("TransformWithState " + schema_text<S>()).append(", ").append(TimeMode::name);
    }
};

template <class Plan>
void write_plan(std::string& out, std::string const& first, std::string const& rest) {
    out.append(first).append(node_text<Plan>::get()).append("\n");
    if constexpr (requires { typename Plan::left_type; }) {
        write_plan<typename Plan::left_type>(out, rest + ":- ", rest + ":  ");
        write_plan<typename Plan::right_type>(out, rest + "+- ", rest + "   ");
    } else if constexpr (requires { typename Plan::table_type; }) {
        using left =
            std::conditional_t<Plan::table_left, typename Plan::table_type, typename Plan::input_type>;
        using right =
            std::conditional_t<Plan::table_left, typename Plan::input_type, typename Plan::table_type>;
        write_plan<left>(out, rest + ":- ", rest + ":  ");
        write_plan<right>(out, rest + "+- ", rest + "   ");
    } else if constexpr (requires { typename Plan::input_type; }) {
        write_plan<typename Plan::input_type>(out, rest + "+- ", rest + "   ");
    }
}

} // namespace detail

/// The logical plan as text, one operator a line, its inputs below it. Source  Spark Dataset.explain.
template <relation Plan>
std::string explain(Plan const&) {
    std::string out = "== Logical Plan ==\n";
    detail::write_plan<Plan>(out, "", "");
    return out;
}

} // namespace weir
