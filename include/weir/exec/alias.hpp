// SPDX-License-Identifier: BSL-1.0
// How alias runs: not at all, the rows below pass.
#pragma once

#include <weir/exec/executor.hpp>
#include <weir/plan/alias.hpp>

namespace weir::detail {

template <class Input, fixed_string Name, demand Wanted, class Mode>
class executor<alias_plan<Input, Name>, Wanted, Mode> : public executor<Input, Wanted, Mode> {
public:
    explicit executor(alias_plan<Input, Name> const& p) : executor<Input, Wanted, Mode>(p.input) {}
};

} // namespace weir::detail
