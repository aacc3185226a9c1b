// SPDX-License-Identifier: BSL-1.0
// A range over the entries of a list or map of state, without those that have outlived their time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <type_traits>
#include <utility>

namespace weir::detail {

/// A range over the entries of a list or a map, of which `Project` shows a part and the dead are left out.
template <class Iterator, class Project>
class entry_range {
public:
    class iterator {
    public:
        using iterator_category = std::input_iterator_tag;
        using reference = decltype(Project::get(*std::declval<Iterator>()));
        using value_type = std::remove_cvref_t<reference>;
        using difference_type = std::ptrdiff_t;
        using pointer = void;

        iterator() = default;
        iterator(Iterator at, Iterator end, std::int64_t now) : at_(at), end_(end), now_(now) { skip(); }
        reference operator*() const { return Project::get(*at_); }
        iterator& operator++() {
            ++at_;
            skip();
            return *this;
        }
        iterator operator++(int) {
            iterator const before = *this;
            ++*this;
            return before;
        }
        friend bool operator==(iterator const& a, iterator const& b) { return a.at_ == b.at_; }

    private:
        void skip() {
            while (at_ != end_ && Project::end(*at_) <= now_) ++at_;
        }
        Iterator at_{};
        Iterator end_{};
        std::int64_t now_ = 0;
    };
    using const_iterator = iterator;

    entry_range(Iterator first, Iterator last, std::int64_t now)
        : first_(first, last, now), last_(last, last, now) {}

    [[nodiscard]] iterator begin() const { return first_; }
    [[nodiscard]] iterator end() const { return last_; }
    [[nodiscard]] bool empty() const { return first_ == last_; }
    [[nodiscard]] std::size_t size() const {
        std::size_t n = 0;
        for (auto at = first_; !(at == last_); ++at) ++n;
        return n;
    }

private:
    iterator first_;
    iterator last_;
};

} // namespace weir::detail
