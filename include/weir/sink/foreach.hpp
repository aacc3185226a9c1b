// SPDX-License-Identifier: BSL-1.0
// foreach: the user's code for each row, a callable or an object with open, process and close.
#pragma once

#include <weir/core/lambda_body.hpp>
#include <weir/core/verdict.hpp>
#include <weir/schema/flight.hpp>
#include <weir/schema/row.hpp>

#include <concepts>
#include <cstdint>
#include <exception>
#include <string_view>
#include <type_traits>
#include <utility>

namespace weir {

namespace detail {

template <class F>
concept foreach_writer = requires(F& f) {
    { f.open(std::int64_t{}, std::int64_t{}) } -> std::convertible_to<bool>;
};

// A row of the schema `S` as a sink gets it.
template <class... Ts>
auto find_lent_row(type_list<Ts...>) -> flight_row<flight_type<Ts>...>;
template <class S>
using lent_row = row_ref<S, decltype(find_lent_row(typename schema_of<S>::types{}))>;

// A function of `auto const&` is as good as row_function_rival: a call is ambiguous and takes nobody's body,
// whereas asking for what it returns would make it for a row type of which no row ever comes.
struct row_function_rival {
    template <class T>
    void operator()(T const&) const;
};
template <class F>
struct with_call : F, row_function_rival {};
template <class F>
struct with_rival : F, row_function_rival {
    using F::operator();
    using row_function_rival::operator();
};
template <class F>
constexpr bool takes_any_row() {
    if constexpr (!std::is_class_v<F> || std::is_final_v<F>) {
        return false;
    } else if constexpr (requires {
                             &with_call<F>::template operator()<int>;
                         }) { // it is row_function_rival's alone
        return false;
    } else {
        return !requires(with_rival<F> const& f, row_function_rival const& row) { f(row); };
    }
}

/// Says why `F` cannot be called with the rows of `S`; empty when it can.
template <class F, class S>
constexpr verdict check_row_function(std::string_view what) {
    if constexpr (requires { F::is_no_function; }) {
        return fault(what, " does not take a row; write [](auto const& row) { ... }");
    } else if constexpr (takes_any_row<F>()) {
        return {};
    } else if constexpr (std::is_invocable_v<F&, lent_row<S> const&>) {
        return {};
    } else if constexpr (fails_in_body<F, lent_row<S> const&>()) {
        return reported_before();
    } else {
        return fault(what, " does not take a row; write [](auto const& row) { ... }");
    }
}

/// Says why `F` is neither a function of rows nor an object with open, process and close; empty when it is.
template <class F, class S>
constexpr verdict check_foreach() {
    if constexpr (foreach_writer<F>) {
        return requires(F& f, lent_row<S> const& row, std::exception_ptr error) {
            f.process(row);
            f.close(error);
        } ? verdict{}
          : fault("object given to foreach has open, but no process(auto const& row) and "
                  "close(std::exception_ptr); write all three");
    } else {
        return check_row_function<F, S>("foreach function");
    }
}

template <class S, class F>
class foreach_sink {
public:
    static constexpr std::string_view name = "ForeachWriterTable";

    explicit foreach_sink(F f) : f_(std::move(f)) {}

    void begin(std::int64_t batch_id) {
        failed_ = nullptr;
        if constexpr (foreach_writer<F>) {
            opened_ = true; // close() is called even where open() throws after it has begun
            open_ = f_.open(std::int64_t{0}, batch_id);
        }
    }
    template <class Row>
    void row(Row const& row) {
        row_ref<S, Row> const lent(row);
        if constexpr (foreach_writer<F>) {
            if (!open_) return;
            try {
                f_.process(lent);
            } catch (...) {
                failed_ = std::current_exception();
                close();
                throw;
            }
        } else {
            f_(lent);
        }
    }
    void end(std::int64_t) { close(); }
    /// The batch failed elsewhere.
    void abandon(std::exception_ptr error) {
        failed_ = std::move(error);
        close();
    }
    /// Spark's way to say that the sink does not count.
    [[nodiscard]] static std::int64_t rows() { return -1; }

private:
    void close() {
        if constexpr (foreach_writer<F>) {
            if (!std::exchange(opened_, false)) return;
            f_.close(failed_);
        }
    }

    F f_;
    bool open_ = false;
    bool opened_ = false;
    std::exception_ptr failed_;
};

} // namespace detail
} // namespace weir
