// SPDX-License-Identifier: BSL-1.0
// Runs a plan over the input of a recorded streaming case, by an on_demand query and by an inline query, and
// compares what comes out with what Spark answered.
//
// Inputs have Spark's DDL as their type, so every column can be null, as it was when the cases were recorded.
#pragma once

#include <weir/testing.hpp>

#include "catch.hpp"
#include "streams_case.hpp"
#include "unit/source/temporary_folder.hpp"

#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <tuple>
#include <type_traits>
#include <unistd.h>
#include <utility>
#include <vector>

namespace parity {

using namespace weir::literals;

/// An input of a case: its name and its columns.
template <weir::fixed_string Name, weir::fixed_string Ddl>
struct in {
    static constexpr auto name = Name;
    using row = weir::row_of<Ddl>;
};

/// A table of a case, whose rows are recorded with it.
template <weir::fixed_string Name, weir::fixed_string Ddl>
struct table : in<Name, Ddl> {
    static constexpr bool is_static = true;
};
template <class In>
inline constexpr bool is_table = requires { In::is_static; };

// Values as JSON, in the form of the recordings.

template <class T>
json json_of(T const& value) {
    if constexpr (weir::is_nullable<T>) {
        return value ? json_of(*value) : json{};
    } else if constexpr (std::is_same_v<T, bool>) {
        return json::of(static_cast<bool>(value));
    } else if constexpr (std::is_integral_v<T>) {
        return json::of(static_cast<std::int64_t>(value));
    } else if constexpr (std::is_same_v<T, float>) {
        if (!std::isfinite(value)) return json::of(static_cast<double>(value));
        std::string digits;
        weir::append_value<weir::text_form::cast>(digits, value);
        return json::of(std::strtod(digits.c_str(), nullptr));
    } else if constexpr (std::is_same_v<T, double>) {
        return json::of(static_cast<double>(value));
    } else if constexpr (weir::detail::is_array<T>) {
        json list = json::list();
        for (typename T::value_type const& item : value) list.items.push_back(json_of(item));
        return list;
    } else if constexpr (weir::detail::is_map<T>) {
        json map = json::map();
        for (auto const& [key, mapped] : value) {
            std::string text;
            weir::append_value<weir::text_form::cast>(text, key);
            map.members.push_back({text, json_of(mapped)});
        }
        return map;
    } else if constexpr (weir::detail::struct_column<T>) {
        json map = json::map();
        using schema = weir::schema_of<T>;
        [&]<std::size_t... I>(std::index_sequence<I...>) {
            (map.members.push_back({std::string(schema::names[I]), json_of(schema::template get<I>(value))}),
             ...);
        }(std::make_index_sequence<schema::size>{});
        return map;
    } else {
        std::string text;
        weir::append_value<weir::text_form::cast>(text, value);
        return json::of(std::move(text));
    }
}

template <class Rows>
std::vector<json> to_json_rows(Rows const& rows) {
    std::vector<json> out;
    for (auto const& r : rows) out.push_back(json_of(r));
    return out;
}

template <class Row>
std::vector<Row> rows_of(std::vector<json> const& rows) {
    std::vector<Row> out;
    for (json const& r : rows) out.push_back(weir::try_parse_json_value<Row>(r.source).value());
    return out;
}

template <class S>
std::vector<std::string> names_of() {
    std::vector<std::string> names;
    for (auto const name : weir::schema_of<S>::names) names.emplace_back(name);
    return names;
}

// Facts about a plan.

template <class Plan>
constexpr bool has_overlapping_windows() {
    if constexpr (weir::detail::is_aggregation<Plan>) {
        using layout = weir::detail::grouping<Plan>;
        if (layout::window_key != weir::detail::not_found && layout::overlapping) return true;
    }
    if constexpr (requires { typename Plan::left_type; }) {
        return has_overlapping_windows<typename Plan::left_type>()
               || has_overlapping_windows<typename Plan::right_type>();
    } else if constexpr (requires { typename Plan::input_type; }) {
        return has_overlapping_windows<typename Plan::input_type>();
    } else {
        return false;
    }
}
template <class Plan>
constexpr state_layout layout_of = has_overlapping_windows<Plan>() ? state_layout::panes : state_layout::same;

/// A plan over the inputs: an operator applied to the only one, or a function of all.
template <class Query, class... Inputs>
auto build(Query const& query, Inputs const&... inputs) {
    if constexpr (weir::plan_operator<Query>) {
        return (inputs | ...) | query;
    } else {
        return query(inputs...);
    }
}

inline batch_result result_of(weir::streaming_query_progress const& p) {
    batch_result r;
    r.id = p.batch_id;
    r.input_rows = p.num_input_rows;
    if (p.event_time.watermark) {
        r.watermark.emplace();
        weir::append_iso_timestamp(*r.watermark, *p.event_time.watermark);
    }
    for (auto const& s : p.state_operators) {
        r.state.push_back({s.operator_name, s.num_rows_total, s.num_rows_updated, s.num_rows_removed,
                           s.num_rows_dropped_by_watermark});
    }
    return r;
}

/// The reports of the batches from `next` on, which is moved behind them.
inline std::vector<batch_result> results_from(weir::streaming_query const& query, std::int64_t& next) {
    std::vector<batch_result> out;
    for (auto const& p : query.recent_progress()) {
        if (p.batch_id < next) continue;
        out.push_back(result_of(p));
        next = p.batch_id + 1;
    }
    return out;
}

/// What foreach_batch got.
using batch_rows = std::vector<std::pair<std::int64_t, std::vector<json>>>;

inline void add_rows(std::vector<batch_result>& results, batch_rows& rows) {
    for (batch_result& r : results) {
        for (auto& [id, of_batch] : rows) {
            if (id == r.id) r.rows = std::move(of_batch);
        }
    }
    rows.clear();
}

/// What is printed on stdout while it lives.
class captured_output {
public:
    captured_output() {
        std::fflush(stdout);
        dup2(fileno(file_), STDOUT_FILENO);
    }
    captured_output(captured_output const&) = delete;
    captured_output& operator=(captured_output const&) = delete;
    ~captured_output() {
        restore();
        std::fclose(file_);
    }
    std::string text() {
        restore();
        std::string out(static_cast<std::size_t>(std::ftell(file_)), '\0');
        std::rewind(file_);
        out.resize(std::fread(out.data(), 1, out.size(), file_));
        return out;
    }

private:
    void restore() {
        if (saved_ < 0) return;
        std::fflush(stdout);
        dup2(saved_, STDOUT_FILENO);
        ::close(saved_);
        saved_ = -1;
        std::fseek(file_, 0, SEEK_END);
    }
    int saved_ = dup(STDOUT_FILENO);
    std::FILE* file_ = std::tmpfile();
};

// The inputs of a case.

template <class... In>
struct inputs {
    static constexpr std::size_t size = sizeof...(In);

