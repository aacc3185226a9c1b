// SPDX-License-Identifier: BSL-1.0
// A call that is not inlined, for paths that are rarely taken.
#pragma once

namespace weir::detail {

/// Calls `f(argument)` out of line. A query's loop is one inlined function; where a reader calls it from
/// several places, all but the hot one do so through this, so that the loop is compiled twice and not once a
/// place.
template <class F>
class outlined {
public:
    explicit outlined(F& f) : f_(&f) {}

    template <class Argument>
    [[gnu::noinline]] void operator()(Argument const& argument) const {
        (*f_)(argument);
    }

private:
    F* f_;
};

} // namespace weir::detail
