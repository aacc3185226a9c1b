// SPDX-License-Identifier: BSL-1.0
// What the operators over keyed groups share: what they say of a plan without a key, and what stands for
// their result after a mistake.
#pragma once

#include <weir/plan/group_by_key.hpp>

#include <type_traits>

namespace weir::detail {

/// The plan that stands for what an operator over `group` would give.
template <class Group>
constexpr auto reject_group(Group const& group) {
    return reject_plan<typename Group::grouped_input, columns<column<"value", unknown_type>>>(group.input);
}

/// The base of an operator over keyed groups, which is named `Operator::op`.
template <class Operator>
struct keyed_operator : operator_base {
    template <relation Input>
    constexpr auto operator()(Input const& input) const {
        constexpr auto check = [] {
            return fault(Operator::op,
                         " without group_by_key: state is kept by key; write group_by_key(...) | ",
                         Operator::op, "(...)");
        };
        if constexpr (!Input::rejected) raise<check>();
        return reject_plan<Input, columns<column<"value", unknown_type>>>(input);
    }
};

} // namespace weir::detail