    std::tuple<weir::memory_stream<typename In::row>...> streams;

    template <class Query>
    auto plan(Query const& query, json const& data) const {
        return std::apply([&](auto const&... s) { return build(query, read_input<In>(s, data)...); },
                          streams);
    }
    template <class I, class Stream>
    static auto read_input(Stream const& stream, json const& data) {
        if constexpr (is_table<I>) {
            return table_of<I>(data);
        } else {
            return weir::read_stream(stream);
        }
    }
    template <class I>
    static auto table_of(json const& data) {
        return weir::table<typename I::row>(
            rows_of<typename I::row>(data["inputs"][I::name.view()]["rows"].items));
    }
    void add(std::string const& name, std::vector<json> const& rows) {
        for_each([&]<class I>(I, auto& stream) {
            if (name == I::name.view()) stream.add(rows_of<typename I::row>(rows));
        });
    }
    template <class F>
    void for_each(F const& f) {
        [&]<std::size_t... I>(std::index_sequence<I...>) {
            (f(In{}, std::get<I>(streams)), ...);
        }(std::index_sequence_for<In...>{});
    }

    template <class Query>
    static auto inline_plan(Query const& query, json const& data) {
        return build(query, inline_input<In>(data)...);
    }
    template <class I>
    static auto inline_input(json const& data) {
        if constexpr (is_table<I>) {
            return table_of<I>(data);
        } else {
            return weir::input<typename I::row, I::name>();
        }
    }
    /// The rows of a step, as one batch: a block for the only input that has any, else one for each input.
    template <class Live>
    static void push(Live& live, std::vector<member> const& given) {
        [&]<class... Streams>(std::tuple<Streams...>) {
            if constexpr (sizeof...(Streams) == 1) {
                (live.template push<Streams::name>(rows_in<Streams>(given)), ...);
            } else if (given.size() != 1) {
                live.template push<Streams::name...>(rows_in<Streams>(given)...);
            } else {
                ((given.front().first == Streams::name.view()
                      ? live.template push<Streams::name>(rows_in<Streams>(given))
                      : void()),
                 ...);
            }
        }(decltype(std::tuple_cat(std::conditional_t<is_table<In>, std::tuple<>, std::tuple<In>>{}...)){});
    }
    template <class I>
    static auto rows_in(std::vector<member> const& given) {
        for (auto const& [name, rows] : given) {
            if (name == I::name.view()) return rows_of<typename I::row>(rows.items);
        }
        return std::vector<typename I::row>{};
    }
};

template <class Writer>
auto configured(Writer writer, recorded_case const& c) {
    return std::move(writer)
        .no_data_batches(c.no_data_batches())
        .watermark_policy(c.policy_is_max() ? weir::watermark_policy::max : weir::watermark_policy::min);
}

// The ways to run a case.

template <class Inputs, class Mode, class Query>
void run_inline(recorded_case& c, Mode mode, Query const& query) {
    if (!c.fits_inline()) return;
    std::vector<json> rows;
    auto live = weir::inline_query(Inputs::inline_plan(query, c.data()), mode,
                                   [&](auto const& row) { rows.push_back(json_of(row.to_owned())); });
    if (c.policy_is_max()) live.use_watermark_policy(weir::watermark_policy::max);
    c.run_inline([&](std::vector<member> const& given) { Inputs::push(live, given); },
                 [&] { return std::exchange(rows, {}); });
}

template <class Inputs, class Mode, class Trigger, class Query>
void run_streaming(recorded_case& c, Mode mode, Trigger trigger, Query const& query) {
    Inputs streams;
    auto const plan = streams.plan(query, c.data());
    using plan_type = std::remove_const_t<decltype(plan)>;
    c.check_columns(names_of<typename plan_type::schema>());
    batch_rows rows;
    weir::streaming_query running = configured(weir::write_stream(plan), c)
                                        .output_mode(mode)
                                        .trigger(trigger)
                                        .foreach_batch([&](auto const& batch, std::int64_t id) {
                                            rows.emplace_back(id, to_json_rows(batch));
                                        })
                                        .start();
    std::int64_t next = 0;
    driver d;
    d.add = [&](std::string const& name, std::vector<json> const& in) { streams.add(name, in); };
    d.run = [&] {
        running.process_all_available();
        auto results = results_from(running, next);
        add_rows(results, rows);
        return results;
    };
    c.run_streaming(d, layout_of<plan_type>);
    running.stop();
}

/// By a clock that goes on as the case says.
template <class Inputs, class Mode, class Query>
void run_by_clock(char const* name, Mode mode, Query const& query) {
    recorded_case c(name);
    Inputs streams;
    weir::manual_clock clock;
    auto const plan = streams.plan(query, c.data());
    using plan_type = std::remove_const_t<decltype(plan)>;
    c.check_columns(names_of<typename plan_type::schema>());
    batch_rows rows;
    weir::streaming_query running = configured(weir::write_stream(plan), c)
                                        .output_mode(mode)
                                        .trigger(weir::on_demand)
                                        .clock(clock)
                                        .foreach_batch([&](auto const& batch, std::int64_t id) {
                                            rows.emplace_back(id, to_json_rows(batch));
                                        })
                                        .start();
    std::int64_t next = 0;
    driver d;
    d.add = [&](std::string const& input, std::vector<json> const& in) { streams.add(input, in); };
    d.add_file = d.add;
    d.wait = [&](std::int64_t seconds) { clock.advance(std::chrono::seconds(seconds)); };
    d.run = [&] {
        running.process_all_available();
        auto results = results_from(running, next);
        add_rows(results, rows);
        return results;
    };
    c.run_streaming(d, layout_of<plan_type>);
    c.finish();
}

/// The query both ways.
template <class Inputs, bool Inline, class Mode, class Trigger, class Query>
void run(char const* name, Mode mode, Trigger trigger, Query const& query) {
    recorded_case c(name);
    run_streaming<Inputs>(c, mode, trigger, query);
    if constexpr (Inline) run_inline<Inputs>(c, mode, query);
    c.finish();
}

/// The folders that a case's inputs are read from as JSON files, one for each.
template <class... In>
class input_folders {
public:
    explicit input_folders(inputs<In...> const*) {}

