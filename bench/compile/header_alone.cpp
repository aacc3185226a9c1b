// SPDX-License-Identifier: BSL-1.0
// What including the library costs when nothing of it is used.
#include <weir/weir.hpp>
