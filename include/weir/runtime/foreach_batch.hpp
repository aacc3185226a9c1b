// SPDX-License-Identifier: BSL-1.0
// foreach_batch: the user's code for each batch.
#pragma once

#include <weir/runtime/batch.hpp>

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace weir {

namespace detail {

template <class S, class F>
class foreach_batch_sink {
public:
    static constexpr std::string_view name = "ForeachBatchSink";

    explicit foreach_batch_sink(F f) : f_(std::move(f)) {}

    void begin(std::int64_t) { rows_.clear(); }
    template <class Row>
    void row(Row const& row) {
        rows_.push_back(row_ref<S, Row>(row).to_owned());
    }
    void end(std::int64_t batch_id) {
        batch<S> const whole(std::move(rows_));
        rows_ = {};
        f_(whole, batch_id);
    }
    [[nodiscard]] static std::int64_t rows() { return -1; }

private:
    F f_;
    std::vector<weir::row<S>> rows_;
};

} // namespace detail
} // namespace weir