    template <class Query>
    auto plan(Query const& query, std::optional<std::int64_t> max_files) const {
        return [&]<std::size_t... I>(std::index_sequence<I...>) {
            return build(query, weir::read_stream<typename In::row>(weir::json_files(
                                    folders_[I].path(), {.max_files_per_trigger = max_files}))...);
        }(std::index_sequence_for<In...>{});
    }
    void write(std::string const& input, std::vector<json> const& rows) {
        std::string text;
        for (json const& r : rows) {
            for (char const ch : r.source) text += ch == '\n' ? ' ' : ch;
            text += '\n';
        }
        ++files_;
        std::string_view const names[] = {In::name.view()...};
        for (std::size_t i = 0; i < sizeof...(In); ++i) {
            if (names[i] == input)
                folders_[i].write("part-" + std::to_string(files_) + ".json", text, 1'000'000 + files_);
        }
    }

private:
    std::array<test::temporary_folder, sizeof...(In)> folders_;
    int files_ = 0;
};

/// Over JSON files, with the case's limit of files.
template <class Inputs, class Mode, class Trigger, class Query>
void run_files(char const* name, Mode mode, Trigger trigger, Query const& query) {
    recorded_case c(name);
    input_folders folders(static_cast<Inputs const*>(nullptr));
    auto const plan = folders.plan(query, c.max_files());
    using plan_type = std::remove_const_t<decltype(plan)>;
    c.check_columns(names_of<typename plan_type::schema>());
    batch_rows rows;
    std::optional<weir::streaming_query> running;
    std::int64_t next = 0;
    driver d;
    d.add = [&](std::string const& input, std::vector<json> const& in) { folders.write(input, in); };
    d.add_file = d.add;
    d.run = [&] {
        if (!running) {
            running.emplace(configured(weir::write_stream(plan), c)
                                .output_mode(mode)
                                .trigger(trigger)
                                .foreach_batch([&](auto const& batch, std::int64_t id) {
                                    rows.emplace_back(id, to_json_rows(batch));
                                })
                                .start());
        }
        if constexpr (Trigger::rule.kind == weir::detail::trigger_kind::on_demand) {
            running->process_all_available();
        } else {
            running->await_termination();
        }
        auto results = results_from(*running, next);
        add_rows(results, rows);
        return results;
    };
    c.run_streaming(d, layout_of<plan_type>);
    running.reset();
    c.finish();
}

/// Into the console, whose exact text is compared.
template <class Inputs, class Mode, class Query>
void run_console(char const* name, Mode mode, Query const& query) {
    recorded_case c(name);
    Inputs streams;
    auto const plan = streams.plan(query, c.data());
    using plan_type = std::remove_const_t<decltype(plan)>;
    c.check_columns(names_of<typename plan_type::schema>());
    weir::console_options options;
    json const& given = c.data()["sink_options"];
    if (given.has("truncate")) options.truncate = given["truncate"].string == "true";
    if (given.has("numRows")) options.num_rows = std::stoi(given["numRows"].string);
    std::string text;
    std::int64_t next = 0;
    weir::streaming_query running = configured(weir::write_stream(plan), c)
                                        .output_mode(mode)
                                        .trigger(weir::on_demand)
                                        .console(options)
                                        .start();
    driver d;
    d.add = [&](std::string const& input, std::vector<json> const& in) { streams.add(input, in); };
    d.run = [&] {
        captured_output output;
        running.process_all_available();
        text = output.text();
        return results_from(running, next);
    };
    d.printed = [&] { return text; };
    c.run_streaming(d, layout_of<plan_type>);
    c.finish();
}

/// Into a memory table, which `of_table` queries after each step.
template <class Inputs, class Mode, class OfTable, class Query>
void run_memory(char const* name, Mode mode, OfTable const& of_table, Query const& query) {
    recorded_case c(name);
    Inputs streams;
    auto const plan = streams.plan(query, c.data());
    using plan_type = std::remove_const_t<decltype(plan)>;
    c.check_columns(names_of<typename plan_type::schema>());
    auto running =
        configured(weir::write_stream(plan), c).output_mode(mode).trigger(weir::on_demand).memory().start();
    std::int64_t next = 0;
    driver d;
    d.add = [&](std::string const& input, std::vector<json> const& in) { streams.add(input, in); };
    d.run = [&] {
        running.process_all_available();
        return results_from(running, next);
    };
    d.sink_rows = [&] { return to_json_rows((running.table() | of_table).collect()); };
    c.run_streaming(d, layout_of<plan_type>);
    c.finish();
}

/// An input of the kind of `In`, of which only the type matters.
template <class In>
auto some_input() {
    if constexpr (is_table<In>) {
        return weir::table<typename In::row>(std::vector<typename In::row>());
    } else {
        return weir::read_stream(weir::memory_stream<typename In::row>());
    }
}

/// Why a streaming query is refused: by its text, or by its output mode; empty when it is not.
template <weir::fixed_string Sql, class Mode, class... Views>
constexpr weir::verdict refusal() {
    using statement = weir::detail::sql_statement<Sql, Views...>;
    if constexpr (statement::check().failed()) {
        return statement::check();
    } else {
        using plan = decltype(statement::make(std::declval<weir::detail::value_tuple<Views...>>()));
        return weir::detail::check_stream<plan, Mode>();
    }
}

} // namespace parity

/// PARITY("group/name", mode, inputs, query): `inputs` is a type made of in<name, ddl>; the query is an
/// operator, or a function of the inputs.
#define PARITY(NAME, MODE, INPUTS, ...)                                                                      \
    TEST_CASE(NAME) {                                                                                        \
        using namespace weir;                                                                                \
        parity::run<INPUTS, true>(NAME, weir::MODE, weir::on_demand, __VA_ARGS__);                           \
    }
