# SPDX-License-Identifier: BSL-1.0
# Makes the tests of each header alone cheap with Clang: what many headers include is precompiled. A header is compiled
# behind what it includes itself anyway, so that nothing it forgot is hidden.

# Later ones are larger; a header takes the last that it includes, directly or not.
set(header_bases weir/schema/types.hpp weir/expr/function.hpp weir/plan/select.hpp weir/plan/rules/facts.hpp weir/sql/node.hpp)

# weir_find_header_bases(<include folder> <header>...)
# Stores in `base_of_<header>` the base of each header that has one; headers are paths.
macro(weir_find_header_bases folder)
    foreach(path IN ITEMS ${ARGN})
        cmake_path(RELATIVE_PATH path BASE_DIRECTORY ${folder} OUTPUT_VARIABLE header)
        file(STRINGS ${path} includes REGEX "^#include <weir/")
        foreach(line IN LISTS includes)
            string(REGEX REPLACE "^#include <([^>]*)>.*$" "\\1" included "${line}")
            list(APPEND "includers_of_${included}" ${header})
        endforeach()
    endforeach()
    foreach(base IN LISTS header_bases)
        set(reached ${base})
        while(reached)
            list(POP_FRONT reached one)
            foreach(header IN LISTS "includers_of_${one}")
                if(NOT header STREQUAL base AND NOT "${base_of_${header}}" STREQUAL base)
                    set("base_of_${header}" ${base})
                    list(APPEND reached ${header})
                endif()
            endforeach()
        endwhile()
    endforeach()
endmacro()
