// SPDX-License-Identifier: BSL-1.0
// The user's own state by a 64-bit key, pushed event by event: sum and count by map_groups_with_state and by
// a processor, against a loop over boost::unordered_flat_map. The state is warm.
#include <weir/plan/map_groups_with_state.hpp>
#include <weir/plan/transform_with_state.hpp>
#include <weir/runtime/inline_query.hpp>

#include "data.hpp"
#include "harness.hpp"

#include <boost/unordered/unordered_flat_map.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>

namespace {

using payments = std::span<bench::payment const>;

struct totals {
    double sum = 0;
    std::int64_t count = 0;
};
struct totals_of_account {
    std::int64_t account;
    double sum;
    std::int64_t count;
};

auto into(bench::row_digest& digest) {
    return
        [&digest](std::int64_t account, double sum, std::int64_t count) { digest.add(account, sum, count); };
}
using emit_function = decltype(into(std::declval<bench::row_digest&>()));

/// Pushes everything twice; the first time, in which the tables grow, is not timed.
template <class Query>
std::uint64_t play(payments all, bench::stopwatch& watch) {
    bench::row_digest digest;
    Query query{into(digest)};
    for (bench::payment const& p : all) query.push(p);
    watch.start();
    for (bench::payment const& p : all) query.push(p);
    watch.stop();
    return digest.value();
}

namespace hand {

/// The state of each account in a flat hash map; the row of the account goes out with every payment.
class query {
public:
    explicit query(emit_function emit) : emit_(emit) {}

    void push(bench::payment const& p) {
        totals& t = state_[p.account];
        t.sum += p.amount;
        ++t.count;
        emit_(p.account, t.sum, t.count);
    }

private:
    boost::unordered_flat_map<std::int64_t, totals> state_;
    emit_function emit_;
};

} // namespace hand

namespace weir_side {

using namespace weir::literals;

template <class Emit>
auto by_function(Emit emit) {
    return weir::inline_query(
        weir::input<bench::payment>() | weir::group_by_key("account"_c)
            | weir::map_groups_with_state<totals>(
                weir::no_timeout,
                [](std::int64_t account, auto rows, weir::group_state<totals>& state) {
                    totals t = state.exists() ? state.get() : totals{};
                    for (auto const& p : rows) {
                        t.sum += p.amount;
                        ++t.count;
                    }
                    state.update(t);
                    return totals_of_account{account, t.sum, t.count};
                }),
        weir::update, [emit](auto const& row) { emit(row["account"_c], row["sum"_c], row["count"_c]); });
}

struct processor {
    weir::value_state<totals> state{"totals"};

    totals_of_account handle_input_rows(std::int64_t account, auto rows) {
        totals t = state.exists() ? state.get() : totals{};
        for (auto const& p : rows) {
            t.sum += p.amount;
            ++t.count;
        }
        state.update(t);
        return {account, t.sum, t.count};
    }
};
template <class Emit>
auto by_processor(Emit emit) {
    return weir::inline_query(
        weir::input<bench::payment>() | weir::group_by_key("account"_c)
            | weir::transform_with_state(processor{}, weir::time_mode::none),
        weir::update, [emit](auto const& row) { emit(row["account"_c], row["sum"_c], row["count"_c]); });
}

struct function_query {
    decltype(by_function(std::declval<emit_function>())) plan;

    explicit function_query(emit_function emit) : plan(by_function(emit)) {}
    void push(bench::payment const& p) { plan.push(p); }
};
struct processor_query {
    decltype(by_processor(std::declval<emit_function>())) plan;

    explicit processor_query(emit_function emit) : plan(by_processor(emit)) {}
    void push(bench::payment const& p) { plan.push(p); }
};

} // namespace weir_side
} // namespace

int main() {
    bench::report report;
    for (std::size_t const accounts : {100U, 10'000U, 1'000'000U}) {
        auto const data = bench::make_payments(std::size_t{4} << 20, accounts);
        payments const all{data};
        std::string const keys = std::to_string(accounts) + " keys";
        auto const by_hand = [&](bench::stopwatch& watch) { return play<hand::query>(all, watch); };
        report.compare("map_groups_with_state", keys, 1.5, static_cast<double>(all.size()), by_hand,
                       [&](bench::stopwatch& watch) { return play<weir_side::function_query>(all, watch); });
        report.compare("transform_with_state", keys, 1.5, static_cast<double>(all.size()), by_hand,
                       [&](bench::stopwatch& watch) { return play<weir_side::processor_query>(all, watch); });
    }
    return report.finish();
}
